# SPDX-License-Identifier: EUPL-1.2
"""An expression cut into words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 2_000
"""Characters of one expression."""

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>[0-9]{1,15}(?:\.[0-9]{1,15})?|\.[0-9]{1,15})
    | (?P<text>'[^']*'|"[^"]*")
    | \$\{\s*(?P<name>[A-Za-z_][A-Za-z0-9_.-]{0,80})\s*\}
    | (?P<dots>\.\.?)
    | (?P<sign>!=|<=|>=|[=<>+*(),-])
    | (?P<word>[A-Za-z][A-Za-z0-9_-]{0,40})
    )""",
    re.VERBOSE,
)
_CURLY_QUOTES = frozenset("“”‘’„«»")


class ExpressionFault(ValueError):  # noqa: N818  it names the fact
    """An expression that cannot be used. position: where in it, counted from 0."""

    def __init__(self, *, what: str, remedy: str, position: int) -> None:
        super().__init__(f"{what} {remedy}")
        self.what, self.remedy, self.position = what, remedy, position


@dataclass(frozen=True, slots=True)
class Token:
    """kind: number, text, name, dots, sign, word, or end."""

    kind: str
    value: str
    position: int


def tokens_of(text: str) -> Iterator[Token]:
    """The words of the expression, then an end. Raises ExpressionFault."""
    if len(text) > LONGEST:
        what = f"The expression is longer than {LONGEST:,} characters."
        raise ExpressionFault(what=what, remedy="Split it over several questions.", position=LONGEST)
    position, end = 0, len(text.rstrip())
    while position < end:
        found = _TOKEN.match(text, position)
        if not found:
            raise _unreadable(text, position)
        kind = found.lastgroup or ""
        yield Token(kind, found[kind], found.start(kind))
        position = found.end()
    yield Token("end", "", end)


def _unreadable(text: str, position: int) -> ExpressionFault:
    rest = text[position:].lstrip()
    position = text.index(rest, position)
    remedy = "Write only what the reference of conditions lists."
    if rest[0] in _CURLY_QUOTES:
        remedy = "Use straight quotation marks, as in 'yes'."
    elif rest[0] in "'\"":
        remedy = "Close the quotation mark."
    elif rest[0] == "$":
        remedy = "Write a question as ${code}."
    return ExpressionFault(what=f"“{rest[:20]}” cannot be read.", remedy=remedy, position=position)
