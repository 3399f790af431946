# SPDX-License-Identifier: EUPL-1.2
"""Scores are exact, missing is not zero, and negative items are reversed inside an index only."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.instrument import (
    MISSING,
    AnswerOffScale,
    Index,
    Item,
    Missing,
    Polarity,
    Scale,
    can_score,
    index_numerators,
    score_measure,
    valid_answers,
)

FIT = Scale("fit4", (1, 2, 3, 4), {8: Missing.DONT_KNOW})
ODD = Scale("odd", (-1, 2, 5), {0: Missing.NO_OPINION})


def item(code: str, scale: Scale = FIT, polarity: Polarity = Polarity.POSITIVE) -> Item:
    return Item(code=code, scale=scale, concept=code, polarity=polarity)


TRUST, HARM, REACH = item("trust"), item("harm", polarity=Polarity.NEGATIVE), item("reach")
STANDARD = Index("standard", (TRUST, HARM, REACH), minimum_valid=2)


def column(*codes: int) -> np.ndarray:
    return np.array(codes, dtype=np.int16)


def test_an_index_is_the_mean_of_valid_items_with_negatives_reversed():
    answers = {"trust": column(4, 3, 8), "harm": column(1, 8, 2), "reach": column(3, 2, MISSING)}
    numerators, valid, denominator = index_numerators(index=STANDARD, answers_by_item=answers)
    assert denominator == 6
    assert numerators.tolist() == [22, 15, 0]  # (4 + 4 + 3) / 3, (3 + 2) / 2, one valid only
    assert valid.tolist() == [True, True, False]


def test_an_item_is_shown_raw_whatever_its_polarity():
    score = score_measure(measure=HARM, columns={"harm": column(1, 8, 4)})
    assert score.numerators.tolist() == [1, 0, 4]
    assert score.valid.tolist() == [True, False, True]
    assert (score.denominator, score.offset, score.factor) == (1, 0.0, 1.0)


def test_zero_as_no_opinion_is_missing():
    codes, valid = valid_answers(item=item("view", ODD), column=column(0, -1, 2, 5, MISSING))
    assert codes.tolist() == [0, -1, 2, 5, 0]
    assert valid.tolist() == [False, True, True, True, False]


def test_a_code_off_the_scale_is_never_scored():
    with pytest.raises(AnswerOffScale, match=r"Answer 2, column trust: 7 is not on the scale fit4.*2 such"):
        valid_answers(item=TRUST, column=column(1, 7, 7))


def test_a_rescaled_index_maps_the_ends_of_the_scale_to_the_ends_asked_for():
    index = Index("standard", (TRUST, REACH), minimum_valid=1, rescale_to=(0, 100))
    score = score_measure(measure=index, columns={"trust": column(1, 4, 2), "reach": column(1, 4, 3)})
    shown = score.offset + score.factor * score.numerators / score.denominator
    assert shown.tolist() == pytest.approx([0, 100, 50], abs=1e-12)


def test_an_item_that_a_file_lacks_counts_as_unanswered():
    answers = {"trust": column(4), "harm": column(2)}
    numerators, valid, denominator = index_numerators(index=STANDARD, answers_by_item=answers)
    assert Fraction(int(numerators[0]), denominator) == Fraction(7, 2)
    assert valid.all()


def test_an_index_with_too_few_columns_is_not_scored():
    assert not can_score(measure=STANDARD, columns={"trust": column(4)})
    assert can_score(measure=STANDARD, columns={"trust": column(4), "reach": column(4)})


def slow_index(*, index: Index, answers: list[int]) -> Fraction | None:
    """The definition, one respondent at a time."""
    values = []
    for asked, code in zip(index.items, answers, strict=True):
        if code in asked.scale.codes:
            is_negative = asked.polarity is Polarity.NEGATIVE
            values.append(asked.scale.low + asked.scale.high - code if is_negative else code)
    if len(values) < index.minimum_valid:
        return None
    return Fraction(sum(values), len(values))


@st.composite
def index_and_answers(draw: st.DrawFn) -> tuple[Index, list[list[int]]]:
    scale = draw(st.sampled_from([FIT, ODD]))
    size = draw(st.integers(1, 16))
    polarities = draw(st.lists(st.sampled_from(Polarity), min_size=size, max_size=size))
    items = tuple(item(f"item_{i}", scale, polarity) for i, polarity in enumerate(polarities))
    index = Index("index", items, minimum_valid=draw(st.integers(1, size)))
    codes = st.sampled_from([*scale.codes, *scale.missing, MISSING])
    return index, draw(st.lists(st.lists(codes, min_size=size, max_size=size), min_size=1, max_size=6))


@given(index_and_answers())
def test_the_index_equals_its_definition_to_the_last_digit(case: tuple[Index, list[list[int]]]):
    index, answers = case
    table = np.array(answers, dtype=np.int16)
    columns = {asked.code: table[:, i] for i, asked in enumerate(index.items)}
    numerators, valid, denominator = index_numerators(index=index, answers_by_item=columns)
    scored = [Fraction(int(n), denominator) if ok else None for n, ok in zip(numerators, valid, strict=True)]
    assert scored == [slow_index(index=index, answers=row) for row in answers]
    assert not numerators[~valid].any()


@given(index_and_answers())
def test_a_score_lies_on_the_scale(case: tuple[Index, list[list[int]]]):
    index, answers = case
    table = np.array(answers, dtype=np.int16)
    score = score_measure(measure=index, columns={a.code: table[:, i] for i, a in enumerate(index.items)})
    shown = score.numerators[score.valid] / score.denominator
    assert ((shown >= index.low) & (shown <= index.high)).all()
    assert (abs(score.numerators) <= score.largest).all()
