# SPDX-License-Identifier: EUPL-1.2
import io
from datetime import date

import pytest

from samband.core.access.rules import INSTALLATION, NotAllowed
from samband.core.audit.queries import events
from samband.core.people import operations, queries
from samband.core.people.analysis.columns import Columns
from samband.core.people.analysis.matching import Outcome, Reason
from samband.core.people.operations import NewTerm, Refused
from samband.core.people.queries.turnover import NoSuchTurnover
from samband.core.people.rules import PostKind
from samband.core.people.tests.conftest import (
    AT,
    BEGAN,
    COUNCIL,
    DOING,
    MEDIAN,
    OTHER_PARTY,
    PARTY,
    UTSIRA,
    elect,
)

BEGINS = date(2027, 10, 1)
TERM = NewTerm("2027–2031", BEGINS, date(2031, 10, 1))
HEADER = "name,party,office,order,gender,birth_date,email\n"
FILE = (
    HEADER + "Ola Åsen,B,Ordfører,,M,,\n"
    "Ann Berg,G,medlem,,K,1970,ann@utsira.example\n"
    "Nina Ny,Bygdelista,medlem,,K,,\n"
    "Siri Vik,G,vara,1,K,,\n"
    "Kari Moe,G,vara,2,K,,\n"
)


def preview(text=FILE, *, authority=UTSIRA, filename="valg.csv", by=INSTALLATION, term=TERM):
    file = io.BytesIO(text.encode() if isinstance(text, str) else text)
    return operations.preview_turnover(
        file=file, filename=filename, authority=authority, term=term, by=by, at=AT
    )


def lines(record, outcome):
    return queries.turnover_lines(actor=INSTALLATION, number=record.id, outcome=outcome).lines


def names(record, outcome):
    return [line.name for line in lines(record, outcome)]


def answer(record, decision="same"):
    asked = lines(record, Outcome.ASKED)
    return operations.decide_turnover(
        number=record.id, decisions={line.id: decision for line in asked}, **DOING
    )


def confirm(record):
    return operations.confirm_turnover(number=record.id, **DOING)


def sitting(day, body=COUNCIL):
    return {
        (one.name, one.kind.value, one.order, one.party.name if one.party else "")
        for one in queries.offices_on(actor=INSTALLATION, on=day, body=body)
    }


def faults(record):
    return [fault.words() for fault in record.faults]


def test_the_preview_says_who_stays_comes_leaves_and_asks_who_may_be_the_same(council):
    record = preview()
    assert names(record, Outcome.STAYED) == ["Kari Moe", "Ola Åsen", "Siri Vik"]
    assert names(record, Outcome.CAME) == ["Nina Ny"]
    assert names(record, Outcome.LEFT) == ["Bjørn Dahl"]
    (asked,) = lines(record, Outcome.ASKED)
    assert (asked.name, asked.known_name, asked.known_birth_date) == ("Ann Berg", "Anne Berg", "1970-05-17")
    assert set(asked.reasons) == {
        Reason.LIKE_NAME, Reason.SAME_YEAR, Reason.SAME_PARTY, Reason.SAME_BODY,
    }  # fmt: skip
    assert (record.undecided, record.can_be_confirmed) == (1, False)
    assert record.new_lists == ("Bygdelista",)


def test_nothing_is_changed_before_it_is_confirmed(council):
    before = sitting(BEGINS)
    preview()
    assert sitting(BEGINS) == before


def test_an_unanswered_question_keeps_the_election_from_being_loaded(council):
    record = preview()
    with pytest.raises(Refused, match="Some questions are not answered yet"):
        confirm(record)
    assert ("Bjørn Dahl", "member", None, "The Greens") in sitting(BEGINS)


def test_one_term_ends_and_the_next_begins(council):
    record = preview()
    answer(record)
    assert confirm(record).state == "confirmed"
    assert sitting(date(2027, 9, 30)) == {
        ("Anne Berg", "mayor", None, "The Greens"),
        ("Bjørn Dahl", "member", None, "The Greens"),
        ("Ola Åsen", "member", None, "The Blues"),
        ("Kari Moe", "substitute", 1, "The Greens"),
        ("Siri Vik", "substitute", 2, "The Greens"),
    }
    assert sitting(BEGINS) == {
        ("Ola Åsen", "mayor", None, "The Blues"),
        ("Anne Berg", "member", None, "The Greens"),
        ("Nina Ny", "member", None, "Bygdelista"),
        ("Siri Vik", "substitute", 1, "The Greens"),
        ("Kari Moe", "substitute", 2, "The Greens"),
    }


