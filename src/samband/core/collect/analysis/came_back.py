# SPDX-License-Identifier: EUPL-1.2
"""Reads what came back: lines typed by hand, a column of a spreadsheet, a mail program's list of failures."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

_CELLS: Final = re.compile(r"[;,\t|]")
_ADDRESS: Final = re.compile(r"[^\s<>\"'()\[\]:]+@[^\s<>\"'()\[\]:]+")


@dataclass(frozen=True, slots=True)
class CameBack:
    """found: words that are known, as they are known. unknown: of each line without any, its most
    telling word.
    """

    found: tuple[str, ...]
    unknown: tuple[str, ...]


def words_that_came_back(*, text: str, known: Container[str]) -> CameBack:
    """known: numbers and addresses of people in small letters.

    A line may hold more beside them, such as a reason or a day. A first line that holds nothing known, no
    address and no digit is taken for the names of columns.
    """
    found: dict[str, None] = {}
    unknown: dict[str, None] = {}
    lines = [line for line in text.splitlines() if line.strip()]
    for place, line in enumerate(lines):
        words = list(_words(line))
        hits = [word.casefold() for word in words if word.casefold() in known]
        found.update(dict.fromkeys(hits))
        is_heading = place == 0 and len(lines) > 1 and not any(map(_tells, line))
        if words and not hits and not is_heading:
            unknown[next((word for word in words if "@" in word), words[0])] = None
    return CameBack(tuple(found), tuple(unknown))


def _words(line: str) -> Iterator[str]:
    for cell in _CELLS.split(line):
        if "@" in cell:
            yield from (word.strip(".") for word in _ADDRESS.findall(cell))
        elif word := cell.strip().strip("\"'").strip():
            yield word


def _tells(letter: str) -> bool:
    return letter == "@" or letter.isdigit()
