# SPDX-License-Identifier: EUPL-1.2
"""Laws of routing, on questionnaires and answers made up at random."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from samband.engines.instrument import Instrument
from samband.engines.instrument.answerable import sample_answer
from samband.engines.instrument.answering import check_step, lacking
from samband.engines.instrument.draws import draw_answers
from samband.engines.instrument.flow import Computed, Flow, Need, Value, answer_key, other_key
from samband.engines.instrument.routing import Step, kept, next_step, previous_step, progress, steps
from samband.engines.instrument.tests.random_instruments import instruments
from samband.engines.instrument.tests.slow_routing import slow_kept

TODAY = date(2026, 1, 15)
SEEDS = st.integers(0, 2**32)
ROUTES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 9),
    st.floats(),
    st.sampled_from(["a", "b", "dk", "", "2026-01-01", "x" * 3000, "\x00"]),
    st.lists(st.sampled_from(["a", "b", "c", "dk", 1, None, ""]), max_size=4),
    st.dictionaries(st.just("a"), st.none()),
    st.sampled_from([10**400, -(10**400), 10**18, 1e308]),
)
KEYS = st.builds(
    "{}{}".format,
    st.sampled_from([f"q{n}" for n in range(1, 12)]),
    st.sampled_from(["", "", "", "_other", "[a]", "[1]", "[x]"]),
)
ANSWERS = st.dictionaries(KEYS, JUNK, max_size=12)


def shown_keys(flow: Flow, answers: dict[str, Any]) -> set[str]:
    """Keys that may be kept: of questions shown, and of texts beside them."""
    seen = set()
    for step in steps(flow=flow, group="", answers=answers, today=TODAY):
        keys = {answer_key(code=question.code, instance=step.instance) for question in step.questions}
        seen |= keys | {other_key(key=key) for key in keys}
    return seen


def asked_for(flow: Flow, answers: dict[str, Any]) -> set[str]:
    """The keys without those of computed values, which are never shown."""
    computed = {question.code for question in flow.questions if isinstance(question.kind, Computed)}
    return {key for key in answers if key.partition("[")[0] not in computed}


@ROUTES
@given(instruments(), SEEDS)
def test_every_walk_ends_in_a_valid_record(made_up: Instrument | None, seed: int):
    assume(made_up is not None)
    assert made_up is not None
    answers = draw_answers(instrument=made_up, seed=seed, today=TODAY)
    assert lacking(flow=made_up.flow, group="", answers=answers, today=TODAY) == ()
    assert kept(flow=made_up.flow, group="", answers=answers, today=TODAY) == answers


@ROUTES
@given(instruments())
def test_somebody_who_answers_only_what_is_required_reaches_the_end(made_up: Instrument | None):
    assume(made_up is not None)
    assert made_up is not None
    flow = made_up.flow
    answers: dict[str, Value] = {}
    step = next_step(flow=flow, group="", answers=answers, after=None, today=TODAY)
    while step is not None:
        answers = forced_through(flow, step, answers)
        step = next_step(flow=flow, group="", answers=answers, after=step.key, today=TODAY)
    assert lacking(flow=flow, group="", answers=answers, today=TODAY) == ()


def forced_through(flow: Flow, step: Step, answers: dict[str, Value]) -> dict[str, Value]:
    """Sends the page again and again, adding only what it demands."""
    for _ in range(2 * len(step.page.questions) + 2):
        raw = {
            step.answer_key(question): sent(sample_answer(question=question))
            for question in step.questions
            if question.need is Need.REQUIRED
        }
        outcome = check_step(step=step, raw=raw, answers=answers, asked_again=True, today=TODAY)
        assert outcome.problems == ()
        if outcome.is_done:
            return outcome.answers
        answers = outcome.answers
        step = next(
            one for one in steps(flow=flow, group="", answers=answers, today=TODAY) if one.key == step.key
        )
    raise AssertionError(f"{step.key} never ends")


def sent(value: Value | None) -> list[str]:
    assert value is not None
    if isinstance(value, tuple):
        return list(value)
    return ["yes" if value else "no"] if isinstance(value, bool) else [str(value)]


@ROUTES
@given(instruments(), ANSWERS)
def test_whatever_is_sent_only_what_is_shown_is_kept(made_up: Instrument | None, answers: dict[str, Any]):
    assume(made_up is not None)
    assert made_up is not None
    once = kept(flow=made_up.flow, group="", answers=answers, today=TODAY)
    assert asked_for(made_up.flow, once) <= shown_keys(made_up.flow, answers)
    assert same(kept(flow=made_up.flow, group="", answers=once, today=TODAY), once)
    lacks = lacking(flow=made_up.flow, group="", answers=answers, today=TODAY)
    assert all(lack.problem.words() for lack in lacks)
    assert lacking(flow=made_up.flow, group="", answers=once, today=TODAY) == lacks


@ROUTES
@given(instruments(), ANSWERS)
def test_routing_agrees_with_its_slow_twin(made_up: Instrument | None, answers: dict[str, Any]):
    assume(made_up is not None)
    assert made_up is not None
    quick = kept(flow=made_up.flow, group="", answers=answers, today=TODAY)
    assert same(quick, slow_kept(flow=made_up.flow, group="", answers=answers, today=TODAY))


@ROUTES
@given(instruments(), SEEDS)
def test_the_slow_twin_keeps_all_of_a_valid_record(made_up: Instrument | None, seed: int):
    assume(made_up is not None)
    assert made_up is not None
    answers = draw_answers(instrument=made_up, seed=seed, today=TODAY)
    assert slow_kept(flow=made_up.flow, group="", answers=answers, today=TODAY) == answers


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return repr(one) == repr(other)  # NaN is not equal to itself


@ROUTES
@given(instruments(), SEEDS, st.data())
def test_a_changed_early_answer_leaves_no_hidden_one(
    made_up: Instrument | None, seed: int, data: st.DataObject
):
    assume(made_up is not None)
    assert made_up is not None
    answers = draw_answers(instrument=made_up, seed=seed, today=TODAY)
    assume(answers)
    changed = data.draw(st.sampled_from(sorted(answers)))
    answers = {**answers, changed: data.draw(JUNK)}
    left = kept(flow=made_up.flow, group="", answers=answers, today=TODAY)
    assert asked_for(made_up.flow, left) <= shown_keys(made_up.flow, left)


@ROUTES
@given(instruments(), ANSWERS)
def test_going_on_and_back_visits_the_same_pages_and_progress_never_falls(
    made_up: Instrument | None, answers: dict[str, Any]
):
    assume(made_up is not None)
    assert made_up is not None
    flow = made_up.flow
    shown = [step.key for step in steps(flow=flow, group="", answers=answers, today=TODAY)]
    forth: list[str] = []
    after = None
    while (step := next_step(flow=flow, group="", answers=answers, after=after, today=TODAY)) is not None:
        forth.append(after := step.key)
    back: list[str] = []
    before = None
    while (
        step := previous_step(flow=flow, group="", answers=answers, before=before, today=TODAY)
    ) is not None:
        back.append(before := step.key)
    assert forth == shown == back[::-1]
    passed = [progress(flow=flow, group="", answers=answers, at=key) for key in shown]
    assert passed == sorted(passed)
    assert all(0 <= share < 1 for share in passed)
