# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire on paper, as data: what stands on it in which order, in one language or in two."""

from dataclasses import dataclass
from enum import StrEnum

from samband.engines.instrument import Question
from samband.engines.instrument.flow import Section

Said = tuple[str, ...]
"""One text in each language of the sheet, in their order."""


class Shape(StrEnum):
    """How a question is answered with a pen."""

    BOXES = "boxes"
    """One box or several to tick."""
    RANKS = "ranks"
    """A place to write beside each option."""
    NUMBER = "number"
    DAY = "day"
    LINES = "lines"
    ENCLOSED = "enclosed"
    """A copy of a paper is put in with the sheet."""
    NOTE = "note"
    """A text that asks nothing."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where something is asked. number: as printed; '' for a text that asks nothing.

    key: under which name the answer is kept. instance: of a repeated section, else ''.
    """

    number: str
    question: Question
    key: str
    section: Section
    page: str
    instance: str


@dataclass(frozen=True, slots=True)
class Box:
    """mark: what is keyed for it. onward: where to go on after ticking it; empty to go on below."""

    mark: str
    label: Said
    onward: Said = ()
    has_line: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """how: what to do with the pen. unit: after a number. lines: to write on."""

    number: str
    shape: Shape
    text: Said
    hint: Said = ()
    how: Said = ()
    boxes: tuple[Box, ...] = ()
    unit: Said = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    text: Said
    hint: Said = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Statements on one scale. boxes: the columns."""

    how: Said
    boxes: tuple[Box, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Neighbours that are asked of the same people. only: of whom; empty for everybody.

    heading: of the page they stand on, where it has one of its own.
    """

    heading: Said
    only: Said
    blocks: tuple[Asked | Grid, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section. ends: who stops after it."""

    heading: Said
    only: Said
    passages: tuple[Passage, ...]
    ends: Said = ()


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Words around the questions. page: with {page} and {pages}. number_of_sheet: before its number."""

    fill_in: Said
    page: str
    number_of_sheet: str
    square: str


@dataclass(frozen=True, slots=True)
class Printed:
    """languages: one or two tags. told: who asks, why and so on. thanks: at the end."""

    code: str
    version: str
    languages: tuple[str, ...]
    title: Said
    introduction: Said
    told: tuple[tuple[Said, Said], ...]
    parts: tuple[Part, ...]
    thanks: Said
    words: SheetWords


@dataclass(frozen=True, slots=True)
class Mark:
    """What makes one sheet a sheet of its own. serial: printed on every page. link: drawn as a square on the
    first one, '' for none. Neither may name a person."""

    serial: str
    link: str = ""
