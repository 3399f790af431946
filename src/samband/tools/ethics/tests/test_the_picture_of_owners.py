# SPDX-License-Identifier: EUPL-1.2
"""On the page of an organisation: owners, what it owns, the public part, on the day that is asked for."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from samband.tools.ethics.analysis.owner_tree import owner_tree
from samband.tools.ethics.models import Organisation, Ownership
from samband.tools.ethics.queries.ownership import ownerships_around
from samband.tools.ethics.tests.conftest import NOON, TODAY, ferry
from samband.tools.ethics.tests.test_ownership_in_a_screening import organisation, own


@pytest.fixture
def company(declared):
    """Anne leads it."""
    return Organisation.objects.get(pk=declared(ferry()).organisation.id)


@pytest.fixture
def shown(client, company):
    def show(**query):
        return client.get(reverse("ethics:organisation", args=[company.pk]), query).content.decode()

    return show


def test_everybody_sees_owners_shares_and_the_public_part(company, shown):
    town, harbour = organisation("The Town", "authority"), organisation("Harbour AS")
    own(town, company, Decimal("66.6"))
    own(None, company, Decimal("33.4"))
    own(company, harbour, Decimal(50))
    page = shown()
    for word in (
        "The Town",
        "Public body",
        "Owner not known",
        "66.60%",
        "Harbour AS",
        "Public: 66.60%",
        "Public: 33.30%",
    ):
        assert word in page
    assert "Owners above: 2. Owned below: 1." in page
    assert "Register, as of 1 January 2026" in page


def test_without_owners_there_is_no_picture(company, shown):
    assert "Who owns it" not in shown()


def test_where_the_policy_does_not_show_shares_nothing_is_shown(company, shown, settings, tmp_path):
    own(organisation("The Town", "authority"), company, Decimal(100))
    settings.SAMBAND_HOME = tmp_path
    (tmp_path / "interests.yaml").write_text(
        "sources: [{key: a, title: A, publisher: B, licence: C}]\n"
        "policies: [{valid_from: 2020-01-01, register: public, public_kinds: [post], source: a}]\n"
    )
    page = shown()
    assert "Anne Berg" in page
    assert "The Town" not in page


def test_an_earlier_day_and_an_earlier_record_show_what_was_so(company, shown):
    old, new = organisation("Old owner"), organisation("New owner")
    own(old, company, Decimal(100), ends=date(2026, 3, 1), at=NOON - timedelta(days=30))
    own(new, company, Decimal(100), begins=date(2026, 3, 1), at=NOON - timedelta(days=2))
    assert "New owner" in shown()
    assert "Old owner" not in shown()
    assert "Old owner" in shown(on="2026-02-01")
    assert "New owner" not in shown(known=(TODAY - timedelta(days=20)).isoformat())


def test_a_circle_and_a_range_are_told(company, shown):
    other = organisation("Other AS")
    own(other, company, Decimal(25), high=Decimal(50))
    own(company, other, Decimal(100))
    page = shown()
    assert "Owned in a circle" in page
    assert "25% – 50%" in page
    assert "Public: at least 0%" in page


def test_of_many_owners_the_largest_are_drawn_and_the_rest_counted(company, shown):
    for number in range(9):
        own(organisation(f"Owner number {number}"), company, Decimal(number + 1))
    page = shown()
    assert "And 5 more." in page
    assert "Owner number 8" in page
    assert "Owner number 1" not in page


def test_a_level_has_its_owners_once_however_they_own_one_another(company):
    ring = [organisation(f"Ring {number}") for number in range(4)]
    for place, one in enumerate(ring):
        own(one, ring[place - 1], Decimal(100))
        own(one, company, Decimal(25))
    held = ownerships_around(organisations=[company.pk])
    tree = owner_tree(organisation=company.pk, held=held)
    assert len({one.key for one in tree.holders}) == len(tree.holders) == 5
    assert len(tree.links) == Ownership.objects.count() == 8


def test_a_chain_is_drawn_three_steps_up(company):
    last = company
    for number in range(5):
        above = organisation(f"Holding {number}")
        own(above, last, Decimal(100))
        last = above
    tree = owner_tree(organisation=company.pk, held=ownerships_around(organisations=[company.pk]))
    assert sorted(one.level for one in tree.holders) == [-3, -2, -1, 0]


def test_shares_of_more_than_the_whole_are_told(company, shown):
    own(organisation("The Town", "authority"), company, Decimal(100))
    assert "more than the whole" not in shown()
    own(organisation("Other AS"), company, Decimal(100))
    assert "more than the whole" in shown()
    assert "Public: 50%" in shown()
