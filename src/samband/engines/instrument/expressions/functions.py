# SPDX-License-Identifier: EUPL-1.2
"""Functions of expressions. What XLSForm has beyond these is refused by name, never guessed at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from samband.engines.instrument.expressions.operators import finite, negated
from samband.engines.instrument.expressions.scope import Scope
from samband.engines.instrument.expressions.values import (
    NoAmount,
    Result,
    as_day,
    as_number,
    as_text,
    as_truth,
)

LONGEST_TEXT = 10_000
"""Characters of a text that is put together."""

Apply = Callable[..., Result]


@dataclass(frozen=True, slots=True)
class Function:
    """least, most: number of arguments; most None for any. apply: takes the arguments' values."""

    apply: Apply
    least: int
    most: int | None


def _selected(chosen: Result, code: Result) -> bool:
    return as_text(code) in _choices(chosen)


def _choices(chosen: Result) -> tuple[str, ...]:
    return chosen if isinstance(chosen, tuple) else tuple(as_text(chosen).split())


def _selected_at(chosen: Result, position: Result) -> Result:
    """Counted from 0, as XLSForm does."""
    choices, number = _choices(chosen), as_number(position)
    return choices[int(number)] if number is not None and 0 <= number < len(choices) else None


def _if(condition: Result, yes: Result, no: Result) -> Result:
    truth = as_truth(condition)
    return None if truth is None else yes if truth else no


def _coalesce(*values: Result) -> Result:
    return next((value for value in values if value is not None and value != ""), None)


def _round(value: Result, digits: Result = 0) -> Result:
    """Halves go up, as people round."""
    number, places = as_number(value), as_number(digits)
    if number is None or places is None or abs(places) > 15:
        return None
    factor = 10 ** int(places)
    whole = finite(lambda: int((number * factor + 0.5) // 1))
    return None if whole is None else whole if places == 0 else finite(lambda: whole / factor)


def _int(value: Result) -> Result:
    number = as_number(value)
    return None if number is None else int(number)


def _absolute(value: Result) -> Result:
    number = as_number(value)
    return None if number is None else abs(number)


def _number(value: Result) -> Result:
    return as_number(value)


def _string(value: Result) -> Result:
    return None if value is None else as_text(value)


def _concat(*values: Result) -> Result:
    return "".join(map(as_text, values))[:LONGEST_TEXT]


def _both_texts(holds: Callable[[str, str], bool]) -> Apply:
    def apply(one: Result, other: Result) -> Result:
        return None if one is None or other is None else holds(as_text(one), as_text(other))

    return apply


def _extreme(choose: Callable[[list[float]], float]) -> Apply:
    def apply(*values: Result) -> Result:
        numbers = [number for value in values if (number := as_number(value)) is not None]
        return choose(numbers) if numbers else None

    return apply


def _length(value: Result) -> int:
    return len(as_text(value))


def _boolean(value: Result) -> Result:
    return as_truth(value)


def _date(value: Result) -> Result:
    return None if isinstance(value, NoAmount) else as_day(value)


FUNCTIONS: Mapping[str, Function] = {
    "abs": Function(_absolute, 1, 1),
    "boolean": Function(_boolean, 1, 1),
    "coalesce": Function(_coalesce, 1, None),
    "concat": Function(_concat, 1, None),
    "contains": Function(_both_texts(lambda text, part: part in text), 2, 2),
    "count-selected": Function(lambda chosen: len(_choices(chosen)), 1, 1),
    "date": Function(_date, 1, 1),
    "ends-with": Function(_both_texts(lambda text, part: text.endswith(part)), 2, 2),
    "false": Function(lambda: False, 0, 0),
    "if": Function(_if, 3, 3),
    "int": Function(_int, 1, 1),
    "max": Function(_extreme(max), 1, None),
    "min": Function(_extreme(min), 1, None),
    "not": Function(negated, 1, 1),
    "number": Function(_number, 1, 1),
    "round": Function(_round, 1, 2),
    "selected": Function(_selected, 2, 2),
    "selected-at": Function(_selected_at, 2, 2),
    "starts-with": Function(_both_texts(lambda text, part: text.startswith(part)), 2, 2),
    "string": Function(_string, 1, 1),
    "string-length": Function(_length, 1, 1),
    "true": Function(lambda: True, 0, 0),
}

OVER_REPEATS: Mapping[str, Callable[[list[float]], float]] = {"sum": sum, "max": max, "min": min}
"""Given one question, these look at all repeats of its section."""


def counted(scope: Scope, code: str) -> Result:
    """How often a question was answered, or how often a section is asked."""
    if code in scope.instances:
        return len(scope.instances[code])
    return sum(value is not None for value in scope.look_everywhere(code))


def over_repeats(scope: Scope, code: str, name: str) -> Result:
    """The sum (largest, smallest) of the amounts told; unknown when there are none."""
    values = [as_number(value) for value in scope.look_everywhere(code)]
    numbers = [value for value in values if value is not None]
    return finite(lambda: OVER_REPEATS[name](numbers)) if numbers else None
