# SPDX-License-Identifier: EUPL-1.2
"""The demo association: all of Norway as members, a decided year with its invoices, all of it synthetic."""

from datetime import date

import pytest
import time_machine

from samband.core.access.rules import INSTALLATION
from samband.core.members.operations import load_pack
from samband.core.members.queries import count_members
from samband.engines.fees import CliffKind
from samband.engines.invoices import check_invoice
from samband.tools.membership import queries
from samband.tools.membership.management import demo
from samband.tools.membership.tests.conftest import AT


@pytest.fixture
def loaded(db, norway):
    load_pack(pack=norway, by=INSTALLATION, at=AT)
    with time_machine.travel(AT, tick=False):
        demo.load(by=INSTALLATION, at=AT)


def test_the_demo_association_has_members_a_decided_year_and_its_invoices(loaded):
    """One test, since loading all of Norway takes a while."""
    counts_as_the_association_does()
    has_a_year_from_model_to_invoice_and_says_that_it_is_synthetic()
    alternative_costs_about_the_same_and_has_cliffs_when_read_as_slabs()
    oslo_pays_the_published_cap_of_2020()


def counts_as_the_association_does():
    interest, employer = (
        count_members(on=date(2021, 1, 1), scope=scope) for scope in ("advocacy", "employer")
    )
    assert (dict(interest.by_tier), interest.as_published) == ({"municipality": 356, "county": 11}, 367)
    assert (employer.as_published, [one.name for one in employer.absent]) == (366, ["Oslo"])
    assert (employer.companies, employer.joint_bodies) == (1, 1)


def has_a_year_from_model_to_invoice_and_says_that_it_is_synthetic():
    (year,) = queries.fee_years(actor=INSTALLATION)
    assert (year.year, year.count, year.is_synthetic) == (2026, 371, True)
    assert "Synthetic" in year.decision.text
    assert queries.is_sealed(year=2026, revision=1)
    found = queries.invoices(actor=INSTALLATION)
    assert sum(one.amount for one in found) == year.total
    assert {one.state for one in found} == {"sent", "paid"}
    assert [fault for one in found for fault in check_invoice(invoice=one.document)] == []


def alternative_costs_about_the_same_and_has_cliffs_when_read_as_slabs():
    own, bands = (
        queries.model_by_key(actor=INSTALLATION, key=key) for key in ("demo_2026:1", "demo_bands_2026:1")
    )
    smooth = queries.simulated(actor=INSTALLATION, before=own, after=bands)
    assert abs(smooth.total_after / smooth.total_before - 1) < 0.01
    assert smooth.winners > 100
    assert smooth.losers > 100
    assert not [cliff for cliff in smooth.cliffs_after if cliff.kind is CliffKind.DROP]
    slabs = queries.simulated(actor=INSTALLATION, before=own, after=bands, choices={"bands": "slab"})
    assert len([cliff for cliff in slabs.cliffs_after if cliff.kind is CliffKind.DROP]) == 3


def oslo_pays_the_published_cap_of_2020():
    line = queries.own_fee(actor=INSTALLATION, member="0301", year=2026).fee.lines[0]
    assert (line.amount, line.is_capped) == (16_398_104_00, True)
