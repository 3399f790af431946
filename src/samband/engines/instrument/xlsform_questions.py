# SPDX-License-Identifier: EUPL-1.2
"""Which rows of an XLSForm become items, and why the others do not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.rule_files import Faults

ROUTING = ("relevant", "constraint", "calculation", "choice_filter", "trigger")
LAYOUT = ("note", "begin group", "end group", "end repeat", "start", "end", "today", "deviceid", "username")
_NUMBER = re.compile(r"-?[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Question:
    """A row that becomes an item. code, scale: as the instrument calls them."""

    row: Row
    code: str
    scale: str


@dataclass(frozen=True, slots=True)
class Questions:
    """items: in the order of the form. choices: scale -> its rows, of the scales that are kept."""

    items: tuple[Question, ...]
    choices: Mapping[str, Sequence[Row]]


def stable_code(name: str) -> str:
    """The name in the form that codes have: small letters, digits, _."""
    code = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")
    return code if re.match("[a-z]", code) else f"q_{code}"


def is_own(sheets: Sheets) -> bool:
    """Whether the workbook was made for Samband: its settings say from when it is valid."""
    return any("valid_from" in row.cells for row in sheets.get("settings", ()))


def read_questions(sheets: Sheets, *, refusals: Faults) -> Questions:
    """Sorts the rows of ``survey``; what cannot become an item is noted as a refusal."""
    choices: dict[str, list[Row]] = {}
    for row in sheets["choices"]:
        name = row.cells.get("list_name") or row.cells.get("list name") or ""
        choices.setdefault(name, []).append(row)
    numbered = {name for name, rows in choices.items() if name and all(map(_is_numbered, rows))}
    items = tuple(_items(sheets["survey"], numbered, refusals))
    used = {question.scale for question in items}
    kept = {stable_code(name): choices[name] for name in choices if name in numbered}
    return Questions(items, {code: rows for code, rows in kept.items() if is_own(sheets) or code in used})


def _items(rows: Sequence[Row], numbered: set[str], refusals: Faults) -> Iterator[Question]:
    repeats = 0
    for row in rows:
        kind, scale = _kind_and_list(row)
        repeats += (kind == "begin repeat") - (kind == "end repeat")
        if kind in LAYOUT:
            continue
        why = _refusal(kind, scale, numbered, is_repeated=repeats > 0)
        if why:
            refusals.add(row.place, f"{row.cells.get('name', 'The row')}: {why}", "It is left out.")
            continue
        yield _question(row, scale, refusals)


def _kind_and_list(row: Row) -> tuple[str, str]:
    words = row.cells.get("type", "").split()
    if words and words[0] in {"begin", "end"} and len(words) > 1:
        return f"{words[0]} {words[1]}", ""
    kind = words[0] if words else ""
    if kind.startswith(("begin_", "end_")):
        return kind.replace("_", " "), ""
    return kind, " ".join(words[1:])


def _refusal(kind: str, scale: str, numbered: set[str], *, is_repeated: bool) -> str:
    """Why the row cannot become an item; '' when it can."""
    if kind == "begin repeat":
        return "repeats are not supported."
    if kind != "select_one":
        return f"questions of the type “{kind[:40]}” are not supported."
    if is_repeated:
        return "questions inside a repeat are not supported."
    if scale.endswith(" or_other"):
        return "a choice “other” with free text is not supported."
    if scale not in numbered:
        return f"the choices of “{scale[:40]}” do not all have whole numbers as names."
    return ""


def _question(row: Row, scale: str, refusals: Faults) -> Question:
    name = row.cells.get("name", "")
    code = stable_code(name)
    if code != name:
        refusals.add(row.place, f"{name} is called {code} here.", "Name the column of the answers so.")
    for column in ROUTING:
        if column in row.cells:
            refusals.add(row.place, f"{name}: {column} is not kept.", "Everybody is asked the question.")
    return Question(row, code, stable_code(scale))


def _is_numbered(row: Row) -> bool:
    return bool(_NUMBER.fullmatch(row.cells.get("name", "")))
