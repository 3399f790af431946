# SPDX-License-Identifier: EUPL-1.2
"""What an answer must fulfil, as one constraint that other tools understand."""

from collections.abc import Iterator

from samband.engines.instrument.flow import (
    Day,
    FreeText,
    Number,
    Options,
    Question,
    Ranked,
    SomeOf,
)


def constraint_of(question: Question) -> str:
    """Limits of the kind and the question's checks, joined by ``and``; '' when there are none."""
    parts = [*_limits(question), *(f"({check.must.text})" for check in question.checks)]
    whole = " and ".join(parts)
    return whole[1:-1] if len(parts) == 1 and whole.startswith("(") else whole


def number_text(limit: float) -> str:
    """16 and 16.0 stay apart, as they do in the files of an instrument."""
    if isinstance(limit, int):
        return str(limit)
    text = f"{limit:.6f}".rstrip("0")
    return f"{text}0" if text.endswith(".") else text


def _limits(question: Question) -> Iterator[str]:
    match question.kind:
        case Number(low=low, high=high):
            if low is not None:
                yield f". >= {number_text(low)}"
            if high is not None:
                yield f". <= {number_text(high)}"
        case Day(earliest, latest):
            if earliest:
                yield f". >= date('{earliest}')"
            if latest:
                yield f". <= date('{latest}')"
        case FreeText(longest):
            yield f"string-length(.) <= {longest}"
        case SomeOf(options, least, most):
            yield from _how_many(options, least, most)
        case Ranked():
            return


def _how_many(options: Options, least: int, most: int | None) -> Iterator[str]:
    alone = [code for code in options.offered if code in options.alone]
    if least > 1:
        free = "".join(f" or selected(., '{code}')" for code in alone)
        yield f"(count-selected(.) >= {least}{free})"
    if most:
        yield f"count-selected(.) <= {most}"
    for code in alone:
        yield f"not(selected(., '{code}') and count-selected(.) > 1)"
