# SPDX-License-Identifier: EUPL-1.2
"""Names of other tools as codes, in rows, conditions and quoted answers alike."""

import re
from collections.abc import Iterable, Mapping

from samband.engines.instrument.expressions import Expression, parse
from samband.engines.instrument.expressions.tokens import tokens_of

_QUOTED = re.compile(r"\$\{\s*([^}]{1,200}?)\s*\}")
LONGEST = 55


def stable_code(name: str) -> str:
    """The name in the form that codes have: small letters, digits, _."""
    code = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")[:LONGEST]
    return code if re.match("[a-z]", code) else f"q_{code}".rstrip("_")


def option_code(name: str) -> str:
    """The name of a choice as an option: it may begin with a digit."""
    return re.sub(r"[^a-z0-9_+-]+", "_", name.lower()).strip("_+-")[:LONGEST] or "option"


def codes_of(names: Iterable[str], *, is_option: bool) -> dict[str, str]:
    """Name -> code, each its own."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        code = first = option_code(name) if is_option else stable_code(name)
        number = 1
        while code in taken:
            number += 1
            code = f"{first}_{number}"
        taken.add(code)
        found[name] = code
    return found


class Naming:
    """questions, choices: name in the form -> code."""

    def __init__(self, questions: Mapping[str, str], choices: Mapping[str, str]) -> None:
        self.questions, self.choices = questions, choices

    def expression(self, text: str) -> Expression:
        """The condition in our codes. Raises ExpressionFault."""
        pieces, at = [], 0
        for token in tokens_of(text):
            new = self._renamed(token.kind, token.value)
            if new != token.value:
                pieces += [text[at : token.position], new]
                at = token.position + len(token.value)
        return parse(text="".join([*pieces, text[at:]]))

    def _renamed(self, kind: str, value: str) -> str:
        if kind == "name":
            return self.questions.get(value, value)
        if kind == "text":
            return value[0] + self.choices.get(value[1:-1], value[1:-1]) + value[-1]
        return value

    def quoting(self, text: str, *, passed: Iterable[str]) -> tuple[str, list[str]]:
        """The text quoting our codes, and the names that cannot be quoted, which become “…”."""
        lost: list[str] = []

        def replaced(found: re.Match[str]) -> str:
            code = self.questions.get(found[1], "")
            if code in known:
                return f"${{{code}}}"
            lost.append(found[1])
            return "…"

        known = set(passed)
        return _QUOTED.sub(replaced, text), lost
