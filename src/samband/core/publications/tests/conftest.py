# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from samband.core.access.rules import Actor
from samband.core.publications.operations import publish
from samband.core.publications.queries import PublicationRecord
from samband.core.publications.rules import Provenance
from samband.engines.disclosure import DisclosureContext, DisclosureRules, release
from samband.engines.tables import Estimate, EstimateTable, ReleasedTable, Status

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PROVENANCE = Provenance(
    instrument_code="local_democracy",
    instrument_version="2025",
    instrument_digest="ab" * 32,
    population="inhabitants aged 18 and over",
    period="January 2025",
    source="the association",
    sample="300 inhabitants of each member, drawn by sex and age",
    is_synthetic=True,
    code_version="0.1.0",
    methods={"estimation": "1"},
    seed=2025,
)


@pytest.fixture
def provenance() -> Callable[..., Provenance]:
    """Where the figures come from, with some of it said otherwise."""
    return partial(replace, PROVENANCE)


@pytest.fixture
def released() -> ReleasedTable:
    """Two open figures, one below zero, and one withheld for too few respondents."""
    rows = [
        Estimate(
            "inhabitants",
            unit,
            "trust",
            "mean",
            "",
            n,
            value,
            0.1,
            value - 0.2,
            value + 0.2,
            Status.ESTIMATED,
        )
        for unit, n, value in [("0301", 300, 2.718281828459045), ("1151", 3, 3.1), ("4643", 280, -0.25)]
    ]
    return release(table=EstimateTable(rows), rules=DisclosureRules(), context=DisclosureContext())


@pytest.fixture
def publish_again(db: None, analyst: Actor, released: ReleasedTable) -> Callable[..., PublicationRecord]:
    """Publish the same table as the next version of a series. Any argument may be given another value."""

    def now(**other: object) -> PublicationRecord:
        usual = {
            "series": "trust",
            "title": {"en": "Trust", "nb": "Tillit"},
            "table": released,
            "provenance": PROVENANCE,
            "embargoes": (),
            "by": analyst,
            "at": NOON,
        }
        return publish(**{**usual, **other})

    return now
