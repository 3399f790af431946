# SPDX-License-Identifier: EUPL-1.2
"""Trees out of rows, as if they had been read from the files of an instrument."""

from collections.abc import Mapping

from samband.engines.instrument.workbook import Row, Sheets
from samband.engines.rule_files import Listing, Node, Place, Section, Text


def tree_of(place: Place, value: object) -> Node:
    """Mappings, lists and texts as a tree at one place; what is a tree already keeps its own."""
    if isinstance(value, Text | Listing | Section):
        return value
    if isinstance(value, Mapping):
        return section(place, {str(key): tree_of(place, one) for key, one in value.items()})
    if isinstance(value, list | tuple):
        return Listing(place, tuple(tree_of(place, one) for one in value))
    return Text(place, str(value).lower() if isinstance(value, bool) else str(value))


def section(place: Place, entries: Mapping[str, Node]) -> Section:
    """A section whose keys stand where their values do."""
    return Section(place, entries, {key: node.place for key, node in entries.items()})


def filled(place: Place, entries: Mapping[str, object]) -> Section:
    """Without what is empty."""
    kept = {key: value for key, value in entries.items() if value not in ("", None, [], {}, ())}
    return section(place, {key: tree_of(place, value) for key, value in kept.items()})


def settings_of(sheets: Sheets, *, file: str) -> Row:
    return next(iter(sheets.get("settings", ())), Row(Place(f"{file}, sheet settings", 2), {}))


def is_own(sheets: Sheets) -> bool:
    """Whether the workbook was made for Samband: its settings say from when it is valid."""
    return any("valid_from" in row.cells for row in sheets.get("settings", ()))
