# SPDX-License-Identifier: EUPL-1.2
"""An expression as a tree, by the precedence of XPath."""

from collections.abc import Sequence
from dataclasses import dataclass

from samband.engines.instrument.expressions.tokens import ExpressionFault, Token, tokens_of

DEEPEST = 30
"""Levels of brackets, calls and signs."""
MOST_OPERATORS = 200

LEVELS: tuple[tuple[str, ...], ...] = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
)
"""From the loosest to the tightest."""


@dataclass(frozen=True, slots=True)
class Node:
    """kind: number, text, name, own (``.``), place (``..``), call, negative, or an operator."""

    kind: str
    position: int
    value: float | str = ""
    parts: tuple["Node", ...] = ()


def tree_of(text: str) -> Node:
    """Raises ExpressionFault with what is wrong, where and what to do."""
    return _Parser(tuple(tokens_of(text))).whole()


class _Parser:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens, self.at, self.depth, self.operators = tokens, 0, 0, 0

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def whole(self) -> Node:
        if self.now.kind == "end":
            raise self._fault("The expression is empty.", "Write a condition, or leave it out.")
        node = self._level(0)
        if self.now.kind != "end":
            raise self._fault(
                f"“{self.now.value}” is not expected here.", "Put an operator between two values."
            )
        return node

    def _level(self, level: int) -> Node:
        if level == len(LEVELS):
            return self._signed()
        node = self._level(level + 1)
        while self.now.kind in ("sign", "word") and self.now.value in LEVELS[level]:
            token = self._take()
            self._count_operator()
            node = Node(token.value, token.position, parts=(node, self._level(level + 1)))
        return node

    def _signed(self) -> Node:
        self._go_down()
        token = self.now
        if token.kind == "sign" and token.value == "-":
            self._take()
            node = Node("negative", token.position, parts=(self._signed(),))
        else:
            node = self._single()
        self.depth -= 1
        return node

    def _single(self) -> Node:
        token = self._take()
        match token.kind, token.value:
            case "number", value:
                return Node("number", token.position, float(value) if "." in value else int(value))
            case "text", value:
                return Node("text", token.position, value[1:-1])
            case "name", value:
                return Node("name", token.position, value)
            case "dots", value:
                return Node("own" if value == "." else "place", token.position)
            case "sign", "(":
                return self._bracketed()
            case "word", name if self.now.value == "(" and self.now.kind == "sign":
                return Node("call", token.position, name, self._arguments())
        raise self._unexpected(token)

    def _bracketed(self) -> Node:
        node = self._level(0)
        self._expect(")")
        return node

    def _arguments(self) -> tuple[Node, ...]:
        self._expect("(")
        if self.now.value == ")" and self.now.kind == "sign":
            self._take()
            return ()
        found = [self._level(0)]
        while self.now.value == "," and self.now.kind == "sign":
            self._take()
            found.append(self._level(0))
        self._expect(")")
        return tuple(found)

    def _take(self) -> Token:
        token = self.now
        self.at = min(self.at + 1, len(self.tokens) - 1)
        return token

    def _expect(self, sign: str) -> None:
        if self.now.kind != "sign" or self.now.value != sign:
            raise self._fault(f"A “{sign}” is missing.", "Close every bracket that is opened.")
        self._take()

    def _count_operator(self) -> None:
        self.operators += 1
        if self.operators > MOST_OPERATORS:
            raise self._fault(f"There are more than {MOST_OPERATORS} operators.", "Make it simpler.")

    def _go_down(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self._fault(f"The expression is nested more than {DEEPEST} deep.", "Make it simpler.")

    def _unexpected(self, token: Token) -> ExpressionFault:
        if token.kind == "end":
            what, remedy = "Something is missing at the end.", "Write a value after the operator."
        elif token.kind == "word":
            what, remedy = (
                f"“{token.value}” is no value.",
                "Write a question as ${code} and a text as 'text'.",
            )
        else:
            what, remedy = f"“{token.value}” is not expected here.", "Write a value on both sides."
        return ExpressionFault(what=what, remedy=remedy, position=token.position)

    def _fault(self, what: str, remedy: str) -> ExpressionFault:
        return ExpressionFault(what=what, remedy=remedy, position=self.now.position)
