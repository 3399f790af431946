# SPDX-License-Identifier: EUPL-1.2
"""The structure of our own workbook as a tree, as if it had been read from a structure file."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.instrument.xlsform.kinds import kind_and_list
from samband.engines.instrument.xlsform.nodes import filled, section, settings_of
from samband.engines.instrument.xlsform.own_questions import question_entries
from samband.engines.rule_files import Faults, Listing, Node, Place, Section, Text

HEADER = {
    "instrument": "form_id",
    "version": "version",
    "valid_from": "valid_from",
    "source": "source",
    "licence": "licence",
}
ITEM_TEXTS = ("concept", "dimension", "polarity", "is_verified", "source")
INDEX_TEXTS = ("minimum_valid", "source")


def own_structure(sheets: Sheets, *, file: str, faults: Faults) -> Section:
    """Header, scales, items, indices, lists and sections, each value placed at its row."""
    settings = settings_of(sheets, file=file)
    terms, choices = sheets.get("terms", ()), sheets.get("choices", ())
    entries: dict[str, object] = {
        key: Text(settings.place, settings.cells[name])
        for key, name in HEADER.items()
        if name in settings.cells
    }
    entries |= {
        "groups": _column([row for row in terms if row.cells.get("kind") == "group"], "name"),
        "dimensions": _column([row for row in terms if row.cells.get("kind") == "dimension"], "name"),
        "notes": _column(sheets.get("notes", ()), "note"),
        "scales": _by_list(
            choices, "list_name", scale_tree, is_wanted=lambda row: "options" not in row.cells
        ),
        "items": [_item(row) for row in item_rows(sheets)],
        "indices": [_index(row) for row in sheets.get("indices", ())],
        "options": _by_list(choices, "options", _options, is_wanted=lambda row: "options" in row.cells),
    }
    if has_sections(sheets):
        entries["sections"] = list(_sections(sheets, faults))
    return filled(settings.place, entries)


def has_sections(sheets: Sheets) -> bool:
    return any(kind_and_list(row)[0] in ("begin group", "begin repeat") for row in sheets["survey"])


def item_rows(sheets: Sheets) -> list[Row]:
    """Rows that say what is measured: a sheet of their own, in a form without sections all of ``survey``."""
    if has_sections(sheets):
        return list(sheets.get("items", ()))
    return [row for row in sheets["survey"] if kind_and_list(row)[0] == "select_one"]


def _column(rows: Sequence[Row], column: str) -> Listing:
    place = rows[0].place if rows else Place("", 1)
    return Listing(place, tuple(Text(row.place, row.cells.get(column, "")) for row in rows))


def _words(row: Row, column: str) -> list[str]:
    """A cell with several words, as a list."""
    return row.cells.get(column, "").split()


def _texts(row: Row, columns: Iterable[str]) -> dict[str, object]:
    return {column: row.cells.get(column, "") for column in columns}


def _by_list(
    rows: Sequence[Row],
    column: str,
    build: Callable[[Sequence[Row]], Node],
    *,
    is_wanted: Callable[[Row], bool],
) -> dict[str, Node]:
    lists: dict[str, list[Row]] = {}
    for row in filter(is_wanted, rows):
        lists.setdefault(row.cells.get(column, ""), []).append(row)
    return {code: build(found) for code, found in lists.items()}


def _item(row: Row) -> Section:
    _kind, scale = kind_and_list(row)
    entries = _texts(row, ITEM_TEXTS) | {
        "code": row.cells.get("name", ""),
        "scale": row.cells.get("scale", scale),
        "asked_of": _words(row, "asked_of"),
    }
    return filled(row.place, entries)


def _index(row: Row) -> Section:
    entries = _texts(row, INDEX_TEXTS) | {
        "code": row.cells.get("name", ""),
        "items": _words(row, "items"),
        "asked_of": _words(row, "asked_of"),
        "rescale_to": _words(row, "rescale_to"),
    }
    return filled(row.place, entries)


def scale_tree(rows: Sequence[Row]) -> Section:
    valid = sorted((row for row in rows if "missing" not in row.cells), key=_number)
    missing = {
        row.cells.get("name", ""): Text(row.place, row.cells["missing"])
        for row in rows
        if "missing" in row.cells
    }
    shares = dict.fromkeys(name for row in valid for name in _words(row, "shares"))
    place = rows[0].place
    entries: dict[str, Node] = {"codes": _column(valid, "name"), "missing": section(place, missing)}
    in_shares: dict[str, Node] = {
        name: _column([row for row in valid if name in _words(row, "shares")], "name") for name in shares
    }
    return section(place, entries | {"shares": section(place, in_shares)})


def _number(row: Row) -> int:
    """By which codes are ordered; one that is no number is told of later."""
    text = row.cells.get("name", "")
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0


def _options(rows: Sequence[Row]) -> Section:
    valid = [row for row in rows if "missing" not in row.cells]
    missing = {
        row.cells.get("name", ""): Text(row.place, row.cells["missing"])
        for row in rows
        if "missing" in row.cells
    }
    place = rows[0].place
    entries: dict[str, Node] = {"codes": _column(valid, "name"), "missing": section(place, missing)}
    for key in ("exclusive", "other"):
        entries[key] = _column([row for row in valid if row.cells.get(key) == "true"], "name")
    return section(place, entries)


def _sections(sheets: Sheets, faults: Faults) -> Iterator[Section]:
    """Groups are sections, groups inside them pages."""
    items = {row.cells.get("name", "") for row in item_rows(sheets)}
    lists = {
        row.cells.get("list_name", ""): row.cells["options"]
        for row in sheets.get("choices", ())
        if "options" in row.cells
    }
    checks: dict[str, list[Row]] = {}
    for row in sheets.get("checks", ()):
        checks.setdefault(row.cells.get("question", ""), []).append(row)
    for first, pages in nested(sheets["survey"], faults=faults):
        trees = []
        for page, rows in pages:
            asked = [
                question_entries(row, items, lists, checks.get(row.cells.get("name", ""), []), faults)
                for row in rows
            ]
            trees.append(
                filled(page.place, _group(page, "is_shuffled") | {"questions": [one for one in asked if one]})
            )
        yield filled(first.place, _group(first, "for_each", "most", "ends_if") | {"pages": trees})


def _group(row: Row, *columns: str) -> dict[str, object]:
    code = row.cells.get("code") or row.cells.get("name", "")
    return {"code": code, "show_if": row.cells.get("relevant", ""), **_texts(row, columns)}


def nested(rows: Sequence[Row], *, faults: Faults) -> list[tuple[Row, list[tuple[Row, list[Row]]]]]:
    """Sections with their pages with their rows; rows and groups elsewhere are faults."""
    found: list[tuple[Row, list[tuple[Row, list[Row]]]]] = []
    page: list[Row] | None = None
    depth = 0
    for row in rows:
        kind, _list = kind_and_list(row)
        if kind.startswith("end "):
            depth = max(depth - 1, 0)
            page = page if depth > 1 else None
        elif kind.startswith("begin ") and depth == 0:
            found.append((row, []))
            depth = 1
        elif kind == "begin group" and depth == 1:
            page = []
            found[-1][1].append((row, page))
            depth = 2
        elif kind.startswith("begin ") or depth != 2 or page is None:
            depth += kind.startswith("begin ")
            what = f"{row.cells.get('name', 'The row')} stands in no page."
            faults.add(row.place, what, "Put each question in a group (a page) inside a group (a section).")
        elif "beside" not in row.cells:
            page.append(row)
    return found
