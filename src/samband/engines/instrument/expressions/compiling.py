# SPDX-License-Identifier: EUPL-1.2
"""Expressions turned into functions once, so that following a respondent costs little."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from samband.engines.instrument.expressions.functions import FUNCTIONS, OVER_REPEATS, counted, over_repeats
from samband.engines.instrument.expressions.operators import OPERATORS, Run
from samband.engines.instrument.expressions.patterns import Pattern, UnfitPattern
from samband.engines.instrument.expressions.scope import Scope
from samband.engines.instrument.expressions.tokens import ExpressionFault
from samband.engines.instrument.expressions.tree import Node, tree_of
from samband.engines.instrument.expressions.values import Result, as_number, as_text

__all__ = ["Expression", "ExpressionFault", "parse"]


@dataclass(frozen=True, slots=True)
class Expression:
    """text: as written. names: questions it looks at. tree: its parts. run: works it out in a scope.

    over_repeats: those of the names that it looks at in all repeats of a repeated section.
    """

    text: str
    names: tuple[str, ...] = ()
    tree: Node = field(default=Node("text", 0), compare=False, repr=False)
    run: Run = field(default=lambda _scope: None, compare=False, repr=False)
    over_repeats: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    def holds(self, scope: Scope) -> bool:
        """Whether it is known to hold."""
        return bool(self.run(scope))

    @property
    def looks_at_itself(self) -> bool:
        return any(node.kind == "own" for node in nodes_of(self.tree))

    @property
    def needs_today(self) -> bool:
        return any(node.kind == "call" and node.value == "today" for node in nodes_of(self.tree))


@lru_cache(maxsize=4_096)
def _parsed(text: str) -> Expression:
    tree = tree_of(text)
    nodes = tuple(nodes_of(tree))
    names = dict.fromkeys(str(node.value) for node in nodes if node.kind == "name")
    everywhere = frozenset(str(node.parts[0].value) for node in nodes if _looks_everywhere(node))
    return Expression(text, tuple(names), tree, _compiled(tree), everywhere)


def parse(*, text: str) -> Expression:
    """The expression, ready to be worked out. Raises ExpressionFault: what is wrong, where, what to do."""
    return _parsed(text.strip())


def nodes_of(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    for part in node.parts:
        yield from nodes_of(part)


def _compiled(node: Node) -> Run:
    match node.kind:
        case "number" | "text":
            value = node.value
            return lambda _scope: value
        case "name":
            code = str(node.value)
            return lambda scope: scope.look(code)
        case "own":
            return lambda scope: scope.looked_at
        case "negative":
            return _negative(_compiled(node.parts[0]))
        case "call":
            return _call(node)
        case "place":
            remedy = "Use it in position(..) only, and name questions as ${code}."
            raise ExpressionFault(what="“..” stands alone.", remedy=remedy, position=node.position)
    return OPERATORS[node.kind](*map(_compiled, node.parts))


def _negative(value: Run) -> Run:
    def run(scope: Scope) -> Result:
        number = as_number(value(scope))
        return None if number is None else -number

    return run


def _call(node: Node) -> Run:
    special = _SPECIAL.get(str(node.value))
    if special is not None:
        return special(node)
    if _looks_everywhere(node):
        code, name = str(node.parts[0].value), str(node.value)
        return lambda scope: over_repeats(scope, code, name)
    return _applied(node)


def _applied(node: Node) -> Run:
    function = FUNCTIONS.get(str(node.value))
    if function is None:
        raise _unknown(node)
    _refuse_count(node, function.least, function.most)
    apply, parts = function.apply, tuple(map(_compiled, node.parts))
    if len(parts) == 1:
        only = parts[0]
        return lambda scope: apply(only(scope))
    return lambda scope: apply(*[part(scope) for part in parts])


def _looks_everywhere(node: Node) -> bool:
    """``sum(${x})``, ``count(${x})``; ``max(${x}, 1)`` looks at two values instead."""
    if node.kind != "call" or len(node.parts) != 1 or node.parts[0].kind != "name":
        return False
    return node.value == "count" or node.value in OVER_REPEATS


def _count(node: Node) -> Run:
    if not _looks_everywhere(node):
        remedy = "Write count(${code}) with one question or section."
        raise ExpressionFault(what="count() takes one question.", remedy=remedy, position=node.position)
    code = str(node.parts[0].value)
    return lambda scope: counted(scope, code)


def _sum(node: Node) -> Run:
    if not _looks_everywhere(node):
        remedy = "Write sum(${code}) with one question; add others with +."
        raise ExpressionFault(what="sum() takes one question.", remedy=remedy, position=node.position)
    code = str(node.parts[0].value)
    return lambda scope: over_repeats(scope, code, "sum")


def _today(node: Node) -> Run:
    _refuse_count(node, 0, 0)
    return lambda scope: scope.today


def _once(node: Node) -> Run:
    """What was there before, else the value: a default that is worked out one time only."""
    _refuse_count(node, 1, 1)
    value = _compiled(node.parts[0])
    return lambda scope: value(scope) if scope.looked_at is None else scope.looked_at


def _position(node: Node) -> Run:
    if [part.kind for part in node.parts] != ["place"]:
        remedy = "Write position(..) inside a repeated section."
        raise ExpressionFault(
            what="position() is written differently.", remedy=remedy, position=node.position
        )
    return lambda scope: scope.position


def _regex(node: Node) -> Run:
    _refuse_count(node, 2, 2)
    if node.parts[1].kind != "text":
        remedy = "Write regex(., '[0-9]{4}') with the pattern itself."
        raise ExpressionFault(what="The pattern is not a text.", remedy=remedy, position=node.position)
    try:
        pattern = Pattern(str(node.parts[1].value))
    except UnfitPattern as unfit:
        position = node.parts[1].position
        raise ExpressionFault(what=unfit.what, remedy=unfit.remedy, position=position) from None
    value = _compiled(node.parts[0])

    def run(scope: Scope) -> Result:
        text = value(scope)
        return None if text is None else pattern.matches(as_text(text))

    return run


_SPECIAL: dict[str, Callable[[Node], Run]] = {
    "count": _count,
    "once": _once,
    "position": _position,
    "regex": _regex,
    "sum": _sum,
    "today": _today,
}


def _refuse_count(node: Node, least: int, most: int | None) -> None:
    count = len(node.parts)
    if count < least or (most is not None and count > most):
        wanted = str(least) if least == most else f"{least} or more" if most is None else f"{least} to {most}"
        what = f"{node.value}() has {count} values in its brackets."
        raise ExpressionFault(what=what, remedy=f"It takes {wanted}.", position=node.position)


def _unknown(node: Node) -> ExpressionFault:
    known = sorted({*FUNCTIONS, *_SPECIAL})
    likely = get_close_matches(str(node.value), known, n=1)
    remedy = f"Did you mean {likely[0]}()?" if likely else f"There are: {', '.join(known)}."
    what = f"There is no function {node.value}()."
    return ExpressionFault(what=what, remedy=remedy, position=node.position)
