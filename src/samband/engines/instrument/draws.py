# SPDX-License-Identifier: EUPL-1.2
"""Made-up answers that an instrument takes: for trying a questionnaire out, never for estimates."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from math import ceil, floor
from typing import TypeVar

import numpy as np
from numpy.random import Generator

from samband.engines.instrument.answerable import candidates
from samband.engines.instrument.fitting import fit_of, how_many_ranked
from samband.engines.instrument.flow import (
    Consent,
    Day,
    FreeText,
    Need,
    Note,
    Number,
    OneOf,
    OnScale,
    Question,
    Ranked,
    SomeOf,
    Value,
    other_key,
)
from samband.engines.instrument.model import Instrument
from samband.engines.instrument.plan import options_of
from samband.engines.instrument.routing import Step, kept, next_step
from samband.engines.instrument.walking import Walk

Drawn = TypeVar("Drawn")

_LEFT_OUT = {Need.REQUIRED: 0.0, Need.WANTED: 0.05, Need.OPTIONAL: 0.2}
_NO_AMOUNT = 0.05
"""Share of "don't know" and the like where it is offered."""
_TRIES = 40
_TODAY = date(2026, 1, 15)
_TEXTS = ("Yes, most of the time.", "Not always.", "More buses in the evening", "Nothing to add", "–")


def draw_answers(
    *, instrument: Instrument, group: str = "", seed: int, today: date = _TODAY
) -> dict[str, Value]:
    """One respondent's whole way through, page by page; ``lacking`` finds nothing in it.

    Every option is about equally likely, some questions are left out and some answered "don't know".
    """
    random, flow = np.random.default_rng(seed), instrument.flow
    answers: dict[str, Value] = {}
    step = next_step(flow=flow, group=group, answers=answers, after=None, today=today)
    while step is not None:
        _answer_page(step, answers, random, today)
        step = next_step(flow=flow, group=group, answers=answers, after=step.key, today=today)
    return kept(flow=flow, group=group, answers=answers, today=today)


def _answer_page(step: Step, answers: dict[str, Value], random: Generator, today: date) -> None:
    """Answers all that is shown, and then what these answers made appear."""
    done: set[str] = set()
    while fresh := [question for question in _shown(step, answers, today) if question.code not in done]:
        question = fresh[0]
        done.add(question.code)
        if not isinstance(question.kind, Note) and random.random() >= _LEFT_OUT[question.need]:
            _answer(step, question, answers, random, today)


def _shown(step: Step, answers: dict[str, Value], today: date) -> list[Question]:
    stops = Walk(plan=step.plan, answers=answers, today=today).stops()
    found = next((stop for stop in stops if stop.key == step.key), None)
    return [planned.question for planned in found.questions] if found else []


def _answer(
    step: Step, question: Question, answers: dict[str, Value], random: Generator, today: date
) -> None:
    """The first value drawn that passes; nothing when none does and none is needed."""
    key = step.answer_key(question)
    for value in islice(_tried(question, random, today), _TRIES):
        if fit_of(question.kind)(value) is None:
            answers[key] = value
            if _passes(step, question, answers, today):
                _write_other(question, key, answers, random)
                return
    answers.pop(key, None)


def _passes(step: Step, question: Question, answers: dict[str, Value], today: date) -> bool:
    if not question.checks:
        return True
    walk = Walk(plan=step.plan, answers=answers, today=today)
    for stop in walk.stops():
        if stop.key == step.key:
            break
    walk.scope.own = answers[step.answer_key(question)]
    results = [check.must.run(walk.scope) for check in question.checks]
    return all(result is None or result for result in results)


def _write_other(question: Question, key: str, answers: dict[str, Value], random: Generator) -> None:
    options, value = options_of(question), answers[key]
    chosen = value if isinstance(value, tuple) else (value,)
    if options and options.other.intersection(str(one) for one in chosen):
        answers[other_key(key=key)] = _one_of(_TEXTS, random)


def _tried(question: Question, random: Generator, today: date) -> Iterator[Value]:
    """Some values at random, then those that are known to pass."""
    for _ in range(_TRIES // 4):
        value = _drawn(question, random)
        if value is not None:
            yield value
    yield from candidates(question, today)


def _drawn(question: Question, random: Generator) -> Value | None:
    match question.kind:
        case OnScale(scale):
            missing = [*scale.missing]
            return _one_of(missing if missing and random.random() < _NO_AMOUNT else scale.codes, random)
        case OneOf() | SomeOf() | Ranked():
            return _drawn_options(question, random)
        case Number() as kind:
            return _drawn_number(kind, random)
        case Day() as kind:
            return _drawn_day(kind, random)
        case FreeText(longest=longest):
            return _one_of(_TEXTS, random)[:longest].strip()
        case Consent():
            return question.need is Need.REQUIRED or bool(random.random() < 0.7)
    return None


def _one_of(values: Sequence[Drawn], random: Generator) -> Drawn:
    return values[int(random.integers(len(values)))]


def _some_of(values: Sequence[str], count: int, random: Generator) -> tuple[str, ...]:
    return tuple(values[int(place)] for place in random.permutation(len(values))[:count])


def _between(low: int, high: int, random: Generator) -> int:
    """Both ends may come."""
    return int(random.integers(low, high, endpoint=True))


def _drawn_options(question: Question, random: Generator) -> Value | None:
    kind, options = question.kind, options_of(question)
    if options is None:
        return None
    alone = [code for code in options.offered if code in options.alone]
    free = [code for code in options.codes if code not in options.alone]
    if isinstance(kind, OneOf):
        missing = [*options.missing]
        return _one_of(missing if missing and random.random() < _NO_AMOUNT else options.codes, random)
    if not free or (alone and random.random() < _NO_AMOUNT):
        return (_one_of(alone, random),) if alone else None
    if isinstance(kind, Ranked):
        return _some_of(free, how_many_ranked(kind), random)
    return _drawn_set(kind, free, random) if isinstance(kind, SomeOf) else None


def _drawn_set(kind: SomeOf, free: list[str], random: Generator) -> tuple[str, ...]:
    most = min(kind.most or len(free), len(free))
    count = _between(min(max(kind.least, 1), most), most, random)
    chosen = set(_some_of(free, count, random))
    return tuple(code for code in kind.options.codes if code in chosen)


def _drawn_number(kind: Number, random: Generator) -> int | float:
    low = kind.low if kind.low is not None else min(0, kind.high or 0)
    high = kind.high if kind.high is not None else low + 100
    if kind.decimals == 0:
        return _between(ceil(low), max(floor(high), ceil(low)), random)
    return round(float(random.uniform(low, high)), kind.decimals)


def _drawn_day(kind: Day, random: Generator) -> str:
    latest = kind.latest or (max(kind.earliest, _TODAY) if kind.earliest else _TODAY)
    earliest = kind.earliest or min(latest, date(2000, 1, 1))
    return (earliest + timedelta(days=_between(0, (latest - earliest).days, random))).isoformat()
