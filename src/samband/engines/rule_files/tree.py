# SPDX-License-Identifier: EUPL-1.2
"""A file as a tree of texts that know their place: what YAML files and workbooks are turned into first."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """file: name as shown to the reader. line: 1-based line or row."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Text:
    """One value, exactly as written; nothing is taken for a number, a date or a truth value yet."""

    place: Place
    value: str


@dataclass(frozen=True, slots=True)
class Listing:
    place: Place
    entries: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Named values. keys: where each name stands, for faults about the name itself."""

    place: Place
    entries: Mapping[str, "Node"]
    keys: Mapping[str, Place] = field(default_factory=dict)


Node = Text | Listing | Section

KINDS = {Text: "a single value", Listing: "a list", Section: "names with values"}
