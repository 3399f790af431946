# SPDX-License-Identifier: EUPL-1.2
"""Figures that can be computed by hand, and margins that are published."""

from math import isnan, sqrt

import numpy as np
import pytest

from samband.engines.estimation import (
    BadAnswers,
    Group,
    Plan,
    PostStrata,
    difference,
    estimate,
    is_certain,
)
from samband.engines.estimation.tests.survey_of_reference import AGREEMENT, instrument_of
from samband.engines.instrument import AnswerOffScale, Index, Item, Missing, Polarity, Scale, Share
from samband.engines.tables import Estimate, Status
from samband.engines.weighting import PopulationTooSmall

YES_NO = Scale("yes_no", (0, 1), {8: Missing.DONT_KNOW}, (Share("1", (1,)),))
AGREES = Item("agrees", YES_NO, "agrees")


def share_margin(*, share: float, answers: int, adults: float | None = None) -> float:
    """1.96 × the standard error of a share, in percentage points."""
    yes = round(share * answers)
    columns = {"agrees": np.array([1] * yes + [0] * (answers - yes), dtype=np.int16)}
    plan = Plan(population={("all",): adults}) if adults else Plan()
    found = estimate(answers=columns, instrument=instrument_of(AGREES), plan=plan)
    return 196 * found.get(measure="agrees", statistic="share", category="1").se


@pytest.mark.parametrize(
    ("answers", "margins"),
    [(300, (3.4, 4.9, 5.7)), (400, (2.9, 4.2, 4.9)), (1000, (1.9, 2.7, 3.1)), (2400, (1.2, 1.7, 2.0))],
)
def test_margins_are_those_that_pollsters_print(answers, margins):
    """Sentio's table for 10/90, 25/75 and 50/50. They divide by n, the variance by n − 1: hence 0.06."""
    for share, margin in zip((0.1, 0.25, 0.5), margins, strict=True):
        assert share_margin(share=share, answers=answers) == pytest.approx(margin, abs=0.06)


@pytest.mark.parametrize(
    ("inhabitants", "answers", "margin"),
    [
        (192, 100, 5.8),
        (500, 300, 2.8),
        (1000, 300, 4.5),
        (2000, 300, 5.1),
        (3000, 300, 5.3),
        (5100, 300, 5.4),
        (15000, 300, 5.6),
        (697549, 300, 5.7),
    ],
)
def test_margins_shrink_in_small_members(inhabitants, answers, margin):
    """Computed from the same formula with the finite population correction; 79 % are adults."""
    found = share_margin(share=0.5, answers=answers, adults=round(0.79 * inhabitants))
    assert found == pytest.approx(margin, abs=0.06)


def test_a_council_is_a_census_with_silent_members():
    """28 of 31: ±18.5 points as if endless, ±5.9 with the council's size."""
    assert share_margin(share=0.5, answers=28) == pytest.approx(18.5, abs=0.4)
    assert share_margin(share=0.5, answers=28, adults=31) == pytest.approx(5.9, abs=0.06)
    assert share_margin(share=0.5, answers=31, adults=31) == 0


def two_strata() -> dict[str, object]:
    return {"place": ["a", "a", "b", "b", "b"], "trust": np.array([1, 3, 2, 4, 5], dtype=np.int16)}


def test_a_stratified_mean_by_hand():
    """Means 2 and 11/3 of 10 and 30 persons; variances 2 and 7/3 inside the strata."""
    plan = Plan(unit="place", strata=("place",), population={("a",): 10, ("b",): 30})
    instrument = instrument_of(Item("trust", AGREEMENT, "trust"))
    table = estimate(answers=two_strata(), instrument=instrument, plan=plan)

    whole = table.get(measure="trust")
    assert whole.value == pytest.approx((10 * 2 + 30 * 11 / 3) / 40)
    variance = (1 - 2 / 10) * 2 / 2 * (10 / 40) ** 2 + (1 - 3 / 30) * (7 / 3) / 3 * (30 / 40) ** 2
    assert whole.se == pytest.approx(sqrt(variance))
    assert table.get(measure="trust", unit="a").se == pytest.approx(sqrt(0.8 * 2 / 2))
    assert whole.status is Status.ESTIMATED


def test_an_index_turns_negative_items_and_needs_enough_answers():
    positive = Item("positive", AGREEMENT, "positive")
    negative = Item("negative", AGREEMENT, "negative", polarity=Polarity.NEGATIVE)
    third = Item("third", AGREEMENT, "third")
    index = Index("index", (positive, negative, third), minimum_valid=2, rescale_to=(0, 100))
    answers = {
        "positive": np.array([5, 4, 9], dtype=np.int8),
        "negative": np.array([1, 9, 9], dtype=np.int8),
        "third": np.array([5, 2, 3], dtype=np.int8),
    }
    instrument = instrument_of(positive, negative, third, indices=(index,))
    found = estimate(answers=answers, instrument=instrument, plan=Plan()).get(measure="index")

    assert found.n == 2
    assert found.value == pytest.approx((100 + 50) / 2), "5 5 5 is 100; 4 and 2 are 50; one answer is none"
    raw = estimate(answers=answers, instrument=instrument, plan=Plan()).get(measure="negative")
    assert raw.value == 1, "an item is shown as it was answered"


