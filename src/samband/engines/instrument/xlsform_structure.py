# SPDX-License-Identifier: EUPL-1.2
"""The structure of an XLSForm as a tree, as if it had been read from a structure file."""

import re
from collections.abc import Mapping, Sequence

from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.instrument.xlsform_questions import Question, Questions, is_own, stable_code
from samband.engines.rule_files import Faults, Listing, Node, Place, Section, Text

ITEM_TEXTS = ("concept", "dimension", "polarity", "is_verified", "source")
INDEX_TEXTS = ("minimum_valid", "source")
EARLIEST = "1900-01-01"
"""Assumed for forms that do not say from when they are valid."""


def structure_of(sheets: Sheets, questions: Questions, *, stem: str, file: str, refusals: Faults) -> Section:
    """Header, scales, items and indices, each value placed at its row."""
    settings = next(iter(sheets.get("settings", ())), Row(Place(f"{file}, sheet settings", 2), {}))
    entries: dict[str, Node] = dict(_header(settings, stem, file, refusals=refusals, own=is_own(sheets)))
    terms = sheets.get("terms", ())
    entries["groups"] = _listing([row for row in terms if row.cells.get("kind") == "group"], "name")
    entries["dimensions"] = _listing([row for row in terms if row.cells.get("kind") == "dimension"], "name")
    entries["notes"] = _listing(sheets.get("notes", ()), "note")
    entries["scales"] = section(
        settings.place, {code: _scale(rows) for code, rows in questions.choices.items()}
    )
    items = tuple(_item(question) for question in questions.items)
    entries["items"] = Listing(Place(f"{file}, sheet survey", 1), items)
    entries["indices"] = Listing(settings.place, tuple(_index(row) for row in sheets.get("indices", ())))
    if not is_own(sheets):
        _note_assumptions(questions, refusals)
    return section(settings.place, entries)


def section(place: Place, entries: Mapping[str, Node]) -> Section:
    """A section whose keys stand where their values do."""
    return Section(place, entries, {key: node.place for key, node in entries.items()})


def _header(settings: Row, stem: str, file: str, *, refusals: Faults, own: bool) -> dict[str, Node]:
    cells = dict(settings.cells)
    if not own:
        cells.setdefault("source", f"Imported from {file}")
        cells["form_id"] = stable_code(cells.get("form_id", stem))
        cells["version"] = re.sub(r"[^0-9A-Za-z._-]", "_", cells.get("version", "1"))[:40]
        cells["valid_from"] = EARLIEST
        what = f"The form does not say from when it is valid; {EARLIEST} is assumed."
        refusals.add(settings.place, what, "Add the column valid_from to the sheet settings.")
    keys = {"instrument": "form_id", "version": "version", "valid_from": "valid_from", "source": "source"}
    keys["licence"] = "licence"
    return {key: Text(settings.place, cells[name]) for key, name in keys.items() if name in cells}


def _listing(rows: Sequence[Row], column: str) -> Listing:
    place = rows[0].place if rows else Place("", 1)
    return Listing(place, tuple(Text(row.place, row.cells.get(column, "")) for row in rows))


def _words(row: Row, column: str) -> Listing:
    """A cell with several words, as a list."""
    return Listing(row.place, tuple(Text(row.place, word) for word in row.cells.get(column, "").split()))


def _texts(row: Row, columns: Sequence[str]) -> dict[str, Node]:
    return {column: Text(row.place, row.cells[column]) for column in columns if column in row.cells}


def _item(question: Question) -> Section:
    row = question.row
    entries = _texts(row, ITEM_TEXTS)
    entries |= {"code": Text(row.place, question.code), "scale": Text(row.place, question.scale)}
    entries["asked_of"] = _words(row, "asked_of")
    return section(row.place, entries)


def _index(row: Row) -> Section:
    entries = _texts(row, INDEX_TEXTS)
    entries["code"] = Text(row.place, row.cells.get("name", ""))
    entries |= {"items": _words(row, "items"), "asked_of": _words(row, "asked_of")}
    if "rescale_to" in row.cells:
        entries["rescale_to"] = _words(row, "rescale_to")
    return section(row.place, entries)


def _scale(rows: Sequence[Row]) -> Section:
    valid = sorted(
        (row for row in rows if "missing" not in row.cells), key=lambda row: int(row.cells["name"])
    )
    missing = {
        row.cells["name"]: Text(row.place, row.cells["missing"]) for row in rows if "missing" in row.cells
    }
    place = rows[0].place
    shares: dict[str, Node] = {}
    for name in dict.fromkeys(name for row in valid for name in row.cells.get("shares", "").split()):
        shares[name] = _listing([row for row in valid if name in row.cells.get("shares", "").split()], "name")
    parts: dict[str, Node] = {"codes": _listing(valid, "name")}
    return section(place, parts | {"missing": section(place, missing), "shares": section(place, shares)})


def _note_assumptions(questions: Questions, refusals: Faults) -> None:
    for code, rows in questions.choices.items():
        if not any("missing" in row.cells for row in rows):
            what = f"All choices of {code} are taken for valid answers, “don't know” too if there is one."
            refusals.add(rows[0].place, what, "Add the column missing to the sheet choices (dont_know …).")
