# SPDX-License-Identifier: EUPL-1.2
"""Of whom something is asked, in words that point at printed numbers: “you answered “No” to question 4”."""

from collections.abc import Mapping
from dataclasses import dataclass

from samband.engines.catalogues import Translate
from samband.engines.instrument import Question, Value, Words
from samband.engines.instrument.expressions import Expression, Scope
from samband.engines.instrument.expressions.tree import Node
from samband.engines.instrument.flow import OneOf, OnScale
from samband.engines.instrument.plan import Plan
from samband.engines.questionnaires import words as said
from samband.engines.questionnaires.labels import label_of
from samband.engines.questionnaires.model import Spot


class _NoWordsError(Exception):
    """The expression says more than plain words can."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Puts conditions into one language. spots: all of the sheet. spot: where the condition stands."""

    plan: Plan
    spots: Mapping[str, Spot]
    words: Words
    translate: Translate

    def told(self, expression: Expression, spot: Spot) -> str:
        """Raises nothing: '' when there are no plain words."""
        try:
            return self._by_answers(expression, spot) or self._clause(expression.tree, spot)
        except _NoWordsError:
            return ""

    def found(self, code: str, spot: Spot) -> Spot | None:
        """Where a question is asked: in the same copy of a repeated part first."""
        return self.spots.get(f"{code}[{spot.instance}]") or self.spots.get(code)

    def _by_answers(self, expression: Expression, spot: Spot) -> str:
        """When one choice alone decides: the choices after which it holds. '' when it is otherwise."""
        if len(expression.names) != 1:
            return ""
        asked = self.found(expression.names[0], spot)
        choices = choices_of(asked.question) if asked else ()
        holding = [one for one in choices if asked and holds(expression, spot, {asked.key: one}, self.plan)]
        if asked is None or not 0 < len(holding) < len(choices) or holds(expression, spot, {}, self.plan):
            return ""
        return self._said(said.IS, asked, *(label_of(asked.question, one, self.words) for one in holding))

    def _clause(self, node: Node, spot: Spot) -> str:
        if node.kind in ("or", "and"):
            joined = self.translate(said.OR if node.kind == "or" else said.AND)
            return f" {joined} ".join(self._clause(part, spot) for part in node.parts)
        pattern, subject, value = _matched(node)
        asked = self.found(subject, spot)
        if asked is None:
            raise _NoWordsError
        return self._said(pattern, asked, label_of(asked.question, value, self.words))

    def _said(self, pattern: str, asked: Spot, *labels: str) -> str:
        is_amount = pattern in (said.MORE, said.AT_LEAST, said.LESS, said.AT_MOST)
        quoted = self.translate(said.QUOTED)
        answers = labels if is_amount else tuple(quoted.format(answer=one) for one in labels)
        joined = f" {self.translate(said.OR)} ".join(answers)
        return self.translate(pattern).format(answers=joined, number=asked.number)


def choices_of(question: Question) -> tuple[Value, ...]:
    """What can be answered where exactly one thing is ticked."""
    kind = question.kind
    if isinstance(kind, OnScale):
        return (*kind.scale.codes, *kind.scale.missing)
    return kind.options.offered if isinstance(kind, OneOf) else ()


def holds(expression: Expression, spot: Spot, answers: Mapping[str, object], plan: Plan) -> bool:
    """Whether it is known to hold with these answers, where the spot stands."""
    scope = Scope(answers=answers, missing=plan.missing, repeated=plan.repeated)
    scope.section, scope.instance = spot.section.code, spot.instance
    return expression.holds(scope)


def _matched(node: Node) -> tuple[str, str, float | str]:
    """The words of the condition, the question it looks at, the answer it looks for."""
    if node.kind == "call" and node.value == "not":
        pattern, subject, value = _matched(node.parts[0])
        if pattern not in _OPPOSITE:
            raise _NoWordsError
        return _OPPOSITE[pattern], subject, value
    if node.kind == "call" and node.value == "selected":
        name, wanted = node.parts
        return said.INCLUDES, _name(name), wanted.value
    if node.kind in _COMPARED and len(node.parts) == 2:
        return _comparison(node, *node.parts)
    raise _NoWordsError


def _comparison(node: Node, first: Node, second: Node) -> tuple[str, str, float | str]:
    is_count = first.kind == "call" and first.value == "count-selected"
    if is_count and (node.kind, second.value) in ((">", 0), (">=", 1)):
        return said.ANSWERED, _name(first.parts[0]), ""
    if second.kind not in ("number", "text"):
        raise _NoWordsError
    if second.value == "":
        return (said.ANSWERED if node.kind == "!=" else said.NOT_ANSWERED), _name(first), ""
    return _COMPARED[node.kind], _name(first), second.value


def _name(node: Node) -> str:
    if node.kind != "name":
        raise _NoWordsError
    return str(node.value)


_OPPOSITE = {
    said.IS: said.IS_NOT,
    said.IS_NOT: said.IS,
    said.INCLUDES: said.LEAVES_OUT,
    said.ANSWERED: said.NOT_ANSWERED,
    said.NOT_ANSWERED: said.ANSWERED,
}
_COMPARED = {
    "=": said.IS,
    "!=": said.IS_NOT,
    ">": said.MORE,
    ">=": said.AT_LEAST,
    "<": said.LESS,
    "<=": said.AT_MOST,
}
