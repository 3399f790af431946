# SPDX-License-Identifier: EUPL-1.2
import csv
import io

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import events
from samband.core.people import operations
from samband.core.people.analysis.addresses import email_state
from samband.core.people.analysis.cells import as_csv
from samband.core.people.operations import Correction
from samband.core.people.queries.lists import ListWanted, contact_list, contact_list_with_addresses
from samband.core.people.rules import PostKind
from samband.core.people.tests.conftest import AT, DOING, MEDIAN, OSLO, OTHER_PARTY, TODAY, elect

MAYORS = ListWanted(kind=PostKind.MAYOR)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def mayors(council):
    """Of three members: Utsira is small, Årdal medium, Oslo large."""
    elect("Eva Lund", body=f"council-{MEDIAN}", kind=PostKind.MAYOR, email="eva@@ardal", party=OTHER_PARTY)
    elect("Liv Ek", body=f"council-{OSLO}", kind=PostKind.MAYOR, email="liv@oslo.example")
    return council


def names(made):
    return [line.office.name for line in made.lines]


def listed(actor, **wanted):
    return names(contact_list(actor=actor, wanted=ListWanted(**wanted), on=TODAY))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"kind": PostKind.MAYOR}, ["Liv Ek", "Anne Berg", "Eva Lund"]),
        ({"kind": PostKind.MAYOR, "size": "small"}, ["Anne Berg"]),
        ({"kind": PostKind.MAYOR, "below": 6000}, ["Anne Berg", "Eva Lund"]),
        ({"kind": PostKind.MAYOR, "county": "46"}, ["Eva Lund"]),
        ({"kind": PostKind.MAYOR, "party": OTHER_PARTY}, ["Eva Lund"]),
        ({"kind": PostKind.FINANCE_HEAD, "below": 5000}, ["Per Hus"]),
        ({"authority": OSLO}, ["Liv Ek"]),
        ({"kind": PostKind.HR_HEAD}, []),
        ({"kind": PostKind.MAYOR, "size": "gigantic"}, []),
    ],
)
def test_a_list_is_chosen_by_office_size_county_and_party(mayors, analyst, wanted, found):
    assert sorted(listed(analyst, **wanted)) == sorted(found)


def test_who_does_not_want_to_be_on_lists_is_left_out_and_counted(mayors, analyst):
    operations.unsubscribe(person=mayors["Anne Berg"], **DOING)
    made = contact_list(actor=analyst, wanted=MAYORS, on=TODAY)
    assert ("Anne Berg" in names(made), made.unsubscribed) == (False, 1)


def test_an_address_that_cannot_be_one_is_told_and_never_exported(mayors, analyst, signed_in):
    made = contact_list(actor=analyst, wanted=MAYORS, on=TODAY)
    assert made.without_address == 1
    client = signed_in(analyst)
    page = client.get("/people/lists/?kind=mayor&show=addresses").content.decode()
    assert "eva@@ardal (this cannot be an address)" in page
    assert "liv@oslo.example; anne@utsira.example" in page
    assert "eva@@ardal" not in client.get("/people/lists/contacts.csv?kind=mayor").content.decode()


def test_a_list_without_addresses_holds_none(mayors, analyst):
    made = contact_list(actor=analyst, wanted=MAYORS, on=TODAY)
    assert {line.private for line in made.lines} == {None}


def test_who_made_which_list_stands_in_the_log_without_names(mayors, signed_in, analyst):
    client = signed_in(analyst)
    client.get("/people/lists/?kind=mayor&size=small")
    assert [one for one in events().events if one.event == "people.contact_list_made"] == []
    client.get("/people/lists/contacts.xlsx?kind=mayor&size=small")
    event = next(one for one in events().events if one.event == "people.contact_list_made")
    assert event.details == {"kind": "mayor", "size": "small", "form": "xlsx", "people": 1}
    assert event.by.startswith("person:")


def test_the_own_authority_lists_its_own_people_and_no_others(mayors, contact, secretary):
    assert listed(contact, kind=PostKind.MAYOR) == ["Anne Berg"]
    assert "Per Hus" in listed(contact)
    assert listed(secretary, kind=PostKind.MAYOR) == ["Eva Lund"]
    assert listed(contact, authority=OSLO) == []


@pytest.mark.parametrize("who", ["councillor", "outsider", "inhabitant"])
def test_others_make_no_list(mayors, request, who):
    actor = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        contact_list(actor=actor, wanted=MAYORS, on=TODAY)
    with pytest.raises(NotAllowed):
        contact_list_with_addresses(actor=actor, wanted=MAYORS, on=TODAY, at=AT, form="csv")


def test_the_files_hold_what_the_page_shows_and_no_formula(mayors, signed_in, analyst):
    operations.correct_person(person=mayors["Anne Berg"], to=Correction(name="=HYPERLINK(1)"), **DOING)
    client = signed_in(analyst)
    text = client.get("/people/lists/contacts.csv?kind=mayor&size=small").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["Name"], row["Telephone"], row["E-mail"]) == (
        "'=HYPERLINK(1)", "0047 51 00 00 01", "anne@utsira.example",
    )  # fmt: skip
    content = client.get("/people/lists/contacts.xlsx?kind=mayor&size=small").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert sheet[1][0] == "=HYPERLINK(1)", "a text in a spreadsheet stays a text"
    assert b"<f>" not in content


@pytest.mark.parametrize(
    ("text", "shown"),
    [("=1+1", "'=1+1"), ("+47 12 34", "0047 12 34"), ("+cmd|x", "'+cmd|x"), ("-1", "'-1"), ("@x", "'@x"),
     ("\tx", "'\tx"), ("Berg", "Berg"), ("", "")],
)  # fmt: skip
def test_no_cell_is_taken_for_a_formula(text, shown):
    (row,) = csv.reader(io.StringIO(as_csv(header=("a", "b"), rows=[(text, 3)]).partition("\r\n")[2]))
    assert row == [shown, "3"]


def test_a_csv_file_quotes_what_it_must():
    assert as_csv(header=("a", "b"), rows=[('x,"y', 3)]) == '\ufeffa,b\r\n"x,""y",3\r\n'


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("", ""),
        *((one, "written") for one in (" anne@utsira.kommune.no ", "a.b+c@x.example", "ola@blåbær.example")),
        *((one, "wrong") for one in ("anne", "anne@", "anne@utsira", "a b@x.no", "a@x..no")),
        *((one, "wrong") for one in ("a@x.no, b@x.no", "<script>@x.no", "x" * 250 + "@x.no")),
    ],
)
def test_an_address_is_judged_by_its_form(address, state):
    assert email_state(address=address) == state