def test_who_is_the_same_person_keeps_one_number_and_gets_the_new_address(council, analyst):
    record = preview()
    answer(record)
    confirm(record)
    offices = queries.offices_of(actor=INSTALLATION, person=council["Anne Berg"])
    assert [(one.kind, one.valid_from) for one in offices] == [
        (PostKind.MEMBER, BEGINS),
        (PostKind.MAYOR, BEGAN),
    ]
    private = queries.private_data(actor=analyst, person=council["Anne Berg"], at=AT)
    assert (private.email, private.birth_date) == ("ann@utsira.example", "1970-05-17")


def test_another_person_of_nearly_the_same_name_becomes_somebody_new(council):
    record = preview()
    answer(record, "another")
    confirm(record)
    (new,) = [
        o for o in queries.offices_on(actor=INSTALLATION, on=BEGINS, body=COUNCIL) if o.name == "Ann Berg"
    ]
    assert new.person != council["Anne Berg"]


def test_a_second_file_puts_the_first_right_and_leaves_no_trace_of_it(council):
    first = preview()
    answer(first)
    confirm(first)
    people = {one.name: one.person for one in queries.offices_on(actor=INSTALLATION, on=BEGINS, body=COUNCIL)}
    right = FILE.replace("Nina Ny,Bygdelista,medlem", "Bjørn Dahl,G,medlem").replace("Ann Berg", "Anne Berg")
    second = preview(right)
    assert second.undecided == 0
    confirm(second)
    assert ("Bjørn Dahl", "member", None, "The Greens") in sitting(BEGINS)
    assert not [one for one in sitting(BEGINS) if one[0] == "Nina Ny"]
    found = queries.search(actor=INSTALLATION, wanted=queries.Wanted(text="Nina Ny"))
    assert found.total == 0, "who was named by mistake is not kept"
    again = {one.name: one.person for one in queries.offices_on(actor=INSTALLATION, on=BEGINS, body=COUNCIL)}
    assert again["Ola Åsen"] == people["Ola Åsen"]
    assert len(sitting(date(2027, 9, 30))) == 5


def test_loading_the_same_file_twice_changes_nothing(council):
    first = preview()
    answer(first)
    confirm(first)
    once = {o.id: o for o in queries.offices_on(actor=INSTALLATION, on=BEGINS, body=COUNCIL)}
    second = preview()
    assert (names(second, Outcome.CAME), names(second, Outcome.LEFT)) == (["Nina Ny"], ["Bjørn Dahl"])
    answer(second)
    confirm(second)
    assert {o.id: o for o in queries.offices_on(actor=INSTALLATION, on=BEGINS, body=COUNCIL)} == once


def test_all_faults_of_the_file_are_told_at_once_with_their_rows(council):
    text = (
        HEADER + ",G,medlem,,,,\n"
        "Ola Åsen,B,kandidat,,M,,\n"
        "Ann Berg,G,ordfører,,kvinneleg,1970-13,ann@\n"
        "Nina Ny,G,vara,første,K,,\n"
        "=HYPERLINK(1),G,vara,1,,,\n"
        "Per Ny,G,Ordfører,,,,\n"
        "Per Berg,G,Ordfører,,,,\n"
        "Siri Vik,G,vara,3,,,\n"
        "Siri Berg,G,vara,3,,,\n"
        "Siri Vik,G,vara,4,,,\n"
        "\n"
        "Eva,G,vara,5,,,,too,much\n"
    )
    record = preview(text)
    assert faults(record) == [
        "Row 2: there is no name. Write the name, or take the row out.",
        "Row 3, column office: “kandidat” is not an office that is elected here. "
        "Candidates are never stored. Use one of mayor, deputy_mayor, member, substitute, group_leader, "
        "say below what the word means, or take the row out.",
        "Row 4, column gender: “kvinneleg” is not a known word for a gender. Use one of female, male, other, "
        "unknown, leave it empty, or say below what the word means.",
        "Row 4, column birth_date: “1970-13” is not a date or year of birth. "
        "Write 1970, 1970-05 or 1970-05-17.",
        "Row 4, column email: “ann@” cannot be an e-mail address. Correct it or leave it empty.",
        "Row 5, column order: “første” is not a place on a list. Write a whole number from 1 to 999.",
        "Row 6, column name: “=HYPERLINK(1)” starts like a spreadsheet formula. Write it as plain text.",
        "Row 6: there is no name. Write the name, or take the row out.",
        "Row 8: one person holds this office at a time, but row 7 has another. "
        "Correct the office in one of the rows.",
        "Row 10: row 9 has the same place on the same list of substitutes. "
        "Correct the number in one of the rows.",
        "Row 11: Siri Vik has this office in row 9 too. Take one of the rows out, or add the year of birth "
        "when they are two persons.",
        "Row 13: 9 cells, but the first row names 7 columns. Add what is missing, or put text that holds the "
        "separator in quotation marks.",
    ]
    assert record.held_back == (UTSIRA,)
    with pytest.raises(Refused, match="nothing to load"):
        confirm(record)


