# SPDX-License-Identifier: EUPL-1.2
"""Answers that a question takes: one at least for every required question, many for trying out."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from math import ceil, floor

from samband.engines.instrument.expressions import Pattern, Scope, UnfitPattern
from samband.engines.instrument.expressions.compiling import nodes_of
from samband.engines.instrument.fitting import day_in, fit_of, how_many_ranked
from samband.engines.instrument.flow import (
    Consent,
    Day,
    Evidence,
    FreeText,
    Number,
    OneOf,
    OnScale,
    Options,
    Question,
    Ranked,
    SomeOf,
    Value,
)

MOST_TRIED = 2_000
_DAYS_TRIED = (date(2020, 1, 1), date(2060, 12, 31))
"""Checks may look at today's date: an answer must be found whatever it is."""


def sample_answer(*, question: Question) -> Value | None:
    """An answer that fits the question and breaks no check that looks only at it; None when none was found.

    Tried are all options, and numbers, days and texts around those that the checks name.
    """
    found = [_sample(question, today) for today in _DAYS_TRIED]
    return found[0] if None not in found else None


def _sample(question: Question, today: date) -> Value | None:
    fit = fit_of(question.kind)
    tried = islice(candidates(question, today), MOST_TRIED)
    return next((value for value in tried if fit(value) is None and _passes(question, value, today)), None)


def _passes(question: Question, value: Value, today: date) -> bool:
    scope = Scope(answers={}, own=value, today=today)
    results = [check.must.run(scope) for check in question.checks]
    return all(result is None or result for result in results)


def candidates(question: Question, today: date) -> Iterator[Value]:
    """Values worth trying, the plainest first; not all of them fit."""
    match question.kind:
        case OnScale(scale):
            yield from (*scale.codes, *scale.missing)
        case OneOf(options=options):
            yield from options.offered
        case SomeOf() as kind:
            yield from _sets(kind)
        case Ranked() as kind:
            yield from _rankings(kind)
        case Number() as kind:
            yield from _numbers(kind, _named_numbers(question))
        case Day() as kind:
            yield from _days(kind, [today, *_named_days(question)])
        case FreeText():
            yield from _texts(question)
        case Evidence():
            yield ("file-1",)
        case Consent():
            yield True


def _sets(kind: SomeOf) -> Iterator[tuple[str, ...]]:
    """As few as needed beginning at each option, then more and more; each option that stands alone."""
    free = [code for code in kind.options.codes if code not in kind.options.alone]
    for size in range(max(kind.least, 1), (kind.most or len(free)) + 1):
        for first in range(len(free) - size + 1):
            yield tuple(free[first : first + size])
    yield from ((code,) for code in kind.options.offered if code in kind.options.alone)


def _rankings(kind: Ranked) -> Iterator[tuple[str, ...]]:
    free = _free(kind.options)
    for first in range(len(free)):
        yield tuple((free[first:] + free[:first])[: how_many_ranked(kind)])


def _free(options: Options) -> list[str]:
    return [code for code in options.codes if code not in options.alone]


def _numbers(kind: Number, named: list[float]) -> Iterator[int | float]:
    step = 10**kind.decimals
    ends = [end for end in (kind.low, kind.high) if end is not None]
    for middle in (*ends, *named, 0, 1, 10, 100, 1_000):
        for number in (floor(middle * step), ceil(middle * step)):
            for moved in (number, number + 1, number - 1, number + step, number - step):
                yield moved if kind.decimals == 0 else round(moved / step, kind.decimals)


def _named_numbers(question: Question) -> list[float]:
    values = (node.value for check in question.checks for node in nodes_of(check.must.tree))
    return [value for value in values if isinstance(value, int | float)]


def _days(kind: Day, named: list[date]) -> Iterator[str]:
    ends = [end for end in (kind.earliest, kind.latest) if end is not None]
    for middle in (*ends, *named, date(2000, 1, 1)):
        for days in (0, 1, -1):
            yield (middle + timedelta(days=days)).isoformat()


def _named_days(question: Question) -> list[date]:
    found = (day_in(text) for text in _named_texts(question))
    return [day for day in found if day is not None and date.min < day < date.max]


def _named_texts(question: Question) -> list[str]:
    values = (node.value for check in question.checks for node in nodes_of(check.must.tree))
    return [value for value in values if isinstance(value, str) and value]


def _texts(question: Question) -> Iterator[str]:
    yield "text"
    for text in _named_texts(question):
        yield text
        try:
            yield Pattern(text).example
        except UnfitPattern:
            continue
    for number in _named_numbers(question):
        yield from ("a" * length for length in _lengths(number))
        yield str(number)


def _lengths(number: float) -> list[int]:
    return [length for length in (int(number) - 1, int(number), int(number) + 1) if 0 < length <= 20_000]
