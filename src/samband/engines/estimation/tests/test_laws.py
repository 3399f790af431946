# SPDX-License-Identifier: EUPL-1.2
"""What must hold for any answers: the order of rows means nothing, and a slow obvious twin agrees."""

from math import isnan, nan, sqrt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.estimation import Group, Plan, PostStrata, estimate
from samband.engines.estimation import reduce as reduction
from samband.engines.estimation.tests.survey_of_reference import (
    instrument_of,
    reference_answers,
    reference_instrument,
    reference_plans,
)
from samband.engines.instrument import Index, Item, Missing, Polarity, Scale, Share

FOUR = Scale("four", (1, 2, 3, 4), {8: Missing.DONT_KNOW}, (Share("3-4", (3, 4)),))
GAPS = Scale("gaps", (-2, 0, 3, 9), {-9: Missing.REFUSED}, (Share("9", (9,)),))
A, B = Item("a", FOUR, "a"), Item("b", FOUR, "b", polarity=Polarity.NEGATIVE)
C = Item("c", GAPS, "c")
INSTRUMENT = instrument_of(A, B, C, indices=(Index("i", (A, B), 1),))

rows = st.lists(
    st.tuples(
        st.sampled_from("xyz"), st.sampled_from("mf"), st.sampled_from([1, 2, 3, 4, 8]),
        st.sampled_from([1, 2, 3, 4, 8]), st.sampled_from([-2, 0, 3, 9, -9]),
        st.sampled_from([1.0, 2.5, 700.0]),
    ),
    min_size=1, max_size=40,
)  # fmt: skip
PLAN = Plan(
    unit="sex",
    strata=("place",),
    weights="w",
    population={(place,): 100.0 for place in "xyz"},
    groups=(
        Group("f", {"sex": frozenset({"f"})}),
        Group("low", {"sex": frozenset("fm"), "place": frozenset("x")}),
    ),
    differences=(("f", "low"),),
)


def columns(sample):
    place, sex, a, b, c, w = zip(*sample, strict=True)
    small = {
        "a": np.array(a, dtype=np.int8),
        "b": np.array(b, dtype=np.int16),
        "c": np.array(c, dtype=np.int8),
    }
    return {"place": list(place), "sex": list(sex), "w": list(w), **small}


def texts(table):
    return [repr(row) for row in table]


@given(rows, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_rows_changes_not_one_bit(sample, random):
    mixed = list(sample)
    random.shuffle(mixed)
    one = estimate(answers=columns(sample), instrument=INSTRUMENT, plan=PLAN)
    other = estimate(answers=columns(mixed), instrument=INSTRUMENT, plan=PLAN)
    assert texts(one) == texts(other)


@given(rows)
@settings(max_examples=15, deadline=None)
def test_a_slow_twin_that_goes_by_the_rows_agrees(sample):
    table = estimate(answers=columns(sample), instrument=INSTRUMENT, plan=PLAN)
    for group, unit in (("all", "all"), ("all", "f"), ("low", "all"), ("low", "m")):
        for measure, score in SCORES.items():
            n, mean, se = twin(sample, group, unit, score)
            found = table.get(group=group, unit=unit, measure=measure)
            assert (found.n if found else 0) == n
            if n:
                assert abs(found.value - mean) < 1e-9
                assert isnan(se) or abs(found.se - se) < 1e-9


def index_of(row):
    valid = [
        score for score in (row[2] if row[2] != 8 else None, 5 - row[3] if row[3] != 8 else None) if score
    ]
    return sum(valid) / len(valid) if valid else None


SCORES = {
    "a": lambda row: None if row[2] == 8 else row[2],
    "c": lambda row: None if row[4] == -9 else row[4],
    "i": index_of,
}


def twin(sample, group, unit, score):
    """Taylor linearisation, respondent by respondent; a stratum of one adds its own square ("adjust")."""
    inside = [
        (unit == "all" or row[1] == unit) and (group == "all" or row[0] == "x") and score(row) is not None
        for row in sample
    ]
    persons = sum(row[5] for row, is_in in zip(sample, inside, strict=True) if is_in)
    if not persons:
        return 0, nan, nan
    mean = sum(row[5] * score(row) for row, is_in in zip(sample, inside, strict=True) if is_in) / persons
    variance = 0.0
    for place in "xyz":
        z = [
            row[5] * (score(row) - mean) / persons if is_in else 0.0
            for row, is_in in zip(sample, inside, strict=True)
            if row[0] == place
        ]
        n = len(z)
        if n == 1:
            variance += (1 - 1 / 100) * z[0] ** 2
        elif n:
            centre = sum(z) / n
            variance += (1 - n / 100) * n / (n - 1) * sum((value - centre) ** 2 for value in z)
    return sum(inside), mean, sqrt(variance)


@given(rows)
@settings(max_examples=10, deadline=None)
def test_values_and_limits_stay_on_the_scale_and_in_order(sample):
    for row in estimate(answers=columns(sample), instrument=INSTRUMENT, plan=PLAN):
        if row.n and row.statistic != "difference":
            low, high = (0, 1) if row.statistic == "share" else (-2, 9) if row.measure == "c" else (1, 4)
            assert low - 1e-9 <= row.lower <= row.value + 1e-9
            assert row.value - 1e-9 <= row.upper <= high + 1e-9


@given(rows, st.sampled_from([1e-3, 7.0, 1e4]))
@settings(max_examples=10, deadline=None)
def test_the_unit_of_the_weights_does_not_matter(sample, factor):
    plan = Plan(unit="sex", strata=("place",), weights="w")
    heavy = [(*row[:5], row[5] * factor) for row in sample]
    one = estimate(answers=columns(sample), instrument=INSTRUMENT, plan=plan)
    other = estimate(answers=columns(heavy), instrument=INSTRUMENT, plan=plan)
    for a, b in zip(one, other, strict=True):
        np.testing.assert_allclose([a.value, a.se], [b.value, b.se], rtol=1e-9, atol=1e-12)


def test_slices_of_rows_and_weights_of_their_own_give_the_same_sums(monkeypatch):
    """The three ways through the reduction: one slice, many slices, and row by row."""
    plan, answers = reference_plans()["weighted"], reference_answers()
    whole = texts(estimate(answers=answers, instrument=reference_instrument(), plan=plan))
    monkeypatch.setattr(reduction, "ROWS_AT_ONCE", 7)
    assert texts(estimate(answers=answers, instrument=reference_instrument(), plan=plan)) == whole
    monkeypatch.setattr(reduction, "SMALL_TABLE", -1_000_000)
    monkeypatch.setattr(reduction, "LARGEST_HOLD", 500)
    monkeypatch.setattr(reduction, "_is_countable", lambda coding, cells, rows: False)
    assert texts(estimate(answers=answers, instrument=reference_instrument(), plan=plan)) == whole


def test_crediting_post_strata_that_explain_the_answers_shrinks_the_error():
    rng = np.random.default_rng(3)
    sex = rng.choice(["m", "f"], 200)
    a = np.where(sex == "m", rng.choice([3, 4], 200), rng.choice([1, 2], 200)).astype(np.int8)
    totals = {("m",): 5000.0, ("f",): 5000.0}
    answers = {"sex": sex.tolist(), "a": a}
    credited, plain = (
        estimate(
            answers=answers,
            instrument=instrument_of(A),
            plan=Plan(
                population={("all",): 10000}, post_strata=PostStrata(("sex",), totals, is_credited=credit)
            ),
        ).get(measure="a")
        for credit in (True, False)
    )
    assert credited.value == plain.value
    assert credited.se < 0.6 * plain.se
