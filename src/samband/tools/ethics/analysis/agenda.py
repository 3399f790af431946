# SPDX-License-Identifier: EUPL-1.2
"""Items of a meeting out of what somebody pasted or out of the rows of a table. People confirm every one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from samband.tools.ethics.analysis.names import visible
from samband.tools.ethics.analysis.preparing import PREPARED_BY, parted

MOST_ITEMS = 80
LONGEST_TITLE = 300
LONGEST_TEXT = 4000
LONGEST_NUMBER = 20
MOST_NAMES = 5
_WORDS = r"(?:sak|saksnr\.?|ps|rs|pkt\.?|punkt|punctul|pct\.?|item|nr\.?|no\.?)"
_NUMBERED = re.compile(
    rf"^\s*(?:{_WORDS}\s*)*(?P<number>\d{{1,4}}\s?[/\-–]\s?\d{{1,4}}|\d{{1,3}}(?=[.):\s]))[.):]?[\s:–\-]+(?P<title>\S.*)$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"[/\-–]")
_CLOCK_OR_DAY = re.compile(
    r"^\s*\d{1,2}[.:]\d{2}\b|^\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|^\s*\d{1,2}\.\s\w+\s\d{4}\s*$"
)
_COLUMNS: Mapping[str, frozenset[str]] = {
    "number": frozenset(
        {"number", "no", "nr", "item", "case", "sak", "saksnr", "saksnummer", "sak nr", "punkt"}
    ),
    "title": frozenset(
        {"title", "subject", "tittel", "sakstittel", "innhold", "titlu", "denumire", "subiect"}
    ),
    "parties": frozenset({"parties", "party", "parter", "part", "søker", "applicant", "beneficiar", "părți"}),
    "prepared_by": PREPARED_BY,
}


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """number: as the agenda writes it, unique in it. text: what else stands there, to look for parties in.

    prepared_by: who prepared the case, each as it is written there.
    """

    number: str
    title: str
    text: str = ""
    prepared_by: tuple[str, ...] = ()


def read_lines(*, text: str) -> tuple[AgendaItem, ...]:
    """One item for each line that begins with a number; other lines belong to the item above them.

    Where cases have a year (12/26), plain numbers are text, and a case begins where it is met first.
    Where no line has a number, every line is an item. A pasted table is read by its columns.
    """
    lines = [line.strip("\ufeff\r") for line in text.splitlines() if line.strip()]
    if table := _as_table(lines):
        return read_rows(columns=table[0], rows=table[1:])
    parts = parted(lines=lines)
    numbered = [None if _CLOCK_OR_DAY.match(line) else _NUMBERED.match(line) for line, _ in parts]
    has_years = any(found and _YEAR.search(found["number"]) for found in numbered)
    is_plain = not any(numbered)
    items: list[AgendaItem] = []
    for (line, names), found in zip(parts, numbered, strict=True):
        if is_plain and line:
            items.append(AgendaItem("", " ".join(line.split())))
        elif found and (not has_years or _is_new(found["number"], items)):
            items.append(AgendaItem(re.sub(r"\s", "", found["number"]), " ".join(found["title"].split())))
        elif items:
            items[-1] = replace(items[-1], text=f"{items[-1].text}\n{line.strip()}".strip())
        if items and names:
            items[-1] = replace(items[-1], prepared_by=(*items[-1].prepared_by, *names))
    return _whole(items)


def _is_new(number: str, items: Sequence[AgendaItem]) -> bool:
    """A case with a year that was not met: other numbers stand in papers, where cases are named again."""
    plain = re.sub(r"\s", "", number)
    return bool(_YEAR.search(number)) and all(one.number != plain for one in items)


def read_rows(*, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[AgendaItem, ...]:
    """Of a table with a column of titles, in any language known here; else of its first filled cells.

    What stands in other columns is text to look for parties in.
    """
    places = {_meaning(name): place for place, name in enumerate(columns)}
    if "title" not in places:
        rest = (columns, *rows) if not any(map(_meaning, columns)) else rows
        return read_lines(text="\n".join(" ".join(cell for cell in row if cell.strip()) for row in rest))
    return _whole(_of_row(row, places) for row in rows if any(cell.strip() for cell in row))


def is_table_of_items(*, columns: Sequence[str]) -> bool:
    return "title" in map(_meaning, columns)


def _of_row(row: Sequence[str], places: Mapping[str, int]) -> AgendaItem:
    def cell(name: str) -> str:
        place = places.get(name, -1)
        return " ".join(row[place].split()) if 0 <= place < len(row) else ""

    used = {places.get("title"), places.get("number"), places.get("prepared_by")}
    rest = (text.strip() for place, text in enumerate(row) if place not in used)
    named = tuple(filter(None, [cell("prepared_by")]))
    return AgendaItem(cell("number"), cell("title"), "\n".join(text for text in rest if text), named)


def _meaning(name: str) -> str:
    plain = " ".join(name.casefold().replace(".", " ").split())
    return next((meaning for meaning, known in _COLUMNS.items() if plain in known), "")


def _as_table(lines: Sequence[str]) -> list[list[str]]:
    """Lines whose first names its columns, parted by tabs or semicolons."""
    for mark in ("\t", ";"):
        cells = [line.split(mark) for line in lines]
        if cells and len(cells[0]) > 1 and is_table_of_items(columns=cells[0]):
            return cells
    return []


def _whole(items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    """Those with a title, cut to what is kept, each with a number of its own."""
    return tuple(_numbered(one for one in items if one.title))[:MOST_ITEMS]


def _numbered(items: Iterable[AgendaItem]) -> Iterator[AgendaItem]:
    used: set[str] = set()
    for place, item in enumerate(items, start=1):
        number = _readable(item.number)[:LONGEST_NUMBER] or str(place)
        while number in used:
            number = f"{item.number[: LONGEST_NUMBER - 4]}–{place}" if number == item.number else f"{number}b"
        used.add(number)
        yield AgendaItem(
            number, _readable(item.title)[:LONGEST_TITLE], _readable(item.text)[:LONGEST_TEXT],
            tuple(_readable(one)[:LONGEST_TITLE] for one in item.prepared_by[:MOST_NAMES]),
        )  # fmt: skip


def _readable(text: str) -> str:
    """Without signs that no page shows and no database keeps."""
    return visible(text)
