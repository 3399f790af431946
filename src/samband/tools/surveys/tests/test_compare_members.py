# SPDX-License-Identifier: EUPL-1.2
"""A member beside others, its councillors and itself: verdicts, and when there is none to give."""

from math import nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.instrument import Continuity, load_crosswalk
from samband.engines.tables import Estimate, EstimateTable, Status
from samband.tools.surveys.analysis.comparison import (
    Reason,
    Verdict,
    Wanted,
    between_groups,
    continuities,
    mean_of_members,
    verdict_of,
    with_members,
    with_previous,
)
from samband.tools.surveys.tests.studies import INSTRUMENTS, local_democracy

WANTED = Wanted("trust", "inhabitants")


def estimate(
    unit: str, value: float, half: float = 0.1, *, group: str = "inhabitants", measure: str = "trust"
) -> Estimate:
    status = Status.SUPPRESSED if value != value else Status.RELEASED
    n = None if value != value else 100
    return Estimate(group, unit, measure, "mean", "", n, value, half / 2, value - half, value + half, status)


def table(*rows: Estimate) -> EstimateTable:
    return EstimateTable(rows)


def test_the_mean_of_others_counts_each_member_the_same() -> None:
    """By hand: (2 + 3 + 4)/3 = 3; se = √(3 · 0.05²)/3; half width = √(3 · 0.1²)/3."""
    mean = mean_of_members(estimates=[estimate("a", 2), estimate("b", 3), estimate("c", 4)])
    assert mean.value == pytest.approx(3)
    assert mean.se == pytest.approx(sqrt(3 * 0.05**2) / 3)
    assert mean.upper - mean.value == pytest.approx(sqrt(3 * 0.1**2) / 3)
    assert mean.n == 300


def test_the_mean_by_population_lets_large_members_count_more() -> None:
    """By hand: (192 · 2 + 5100 · 3)/5292."""
    populations = {"utsira": 192, "median": 5100}
    mean = mean_of_members(estimates=[estimate("utsira", 2), estimate("median", 3)], populations=populations)
    assert mean.value == pytest.approx((192 * 2 + 5100 * 3) / 5292)


def test_a_member_is_never_among_its_own_others() -> None:
    rows = table(*(estimate(unit, 2) for unit in "abc"), estimate("own", 3))
    compared = with_members(table=rows, wanted=WANTED, unit="own", others=["a", "b", "c", "own"])
    assert compared.members == 3
    assert compared.verdict is Verdict.CERTAINLY_HIGHER
    assert compared.difference is not None
    assert compared.difference.value == pytest.approx(1)


def test_overlapping_figures_are_no_certain_difference() -> None:
    rows = table(*(estimate(unit, 2.95, 0.2) for unit in "abc"), estimate("own", 3, 0.2))
    compared = with_members(table=rows, wanted=WANTED, unit="own", others="abc")
    assert compared.verdict is Verdict.NO_CERTAIN_DIFFERENCE


def test_withheld_members_are_left_out_and_too_few_are_no_mean() -> None:
    rows = table(estimate("a", 2), estimate("b", 2), estimate("c", nan), estimate("own", 3))
    compared = with_members(table=rows, wanted=WANTED, unit="own", others="abc")
    assert (compared.verdict, compared.reason) == (Verdict.CANNOT_COMPARE, Reason.TOO_FEW_MEMBERS)
    assert compared.members == 2


def test_a_withheld_own_figure_is_not_compared() -> None:
    rows = table(*(estimate(unit, 2) for unit in "abc"), estimate("own", nan))
    compared = with_members(table=rows, wanted=WANTED, unit="own", others="abc")
    assert (compared.verdict, compared.reason) == (Verdict.CANNOT_COMPARE, Reason.OWN_WITHHELD)
    assert compared.difference is None


