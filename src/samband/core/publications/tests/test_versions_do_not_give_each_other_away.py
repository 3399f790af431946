# SPDX-License-Identifier: EUPL-1.2
"""A new version beside the old ones, which stay public."""

import pytest

from samband.core.publications import queries
from samband.core.publications.rules import TellsEarlier
from samband.engines.disclosure import DisclosureContext, DisclosureRules, release
from samband.engines.tables import Estimate, EstimateTable, Status


def table(n, *, earlier=()):
    """Trust in two members, of which the first has n respondents."""
    rows = [
        Estimate("inhabitants", unit, "trust", "mean", "", count, 2.5, 0.1, 2.3, 2.7, Status.ESTIMATED)
        for unit, count in (("0301", n), ("4643", 280))
    ]
    rules = DisclosureRules()
    return release(table=EstimateTable(rows), rules=rules, context=DisclosureContext(), earlier=earlier)


def test_a_version_with_two_respondents_more_is_refused(publish_again):
    publish_again(table=table(300))
    with pytest.raises(TellsEarlier, match=r"trust, inhabitants in 0301 \(n 302, n was 300\)"):
        publish_again(table=table(302))
    assert len(queries.versions("trust")) == 1


def test_a_version_that_heeds_the_earlier_ones_is_published(publish_again):
    publish_again(table=table(300))
    heeded = table(302, earlier=queries.published_tables("trust"))
    second = publish_again(table=heeded)
    assert second.version == 2
    assert [row.unit for row in queries.table(second) if row.is_known] == ["4643"]


def test_a_version_with_many_more_respondents_is_published_whole(publish_again):
    publish_again(table=table(300))
    second = publish_again(table=table(400))
    assert all(row.is_known for row in queries.table(second))


def test_a_figure_that_was_withheld_does_not_open(publish_again):
    publish_again(table=table(3))
    with pytest.raises(TellsEarlier, match="withheld then"):
        publish_again(table=table(30))


def test_another_series_is_another_matter(publish_again):
    publish_again(table=table(300))
    assert publish_again(series="trust-2026", table=table(302)).version == 1
