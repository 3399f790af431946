# SPDX-License-Identifier: EUPL-1.2
"""Whatever may be declared is held against an agenda that touches it, gifts of private persons too."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from samband.core.people.operations import erase_person
from samband.engines.conflicts import load_register
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import Screening
from samband.tools.ethics.operations import NewCase
from samband.tools.ethics.pages.case_files import case_files
from samband.tools.ethics.pages.cases import case_page
from samband.tools.ethics.pages.meetings import result_page
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.rules import Became, Detail, Giver, Hand, InterestKind, NewInterest, PostRole
from samband.tools.ethics.tests.conftest import DOING, FERRY, NOON, UTSIRA

DAY = date(2026, 3, 19)
SINCE = date(2024, 1, 1)
GIVER = "Torvald Eikrem"
COMPANY = {"organisation": "Utsira Ferry AS", "number": FERRY}
OF_COMPANY = f"12/26 Agreement with the ferry\nApplicant {FERRY}\n"
OF_LAND = "12/26 Zoning plan for gnr. 12, bnr. 3\n"
OF_PERSON = "12/26 Grant to a farm\nApplicant Torvald Eikrem\n"


def told(kind, agenda=OF_COMPANY, **more):
    new = {"kind": kind, "valid_from": SINCE} | (COMPANY if agenda == OF_COMPANY else {}) | more
    return pytest.param(NewInterest(**new), agenda, id=f"{kind}{'_' if more else ''}{'_'.join(more)}")


def gift(**more):
    return Detail(**({"giver": Giver.PRIVATE, "private_giver": GIVER, "became": Became.KEPT} | more))


EVERY_KIND = (
    *(told(InterestKind.POST, role=role) for role in PostRole),
    told(InterestKind.OWNERSHIP, share_percent=Decimal(40)),
    told(InterestKind.OWNERSHIP),
    told(InterestKind.EMPLOYMENT),
    told(InterestKind.INCOME),
    told(InterestKind.DEBT),
    told(InterestKind.MEMBERSHIP),
    told(InterestKind.PROPERTY, OF_LAND, what="Farm, gnr. 12 bnr. 3"),
    told(InterestKind.GIFT, what="A painting", valid_from=date(2026, 1, 5)),
    told(InterestKind.TRAVEL, what="Brussels", valid_from=date(2026, 1, 5)),
    told(InterestKind.GIFT, OF_PERSON, what="A painting", valid_from=date(2026, 1, 5), detail=gift()),
    told(
        InterestKind.TRAVEL, OF_PERSON, what="Brussels", valid_from=date(2026, 1, 5), detail=gift(became=None)
    ),
    told(InterestKind.OTHER, what="Adviser"),
)


def test_no_kind_is_left_out():
    assert {one.values[0].kind for one in EVERY_KIND} == set(InterestKind)


def screened(agenda, by):
    """What came out of a meeting with this agenda; its number too."""
    items = operations.read_agenda_text(text=agenda)
    number = operations.enter_meeting(
        authority=UTSIRA, body=f"council-{UTSIRA}", day=DAY, items=items, by=by, at=NOON
    )
    register, body = meeting_files(facts=queries.facts_of_meeting(actor=by, number=number))
    operations.screen_meeting(meeting=number, register=register, agenda=body, by=by, at=NOON)
    return number, found(number, by)


def found(number, by):
    page = result_page(found=queries.screened_meeting(actor=by, number=number, language="en", at=NOON))
    return {one.name: one.found["outcome"] for item in page.items for one in item.people}


@pytest.mark.parametrize(("new", "agenda"), EVERY_KIND)
def test_every_kind_is_found_in_an_item_that_touches_it(declared, contact, new, agenda):
    declared(new)
    _, people = screened(agenda, contact)
    is_share_unknown = new.role is PostRole.PARTNER or (
        new.kind is InterestKind.OWNERSHIP and new.share_percent is None
    )
    assert people.keys() == {"Anne Berg"}
    assert people["Anne Berg"] in ({"unknown"} if is_share_unknown else {"mandatory", "assess", "note"})


@pytest.fixture
def given(declared):
    """Anne got a painting from a private person."""
    return declared(
        NewInterest(kind=InterestKind.GIFT, valid_from=date(2026, 1, 5), what="A painting", detail=gift())
    )


def test_a_private_giver_is_a_question_and_no_more(given, contact, signed_in, councillor):
    number, people = screened(OF_PERSON, contact)
    assert people == {"Anne Berg": "assess"}
    kept = Screening.objects.get(meeting=number)
    assert '"identity": "possible"' in kept.register
    own = signed_in(councillor).get(reverse("ethics:own_meetings")).content.decode()
    assert "was given a gift by" in own
    assert GIVER in own


@pytest.mark.parametrize("name", ["Torvald Eikrem", "TORVALD EIKREM"])
def test_an_applicant_of_a_case_is_held_against_private_givers(given, contact, council, name):
    hands = (Hand(council["Anne"], "Anne Berg", "decide", "elected"),)
    assert checked(name, hands, contact) == ["Anne Berg"]


def checked(name, hands, by):
    """Names of those of whom the check of a case about somebody of this name asks."""
    new = NewCase("7", "Lease", "contract", DAY, parties=(name,))
    number = operations.enter_case(authority=UTSIRA, new=new, by=by, at=NOON)
    record = queries.case(actor=by, number=number)
    operations.change_case(
        case=number, item=record.item, day=DAY, body="", amount=None, by=by, at=NOON, hands=hands
    )
    register, agenda = case_files(facts=queries.facts_of_case(actor=by, number=number))
    operations.check_case(case=number, register=register, agenda=agenda, by=by, at=NOON)
    page = case_page(found=queries.checked_case(actor=by, number=number, language="en", at=NOON))
    return [one.name for one in page.asked]


def test_one_giver_in_two_spellings_is_asked_of_both(given, declared, contact, council):
    declared(
        NewInterest(
            kind=InterestKind.GIFT, valid_from=date(2026, 1, 6), what="A clock",
            detail=gift(private_giver="Torvald Olav Eikrem"),
        ),
        of="Ola", by=contact,
    )  # fmt: skip
    hands = (
        Hand(council["Anne"], "Anne Berg", "decide", "elected"),
        Hand(council["Ola"], "Ola Åsen", "decide", "elected"),
    )
    assert sorted(checked(GIVER, hands, contact)) == ["Anne Berg", "Ola Åsen"]


def test_who_gave_what_was_declined_is_nobodys_question(declared, contact):
    declared(
        NewInterest(
            kind=InterestKind.GIFT, valid_from=date(2026, 1, 6), what="A clock",
            detail=gift(became=Became.DECLINED),
        )
    )  # fmt: skip
    number, people = screened(OF_PERSON, contact)
    assert people == {}
    assert "giver_" not in Screening.objects.get(meeting=number).agenda


def test_a_namesake_of_nobody_is_no_question(given, contact):
    _, people = screened(OF_PERSON.replace("Torvald Eikrem", "Solveig Nes"), contact)
    assert people == {}


def test_the_name_of_a_giver_is_on_no_public_page(given, client):
    for page in ("register", "register_csv", "gifts", "gifts_csv", "statistics"):
        answer = client.get(reverse(f"ethics:{page}"))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Eikrem" not in body, page


def test_with_the_person_goes_who_gave_to_them(given, contact, council):
    """Who is a party of the item stays one; a giver whom nothing else names does not."""
    number, _ = screened(OF_COMPANY, contact)
    assert "Eikrem" in Screening.objects.get(meeting=number).register
    erase_person(person=council["Anne"], **DOING)
    operations.erase_what_is_over(at=NOON + timedelta(days=1))
    assert "Eikrem" not in Screening.objects.get(meeting=number).register


def test_the_files_of_a_screening_can_be_read_by_the_command(given, contact, tmp_path):
    number, _ = screened(OF_PERSON, contact)
    file = tmp_path / "register.json"
    file.write_text(Screening.objects.get(meeting=number).register, encoding="utf-8")
    assert GIVER in {one.name for one in load_register(path=file).people.values()}
