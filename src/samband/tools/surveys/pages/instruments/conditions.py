# SPDX-License-Identifier: EUPL-1.2
"""When something is asked, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from samband.engines.instrument import Instrument, Words
from samband.engines.instrument.expressions import Expression
from samband.engines.instrument.expressions.tree import Node
from samband.engines.instrument.flow import OneOf, OnScale, Question, Ranked, SomeOf

LONGEST_QUESTION = 80
"""Characters of a question that another one refers to."""


@dataclass(frozen=True, slots=True)
class Condition:
    """lines: sentences of which all must hold, or any. formula: as written, when it has no plain words."""

    lines: tuple[str, ...]
    is_any: bool = False
    formula: str = ""


class _NoWordsError(Exception):
    """The expression says more than plain words can."""


def condition(*, expression: Expression | None, instrument: Instrument, words: Words) -> Condition | None:
    """None when there is no condition."""
    if expression is None:
        return None
    speak = partial(_sentence, questions=_questions(instrument), words=words)
    tree = expression.tree
    try:
        if tree.kind in ("or", "and"):
            return Condition(tuple(map(speak, _operands(tree, tree.kind))), is_any=tree.kind == "or")
        return Condition((speak(tree),))
    except _NoWordsError:
        return Condition((), formula=expression.text)


def _questions(instrument: Instrument) -> Mapping[str, Question]:
    return {question.code: question for question in instrument.flow.questions}


def _operands(node: Node, kind: str) -> tuple[Node, ...]:
    """What a chain of one operator joins."""
    if node.kind != kind:
        return (node,)
    return tuple(found for part in node.parts for found in _operands(part, kind))


def _sentence(node: Node, *, questions: Mapping[str, Question], words: Words) -> str:
    if node.kind in ("or", "and"):
        parts = [_sentence(part, questions=questions, words=words) for part in _operands(node, node.kind)]
        joined = _("or") if node.kind == "or" else _("and")
        return f" {joined} ".join(parts)
    pattern, subject, value = _matched(node)
    question = questions.get(subject)
    if question is None:
        raise _NoWordsError
    asked = Truncator(words.question(subject)).chars(LONGEST_QUESTION)
    return pattern() % {"question": asked, "answer": _label(question, value, words)}


def _matched(node: Node) -> tuple[Callable[[], str], str, float | str]:
    """The words of the condition, the question it looks at, the answer it looks for."""
    if node.kind == "call" and node.value == "not":
        pattern, subject, value = _matched(node.parts[0])
        return _opposite(pattern), subject, value
    if node.kind == "call" and node.value == "selected":
        name, wanted = node.parts
        return _includes, _name(name), wanted.value
    if node.kind in _COMPARED and len(node.parts) == 2:
        first, second = node.parts
        if _is_count(first) and (node.kind, second.value) in ((">", 0), (">=", 1)):
            return _answered, _name(first.parts[0]), ""
        if second.kind in ("number", "text"):
            return _COMPARED[node.kind], _name(first), second.value
    raise _NoWordsError


def _is_count(node: Node) -> bool:
    return node.kind == "call" and node.value == "count-selected"


def _name(node: Node) -> str:
    if node.kind != "name":
        raise _NoWordsError
    return str(node.value)


def _opposite(pattern: Callable[[], str]) -> Callable[[], str]:
    opposites = {_includes: _leaves_out, _is: _is_not, _is_not: _is}
    if pattern not in opposites:
        raise _NoWordsError
    return opposites[pattern]


def _label(question: Question, value: float | str, words: Words) -> str:
    """The answer as respondents read it, else as it is written."""
    kind = question.kind
    if isinstance(kind, OnScale) and str(value).isdigit():
        return words.scales[kind.scale.code].get(int(value), str(value))
    if isinstance(kind, OneOf | SomeOf | Ranked):
        return words.options[kind.options.code].get(str(value), str(value))
    return str(value)


def _includes() -> str:
    return _("the answers to “%(question)s” include “%(answer)s”")


def _leaves_out() -> str:
    return _("the answers to “%(question)s” do not include “%(answer)s”")


def _answered() -> str:
    return _("“%(question)s” is answered")


def _is() -> str:
    return _("the answer to “%(question)s” is “%(answer)s”")


def _is_not() -> str:
    return _("the answer to “%(question)s” is not “%(answer)s”")


_COMPARED: Mapping[str, Callable[[], str]] = {
    "=": _is,
    "!=": _is_not,
    ">": lambda: _("the answer to “%(question)s” is more than %(answer)s"),
    ">=": lambda: _("the answer to “%(question)s” is %(answer)s or more"),
    "<": lambda: _("the answer to “%(question)s” is less than %(answer)s"),
    "<=": lambda: _("the answer to “%(question)s” is %(answer)s or less"),
}
