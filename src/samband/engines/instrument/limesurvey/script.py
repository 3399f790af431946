# SPDX-License-Identifier: EUPL-1.2
"""LimeSurvey's ExpressionScript as conditions: comparisons, and, or, not, is_empty. The rest is refused."""

import re
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"[^"]*"|'[^']*')
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z]))
    | (?P<name>[A-Za-z0-9_]+(?:\.[A-Za-z]+)*)
    | (?P<sign>==|!=|<=|>=|&&|\|\||[=<>!(),+*/-])
    )""",
    re.VERBOSE,
)
_SAME = {
    "==": "=",
    "eq": "=",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "&&": "and",
    "||": "or",
    "/": "div",
}
OTHER = "-oth-"
"""The code of “other” there."""
_PLAIN = frozenset({"=", "!=", "<", "<=", ">", ">=", "and", "or", "(", ")", ",", "+", "-", "*"})
_CALLS = {
    "strlen": "string-length",
    "intval": "int",
    "floatval": "number",
    "round": "round",
    "if": "if",
    "max": "max",
    "min": "min",
    "abs": "abs",
    "sum": "+",
}
_COMPARED = frozenset({"=", "!="})
ALWAYS = frozenset({"", "1", "true", "{1}"})
"""Formulas that always hold."""
_AS_STORED = frozenset({"NAOK", "code", "value", "valueNAOK"})
""".shown and the like are words in one language, not answers."""


class Untranslatable(ValueError):  # noqa: N818  it names the fact
    """A formula beyond the part that is understood."""


class Translator:
    """names: LimeSurvey's name of a question or line -> our expression for it (``${q1}``).

    ticks: name of a line of several answers -> what holds when it is ticked.
    """

    def __init__(self, names: Mapping[str, str], ticks: Mapping[str, str]) -> None:
        self.names, self.ticks = names, ticks

    def condition(self, script: str) -> str:
        """'' when it always holds. Raises Untranslatable."""
        text = script.strip()
        if text in ALWAYS:
            return ""
        words = list(self._words(text.removeprefix("{").removesuffix("}")))
        return " ".join(self._translated(words))

    def _words(self, text: str) -> Iterator[tuple[str, str]]:
        at = 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if not found:
                raise Untranslatable(f"“{text[at : at + 20].strip()}” is not understood.")
            yield str(found.lastgroup), found[str(found.lastgroup)]
            at = found.end()

    def _translated(self, words: list[tuple[str, str]]) -> Iterator[str]:
        place = 0
        while place < len(words):
            kind, value = words[place]
            sign = _SAME.get(value.lower(), value.lower()) if kind != "text" else value
            if kind in ("text", "number"):
                yield "'other'" if value[1:-1] == OTHER else value
            elif sign in _PLAIN or sign == "div":
                yield sign
            elif sign == "!" or sign == "not":
                taken, text = self._negated(words, place + 1)
                yield text
                place += taken
            elif kind == "name" and place + 1 < len(words) and words[place + 1][1] == "(":
                taken, text = self._call(words, place)
                yield text
                place += taken
            elif kind == "name":
                taken, text = self._name(words, place)
                yield text
                place += taken
            else:
                raise Untranslatable(f"“{value}” is not understood.")
            place += 1

    def _name(self, words: list[tuple[str, str]], place: int) -> tuple[int, str]:
        """A question; a line of several answers only together with what it is compared with."""
        name = _stored(words[place][1])
        if name in self.ticks:
            if place + 2 >= len(words) or (
                _SAME.get(words[place + 1][1].lower(), "") not in _COMPARED and words[place + 1][1] != "!="
            ):
                raise Untranslatable(f"“{name}” is a tick, compared with nothing.")
            is_equal = _SAME.get(words[place + 1][1].lower()) == "="
            is_ticked = words[place + 2][1].strip("\"'") == "Y"
            return 2, self.ticks[name] if is_equal == is_ticked else f"not({self.ticks[name]})"
        if name not in self.names:
            raise Untranslatable(f"“{name[:40]}” is no question asked before.")
        return 0, self.names[name]

    def _call(self, words: list[tuple[str, str]], place: int) -> tuple[int, str]:
        called = words[place][1].lower()
        if called in ("is_empty", "empty"):
            return 3, self._is_empty(words, place)
        if called not in _CALLS or called == "sum":
            raise Untranslatable(f"the function {called} is not understood.")
        return 0, _CALLS[called]

    def _negated(self, words: list[tuple[str, str]], place: int) -> tuple[int, str]:
        if place < len(words) and words[place][1].lower() in ("is_empty", "empty"):
            return 4, f"not({self._is_empty(words, place)})"
        return 0, "not"

    def _is_empty(self, words: list[tuple[str, str]], place: int) -> str:
        inside = words[place + 1 : place + 4]
        if len(inside) < 3 or inside[0][1] != "(" or inside[2][1] != ")":
            raise Untranslatable("is_empty takes one question.")
        name = _stored(inside[1][1])
        if name in self.ticks:
            return f"not({self.ticks[name]})"
        if name not in self.names:
            raise Untranslatable(f"“{name[:40]}” is no question asked before.")
        return f"({self.names[name]} = '')"


def _stored(word: str) -> str:
    """The name alone. Raises Untranslatable when something else than the answer is meant."""
    name, *meant = word.split(".")
    if not set(meant) <= _AS_STORED:
        raise Untranslatable(f"“{word[:60]}” is not the answer itself.")
    return name
