# SPDX-License-Identifier: EUPL-1.2
"""Counts of the register: of a quarter that has ended, for everybody by policy, and never of anybody."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from samband.core.access.rules import INSTALLATION
from samband.tools.ethics import operations
from samband.tools.ethics.models import Confirmation, Interest, InterestDetail, Organisation
from samband.tools.ethics.pages.statistics import HEADER
from samband.tools.ethics.queries.statistics import last_quarter_day, register_counts
from samband.tools.ethics.rules import InterestKind
from samband.tools.ethics.tests.conftest import MEDIAN, NOON, TODAY, UTSIRA, elect

BEFORE = NOON - timedelta(days=200)
"""Before the quarter that is counted ended."""


@pytest.fixture
def many(council):
    """40 more in each of two councils; 20 of Utsira have a post in a company, 10 of Årdal; 12 gave gifts."""
    people = {
        code: [elect(f"Person {code} {n}", body=f"council-{code}") for n in range(40)]
        for code in (UTSIRA, MEDIAN)
    }
    firm = Organisation.objects.create(number="", name="Firm", folded="firm", kind="company")
    told = {"valid_from": date(2024, 1, 1), "source": "person", "recorded_at": BEFORE, "recorded_by": "x"}
    having = [*people[UTSIRA][:20], *people[MEDIAN][:10]]
    Interest.objects.bulk_create(
        Interest(key=f"k{one}", person_id=one, kind="post", role="chair", organisation=firm, **told)
        for one in having
    )
    gifts = Interest.objects.bulk_create(
        Interest(
            key=f"g{one}", person_id=one, kind="gift", what="Cup", **(told | {"valid_from": date(2025, 6, 1)})
        )
        for one in having[:12]
    )
    InterestDetail.objects.bulk_create(
        InterestDetail(interest=one, value=Decimal(50), currency="NOK") for one in gifts
    )
    Confirmation.objects.bulk_create(
        Confirmation(person_id=one, confirmed_at=BEFORE, interests=1) for one in having
    )
    return having


def text(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 3, 12), date(2025, 12, 31)),
        (date(2026, 3, 31), date(2025, 12, 31)),
        (date(2026, 4, 1), date(2026, 3, 31)),
        (date(2026, 12, 31), date(2026, 9, 30)),
    ],
)
def test_the_figures_are_of_the_last_day_of_the_quarter_before(today, day):
    assert last_quarter_day(today=today) == day


def test_posts_confirmations_kinds_and_gifts_are_counted(many, client):
    page = text(client.get(reverse("ethics:statistics")))
    assert "31 December 2025" in page
    for words in ("With a post", "Company", "Gifts by value", "below NOK\N{NO-BREAK SPACE}100"):
        assert words in page
    found = register_counts(actor=INSTALLATION, today=TODAY)
    assert (found.posts["all"].number, found.posts["all"].of) == (30, 83)
    assert found.kinds["company"].number == 30
    assert found.kinds["bank"].number is None
    assert found.gifts["under_100"] == 10


def test_what_comes_later_changes_nothing_until_the_next_quarter(many, declared, anne):
    before = register_counts(actor=INSTALLATION, today=TODAY)
    declared()
    operations.confirm_interests(by=anne, at=NOON)
    assert register_counts(actor=INSTALLATION, today=TODAY) == before


def test_nobody_and_no_member_stands_in_the_file(many, client):
    rows = text(client.get(reverse("ethics:statistics_csv"))).splitlines()
    assert rows[0].removeprefix("\ufeff") == ",".join(HEADER)
    assert not any(word in row for row in rows for word in ("Person", "Firm", "Utsira", UTSIRA, "Anne"))
    withheld = [row for row in rows[1:] if ",yes," in row]
    assert withheld
    assert all(row.split(",")[3] == "" for row in withheld)


def test_the_few_of_a_small_register_are_not_told(declared, council, client):
    """Three in the council, one with a post."""
    declared(at=BEFORE)
    page = text(client.get(reverse("ethics:statistics")))
    assert "too few to show" in page
    assert "In what kinds of organisation" not in page


def test_where_the_register_is_private_the_counts_are_for_the_association(
    many, settings, client, signed_in, analyst, contact, outsider
):
    settings.SAMBAND_COUNTRY = "romania"
    for name in ("statistics", "statistics_csv"):
        url = reverse(f"ethics:{name}")
        assert client.get(url).status_code == 302
        assert signed_in(analyst).get(url).status_code == 200
        assert [signed_in(one).get(url).status_code for one in (contact, outsider)] == [404, 404]


def test_kinds_of_interest_do_not_slip_into_posts(many, council):
    Interest.objects.filter(kind=InterestKind.POST).delete()
    assert register_counts(actor=INSTALLATION, today=TODAY).posts["all"].number is None
