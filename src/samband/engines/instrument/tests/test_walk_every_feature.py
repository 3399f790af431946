# SPDX-License-Identifier: EUPL-1.2
"""Every tiny instrument of ``features``, walked from its first page to its end."""

from datetime import date
from pathlib import Path

import pytest

from samband.engines import instrument as engine
from samband.engines.instrument import Instrument, load_instrument, structure_files, write_instrument
from samband.engines.instrument.answering import check_step, lacking
from samband.engines.instrument.draws import draw_answers
from samband.engines.instrument.flow import Consent, Need, Note, Value, blocks
from samband.engines.instrument.order import in_order
from samband.engines.instrument.routing import kept, next_step, progress, steps

FEATURES = structure_files(folder=Path(engine.__file__).parent / "features")
TODAY = date(2026, 1, 15)


@pytest.fixture(params=FEATURES, ids=lambda path: path.stem)
def feature(request: pytest.FixtureRequest) -> Instrument:
    return load_instrument(request.param)


def as_sent(value: Value) -> list[str]:
    """An answer as a page would send it."""
    if isinstance(value, tuple):
        return list(value)
    return ["yes" if value else "no"] if isinstance(value, bool) else [str(value)]


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_its_first_line_says_what_it_shows(path: Path):
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert first.endswith(".")


def test_it_speaks_english_and_norwegian(feature: Instrument):
    assert {"en", "nb"} <= set(feature.languages)


def test_it_is_written_and_read_back_the_same(feature: Instrument, tmp_path: Path):
    written = write_instrument(instrument=feature, folder=tmp_path)
    assert load_instrument(written[0]) == feature


def test_drawn_answers_are_a_valid_record(feature: Instrument):
    for group in feature.groups or ("",):
        for seed in range(40):
            answers = draw_answers(instrument=feature, group=group, seed=seed, today=TODAY)
            assert lacking(flow=feature.flow, group=group, answers=answers, today=TODAY) == ()
            assert kept(flow=feature.flow, group=group, answers=answers, today=TODAY) == answers


def test_the_same_answers_sent_page_by_page_give_the_same_record(feature: Instrument):
    """As the browser does it: page after page, shown again while it is not done."""
    for group in feature.groups or ("",):
        for seed in range(20):
            wanted = draw_answers(instrument=feature, group=group, seed=seed, today=TODAY)
            raw = {key: as_sent(value) for key, value in wanted.items()}
            assert walked(feature, group, raw) == wanted


def walked(feature: Instrument, group: str, raw: dict[str, list[str]]) -> dict[str, Value]:
    answers: dict[str, Value] = {}
    flow, shown = feature.flow, 0.0
    step = next_step(flow=flow, group=group, answers=answers, after=None, today=TODAY)
    while step is not None:
        for times in range(4):
            outcome = check_step(step=step, raw=raw, answers=answers, asked_again=times > 0, today=TODAY)
            assert outcome.problems == ()
            answers = outcome.answers
            if outcome.is_done:
                break
            step = next(one for one in steps(flow=flow, group=group, answers=answers, today=TODAY)
                        if one.key == step.key)  # fmt: skip
        assert outcome.is_done
        assert progress(flow=flow, group=group, answers=answers, at=step.key) >= shown
        shown = progress(flow=flow, group=group, answers=answers, at=step.key)
        step = next_step(flow=flow, group=group, answers=answers, after=step.key, today=TODAY)
    return kept(flow=flow, group=group, answers=answers, today=TODAY)


def test_an_empty_page_is_done_unless_something_is_required(feature: Instrument):
    step = next_step(flow=feature.flow, group="", answers={}, after=None, today=TODAY)
    assert step is not None
    required = [
        question.code
        for question in step.questions
        if question.need is Need.REQUIRED and not isinstance(question.kind, Note)
    ]
    outcome = check_step(step=step, raw={}, answers={}, asked_again=True, today=TODAY)
    assert [problem.question for problem in outcome.problems] == required
    assert all(problem.words() for problem in outcome.problems)


def test_an_order_drawn_keeps_everything_and_comes_back(feature: Instrument):
    for step in steps(flow=feature.flow, group="", answers={}, today=TODAY):
        drawn = in_order(step=step, seed=7)
        assert drawn == in_order(step=step, seed=7)
        assert {question.code for question in drawn.questions} == {q.code for q in step.questions}


def test_every_question_is_of_one_block(feature: Instrument):
    for step in steps(flow=feature.flow, group="", answers={}, today=TODAY):
        flat = [question for block in blocks(questions=step.questions) for question in block]
        assert flat == list(step.questions)


def test_a_required_consent_is_explained():
    for path in FEATURES:
        feature = load_instrument(path)
        for question in feature.flow.questions:
            if isinstance(question.kind, Consent) and question.need is Need.REQUIRED:
                assert all(question.code in words.hints for words in feature.words.values())
