# SPDX-License-Identifier: EUPL-1.2
"""Registers of gifts and of work beside the office: by year, member, person and giver, as known on a day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from samband.core.access.rules import INSTALLATION
from samband.core.audit.queries import all_events
from samband.core.people.operations import erase_person
from samband.tools.ethics import operations
from samband.tools.ethics.queries.by_year import GIFTS, WORK, WantedOfYear, of_year, years
from samband.tools.ethics.rules import Became, Detail, Giver, InterestKind, NewInterest
from samband.tools.ethics.tests.conftest import NOON, TODAY, UTSIRA, elect


def gift(what="A painting", day=date(2026, 2, 1), organisation="Harbour Ltd", **detail) -> NewInterest:
    told = {"giver": Giver.ORGANISATION, "value": Decimal(900), "currency": "NOK", "became": Became.KEPT}
    return NewInterest(
        kind=InterestKind.GIFT, what=what, organisation=organisation, valid_from=day,
        detail=Detail(**(told | detail)),
    )  # fmt: skip


def work(begins=date(2024, 5, 1), ends=None) -> NewInterest:
    return NewInterest(
        kind=InterestKind.EMPLOYMENT, organisation="School", what="Teacher", valid_from=begins, valid_to=ends,
        detail=Detail(extent_percent=Decimal(40)),
    )  # fmt: skip


def found(kinds=GIFTS, year=2026, **wanted):
    page = of_year(wanted=WantedOfYear(kinds, year, TODAY, **wanted))
    return [one.interest.what for one in page.lines]


def text(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_gifts_are_found_by_year_member_person_and_giver(declared):
    declared(gift())
    declared(gift("Old vase", day=date(2024, 6, 1)))
    assert found() == ["A painting"]
    assert found(year=2024) == ["Old vase"]
    assert found(authority=UTSIRA) == found(person="anne") == found(giver="harbour") == ["A painting"]
    assert found(authority="4643") == found(person="ola") == found(giver="taxi") == []
    assert years(kinds=GIFTS, on=TODAY) == (2026, 2025, 2024)


def test_a_gift_counts_when_it_came_in_office(council, contact, declared):
    """Before the first day in office it is nobody's matter."""
    declared(gift("Before", day=date(2023, 9, 30)))
    declared(gift("First day", day=date(2023, 10, 1)))
    assert found(year=2023) == ["First day"]


def test_work_is_told_of_those_in_office_as_the_year_began_or_ended(declared):
    declared(work(ends=date(2025, 1, 1)))
    assert [found(WORK, year) for year in (2023, 2024, 2025)] == [[], ["Teacher"], []]


def test_who_was_erased_is_in_no_year(declared, council):
    declared(gift())
    erase_person(person=council["Anne"], by=INSTALLATION, at=NOON)
    assert found() == []


def test_gifts_as_the_register_stood_on_an_earlier_day(declared, anne):
    key = declared(gift()).key
    mistaken = declared(gift("Never given")).key
    later = NOON + timedelta(days=1)
    operations.correct_interest(key=key, to=gift("A drawing"), by=anne, at=later)
    operations.withdraw_interest(key=mistaken, by=anne, at=later)
    assert found() == ["A drawing"]
    assert found(known_at=NOON) == ["A painting"]


def test_t34_a_private_giver_is_named_to_the_person_and_the_contact_alone(
    declared, signed_in, councillor, contact, client, outsider
):
    declared(gift(organisation="", giver=Giver.PRIVATE, private_giver="Peder Ås"))
    public = ("gifts", "gifts_csv", "register", "register_csv")
    for reader in (client, signed_in(outsider)):
        told = [text(reader.get(reverse(f"ethics:{name}"))) for name in public]
        assert all("A painting" in one and "Peder" not in one for one in told)
    assert "from a private person" in told[0]
    assert "Peder Ås" in text(signed_in(councillor).get(reverse("ethics:mine")))
    serving = signed_in(contact)
    for name in ("member_gifts", "member_gifts_csv"):
        assert "Peder Ås" in text(serving.get(reverse(f"ethics:{name}", args=[UTSIRA])))
    assert "ethics.gifts_read" in {one.event for one in all_events()}


def test_the_page_filters_without_script_and_leads_to_the_same_file(declared, client):
    declared(gift())
    page = text(client.get(reverse("ethics:gifts"), {"year": "2026", "giver": "harbour"}))
    assert "1 entry in 2026" in page
    assert "worth about NOK\N{NO-BREAK SPACE}900 · Kept" in page
    assert "gifts.csv?year=2026&amp;giver=harbour" in page
    rows = text(client.get("/ethics/gifts.csv?year=2026&giver=harbour")).splitlines()
    assert "giver,occasion,value,currency,became" in rows[0]
    assert ",organisation,,900,NOK,kept," in rows[1]
    assert "Nothing found" in text(client.get(reverse("ethics:gifts"), {"giver": "taxi"}))


@pytest.mark.parametrize(
    "query", ["?year=abc", "?year=99999", "?known=never", "?page=0", "?person=%00", "?year=1"]
)
def test_a_question_that_cannot_be_read_is_answered(declared, client, query):
    declared(gift())
    for name in ("gifts", "gifts_csv", "employment", "employment_csv"):
        assert client.get(reverse(f"ethics:{name}") + query).status_code == 200


@pytest.mark.parametrize("country", ["romania", "georgia"])
def test_where_the_policy_says_nothing_nobody_reads_them(declared, settings, client, country):
    declared(gift())
    settings.SAMBAND_COUNTRY = country
    for name in ("gifts", "employment"):
        assert "This is not public here" in text(client.get(reverse(f"ethics:{name}")))
        assert client.get(reverse(f"ethics:{name}_csv")).status_code == 404


def test_the_contact_reads_what_is_not_public_of_the_own_member_alone(
    declared, signed_in, secretary, contact, council
):
    other = elect("Else Far", body="council-4643")
    assert other
    declared(work())
    page = text(signed_in(contact).get(reverse("ethics:member_gifts", args=[UTSIRA]), {"year": "2025"}))
    assert "Teacher" in page
    assert "40 % of full time" in page
    assert signed_in(secretary).get(reverse("ethics:member_gifts", args=[UTSIRA])).status_code == 404


def test_the_person_and_the_contact_read_all_that_stood_on_an_earlier_day(
    declared, anne, council, signed_in, councillor, contact, time_machine
):
    """Also what was taken back as mistaken, which the public register of that day leaves out."""
    operations.withdraw_interest(key=declared(gift()).key, by=anne, at=NOON + timedelta(days=1))
    time_machine.move_to(NOON + timedelta(days=9), tick=False)
    own = reverse("ethics:mine_earlier")
    told = reverse("ethics:person_earlier", args=[UTSIRA, council["Anne"]])
    for client, url in ((signed_in(councillor), own), (signed_in(contact), told)):
        assert "A painting" in text(client.get(url, {"known": "2026-03-12"}))
        assert "A painting" not in text(client.get(url, {"known": "2026-03-13"}))
        assert "A painting" not in text(client.get(url, {"known": "never"}))
    assert found(known_at=NOON) == []
