# SPDX-License-Identifier: EUPL-1.2
"""Complete, partial or broken off: by the share of the questions that apply."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines import instrument as engine
from samband.engines.instrument import (
    USUAL_EXTENT,
    Extent,
    ExtentRule,
    InstrumentFaults,
    examined,
    load_instrument,
    write_instrument,
)
from samband.engines.instrument.tests.test_load_an_instrument import STRUCTURE, write

FEATURES = Path(engine.__file__).parent / "features"


@pytest.mark.parametrize(
    ("asked", "answered", "extent"),
    [
        (10, 0, Extent.BROKEN_OFF),
        (10, 4, Extent.BROKEN_OFF),
        (10, 5, Extent.PARTIAL),
        (10, 8, Extent.PARTIAL),
        (10, 9, Extent.COMPLETE),
        (1, 1, Extent.COMPLETE),
        (1, 0, Extent.BROKEN_OFF),
        (0, 0, Extent.COMPLETE),
    ],
)
def test_the_usual_limits_of_the_standard(asked, answered, extent):
    """Below 50 % a break-off, 50 to 80 % partial, above 80 % complete (AAPOR, Standard Definitions, 2023)."""
    assert USUAL_EXTENT.extent_of(asked=asked, answered=answered) is extent


@given(st.integers(1, 300), st.integers(0, 300), st.integers(0, 100), st.integers(0, 100))
def test_another_answer_never_makes_less_of_an_interview(asked, answered, one, other):
    rule = ExtentRule(min(one, other), max(one, other))
    order = [Extent.BROKEN_OFF, Extent.PARTIAL, Extent.COMPLETE]
    answered = min(answered, asked)
    before = rule.extent_of(asked=asked, answered=max(answered - 1, 0))
    after = rule.extent_of(asked=asked, answered=answered)
    assert order.index(before) <= order.index(after)
    assert rule.extent_of(asked=asked, answered=asked) is Extent.COMPLETE


def counted(name: str, answers: dict[str, object]) -> tuple[int, int]:
    flow = load_instrument(FEATURES / f"{name}.yaml").flow
    found = examined(flow=flow, group="", answers=answers)
    return found.asked, found.answered


def test_only_questions_that_apply_are_counted():
    """Whoever is below 16 is asked for the age alone; consent and notes are no questions."""
    assert counted("ends_if", {"age": 12}) == (1, 1)
    assert counted("ends_if", {"age": 40}) == (2, 1)
    assert counted("consent", {"takes_part": True}) == (0, 0)


def test_no_opinion_is_an_answer():
    assert counted("ranked", {}) == (1, 0)
    assert counted("ranked", {"first_tasks": ("no_opinion",)}) == (1, 1)


def test_an_instrument_sets_limits_of_its_own_and_keeps_them_when_written(tmp_path):
    as_it_was = load_instrument(write(tmp_path)).digest
    loaded = load_instrument(write(tmp_path, f"{STRUCTURE}partial_from: 30\ncomplete_above: 90\n"))
    assert loaded.extent == ExtentRule(30, 90)
    (tmp_path / "out").mkdir()
    again, *_words = write_instrument(instrument=loaded, folder=tmp_path / "out")
    assert load_instrument(again).extent == loaded.extent
    assert load_instrument(again).digest == loaded.digest != as_it_was


def test_limits_that_cannot_be_are_refused_where_they_stand(tmp_path):
    with pytest.raises(InstrumentFaults) as refused:
        load_instrument(write(tmp_path, f"{STRUCTURE}partial_from: 90\n"))
    assert "A partial interview begins at 90 %" in str(refused.value)