def test_the_same_wording_is_compared_with_last_time() -> None:
    now, before = table(estimate("own", 3)), table(estimate("own", 2.5))
    compared = with_previous(
        now=now, before=before, wanted=WANTED, unit="own", continuity=Continuity.IDENTICAL
    )
    assert compared.verdict is Verdict.CERTAINLY_HIGHER


@pytest.mark.parametrize(
    ("continuity", "territory", "reason"),
    [
        (Continuity.REWORDED, False, Reason.REWORDED),
        (Continuity.NEW, False, Reason.NEW),
        (None, False, Reason.NEW),
        (Continuity.IDENTICAL, True, Reason.TERRITORY_CHANGED),
    ],
)
def test_a_break_in_the_series_is_stated_and_no_change_computed(
    continuity: Continuity | None, territory: bool, reason: Reason
) -> None:
    both = table(estimate("own", 3))
    compared = with_previous(
        now=both, before=both, wanted=WANTED, unit="own", continuity=continuity, territory_changed=territory
    )
    assert (compared.verdict, compared.reason) == (Verdict.CANNOT_COMPARE, reason)
    assert compared.difference is None


def test_gaps_between_groups_come_widest_first_and_incomparable_last() -> None:
    rows = [estimate("own", v, group="inhabitants", measure=m) for m, v in (("a", 2.9), ("b", 2), ("c", nan))]
    rows += [estimate("own", 3, group="councillors", measure=m) for m in "abc"]
    gaps = between_groups(
        table=table(*rows), measures="abc", unit="own", first="inhabitants", second="councillors"
    )
    assert [gap.measure for gap in gaps] == ["b", "a", "c"]
    assert gaps[0].verdict is Verdict.CERTAINLY_LOWER
    assert gaps[2].reason is Reason.OWN_WITHHELD


@given(value=st.floats(-3, 3), below=st.floats(0, 2), above=st.floats(0, 2))
def test_a_verdict_is_certain_just_when_the_interval_leaves_out_zero(
    value: float, below: float, above: float
) -> None:
    apart = Estimate(
        "g", "u", "m", "difference", "", 9, value, 1, value - below, value + above, Status.RELEASED
    )
    assert verdict_of(of=apart).is_certain == (not apart.lower <= 0 <= apart.upper)


@given(own=st.floats(1, 4), others=st.lists(st.floats(1, 4), min_size=3, max_size=9))
def test_turning_a_comparison_round_turns_its_verdict(own: float, others: list[float]) -> None:
    """Mirror every value on the scale 1–4: higher becomes lower, and nothing else changes."""

    def verdict(mirrored: bool) -> Verdict:
        turn = (lambda v: 5 - v) if mirrored else (lambda v: v)
        rows = [estimate(f"u{i}", turn(v)) for i, v in enumerate(others)]
        found = table(*rows, estimate("own", turn(own)))
        return with_members(table=found, wanted=WANTED, unit="own", others=[row.unit for row in rows]).verdict

    turned = {
        Verdict.CERTAINLY_HIGHER: Verdict.CERTAINLY_LOWER,
        Verdict.CERTAINLY_LOWER: Verdict.CERTAINLY_HIGHER,
    }
    assert verdict(True) is turned.get(verdict(False), verdict(False))


def test_an_index_goes_on_only_when_its_items_do() -> None:
    """From 2017 to 2021 one statement was dropped, so the index that held it is another index."""
    crosswalk = load_crosswalk(path=INSTRUMENTS / "crosswalk.yaml")
    found = continuities(crosswalk=crosswalk, now=local_democracy("2021"), before=local_democracy("2017"))
    assert found["no_power_abuse"] is Continuity.IDENTICAL
    assert found["reliable"] is Continuity.IDENTICAL
    assert found["accountable"] is Continuity.REWORDED


def test_the_same_questionnaire_goes_on_whole() -> None:
    crosswalk = load_crosswalk(path=INSTRUMENTS / "crosswalk.yaml")
    same = local_democracy("2021")
    assert set(continuities(crosswalk=crosswalk, now=same, before=same).values()) == {Continuity.IDENTICAL}