def test_a_group_that_was_not_asked_differs_from_one_that_was_silent():
    councillors_only = Item("hours", YES_NO, "hours", asked_of=("councillors",))
    answers = {"role": ["i", "c", "m"], "hours": np.array([8, 1, 8], dtype=np.int8)}
    plan = Plan(
        groups=tuple(
            Group(name, {"role": frozenset({name[0]})}) for name in ("inhabitants", "councillors", "m")
        ),
        with_total_group=False,
    )
    instrument = instrument_of(councillors_only, groups=("inhabitants", "councillors"))
    table = estimate(answers=answers, instrument=instrument, plan=plan)

    assert table.get(measure="hours", group="inhabitants").status is Status.NOT_ASKED
    assert table.get(measure="hours", group="m").status is Status.EMPTY
    assert table.get(measure="hours", group="councillors").n == 1
    assert table.get(measure="hours") is None


def test_size_classes_are_estimated_beside_their_members():
    plan = Plan(
        unit="place", strata=("place",), population={("a",): 10, ("b",): 30},
        combined_units={"size:small": ("a", "b"), "size:large": ("0301",)},
    )  # fmt: skip
    instrument = instrument_of(Item("trust", AGREEMENT, "trust"))
    table = estimate(answers=two_strata(), instrument=instrument, plan=plan)
    small, whole = table.get(measure="trust", unit="size:small"), table.get(measure="trust")
    assert (small.value, small.se) == (whole.value, whole.se)
    assert table.get(measure="trust", unit="size:large").status is Status.EMPTY


def test_nobody_can_be_further_off_than_the_silent_can_move_it():
    """10 of 11 councillors; with 3 on average of 1–4 one silent member moves the mean by 2/11 at most."""
    item = Item("y", Scale("four", (1, 2, 3, 4), {}, (Share("3-4", (3, 4)),)), "y")
    answers = {"y": np.array([1, 2, 2, 3, 3, 3, 4, 4, 4, 4], dtype=np.int8)}
    plan = Plan(population={("all",): 11})
    table = estimate(answers=answers, instrument=instrument_of(item), plan=plan)
    mean, share = table.get(measure="y"), table.get(measure="y", statistic="share", category="3-4")
    assert mean.lower == pytest.approx((30 + 1) / 11)
    assert mean.upper == pytest.approx((30 + 4) / 11)
    assert share.lower == pytest.approx(7 / 11)
    assert share.upper == pytest.approx(8 / 11)


def test_one_voice_leaves_nearly_everything_open():
    found = estimate(
        answers={"agrees": np.array([1], dtype=np.int8)}, instrument=instrument_of(AGREES), plan=Plan()
    ).get(measure="agrees", statistic="share", category="1")
    assert (found.value, found.se) == (1, 0)
    assert found.lower == pytest.approx(0.025), "Clopper and Pearson"
    assert found.upper == 1


def test_unanimity_is_not_certainty():
    """0 of 20: 1 − 0.025^(1/20). Of 25 in all: the most that 20 would all miss in 2.5 of 100 draws."""
    columns = {"agrees": np.zeros(20, dtype=np.int8)}
    instrument = instrument_of(AGREES)
    key = {"measure": "agrees", "statistic": "share", "category": "1"}
    endless = estimate(answers=columns, instrument=instrument, plan=Plan()).get(**key)
    assert endless.upper == pytest.approx(1 - 0.025 ** (1 / 20))
    small = estimate(answers=columns, instrument=instrument, plan=Plan(population={("all",): 25})).get(**key)
    assert 1 / 25 < small.upper < 3 / 25, "one may be missed in 5/25 of draws, two in 1/30, three in 1/230"
    census = estimate(answers=columns, instrument=instrument, plan=Plan(population={("all",): 20})).get(**key)
    assert census.upper == 0