def test_a_council_with_a_fault_stays_out_and_the_others_are_loaded(council):
    text = "member,name,party,gender\n1151,Ola Åsen,B,sometimes\n1151,Bjørn Dahl,G,m\nÅrdal,Eva Lund,G,k\n"
    record = preview(text, authority="")
    assert (record.held_back, record.counts["councils"]) == ((UTSIRA,), 1)
    before = sitting(BEGINS)
    confirm(record)
    assert sitting(BEGINS) == before
    assert sitting(BEGINS, body=f"council-{MEDIAN}") == {("Eva Lund", "member", None, "The Greens")}


def test_somebody_who_moved_is_asked_about_and_keeps_the_old_offices(council):
    text = f"member,name,party,birth_date\n{MEDIAN},Anne Berg,G,1970-05-17\n{UTSIRA},Bjørn Dahl,G,\n"
    record = preview(text, authority="")
    (asked,) = lines(record, Outcome.ASKED)
    assert (asked.name, asked.authority, asked.known_authority) == ("Anne Berg", MEDIAN, UTSIRA)
    assert Reason.SAME_BIRTH in asked.reasons
    assert Reason.OTHER_MEMBER in asked.reasons
    answer(record)
    confirm(record)
    offices = queries.offices_of(actor=INSTALLATION, person=council["Anne Berg"])
    assert [(one.body.authority, one.valid_to) for one in offices] == [(MEDIAN, None), (UTSIRA, BEGINS)]


def test_a_namesake_with_another_year_of_birth_is_not_asked_about(council):
    record = preview(HEADER + "Anne Berg,G,medlem,,K,1999,\n")
    assert (names(record, Outcome.CAME), record.undecided) == (["Anne Berg"], 0)
    assert "Anne Berg" in names(record, Outcome.LEFT)


def test_two_of_the_same_name_are_never_taken_for_certain(council):
    elect("Bjørn Dahl", birth_date="1988")
    record = preview(HEADER + "Bjørn Dahl,G,medlem,,M,,\n")
    assert [(line.name, line.decision) for line in lines(record, Outcome.ASKED)] == [("Bjørn Dahl", "")]


def test_two_rows_cannot_be_said_to_be_one_person(council):
    text = f"member,name,party,birth_date\n{MEDIAN},Anne Berg,G,1970-05-17\n{UTSIRA},Anne Berg,G,1970\n"
    record = preview(text, authority="")
    answer(record)
    with pytest.raises(Refused, match="Several rows name the same person: Anne Berg"):
        confirm(record)


def test_columns_are_chosen_once_and_remembered(council):
    text = "Hvem;Til hva;Farge\nOla Åsen;Formann;Blå\nBjørn Dahl;Medl.;Grønn\n"
    record = preview(text)
    assert faults(record) == ["no column is chosen for: Name. Choose below which column holds it."]
    columns = Columns(
        {"name": "Hvem", "office": "Til hva", "party": "Farge"},
        {"office": {"Formann": "mayor", "medl.": "member"}, "party": {"blå": OTHER_PARTY, "grønn": PARTY}},
    )
    record = operations.recheck_turnover(number=record.id, columns=columns, **DOING)
    assert (record.fault_count, names(record, Outcome.STAYED)) == (0, ["Bjørn Dahl", "Ola Åsen"])
    confirm(record)
    assert preview(text).fault_count == 0


def test_letters_of_another_encoding_are_told_and_may_be_chosen(council):
    record = preview("name,party\nOla Åsen,B\n".encode("cp1252"))
    assert "the letters are not UTF-8; it looks like Windows-1252" in faults(record)[0]
    columns = Columns({"name": "name", "party": "party"})
    record = operations.recheck_turnover(number=record.id, columns=columns, encoding="cp1252", **DOING)
    assert names(record, Outcome.STAYED) == ["Ola Åsen"]


