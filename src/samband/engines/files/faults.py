# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a file from outside: facts, worded in the reader's language where they are shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from samband.engines.catalogues import Translate, gettext_noop


class FaultKind(StrEnum):
    """A kind of fault with its words. Readers of files declare their own kinds as a subclass.

    what, remedy: English source texts with the placeholders {value}, {limit} and {allowed} of the fault.
    """

    what: str
    remedy: str

    def __new__(cls, code: str, what: str, remedy: str) -> Self:
        kind = str.__new__(cls, code)
        kind._value_, kind.what, kind.remedy = code, what, remedy
        return kind


class FileFault(FaultKind):
    """What makes a whole file unreadable."""

    TOO_LARGE = (
        "too_large",
        gettext_noop("The file is larger than {limit} MB, the most that can be imported at once."),
        gettext_noop("Split it into several files; repeated loads do not make duplicates."),
    )
    EMPTY_FILE = (
        "empty_file",
        gettext_noop("The file holds no rows."),
        gettext_noop("The first row must name the columns, and a row for each record must follow."),
    )
    NOT_SUPPORTED = (
        "not_supported",
        gettext_noop("Files of the kind {value} cannot be read."),
        gettext_noop("Save it as CSV (UTF-8), as .xlsx or as SPSS .sav."),
    )
    ENCODING = (
        "encoding",
        gettext_noop("the letters are not UTF-8; it looks like {value}."),
        gettext_noop("Save the file as “CSV UTF-8”, or choose {value} as its encoding."),
    )
    UTF16 = (
        "utf16",
        gettext_noop("The file is written in UTF-16 (“Unicode text”)."),
        gettext_noop("Save it as “CSV UTF-8”."),
    )
    NUL_BYTE = (
        "nul_byte",
        gettext_noop("the text holds zero bytes, so this is not a text file or it is damaged."),
        gettext_noop("Export it again as CSV (UTF-8)."),
    )
    BROKEN_QUOTES = (
        "broken_quotes",
        gettext_noop("a cell does not end: its quotation mark is never closed."),
        gettext_noop("Close the quotation mark or export the file again."),
    )
    TOO_MANY_ROWS = (
        "too_many_rows",
        gettext_noop("The file has more than {limit} rows, the most that can be imported at once."),
        gettext_noop("Split it into several files; repeated loads do not make duplicates."),
    )
    TOO_MANY_COLUMNS = (
        "too_many_columns",
        gettext_noop("The file has {value} columns; at most {limit} can be read."),
        gettext_noop("Leave out the columns that are not needed."),
    )
    DUPLICATE_HEADER = (
        "duplicate_header",
        gettext_noop("two columns bear this name."),
        gettext_noop("Give each column a name of its own in the first row."),
    )
    NAMELESS_COLUMN = (
        "nameless_column",
        gettext_noop("column number {value} has no name in the first row."),
        gettext_noop("Name it or remove it."),
    )
    FORMULA_HEADER = (
        "formula_header",
        gettext_noop("the column's name starts like a spreadsheet formula."),
        gettext_noop("Rename it so that it starts with a letter or a digit."),
    )
    NOT_A_SPREADSHEET = (
        "not_a_spreadsheet",
        gettext_noop("The file is not a readable .xlsx spreadsheet."),
        gettext_noop("Open it in a spreadsheet program without a password and save it as .xlsx or CSV."),
    )
    SPREADSHEET_BOMB = (
        "spreadsheet_bomb",
        gettext_noop("The spreadsheet would unfold to far more than its size lets one expect ({value})."),
        gettext_noop("It was not opened. Save the sheet with the data as CSV (UTF-8)."),
    )
    TOO_MANY_PARTS = (
        "too_many_parts",
        gettext_noop("The file holds {value} parts inside; at most {limit} are read."),
        gettext_noop("It was not opened. Take out what does not belong to it."),
    )
    NOT_AN_ARCHIVE = (
        "not_an_archive",
        gettext_noop("The file is not an intact .zip archive."),
        gettext_noop("Pack it again, without a password."),
    )
    NOT_A_STATISTICS_FILE = (
        "not_a_statistics_file",
        gettext_noop("The file is not a readable SPSS file."),
        gettext_noop("Save it again as .sav, or as CSV (UTF-8)."),
    )


_ROW_AND_COLUMN = gettext_noop("Row {row}, column {column}: {what} {remedy}")
_ROW = gettext_noop("Row {row}: {what} {remedy}")
_COLUMN = gettext_noop("Column {column}: {what} {remedy}")
_FILE = gettext_noop("{what} {remedy}")
_ALLOWED_OR = gettext_noop("{codes}, or {missing}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. row: as a spreadsheet counts, 1 is the row of names; 0 when the whole file is meant.

    column: as the file names it, empty when no one column is at fault. value: what stands there, cut short.
    limit: what it is held against. allowed: valid codes. missing: code -> words for why nothing may be told.
    value_is_text: the value is itself a source text to translate, such as the name of a field.
    """

    kind: FaultKind
    row: int = 0
    column: str = ""
    value: str = ""
    limit: str = ""
    allowed: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)
    value_is_text: bool = False

    def what(self, translate: Translate = str) -> str:
        return self._fill(translate(self.kind.what), translate)

    def remedy(self, translate: Translate = str) -> str:
        return self._fill(translate(self.kind.remedy), translate)

    def words(self, translate: Translate = str) -> str:
        """The fault as one sentence: where, what, what to do. translate: gettext or the like."""
        where = _ROW_AND_COLUMN if self.row and self.column else _ROW if self.row else self._file_or_column
        what, remedy = self.what(translate), self.remedy(translate)
        return translate(where).format(row=self.row, column=self.column, what=what, remedy=remedy)

    @property
    def _file_or_column(self) -> str:
        return _COLUMN if self.column else _FILE

    def _fill(self, text: str, translate: Translate) -> str:
        value = translate(self.value) if self.value_is_text else self.value
        return text.format(value=value, limit=self.limit, allowed=self._allowed(translate))

    def _allowed(self, translate: Translate) -> str:
        codes = (" " if all(code.isdigit() for code in self.allowed) else ", ").join(self.allowed)
        if not self.missing:
            return codes
        missing = ", ".join(translate(words).format(code=code) for code, words in self.missing.items())
        return translate(_ALLOWED_OR).format(codes=codes, missing=missing)

    def as_json(self) -> dict[str, object]:
        """Plain values for keeping; ``fault_from_json`` reads them back."""
        named = {"kind": self.kind.value, "row": self.row, "column": self.column, "value": self.value}
        lists = {"allowed": list(self.allowed), "missing": dict(self.missing)}
        return named | {"limit": self.limit, "value_is_text": self.value_is_text} | lists


def fault_from_json(*, kept: Mapping[str, object], kinds: Iterable[type[FaultKind]]) -> Fault:
    """The fault that ``as_json`` wrote. kinds: where to look for its kind, FileFault included or not."""
    known = {kind.value: kind for family in kinds for kind in family}
    values = dict(kept) | {"kind": known[str(kept["kind"])], "allowed": tuple(kept["allowed"])}  # type: ignore[arg-type]
    return Fault(**values)  # type: ignore[arg-type]


_LONGEST_SHOWN = 40


def shown(value: str) -> str:
    """A cell as it may stand in a message: one line, cut short."""
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"


class Unreadable(ValueError):  # noqa: N818  it names the fact
    """The file cannot be read at all. faults: why, at least one."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(" ".join(fault.words() for fault in faults))
        self.faults = faults
