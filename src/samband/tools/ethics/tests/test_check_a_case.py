# SPDX-License-Identifier: EUPL-1.2
"""From a supplier to a statement that is kept, as the case officer meets it."""

import io
import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import Actor, Grant, NotAllowed, Role
from samband.core.audit.queries import all_events
from samband.core.people.operations import erase_person
from samband.core.people.rules import PostKind
from samband.engines.conflicts import (
    load_agenda,
    load_register,
    parse_agenda,
    parse_register,
    screen,
    screening_to_json,
)
from samband.engines.files import Unreadable
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import CaseCheck, CaseHand, Screening
from samband.tools.ethics.operations import NewCase, Refused
from samband.tools.ethics.pages.cases import case_page
from samband.tools.ethics.pages.held import holdings
from samband.tools.ethics.pages.rounds import go_round
from samband.tools.ethics.queries import law_of
from samband.tools.ethics.queries.names import names_of
from samband.tools.ethics.rules import Done, Hand, InterestKind, NoSuchCase
from samband.tools.ethics.tests.conftest import CASE_DAY as DAY
from samband.tools.ethics.tests.conftest import (
    DOING,
    FERRY,
    NOON,
    UTSIRA,
    change,
    check,
    elect,
    page,
    read,
)

NIGHT = NOON + timedelta(days=1)


def lines(number, by):
    page = case_page(found=read(number, by))
    return {(one.name, one.place): one.told for one in page.everybody}


def unseen(number, by):
    return {(one.kind.value, one.about) for one in read(number, by).gaps}


def sent_back(client, number, **more):
    """The form of the case as a browser would send it, with what is changed."""
    form = client.get(reverse("ethics:case", args=[number])).context["form"]
    told = {one.html_name: one.value() for one in form}
    told = {name: value for name, value in told.items() if value not in (None, False)}
    return client.post(reverse("ethics:case", args=[number]), told | more)


def test_the_chair_of_the_supplier_who_decides_is_found_and_nobody_is_called_clear(checked, contact):
    (asked,) = case_page(found=read(checked, contact)).asked
    assert (asked.name, asked.place) == ("Anne Berg", "Decides the case")
    assert [one.party for one in asked.parties] == ["Utsira Ferry AS"]
    assert asked.parties[0].findings[0]["outcome"] == "mandatory"
    assert lines(checked, contact)["Per Sand", "Prepares the case"] == "Not checked"


def test_what_was_not_looked_at_is_named(checked, contact):
    assert unseen(checked, contact) >= {
        ("no_declaration", "Per Sand"),
        ("no_number", "Nordvik Asfalt AS"),
        ("owners", "Utsira Ferry AS"),
        ("owners", "Nordvik Asfalt AS"),
    }


def test_who_stands_in_no_register_is_named_and_not_checked(case, contact, officers):
    outside = Hand(0, "Hired Adviser", "prepare", "employee_prepares")
    change(case, contact, officers, hands=(outside,))
    check(case, contact)
    assert {("not_in_register", "Hired Adviser"), ("nobody_decides", "")} <= unseen(case, contact)
    assert lines(case, contact) == {("Hired Adviser", "Prepares the case"): "Not checked"}


def test_a_list_that_is_old_is_named(case, contact, anne):
    operations.confirm_interests(by=anne, at=NOON - timedelta(days=500))
    check(case, contact)
    assert ("stale", "Anne Berg") in unseen(case, contact)


def test_a_name_without_a_number_is_at_most_possible(officers, declared, contact):
    declared()
    new = NewCase("7", "Lease", "contract", DAY, parties=("Utsira Ferry AS", "Anne Berg"))
    number = operations.enter_case(authority=UTSIRA, new=new, by=contact, at=NOON)
    change(number, contact, officers)
    assert [one.choice.value for one in queries.case(actor=contact, number=number).item.parties] == [
        "perhaps", "perhaps",
    ]  # fmt: skip
    check(number, contact)
    (asked,) = case_page(found=read(number, contact)).asked
    outcomes = {one["outcome"] for party in asked.parties for one in party.findings}
    assert outcomes == {"assess"}


def test_when_a_body_decides_everybody_in_it_and_the_deputies_are_checked(case, contact, officers):
    elect("Deputy One", kind=PostKind.SUBSTITUTE)
    per = Hand(officers["Per"], "Per Sand", "prepare", "employee_prepares")
    change(case, contact, officers, hands=(per,), body="council-1151")
    check(case, contact)
    assert lines(case, contact).keys() == {
        ("Per Sand", "Prepares the case"), ("Anne Berg", "Member"), ("Ola Åsen", "Member"),
        ("Siri Vik", "Member"), ("Deputy One", "Deputy"),
    }  # fmt: skip
    assert case_page(found=read(case, contact)).body