def test_more_answers_than_people_are_refused():
    plan = Plan(strata=("place",), population={("a",): 10, ("b",): 2})
    with pytest.raises(PopulationTooSmall, match=r"Stratum b: 3 answered, but the population is 2\."):
        estimate(answers=two_strata(), instrument=instrument_of(Item("trust", AGREEMENT, "t")), plan=plan)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(strata=("place",), population={("a",): 10}), "Answer 3, column place: Stratum b has no size"),
        (Plan(unit="town"), "The column town is not among the answers"),
        (Plan(weights="trust", unit="place", measures=("nothing",)), "no measure nothing"),
        (Plan(post_strata=PostStrata(("place",), {("a",): 5})), "b has 3 respondents but no inhabitants"),
        (
            Plan(post_strata=PostStrata(("place",), {("a",): 5, ("b",): 6, ("c",): 7})),
            "c has 7 inhabitants but no",
        ),
    ],
)
def test_a_plan_that_does_not_fit_the_answers_is_refused_in_words(plan, words):
    instrument = instrument_of(Item("trust", AGREEMENT, "trust"))
    with pytest.raises(ValueError, match=words):
        estimate(answers=two_strata(), instrument=instrument, plan=plan)


def test_an_answer_off_the_scale_is_refused_with_its_row():
    answers = {"trust": np.array([1, 2, 7, 7], dtype=np.int16)}
    with pytest.raises(AnswerOffScale, match=r"Answer 3, column trust: 7 .* 2 such answers"):
        estimate(answers=answers, instrument=instrument_of(Item("trust", AGREEMENT, "t")), plan=Plan())


def test_an_empty_unit_is_refused_with_its_row():
    answers = {"place": ["a", "", "b"], "trust": np.array([1, 2, 3], dtype=np.int16)}
    with pytest.raises(BadAnswers, match="Answer 2, column place: Nothing stands here"):
        estimate(
            answers=answers, instrument=instrument_of(Item("trust", AGREEMENT, "t")), plan=Plan(unit="place")
        )


def estimated(group, value, se, half, status=Status.ESTIMATED, n=100, unit="1151"):
    return Estimate(group, unit, "trust", "mean", "", n, value, se, value - half, value + half, status)


def test_a_difference_of_independent_estimates_joins_their_intervals():
    found = difference(
        first=estimated("inhabitants", 3.0, 0.1, 0.2), second=estimated("councillors", 2.4, 0.05, 0.15)
    )
    assert found.key == ("inhabitants - councillors", "1151", "trust", "difference", "")
    assert found.value == pytest.approx(0.6)
    assert found.se == pytest.approx(sqrt(0.1**2 + 0.05**2))
    assert found.lower == pytest.approx(0.6 - sqrt(0.2**2 + 0.15**2), abs=0.002)
    assert is_certain(found)
    assert not is_certain(
        difference(first=estimated("a", 3.0, 0.1, 0.2), second=estimated("b", 2.9, 0.1, 0.2))
    )


def test_a_difference_tells_no_more_than_its_parts():
    known = estimated("inhabitants", 3.0, 0.1, 0.2, Status.RELEASED)
    withheld = known.withheld()
    assert difference(first=known, second=withheld).status is Status.SUPPRESSED
    assert difference(first=known, second=known).status is Status.RELEASED
    nobody = Estimate("c", "1151", "trust", "mean", "", 0, *[float("nan")] * 4, Status.EMPTY)
    assert difference(first=known, second=nobody).status is Status.EMPTY
    assert isnan(difference(first=known, second=nobody).value)
    wave = difference(first=known, second=known)
    assert wave.key == ("inhabitants", "1151", "trust", "difference", ""), "two waves of one group and unit"


def test_a_mean_is_not_compared_with_a_share():
    share = Estimate("b", "1151", "trust", "share", "4-5", 9, 0.5, 0.1, 0.3, 0.7, Status.ESTIMATED)
    with pytest.raises(ValueError, match="Compare means with means"):
        difference(first=estimated("a", 3.0, 0.1, 0.2), second=share)


def test_totals_that_contradict_the_population_are_refused():
    """Parts of 1 instead of persons, for one: intervals would be those of a population of one person."""
    columns = {**two_strata(), "sex": ["f", "m", "f", "m", "f"]}
    instrument = instrument_of(Item("trust", Scale("five", (1, 2, 3, 4, 5)), "trust"))
    for totals, words in (
        ({("f",): 0.5, ("m",): 0.5}, "add up to 1 persons"),
        ({("f",): 90, ("m",): 80}, "170"),
    ):
        plan = Plan(population={("all",): 100}, post_strata=PostStrata(("sex",), totals))
        with pytest.raises(BadAnswers, match=words):
            estimate(answers=columns, instrument=instrument, plan=plan)


def test_a_unit_with_the_name_of_a_total_is_refused_with_its_row():
    columns = {"place": ["a", "b", "all"], "agrees": np.array([1, 0, 1], dtype=np.int16)}
    with pytest.raises(BadAnswers, match=r"Answer 3, column place: The unit “all”"):
        estimate(answers=columns, instrument=instrument_of(AGREES), plan=Plan(unit="place"))
    plan = Plan(unit="place", combined_units={"a": ("b",)})
    with pytest.raises(BadAnswers, match=r"Answer 1, column place: The unit “a”"):
        estimate(answers=columns, instrument=instrument_of(AGREES), plan=plan)
