# SPDX-License-Identifier: EUPL-1.2
"""Whether a stored answer fits its question. Answers may come from anywhere, so nothing is believed."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any
from unicodedata import category

from samband.engines.instrument.flow import (
    AnswerKind,
    Computed,
    Consent,
    Day,
    Evidence,
    FreeText,
    Note,
    Number,
    OneOf,
    OnScale,
    Options,
    Ranked,
    SomeOf,
)
from samband.engines.instrument.problems import ProblemKind

LONGEST_OTHER = 500
"""Characters of the text beside "other"."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")

Fit = Callable[[object], ProblemKind | None]
"""None for a value that fits."""


def fit_of(kind: AnswerKind) -> Fit:
    """The test for answers of this kind, prepared once."""
    return _FITS[type(kind)](kind)


def _one_of(kind: type, known: frozenset[int] | frozenset[str]) -> Fit:
    def fit(value: object) -> ProblemKind | None:
        return None if type(value) is kind and value in known else ProblemKind.NOT_OFFERED

    return fit


def codes_in(*, value: object, options: Options) -> ProblemKind | None:
    """Whether the value is different codes of the list, with what stands alone alone."""
    if not isinstance(value, tuple | list) or not value or len(value) > len(options.offered):
        return ProblemKind.NOT_OFFERED
    if not all(isinstance(code, str) and code in options.offered for code in value):
        return ProblemKind.NOT_OFFERED
    if len(set(value)) < len(value):
        return ProblemKind.TIED
    return ProblemKind.ALONE if len(value) > 1 and options.alone.intersection(value) else None


def _some_of(kind: SomeOf) -> Fit:
    def fit(value: object) -> ProblemKind | None:
        wrong = codes_in(value=value, options=kind.options)
        return wrong or count_fit(kind=kind, codes=value)  # type: ignore[arg-type]

    return fit


def count_fit(*, kind: SomeOf, codes: Sequence[str]) -> ProblemKind | None:
    """Whether enough and not too many are chosen. What stands alone is always enough."""
    if kind.options.alone.issuperset(codes):
        return None
    if len(codes) < kind.least:
        return ProblemKind.TOO_FEW
    return ProblemKind.TOO_MANY if kind.most is not None and len(codes) > kind.most else None


def how_many_ranked(kind: Ranked) -> int:
    count = len(kind.options.codes) - len(kind.options.exclusive)
    return count if kind.most is None else min(kind.most, count)


def _ranked(kind: Ranked) -> Fit:
    wanted = how_many_ranked(kind)

    def fit(value: object) -> ProblemKind | None:
        wrong = codes_in(value=value, options=kind.options)
        if wrong or kind.options.alone.issuperset(value):  # type: ignore[arg-type]
            return wrong
        return None if len(value) == wanted else ProblemKind.RANK_ALL  # type: ignore[arg-type]

    return fit


def _number(kind: Number) -> Fit:
    def fit(value: object) -> ProblemKind | None:
        if type(value) is not int and not (type(value) is float and isfinite(value)):
            return ProblemKind.NOT_A_NUMBER
        return number_fit(kind=kind, value=value)

    return fit


def number_fit(*, kind: Number, value: float) -> ProblemKind | None:
    """Whether the number lies within the limits and has no more decimals than asked for."""
    if kind.low is not None and value < kind.low:
        return ProblemKind.TOO_LOW
    if kind.high is not None and value > kind.high:
        return ProblemKind.TOO_HIGH
    if abs(value) >= LARGEST:
        return ProblemKind.TOO_HIGH if value > 0 else ProblemKind.TOO_LOW
    if isinstance(value, float) and kind.decimals == 0:
        return ProblemKind.WHOLE_NUMBER
    return None if round(value, kind.decimals) == value else ProblemKind.DECIMALS


LARGEST = 1_000_000_000_000_000
"""Numbers up to here are kept exactly everywhere."""


def _day(kind: Day) -> Fit:
    def fit(value: object) -> ProblemKind | None:
        day = day_in(value)
        return ProblemKind.NOT_A_DAY if day is None else day_fit(kind=kind, day=day)

    return fit


def day_in(value: object) -> date | None:
    """The day of an ISO text; None when it is none."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def day_fit(*, kind: Day, day: date) -> ProblemKind | None:
    if kind.earliest is not None and day < kind.earliest:
        return ProblemKind.TOO_EARLY
    return ProblemKind.TOO_LATE if kind.latest is not None and day > kind.latest else None


def text_fit(*, longest: int) -> Fit:
    """Not empty, not too long, without signs that only machines use."""

    def fit(value: object) -> ProblemKind | None:
        if not isinstance(value, str) or not value or has_control_signs(value):
            return ProblemKind.NOT_OFFERED
        return ProblemKind.TOO_LONG if len(value) > longest else None

    return fit


def has_control_signs(text: str) -> bool:
    """Signs that no keyboard writes; line breaks and tabs are let through."""
    return not text.isprintable() and any(
        category(sign) in ("Cc", "Cs") for sign in text if sign not in "\n\t"
    )


def _evidence(kind: Evidence) -> Fit:
    def fit(value: object) -> ProblemKind | None:
        if not isinstance(value, tuple | list) or not value:
            return ProblemKind.NOT_OFFERED
        if not all(isinstance(one, str) and _FILE.fullmatch(one) for one in value):
            return ProblemKind.NOT_OFFERED
        return ProblemKind.TOO_MANY_FILES if len(value) > kind.most else None

    return fit


def _tick(value: object) -> ProblemKind | None:
    return None if isinstance(value, bool) else ProblemKind.NOT_OFFERED


_FITS: Mapping[type, Callable[[Any], Fit]] = {
    OnScale: lambda kind: _one_of(int, frozenset((*kind.scale.codes, *kind.scale.missing))),
    OneOf: lambda kind: _one_of(str, frozenset(kind.options.offered)),
    SomeOf: _some_of,
    Ranked: _ranked,
    Number: _number,
    Day: _day,
    FreeText: lambda kind: text_fit(longest=kind.longest),
    Evidence: _evidence,
    Consent: lambda _kind: _tick,
    Computed: lambda _kind: lambda _value: None,
    Note: lambda _kind: lambda _value: ProblemKind.NOT_OFFERED,
}
