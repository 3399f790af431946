# SPDX-License-Identifier: EUPL-1.2
"""A report as data: what it says, in order, before it is a page, a PDF or a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from samband.engines.charts import Cell, Chart

TITLE_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """A section. level: 2 for the sections of a report, 3 for parts of a section."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class KeySentence:
    """The result in one sentence; set large."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, such as *Respondents: 300*."""

    pairs: tuple[tuple[str, str], ...]


class NoteKind(StrEnum):
    SYNTHETIC = "synthetic"
    """The figures are made up for show."""
    METHOD = "method"
    CAUTION = "caution"


@dataclass(frozen=True, slots=True)
class Note:
    """Words set apart from the text."""

    kind: NoteKind
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its caption. with_table: print its figures beneath; a spreadsheet has them always."""

    chart: Chart
    caption: str
    with_table: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as long as the header; the first cell of a row names it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        _check_rows(f"Table “{self.caption}”", self.header, self.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table for spreadsheets alone, too wide for a page. name: of the sheet, unlike all others'."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        _check_rows(f"Sheet “{self.name}”", self.header, self.rows)


Block = Heading | Paragraph | KeySentence | Bullets | Facts | Note | Figure | Table | Sheet


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The few words a report adds by itself, in its language."""

    contents: str = "Contents"
    figure: str = "Figure"
    table: str = "Table"
    page: str = "Page {page} of {pages}"
    summary: str = "Summary"


@dataclass(frozen=True, slots=True)
class Report:
    """title, subject: who and what it is about. language: tag. publisher: who answers for it.

    notice: stands on every page, such as that the data are synthetic; may be empty.
    created: with its time zone; the only clock a report knows. has_summary: the first section sums it up and
    stands before the contents, on a page of its own.
    """

    title: str
    subject: str
    language: str
    publisher: str
    created: datetime
    blocks: tuple[Block, ...]
    notice: str = ""
    words: ReportWords = field(default_factory=ReportWords)
    has_summary: bool = False

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise BadReport("A report needs a title: readers of screens are told it first.")
        if self.created.tzinfo is None:
            raise BadReport("The time of a report needs its time zone.")
        _check_levels(self.blocks)

    @property
    def stamp(self) -> datetime:
        """The time as files carry it: UTC, whole seconds."""
        return self.created.astimezone(UTC).replace(microsecond=0)

    @property
    def pages(self) -> "Report":
        """The report without what spreadsheets alone hold."""
        return replace(self, blocks=tuple(block for block in self.blocks if not isinstance(block, Sheet)))

    @property
    def numbered(self) -> Iterator[tuple[Block, str]]:
        """Blocks with the full captions of figures and tables, *Figure 2. …*; others with an empty text."""
        figures = tables = 0
        for block in self.blocks:
            if isinstance(block, Figure):
                figures += 1
                yield block, f"{self.words.figure} {figures}. {block.caption}"
            elif isinstance(block, Table):
                tables += 1
                yield block, f"{self.words.table} {tables}. {block.caption}"
            else:
                yield block, ""


class BadReport(ValueError):  # noqa: N818  it names the fact
    """A report that nobody could find the way in."""


def _check_rows(where: str, header: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> None:
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise BadReport(f"{where}, row {number}: {len(row)} cells under {len(header)} names.")


def _check_levels(blocks: tuple[Block, ...]) -> None:
    """No level is skipped: who moves by headings would look for the missing one."""
    level = TITLE_LEVEL
    for block in blocks:
        if isinstance(block, Heading):
            if not TITLE_LEVEL < block.level <= level + 1:
                raise BadReport(
                    f"The heading “{block.text}” has level {block.level} after level {level}. "
                    f"Use a level from {TITLE_LEVEL + 1} to {level + 1}."
                )
            level = block.level
