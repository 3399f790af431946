# SPDX-License-Identifier: EUPL-1.2
"""One answer as it was sent, read by the kind of its question and the language it was written in."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from unicodedata import normalize

from samband.engines.instrument.fitting import LONGEST_OTHER, fit_of, has_control_signs, how_many_ranked
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
from samband.engines.instrument.plan import options_of
from samband.engines.instrument.problems import Problem, ProblemKind
from samband.engines.instrument.typed import (
    Unclear,
    day_of,
    day_text,
    decimal_sign,
    number_text,
    read_day,
    read_number,
)

_TICKED = frozenset({"yes", "true", "on", "1"})
_UNTICKED = frozenset({"no", "false", "off", "0"})
_EXAMPLE_DAY = date(1980, 5, 31)


def read_answer(*, question: Question, raw: Sequence[str], language: str = "en") -> Value | Problem | None:
    """The answer, None when nothing was answered, or what is wrong with it.

    raw: what the field sent. A ranking is its options from the first place on, or ``option:place``; a day is
    one text or three (day, month, year); files are their ids; a tick is ``yes``, a refusal ``no``.
    """
    told = [text for text in raw if text.strip()]
    if not told:
        return None
    value = _read(question, told, language)
    if isinstance(value, Problem) or value is None:
        return value
    kind = fit_of(question.kind)(value)
    return value if kind is None else problem_of(kind=kind, question=question, value=value, language=language)


def _read(question: Question, raw: Sequence[str], language: str) -> Value | Problem | None:
    match question.kind:
        case OnScale():
            return _one(question, raw, _code_on_scale)
        case OneOf():
            return _one(question, raw, str.strip)
        case SomeOf(options=options):
            return _in_order(options, raw)
        case Ranked():
            return _ranked(question, raw)
        case Number():
            return _number(question, question.kind, raw[0], language)
        case Day():
            return _day(question, raw, language)
        case FreeText():
            return read_text(text=raw[0])
        case Evidence():
            return tuple(dict.fromkeys(text.strip() for text in raw))
        case Consent():
            return _tick(question, raw[0])
    return None


def _one(question: Question, raw: Sequence[str], read: object) -> Value | Problem:
    if len({text.strip() for text in raw}) > 1:
        return Problem(ProblemKind.ONE_ONLY, question.code)
    value = read(raw[0])  # type: ignore[operator]
    return Problem(ProblemKind.NOT_OFFERED, question.code) if value is None else value


def _code_on_scale(text: str) -> int | None:
    digits = text.strip().removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None


def _in_order(options: Options, raw: Sequence[str]) -> tuple[str, ...]:
    """The codes chosen, in the order of the list; unknown ones are kept to be refused."""
    chosen = dict.fromkeys(text.strip() for text in raw)
    known = [code for code in options.offered if code in chosen]
    return (*known, *(code for code in chosen if code not in options.offered))


def _ranked(question: Question, raw: Sequence[str]) -> tuple[str, ...] | Problem:
    pairs = [text.strip().partition(":") for text in raw]
    if not all(colon for _code, colon, _place in pairs):
        return tuple(code for code, _colon, _place in pairs)
    placed = [(place.strip(), code) for code, _colon, place in pairs if place.strip()]
    if not all(place.isascii() and place.isdigit() and len(place) < 4 for place, _code in placed):
        return Problem(ProblemKind.NOT_OFFERED, question.code)
    if len({int(place) for place, _code in placed}) < len(placed):
        return Problem(ProblemKind.TIED, question.code)
    return tuple(code for _place, code in sorted((int(place), code) for place, code in placed))


def _number(question: Question, kind: Number, text: str, language: str) -> int | float | Problem:
    try:
        found = read_number(text=text, language=language, decimals=kind.decimals)
    except Unclear as unclear:
        values = dict(zip(("one", "other"), unclear.readings, strict=True))
        return Problem(ProblemKind.UNCLEAR_NUMBER, question.code, values)
    if found is None:
        return problem_of(kind=ProblemKind.NOT_A_NUMBER, question=question, language=language)
    return _as_kept(found, kind)


def _as_kept(found: Decimal, kind: Number) -> int | float:
    """Whole numbers are kept whole; with decimals asked for, every answer is a number with decimals."""
    return int(found) if kind.decimals == 0 and found == found.to_integral_value() else float(found)


def _day(question: Question, raw: Sequence[str], language: str) -> str | Problem:
    if len(raw) == 3:
        day, month, year = raw
        found = day_of(year=year, month=month, day=day)
    else:
        found = read_day(text=raw[0], language=language) if len(raw) == 1 else None
    if found is None:
        return problem_of(kind=ProblemKind.NOT_A_DAY, question=question, language=language)
    return found.isoformat()


def read_text(*, text: str) -> str | None:
    """The text in one form of Unicode, without spaces around it and signs of machines."""
    cleaned = normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if has_control_signs(cleaned):
        cleaned = "".join(sign for sign in cleaned if not has_control_signs(sign)).strip()
    return cleaned or None


def read_other(*, key: str, raw: Sequence[str]) -> str | Problem | None:
    """The text beside "other"."""
    text = read_text(text=raw[0]) if raw else None
    if text is not None and len(text) > LONGEST_OTHER:
        values = {"longest": str(LONGEST_OTHER), "length": str(len(text))}
        return Problem(ProblemKind.TOO_LONG, key, values)
    return text


def with_other(*, question: Question, value: Value | None) -> Value | None:
    """The answer of somebody who wrote what else, but did not tick it: where it fits, it is ticked."""
    options = options_of(question)
    if options is None or len(options.other) != 1:
        return value
    (other,) = options.other
    if isinstance(question.kind, OneOf):
        return value or other
    chosen = value if isinstance(value, tuple) else ()
    if isinstance(question.kind, SomeOf) and not options.alone.intersection(chosen):
        return tuple(code for code in options.offered if code in chosen or code == other)
    return value


def _tick(question: Question, text: str) -> bool | Problem:
    word = text.strip().lower()
    if word in _TICKED or word in _UNTICKED:
        return word in _TICKED
    return Problem(ProblemKind.NOT_OFFERED, question.code)


def problem_of(
    *, kind: ProblemKind, question: Question, value: object = None, language: str = "en", key: str = ""
) -> Problem:
    """The problem with what its words are filled with, as the language writes it."""
    options = options_of(question)
    values = {
        **_limits(question, language),
        "length": str(len(value)) if isinstance(value, str) else "",
        "option": _alone(options, value),
    }
    named = {name: text for name, text in values.items() if f"{{{name}}}" in kind.what}
    return Problem(kind, key or question.code, named, options=options.code if options else "")


def _alone(options: Options | None, value: object) -> str:
    chosen = value if isinstance(value, tuple | list) else ()
    return next((code for code in chosen if options and code in options.alone), "")


def _limits(question: Question, language: str) -> dict[str, str]:
    match question.kind:
        case Number(low=low, high=high, decimals=decimals):
            example = f"12{decimal_sign(language)}5" if decimals else "12"
            limits = {"low": _shown(low, language), "high": _shown(high, language)}
            return {**limits, "decimals": str(decimals), "example": example}
        case Day(earliest=earliest, latest=latest):
            ends = {"earliest": earliest, "latest": latest, "example": _EXAMPLE_DAY}
            return {name: day_text(day=day, language=language) if day else "" for name, day in ends.items()}
        case SomeOf(least=least, most=most):
            return {"least": str(least), "most": str(most or "")}
        case Ranked() as ranked:
            return {"most": str(how_many_ranked(ranked))}
        case FreeText(longest=longest):
            return {"longest": str(longest)}
        case Evidence(most=most):
            return {"most": str(most)}
    return {}


def _shown(number: float | None, language: str) -> str:
    """Without a limit of its own a number is only held against what can be kept exactly."""
    if number is None:
        return ""
    whole = int(number) if float(number).is_integer() else number
    return number_text(value=whole, language=language)