@pytest.mark.parametrize(
    ("content", "filename", "told"),
    [
        (b"", "valg.csv", "The file holds no rows"),
        (b"PK\x03\x04 not a spreadsheet", "valg.xlsx", "not a readable .xlsx spreadsheet"),
        (b"name\0party\n", "valg.csv", "zero bytes"),
        (b"name,name\nA,B\n", "valg.csv", "two columns bear this name"),
        (b"=cmd,name\nA,B\n", "valg.csv", "starts like a spreadsheet formula"),
        (b"name\nA\n", "valg.exe", "cannot be read"),
    ],
)
def test_a_hostile_file_is_told_and_changes_nothing(council, content, filename, told):
    before = sitting(BEGINS)
    record = preview(content, filename=filename)
    assert told in faults(record)[0]
    assert not record.can_be_confirmed
    assert sitting(BEGINS) == before


def test_each_member_loads_its_own_council_and_no_other(council, contact, secretary, outsider):
    for by, authority in ((contact, MEDIAN), (secretary, UTSIRA), (outsider, UTSIRA), (contact, "")):
        with pytest.raises(NotAllowed):
            preview(authority=authority, by=by)
    record = preview(by=contact)
    for by in (secretary, outsider):
        with pytest.raises(NotAllowed):
            queries.turnover(actor=by, number=record.id)
        with pytest.raises(NotAllowed):
            operations.confirm_turnover(number=record.id, by=by, at=AT)
        assert queries.turnovers(actor=by) == ()
    with pytest.raises(NoSuchTurnover):
        queries.turnover(actor=contact, number=record.id + 1)
    stray = preview("member,name\n1151,Ola Åsen\n4643,Eva Lund\n", by=contact)
    assert faults(stray) == [
        "Row 3, column member: “4643” is not the member that this file is for. "
        "Take the row out; each member loads its own council."
    ]


def test_the_file_and_what_it_said_are_forgotten_when_it_is_loaded_or_discarded(council, home):
    record = preview()
    answer(record)
    confirm(record)
    other = preview()
    operations.discard_turnover(number=other.id, **DOING)
    assert not [path for path in (home / "uploads").rglob("*") if path.is_file()]
    assert lines(record, Outcome.STAYED) == lines(other, Outcome.STAYED) == ()
    with pytest.raises(Refused, match="loaded or discarded already"):
        confirm(other)


def test_a_file_that_nobody_ends_is_forgotten(council, home):
    record = preview()
    later = AT.replace(month=4)
    operations.preview_turnover(
        file=io.BytesIO(FILE.encode()),
        filename="x.csv",
        authority=UTSIRA,
        term=TERM,
        by=INSTALLATION,
        at=later,
    )
    assert queries.turnover(actor=INSTALLATION, number=record.id).state == "discarded"


def test_many_councils_become_background_work(council, monkeypatch):
    monkeypatch.setattr("samband.core.people.operations.turnover.confirming.AT_ONCE", 1)
    text = f"member,name,party\n{UTSIRA},Ola Åsen,B\n{MEDIAN},Eva Lund,G\n0301,Liv Ek,G\n"
    record = preview(text, authority="")
    operations.confirm_turnover(number=record.id, **DOING)
    assert queries.turnover(actor=INSTALLATION, number=record.id).state == "confirmed"
    assert [event.event for event in events().events][:2] == ["jobs.queued", "people.turnover_confirmed"]
    assert sitting(BEGINS, body="council-0301") == {("Liv Ek", "member", None, "The Greens")}


def test_the_log_tells_of_the_election_without_names(council):
    record = preview()
    answer(record)
    confirm(record)
    told = [event for event in events().events if event.event.startswith("people.turnover")]
    assert [event.event for event in told] == [
        "people.turnover_confirmed",
        "people.turnover_decided",
        "people.turnover_previewed",
    ]
    assert "Berg" not in str([event.details for event in told])


def test_t08_a_file_of_one_member_asks_nothing_about_people_of_another(council):
    """It would tell when they are born, and open how to reach them to whoever answers that they are one."""
    elect("Eva Lie", body=f"council-{MEDIAN}", birth_date="1968-02-29", email="eva@aardal.example")
    eva = HEADER + "Eva Lie,G,medlem,,,,\n"
    assert lines(preview(eva), Outcome.ASKED) == ()
    assert names(preview(eva), Outcome.CAME) == ["Eva Lie"]
    whole = HEADER.replace("\n", ",kommune\n") + f"Eva Lie,G,medlem,,,,,{UTSIRA}\n"
    (asked,) = lines(preview(whole, authority=""), Outcome.ASKED)
    assert asked.known_birth_date == "1968-02-29"