def test_from_a_pasted_list_to_a_closed_case_in_a_browser(officers, declared, contact, signed_in):
    declared()
    desk = signed_in(contact)
    new = {"reference": "2026/118", "title": "Ferry", "matter": "procurement", "day": "2026-03-26",
           "parties": f"Supplier\tOrgnr\nThe ferry\t{FERRY}\nNordvik Asfalt AS\t"}  # fmt: skip
    answer = desk.post(reverse("ethics:cases", args=[UTSIRA]), new)
    number = CaseCheck.objects.get().pk
    assert answer.url == reverse("ethics:case", args=[number])
    assert "Utsira Ferry AS (974760673)" in page(desk, "case", number)
    ticked = {"i0-prepares": [officers["Per"]], "i0-decides": [officers["Anne"], officers["Dina"]]}
    answer = sent_back(desk, number, **ticked, do="check")
    assert answer.url == reverse("ethics:case_result", args=[number])
    roles = dict(CaseHand.objects.values_list("name", "role"))
    assert roles == {
        "Per Sand": "procurement_evaluator", "Anne Berg": "elected", "Dina Lie": "director",
    }  # fmt: skip
    told = page(desk, "case_result", number)
    for words in ("Anne Berg", "Not checked", "Nobody is found disqualified", "Public Administration Act"):
        assert words in told
    for never in ("guilty", "is disqualified", "Anne Berg is clear"):
        assert never not in told
    done = {"done": "went_on", "decided_by": "The director"}
    refused = desk.post(reverse("ethics:close_case", args=[number]), done)
    assert "Write the reasons for going on." in refused.content.decode()
    desk.post(reverse("ethics:close_case", args=[number]), done | {"reason": "The tie ended"})
    assert "It went on as it was, with reasons" in page(desk, "case_result", number)
    assert desk.get(reverse("ethics:case", args=[number])).status_code == 302
    desk.post(reverse("ethics:reopen_case", args=[number]))
    assert CaseCheck.objects.get().done == ""


def test_bidders_come_in_a_file(officers, contact, signed_in):
    table = f"name,number\nUtsira Ferry AS,{FERRY}\nNordvik Asfalt AS,123456789\n"
    new = {"reference": "1", "title": "Ferry", "matter": "procurement", "day": "2026-03-26",
           "file": SimpleUploadedFile("bids.csv", table.encode())}  # fmt: skip
    signed_in(contact).post(reverse("ethics:cases", args=[UTSIRA]), new)
    number = CaseCheck.objects.get().pk
    parties = queries.case(actor=contact, number=number).item.parties
    assert [(one.name, one.number) for one in parties] == [
        ("Utsira Ferry AS", FERRY), ("Nordvik Asfalt AS", "123456789"),
    ]  # fmt: skip
    check(number, contact)
    assert ("strange_number", "Nordvik Asfalt AS") in unseen(number, contact)


@pytest.mark.parametrize("name", ["bids.pdf", "bids.xlsx", "bids"])
def test_a_file_that_is_no_table_is_refused_in_words(officers, contact, signed_in, name):
    new = {"reference": "1", "title": "Ferry", "matter": "procurement", "day": "2026-03-26",
           "file": SimpleUploadedFile(name, b"%PDF-1.4 \x00\x01")}  # fmt: skip
    answer = signed_in(contact).post(reverse("ethics:cases", args=[UTSIRA]), new)
    assert answer.status_code == 400
    assert answer.context["form"].errors["file"]
    assert not CaseCheck.objects.exists()


def test_a_file_that_is_too_large_is_refused(members):
    with pytest.raises(Unreadable):
        operations.read_bidders_file(file=io.BytesIO(b"name\n" + b"x" * 2_100_000), filename="b.csv")


def test_a_case_with_too_many_parties_is_refused(officers, contact):
    new = NewCase("1", "x", "procurement", DAY, parties=tuple(f"Bidder {n} AS" for n in range(101)))
    with pytest.raises(Refused, match="100 parties"):
        operations.enter_case(authority=UTSIRA, new=new, by=contact, at=NOON)


def test_two_who_change_a_case_at_once_do_not_undo_each_other(case, contact, signed_in, time_machine):
    desk = signed_in(contact)
    seen = desk.get(reverse("ethics:case", args=[case])).context["case"].state
    time_machine.move_to(NOON + timedelta(minutes=5), tick=False)
    name = desk.get(reverse("ethics:case", args=[case])).context["form"]["amount"].html_name
    assert sent_back(desk, case, **{name: "1000"}, seen=seen).status_code == 302
    assert queries.case(actor=contact, number=case).state != seen
    told = sent_back(desk, case, **{name: "2000"}, seen=seen)
    assert told.headers["location"] == reverse("ethics:case", args=[case])
    page_now = page(desk, "case", case)
    assert "The case has been changed meanwhile. Look at it again." in page_now
    assert queries.case(actor=contact, number=case).amount == 1000
    with pytest.raises(Refused, match="meanwhile"):
        change(case, contact, {}, hands=[], seen=seen)


