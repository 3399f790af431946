# SPDX-License-Identifier: EUPL-1.2
"""JSON files as the same trees as YAML files: every value with its line, bounded, no doubled names."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from samband.engines.rule_files.faults import Fault, RuleFaults
from samband.engines.rule_files.tree import Listing, Node, Place, Section, Text

LARGEST_MB = 50
DEEPEST = 12
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{\[]|[^\s{}\[\],:"]+')


@dataclass(frozen=True, slots=True)
class _Names:
    """An object as its pairs in order, so that a name given twice is seen."""

    pairs: list[tuple[str, object]]


def read_json(path: Path) -> Section:
    """The file's tree. Raises RuleFaults when it is no JSON file with names at its top.

    Numbers and truth values stay as they are written; null is a value that is empty.
    """
    return parse_json(text=_text(path), name=path.name)


def parse_json(*, text: str, name: str) -> Section:
    """As ``read_json``, of a text that is kept elsewhere than in a file. name: what faults call it."""
    try:
        content = json.loads(text, object_pairs_hook=_Names, parse_float=str, parse_int=str)
    except json.JSONDecodeError as error:
        _refuse(name, error.lineno, f"The file is not valid JSON ({error.msg}).", "Correct it here.")
    except RecursionError:
        _refuse(name, 1, f"Values are nested more than {DEEPEST} deep.", "Take levels out.")
    if not isinstance(content, _Names):
        _refuse(name, 1, "The file does not consist of names with values.", "Begin it with {.")
    made = _Tree(name, _lines(text))
    root = made.node(content, 0)
    if made.faults or not isinstance(root, Section):
        raise RuleFaults(made.faults)
    return root


def _text(path: Path) -> str:
    if not path.is_file():
        _refuse(path.name, 1, "There is no such file.", f"Check the path {path}.")
    if path.stat().st_size > LARGEST_MB * 1_000_000:
        _refuse(path.name, 1, f"The file is larger than {LARGEST_MB} MB.", "Split it into several.")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        _refuse(path.name, 1, "The text is not UTF-8.", "Save it as UTF-8.")


def _lines(text: str) -> Iterator[int]:
    """The line of every name and value, in the order in which they stand; a text ends on its line."""
    for number, line in enumerate(text.split("\n"), 1):
        for _ in _TOKEN.finditer(line):
            yield number


class _Tree:
    """Walks values in the order of the file, so that each takes the next line."""

    def __init__(self, file: str, lines: Iterator[int]) -> None:
        self.file, self.lines = file, lines
        self.faults: list[Fault] = []

    def node(self, value: object, depth: int) -> Node:
        place = Place(self.file, next(self.lines))
        if depth > DEEPEST:
            _refuse(self.file, place.line, f"Values are nested more than {DEEPEST} deep.", "Take levels out.")
        if isinstance(value, _Names):
            return self._section(value, place, depth)
        if isinstance(value, list):
            return Listing(place, tuple(self.node(entry, depth + 1) for entry in value))
        return Text(place, _written(value))

    def _section(self, names: _Names, place: Place, depth: int) -> Section:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key, value in names.pairs:
            at = Place(self.file, next(self.lines))
            if key in entries:
                what = f"{key[:60]} is given twice (first on line {keys[key].line})."
                self.faults.append(Fault(self.file, at.line, what, "Keep one of the two."))
            entries[key], keys[key] = self.node(value, depth + 1), at
        return Section(place, entries, keys)


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()


def _refuse(file: str, line: int, what: str, remedy: str) -> NoReturn:
    raise RuleFaults([Fault(file, line, what, remedy)])
