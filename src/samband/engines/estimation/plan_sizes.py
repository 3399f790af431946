# SPDX-License-Identifier: EUPL-1.2
"""Population sizes and totals of a plan: written in the plan, or in a CSV file beside it."""

import csv
from collections.abc import Mapping
from math import inf
from pathlib import Path

from samband.engines.estimation.plan import Key
from samband.engines.rule_files import KINDS, Faults, Node, Place, Reader, Section, Text

Sizes = dict[Key, float]

WHOLE = ("all",)
"""The one stratum of a plan without strata."""


def read_sizes(*, reader: Reader, key: str, columns: Key, folder: Path) -> Mapping[Key, float]:
    """Persons by category of the columns; empty when the key is not there.

    Inline: names within names, one level for each column; a single number when there are no columns. In a
    file: ``{file: sizes.csv, size: population}`` with the columns and one of sizes (``population`` unless
    named).
    """
    node = reader.section.entries.get(key)
    if node is None:
        return {}
    if isinstance(node, Section) and isinstance(node.entries.get("file"), Text):
        return _from_file(Reader(node, reader.faults, owner=key), columns, folder)
    sizes: Sizes = {}
    _inline(node, columns, (), sizes, reader.faults, key)
    return sizes


def _inline(node: Node, columns: Key, above: Key, sizes: Sizes, faults: Faults, key: str) -> None:
    depth = len(above)
    if depth == len(columns):
        _add_size(node, above or WHOLE, sizes, faults)
    elif isinstance(node, Section):
        for name, inside in node.entries.items():
            _inline(inside, columns, (*above, name), sizes, faults, key)
    else:
        what = f"{key} has {KINDS[type(node)]} where codes of {columns[depth]} are expected."
        faults.add(node.place, what, f"Write “code: size” for each code of {columns[depth]}.")


def _add_size(node: Node, label: Key, sizes: Sizes, faults: Faults) -> None:
    if isinstance(node, Text):
        size = _size(node.value, place=node.place, label=label, faults=faults)
        if size is not None:
            sizes[label] = size
    else:
        what = f"{' / '.join(label)} has {KINDS[type(node)]} where its size is expected."
        faults.add(node.place, what, "Write one number; there is one level of names for each column.")


def _size(text: str, *, place: Place, label: Key, faults: Faults) -> float | None:
    try:
        size = float(text.replace("_", ""))
    except ValueError:
        size = -1
    if 0 <= size < inf:
        return size
    faults.add(place, f"The size of {' / '.join(label)} is “{text[:40]}”.", "Write a number, 0 or more.")
    return None


def _from_file(reader: Reader, columns: Key, folder: Path) -> Sizes:
    reader.refuse_unknown_keys("file", "size")
    name, size = reader.text("file"), reader.text("size") or "population"
    path = folder / name
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _rows(csv.DictReader(file), [*columns, size], name, reader)
    except OSError as error:
        reader.faults.add(reader.place_of("file"), f"{name}: {error.strerror}.", f"Check the path {path}.")
    except UnicodeDecodeError:
        reader.faults.add(Place(name, 1), "The text is not UTF-8.", "Save the file with the encoding UTF-8.")
    except csv.Error as error:
        reader.faults.add(Place(name, 1), f"The file is not valid CSV ({error}).", "Save it as CSV again.")
    return {}


def _rows(rows: "csv.DictReader[str]", wanted: list[str], name: str, reader: Reader) -> Sizes:
    absent = [column for column in wanted if column not in (rows.fieldnames or ())]
    if absent:
        known = ", ".join(rows.fieldnames or ()) or "nothing"
        what = f"There is no column {', '.join(absent)}; found {known}."
        reader.faults.add(Place(name, 1), what, "Add it, or name the column of the sizes under size.")
        return {}
    sizes: Sizes = {}
    for row in rows:
        place = Place(name, rows.line_num)
        label = tuple((row[column] or "").strip() for column in wanted[:-1]) or WHOLE
        if label in sizes:
            reader.faults.add(place, f"{' / '.join(label)} is given twice.", "Keep one of the two rows.")
        size = _size(row[wanted[-1]] or "", place=place, label=label, faults=reader.faults)
        if size is not None:
            sizes[label] = size
    return sizes