def test_the_way_back_leads_through_the_member(checked, contact, signed_in):
    told = page(signed_in(contact), "case_result", checked)
    assert f'href="{reverse("ethics:member", args=[UTSIRA])}">Utsira</a>' in told


def test_it_is_run_again_to_the_same_answer_after_the_register_has_changed(checked, anne, contact, signed_in):
    before = Screening.objects.get().result
    for one in queries.own_interests(actor=anne, on=DAY).held:
        operations.withdraw_interest(key=one.key, by=anne, at=NOON + timedelta(hours=1))
    again = read(checked, contact)
    assert again.is_same is True
    assert (Screening.objects.get().result, len(again.came)) == (before, 0)
    assert "Interests or seats have changed since" in page(signed_in(contact), "case_result", checked)


def test_at_night_an_open_case_is_looked_at_once_and_nothing_new_is_not_told(checked, contact):
    go_round(at=NIGHT)
    assert Screening.objects.count() == 1
    assert CaseCheck.objects.get().looked_on == NIGHT.date()
    assert queries.cases_to_look_at(on=NIGHT.date(), most=10) == ()
    assert mail.outbox == []


def test_at_night_what_comes_out_otherwise_is_kept_and_told(
    case, officers, declared, contact, signed_in, time_machine, settings
):
    settings.SAMBAND_ADDRESS = ""
    signed_in(contact)
    officer = actor_by_email(email="contact@example.org", on=NOON.date())
    CaseCheck.objects.update(entered_by=officer.reference)
    check(case, contact)
    declared(of="Ola", by=contact, kind=InterestKind.DEBT, role=None, at=NOON + timedelta(hours=2))
    time_machine.move_to(NIGHT, tick=False)
    go_round(at=NIGHT)
    go_round(at=NIGHT + timedelta(minutes=1))
    assert Screening.objects.count() == 2
    (told,) = mail.outbox
    assert told.to == ["contact@example.org"]
    assert "2026/118" in told.subject
    assert not {"Ola", "Åsen", "Ferry"} & set((told.subject + told.body).split())
    assert "://" not in told.body
    desk = signed_in(contact)
    assert "Something else since" in page(desk, "cases", UTSIRA)
    assert "Otherwise than the time before" in page(desk, "case_result", case)
    assert any("2026/118" in one.title for one in queries.waiting(actor=officer))
    came = {(one.name, one.party) for one in read(case, contact).came}
    assert ("Ola Åsen", "Utsira Ferry AS") in came
    check(case, contact, at=NIGHT + timedelta(hours=1))
    assert queries.case(actor=contact, number=case).news_at is None


def test_the_mail_leads_to_the_case_where_the_installation_has_said_its_address(
    case, declared, contact, signed_in, settings
):
    settings.SAMBAND_ADDRESS = "https://samband.example.org"
    browser = signed_in(contact)
    officer = actor_by_email(email="contact@example.org", on=NOON.date())
    CaseCheck.objects.update(entered_by=officer.reference)
    check(case, contact)
    declared(of="Ola", by=contact, kind=InterestKind.DEBT, role=None, at=NOON + timedelta(hours=2))
    go_round(at=NIGHT)
    (told,) = mail.outbox
    (line,) = (line for line in told.body.splitlines() if line.startswith("https://samband.example.org/"))
    assert "Nordvik" not in told.body
    assert browser.get(line.removeprefix("https://samband.example.org")).status_code == 200


def test_whoever_may_no_longer_read_it_is_not_written_to(checked, declared, contact):
    declared(of="Ola", by=contact, kind=InterestKind.DEBT, role=None, at=NOON + timedelta(hours=2))
    go_round(at=NIGHT)
    assert CaseCheck.objects.get().news_at == NIGHT
    assert mail.outbox == []


def test_a_closed_case_is_not_looked_at(checked, declared, contact):
    operations.close_case(
        case=checked, done=Done.REPLACED, reason="", decided_by="Director", by=contact, at=NOON
    )
    declared(of="Ola", by=contact, kind=InterestKind.DEBT, role=None, at=NOON + timedelta(hours=2))
    go_round(at=NIGHT)
    assert Screening.objects.count() == 1
    with pytest.raises(Refused, match="closed"):
        check(checked, contact)


