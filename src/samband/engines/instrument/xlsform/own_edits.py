# SPDX-License-Identifier: EUPL-1.2
"""Edits of our own workbook in columns that are written for other tools and never read: they are told of."""

from collections.abc import Iterator, Mapping, Sequence

from samband.engines.instrument.model import Instrument
from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.instrument.xlsform.honoured import LOOKS
from samband.engines.instrument.xlsform.languages import language_of
from samband.engines.instrument.xlsform.survey_rows import Cells
from samband.engines.instrument.xlsform.writing import sheets_of
from samband.engines.rule_files import Fault, Place

INSTEAD: Mapping[str, str] = {
    "constraint": "Change low, high, least, most, earliest, latest, longest, or the sheet checks.",
    "constraint_message": "Change the words in the sheet checks.",
    "appearance": "Change lines; groups inside groups are pages.",
    "repeat_count": "Change for_each.",
}
"""Columns of ``survey`` that follow from others."""
_BESIDE = "The line beside “other” is worded by the choice: change that in the sheet choices."


def passed_over(sheets: Sheets, built: Instrument, *, default: str) -> Iterator[Fault]:
    """What stands in the workbook and not in the instrument that was built from it. default: language."""
    written = sheets_of(built)
    for name, rows in sheets.items():
        known = {_part(column) for row in written.get(name, ()) for column in row}
        if rows and name not in written:
            yield _fault(rows[0].place, f"The sheet {name[:60]} is not read.", "Samband has no use for it.")
        elif known:
            yield from _unknown_columns(rows, known)
    yield from _followed(
        sheets["survey"], {str(row.get("name", "")): row for row in written["survey"]}, default
    )


def _unknown_columns(rows: Sequence[Row], known: set[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for row in rows:
        for column in row.cells:
            if _part(column) not in known | seen:
                seen.add(_part(column))
                what = f"The column {column[:60]} is not read (first used here)."
                yield _fault(row.place, what, "Write it in a column that an export has.")


def _followed(rows: Sequence[Row], written: Mapping[str, Cells], default: str) -> Iterator[Fault]:
    used = {_part(column) for row in rows for column in row.cells}
    for row in rows:
        name = row.cells.get("name", "")
        if name not in written:
            continue
        expected = _texts({key: str(value) for key, value in written[name].items()}, default)
        found = _texts(row.cells, default)
        for part, language in sorted({*expected, *found}):
            remedy = _BESIDE if "beside" in row.cells else INSTEAD.get(part, "")
            given, wanted = found.get((part, language), ""), expected.get((part, language), "")
            if remedy and part in used and not _is_same(part, given, wanted):
                yield _fault(row.place, f"{name}: what stands in {part} is not read.", remedy)


def _is_same(part: str, given: str, wanted: str) -> bool:
    if part == "type":
        return given.split() == wanted.split()
    if part == "appearance":
        return set(given.split()) - LOOKS == set(wanted.split()) - LOOKS
    return "".join(given.split()) == "".join(wanted.split())


def _texts(cells: Mapping[str, str], default: str) -> dict[tuple[str, str], str]:
    """(part, language) -> text; the language is '' where words have none."""
    found = {}
    for column, text in cells.items():
        if text:
            language = column.partition("::")[2]
            tag = language_of(language) if language else default if _part(column) in _SPOKEN else ""
            found[_part(column), tag] = text
    return found


_SPOKEN = frozenset({"label", "hint", "constraint_message"})


def _part(column: str) -> str:
    return column.partition("::")[0].strip()


def _fault(place: Place, what: str, remedy: str) -> Fault:
    return Fault(place.file, place.line, what, remedy)
