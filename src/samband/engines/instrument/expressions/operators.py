# SPDX-License-Identifier: EUPL-1.2
"""Operators of expressions, on values that may be unknown."""

import operator
from collections.abc import Callable, Mapping
from math import fmod, isfinite

from samband.engines.instrument.expressions.scope import Scope
from samband.engines.instrument.expressions.values import (
    LARGEST,
    Result,
    are_equal,
    as_number,
    as_truth,
)

Run = Callable[[Scope], Result]
_Binary = Callable[[Run, Run], Run]


def both(one: Run, other: Run) -> Run:
    """Kleene's and: false as soon as one is false, known or not what the other is."""

    def run(scope: Scope) -> Result:
        first = as_truth(one(scope))
        if first is False:
            return False
        second = as_truth(other(scope))
        return False if second is False else first and second

    return run


def either(one: Run, other: Run) -> Run:
    """Kleene's or."""

    def run(scope: Scope) -> Result:
        first = as_truth(one(scope))
        if first:
            return True
        second = as_truth(other(scope))
        return True if second else None if None in (first, second) else False

    return run


def equal(one: Run, other: Run) -> Run:
    return lambda scope: are_equal(one(scope), other(scope))


def unequal(one: Run, other: Run) -> Run:
    return lambda scope: negated(are_equal(one(scope), other(scope)))


def negated(value: Result) -> bool | None:
    truth = as_truth(value)
    return None if truth is None else not truth


def _compared(holds: Callable[[float, float], bool]) -> _Binary:
    def binary(one: Run, other: Run) -> Run:
        def run(scope: Scope) -> Result:
            first, second = as_number(one(scope)), as_number(other(scope))
            return None if first is None or second is None else holds(first, second)

        return run

    return binary


def _computed(result: Callable[[float, float], float]) -> _Binary:
    def binary(one: Run, other: Run) -> Run:
        def run(scope: Scope) -> Result:
            first, second = as_number(one(scope)), as_number(other(scope))
            return None if first is None or second is None else finite(lambda: result(first, second))

        return run

    return binary


def finite(compute: Callable[[], float]) -> int | float | None:
    """A division by zero, or a number too large to hold, is unknown."""
    try:
        value = compute()
    except (ArithmeticError, ValueError):
        return None
    if isinstance(value, int):
        return value if abs(value) < LARGEST else None
    return value if isfinite(value) else None


def _divided(one: float, other: float) -> float:
    value = one / other
    return int(value) if value.is_integer() and isinstance(one, int) and isinstance(other, int) else value


def _remainder(one: float, other: float) -> float:
    """With the sign of what is divided, as XPath has it."""
    value = fmod(one, other)
    return int(value) if isinstance(one, int) and isinstance(other, int) else value


OPERATORS: Mapping[str, _Binary] = {
    "or": either,
    "and": both,
    "=": equal,
    "!=": unequal,
    "<": _compared(operator.lt),
    "<=": _compared(operator.le),
    ">": _compared(operator.gt),
    ">=": _compared(operator.ge),
    "+": _computed(operator.add),
    "-": _computed(operator.sub),
    "*": _computed(operator.mul),
    "div": _computed(_divided),
    "mod": _computed(_remainder),
}