def test_the_statement_says_all_and_runs_on_the_command_line(checked, contact, signed_in):
    desk = signed_in(contact)
    told = page(desk, "case_statement", checked)
    for words in ("2026/118", "Utsira Ferry AS", FERRY, "The same came out.", "Not checked", "Per Sand"):
        assert words in told
    pdf = desk.get(reverse("ethics:case_file", args=[checked, "statement.pdf"]))
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    kept = json.loads(desk.get(reverse("ethics:case_file", args=[checked, "statement.json"])).content)
    assert {"what": "no_declaration", "about": "Per Sand"} in kept["not_checked"]
    register, agenda = (
        desk.get(reverse("ethics:case_file", args=[checked, name])).content.decode()
        for name in ("register.json", "agenda.json")
    )
    known = parse_register(text=register)
    again = screen(
        law=law_of(on=DAY), register=known, agenda=parse_agenda(text=agenda, register=known), on=DAY,
        known_at=NOON.date(),
    )  # fmt: skip
    assert json.loads(screening_to_json(screening=again)) == kept["result"]
    assert [one["role"] for one in json.loads(agenda)["items"][0]["handled_by"]] == [
        "employee_prepares", "elected", "elected",
    ]  # fmt: skip
    events = [one.event for one in all_events()]
    assert events.count("ethics.case_statement_taken") == 4


def test_t33_the_evidence_holds_only_those_who_deal_with_the_case(checked):
    names = {one["name"] for one in json.loads(Screening.objects.get().register)["people"]}
    assert names == {"Anne Berg", "Ola Åsen", "Per Sand"}


def test_t33_nobody_else_learns_of_a_case(checked, secretary, administrator, analyst, anne, outsider):
    other = Actor("x", frozenset({Grant(Role.CONTACT, "4643")}))
    for actor in (secretary, administrator, analyst, anne, outsider, other):
        with pytest.raises(NoSuchCase):
            read(checked, actor)
        with pytest.raises(NotAllowed):
            queries.cases_of(actor=actor, authority=UTSIRA)
        with pytest.raises(NoSuchCase):
            operations.erase_case(case=checked, by=actor, at=NOON)


def test_t33_every_reading_is_in_the_log_without_what_the_case_is_about(checked, contact):
    read(checked, contact)
    found = [one for one in all_events() if one.event == "ethics.case_read"]
    (name,) = [names_of(references=frozenset({one.about}))[one.about] for one in found]
    assert name == f"{checked}, 26 March 2026"


def test_t33_the_person_sees_that_it_is_kept_and_not_whom_it_is_about(checked, anne):
    (kept,) = [one for one in holdings(actor=anne) if one.title.startswith("Cases")]
    assert [label for label, _ in kept.facts] == ["2026/118"]
    assert "Ferry" not in str(kept.facts)


def test_whoever_is_erased_is_taken_out_and_the_rest_still_runs(checked, contact, council):
    erase_person(person=council["Anne"], **DOING)
    go_round(at=NIGHT)
    row = Screening.objects.order_by("pk")[0]
    assert "Anne" not in row.register + row.agenda + row.result
    assert CaseHand.objects.filter(name="Anne Berg").count() == 0
    assert read(checked, contact).is_same is True


def test_cases_go_with_the_term_of_the_policy(checked):
    go_round(at=NOON + timedelta(days=365 * 5))
    assert (CaseCheck.objects.count(), Screening.objects.count()) == (0, 0)


def test_a_case_with_an_amount_has_the_currency_of_the_country(officers, contact):
    new = NewCase("1", "x", "contract", DAY, amount=Decimal(500), parties=("Nordvik AS",))
    number = operations.enter_case(authority=UTSIRA, new=new, by=contact, at=NOON)
    assert queries.case(actor=contact, number=number).currency == "NOK"


def test_a_day_without_a_law_is_refused_in_words(officers, contact):
    new = NewCase("1", "x", "contract", date(1960, 1, 1), parties=("Nordvik AS",))
    number = operations.enter_case(authority=UTSIRA, new=new, by=contact, at=NOON)
    with pytest.raises(Refused, match="No law of this country"):
        check(number, contact)


def test_the_example_of_a_case_tells_who_prepares_and_who_decides(members):
    folder = Path(__file__).parents[5] / "examples/screening"
    known = load_register(path=folder / "register.json")
    agenda = load_agenda(path=folder / "case.json", register=known)
    (item,) = screen(law=law_of(on=DAY), register=known, agenda=agenda, on=DAY).items
    assert [(one.person, one.stage.value, one.outcome.value) for one in item.assessments] == [
        ("ann", "prepare", "none"), ("bo", "prepare", "assess"), ("cy", "decide", "unknown"),
    ]  # fmt: skip
