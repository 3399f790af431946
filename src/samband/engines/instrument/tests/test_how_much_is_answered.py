# SPDX-License-Identifier: EUPL-1.2
"""Complete, partial or broken off: by the share of the questions that apply."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines import instrument as engine
from samband.engines.instrument import (
    USUAL_EXTENT,
    Extent,
    ExtentRule,
    Instrument,
    InstrumentFaults,
    Missing,
    draw_answers,
    examined,
    load_instrument,
    steps,
    write_instrument,
)
from samband.engines.instrument.flow import Computed, Consent, Note
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


NAMES = sorted(path.stem for path in FEATURES.glob("*.yaml") if "." not in path.stem)
UNSAID = {Missing.REFUSED, Missing.NO_ANSWER}


@cache
def feature(name: str) -> Instrument:
    return load_instrument(FEATURES / f"{name}.yaml")


def missing_of(kind: object) -> dict[object, Missing]:
    """Missing code -> why, of a kind of question that has some."""
    listed = getattr(kind, "scale", None) or getattr(kind, "options", None)
    return dict(listed.missing) if listed else {}


@pytest.mark.parametrize("name", NAMES)
@given(seed=st.integers(0, 2**40), left_out=st.sets(st.integers(0, 30)))
def test_counted_in_passing_is_counted_as_by_hand(name, seed, left_out):
    """The slow twin: every question of every page that is shown, one by one."""
    plain = feature(name)
    for group in plain.groups or ("",):
        drawn = draw_answers(instrument=plain, group=group, seed=seed)
        answers = {key: value for at, (key, value) in enumerate(drawn.items()) if at not in left_out}
        found = examined(flow=plain.flow, group=group, answers=answers)
        asked = answered = 0
        for step in steps(flow=plain.flow, group=group, answers=answers):
            for question in step.questions:
                if not isinstance(question.kind, Note | Computed | Consent):
                    value = found.kept.get(step.answer_key(question))
                    said = value if isinstance(value, tuple) else (value,)
                    is_said = not any(missing_of(question.kind).get(one) in UNSAID for one in said)
                    asked, answered = asked + 1, answered + (value is not None and is_said)
        assert (found.asked, found.answered) == (asked, answered)


def counted(name: str, answers: dict[str, object]) -> tuple[int, int]:
    found = examined(flow=feature(name).flow, group="", answers=answers)
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


@pytest.mark.parametrize("junk", [{"a": None}, [], ["dk"], {"dk"}, 10**400, float("nan")])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_answer_at_all_is_refused_in_words(name, junk):
    """What another program sends may have any shape."""
    feature = load_instrument(FEATURES / f"{name}.yaml")
    group = next(iter(feature.groups), "")
    answers = {question.code: junk for question in feature.flow.questions}
    found = examined(flow=feature.flow, group=group, answers=answers)
    assert all(lack.problem.words() for lack in found.lacking)
    assert found.answered <= found.asked
