# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a file of answers: facts, worded in the reader's language where they are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Translate = Callable[[str], str]


class FaultKind(StrEnum):
    """Kinds of faults. The first group stops the whole file, the second only its row."""

    TOO_LARGE = "too_large"
    EMPTY_FILE = "empty_file"
    NOT_SUPPORTED = "not_supported"
    ENCODING = "encoding"
    UTF16 = "utf16"
    NUL_BYTE = "nul_byte"
    BROKEN_QUOTES = "broken_quotes"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    DUPLICATE_HEADER = "duplicate_header"
    NAMELESS_COLUMN = "nameless_column"
    FORMULA_HEADER = "formula_header"
    NOT_A_SPREADSHEET = "not_a_spreadsheet"
    SPREADSHEET_BOMB = "spreadsheet_bomb"
    NOT_A_STATISTICS_FILE = "not_a_statistics_file"
    MISSING_COLUMN = "missing_column"
    UNMAPPED = "unmapped"
    NO_ITEMS = "no_items"

    RAGGED = "ragged"
    EMPTY_ROW = "empty_row"
    NO_RESPONDENT = "no_respondent"
    DUPLICATE_RESPONDENT = "duplicate_respondent"
    CHANGED = "changed"
    UNKNOWN_MEMBER = "unknown_member"
    MEMBER_NOT_ASKED = "member_not_asked"
    UNKNOWN_GROUP = "unknown_group"
    NOT_ASKED = "not_asked"
    OUT_OF_SCALE = "out_of_scale"
    NOT_A_NUMBER = "not_a_number"
    NO_ANSWERS = "no_answers"
    BAD_WEIGHT = "bad_weight"
    BAD_BACKGROUND = "bad_background"
    FORMULA = "formula"


def gettext_noop(text: str) -> str:
    """Mark a text for the message catalogue."""
    return text


_ROW_AND_COLUMN = gettext_noop("Row {row}, column {column}: {what} {remedy}")
_ROW = gettext_noop("Row {row}: {what} {remedy}")
_COLUMN = gettext_noop("Column {column}: {what} {remedy}")
_FILE = gettext_noop("{what} {remedy}")

WORDS: Mapping[FaultKind, tuple[str, str]] = {
    FaultKind.TOO_LARGE: (
        gettext_noop("The file is larger than {limit} MB, the most that can be imported at once."),
        gettext_noop("Split it into several files; repeated loads do not make duplicates."),
    ),
    FaultKind.EMPTY_FILE: (
        gettext_noop("The file holds no answers."),
        gettext_noop("The first row must name the columns, and one row per respondent must follow."),
    ),
    FaultKind.NOT_SUPPORTED: (
        gettext_noop("Files of the kind {value} cannot be read."),
        gettext_noop("Save it as CSV (UTF-8), as .xlsx or as SPSS .sav."),
    ),
    FaultKind.ENCODING: (
        gettext_noop("the letters are not UTF-8; it looks like {value}."),
        gettext_noop("Save the file as “CSV UTF-8”, or choose {value} as its encoding."),
    ),
    FaultKind.UTF16: (
        gettext_noop("The file is written in UTF-16 (“Unicode text”)."),
        gettext_noop("Save it as “CSV UTF-8”."),
    ),
    FaultKind.NUL_BYTE: (
        gettext_noop("the text holds zero bytes, so this is not a text file or it is damaged."),
        gettext_noop("Export it again as CSV (UTF-8)."),
    ),
    FaultKind.BROKEN_QUOTES: (
        gettext_noop("a cell does not end: its quotation mark is never closed."),
        gettext_noop("Close the quotation mark or export the file again."),
    ),
    FaultKind.TOO_MANY_ROWS: (
        gettext_noop("The file has more than {limit} rows, the most that can be imported at once."),
        gettext_noop("Split it into several files; repeated loads do not make duplicates."),
    ),
    FaultKind.TOO_MANY_COLUMNS: (
        gettext_noop("The file has {value} columns; at most {limit} can be read."),
        gettext_noop("Leave out the columns that are not answers."),
    ),
    FaultKind.DUPLICATE_HEADER: (
        gettext_noop("two columns bear this name."),
        gettext_noop("Give each column a name of its own in the first row."),
    ),
    FaultKind.NAMELESS_COLUMN: (
        gettext_noop("column number {value} has no name in the first row."),
        gettext_noop("Name it or remove it."),
    ),
    FaultKind.FORMULA_HEADER: (
        gettext_noop("the column's name starts like a spreadsheet formula."),
        gettext_noop("Rename it so that it starts with a letter or a digit."),
    ),
    FaultKind.NOT_A_SPREADSHEET: (
        gettext_noop("The file is not a readable .xlsx spreadsheet."),
        gettext_noop("Open it in a spreadsheet program without a password and save it as .xlsx or CSV."),
    ),
    FaultKind.SPREADSHEET_BOMB: (
        gettext_noop("The spreadsheet would unfold to far more than its size lets one expect ({value})."),
        gettext_noop("It was not opened. Save the sheet with the answers as CSV (UTF-8)."),
    ),
    FaultKind.NOT_A_STATISTICS_FILE: (
        gettext_noop("The file is not a readable SPSS file."),
        gettext_noop("Save it again as .sav, or as CSV (UTF-8)."),
    ),
    FaultKind.MISSING_COLUMN: (
        gettext_noop("the mapping uses this column, but the file does not have it."),
        gettext_noop("Choose another column or add it to the file."),
    ),
    FaultKind.UNMAPPED: (
        gettext_noop("No column is chosen for: {value}."),
        gettext_noop("Choose the column that holds it."),
    ),
    FaultKind.NO_ITEMS: (
        gettext_noop("No column is mapped to a question of the instrument."),
        gettext_noop("Name the columns by the questions' codes or choose them in the mapping."),
    ),
    FaultKind.RAGGED: (
        gettext_noop("{value} cells, but the first row names {limit} columns."),
        gettext_noop("Add what is missing, or put text that holds the separator in quotation marks."),
    ),
    FaultKind.EMPTY_ROW: (
        gettext_noop("the row is empty."),
        gettext_noop("Delete it or fill it in."),
    ),
    FaultKind.NO_RESPONDENT: (
        gettext_noop("there is no respondent number."),
        gettext_noop("Give each respondent a number of their own; it is not kept as it stands."),
    ),
    FaultKind.DUPLICATE_RESPONDENT: (
        gettext_noop("respondent {value} already stands in row {limit}."),
        gettext_noop("Keep one of the rows, or give the respondent a number of their own."),
    ),
    FaultKind.CHANGED: (
        gettext_noop("respondent {value} was loaded earlier with other answers."),
        gettext_noop("The earlier answers stay unless you choose to replace them."),
    ),
    FaultKind.UNKNOWN_MEMBER: (
        gettext_noop("{value} is not a member on {limit}."),
        gettext_noop("Use the member's number or its name as in the register, for instance 0301."),
    ),
    FaultKind.MEMBER_NOT_ASKED: (
        gettext_noop("{value} is a member but does not take part."),
        gettext_noop("Add it to the participants or take its rows out."),
    ),
    FaultKind.UNKNOWN_GROUP: (
        gettext_noop("{value} is not a group of respondents here."),
        gettext_noop("Allowed: {allowed}."),
    ),
    FaultKind.NOT_ASKED: (
        gettext_noop("this question is not asked of {limit}, but {value} stands there."),
        gettext_noop("Empty the cell or correct the group."),
    ),
    FaultKind.OUT_OF_SCALE: (
        gettext_noop("{value} is outside {limit}."),
        gettext_noop("Allowed: {allowed}."),
    ),
    FaultKind.NOT_A_NUMBER: (
        gettext_noop("“{value}” is not a whole number."),
        gettext_noop("Allowed: {allowed}."),
    ),
    FaultKind.NO_ANSWERS: (
        gettext_noop("no question is answered."),
        gettext_noop("Take the row out, or fill in what was answered."),
    ),
    FaultKind.BAD_WEIGHT: (
        gettext_noop("{value} cannot be a weight."),
        gettext_noop("A weight is a number above zero, with a point or comma for decimals."),
    ),
    FaultKind.BAD_BACKGROUND: (
        gettext_noop("“{value}” is not a known code."),
        gettext_noop("Allowed: {allowed}, or empty when it is not known."),
    ),
    FaultKind.FORMULA: (
        gettext_noop("“{value}” starts like a spreadsheet formula and is not a code."),
        gettext_noop("Replace it by the code itself."),
    ),
}

MISSING_WORDS: Mapping[str, str] = {
    "dont_know": gettext_noop("{code} for don't know"),
    "no_opinion": gettext_noop("{code} for no opinion"),
    "refused": gettext_noop("{code} for refused"),
    "not_applicable": gettext_noop("{code} for not applicable"),
    "no_answer": gettext_noop("{code} for no answer"),
}
FIELD_WORDS: Mapping[str, str] = {
    "respondent": gettext_noop("the respondent's number"),
    "unit": gettext_noop("the member"),
    "group": gettext_noop("the group of respondents"),
    "weight": gettext_noop("the weight"),
    "sex": gettext_noop("sex"),
    "age_group": gettext_noop("age group"),
    "mode": gettext_noop("how the answer came in"),
}
"""What a column may hold beside answers, in words."""

_ALLOWED_OR = gettext_noop("{codes}, or {missing}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. row: as a spreadsheet counts, 1 is the row of names; 0 when the whole file is meant.

    column: as the file names it, empty when no one column is at fault. value: what stands there, cut short.
    limit: what it is held against. allowed: valid codes. missing: code -> why an answer may be missing.
    """

    kind: FaultKind
    row: int = 0
    column: str = ""
    value: str = ""
    limit: str = ""
    allowed: tuple[str, ...] = ()
    missing: Mapping[str, str] = field(default_factory=dict)

    def what(self, translate: Translate = str) -> str:
        return self._fill(translate(WORDS[self.kind][0]), translate)

    def remedy(self, translate: Translate = str) -> str:
        return self._fill(translate(WORDS[self.kind][1]), translate)

    def words(self, translate: Translate = str) -> str:
        """The fault as one sentence: where, what, what to do. translate: gettext or the like."""
        where = _ROW_AND_COLUMN if self.row and self.column else _ROW if self.row else self._file_or_column
        what, remedy = self.what(translate), self.remedy(translate)
        return translate(where).format(row=self.row, column=self.column, what=what, remedy=remedy)

    @property
    def _file_or_column(self) -> str:
        return _COLUMN if self.column else _FILE

    def _fill(self, text: str, translate: Translate) -> str:
        value = translate(FIELD_WORDS[self.value]) if self.kind is FaultKind.UNMAPPED else self.value
        return text.format(value=value, limit=self.limit, allowed=self._allowed(translate))

    def _allowed(self, translate: Translate) -> str:
        codes = (" " if all(code.isdigit() for code in self.allowed) else ", ").join(self.allowed)
        if not self.missing:
            return codes
        missing = ", ".join(
            translate(MISSING_WORDS[why]).format(code=code) for code, why in self.missing.items()
        )
        return translate(_ALLOWED_OR).format(codes=codes, missing=missing)

    def as_json(self) -> dict[str, object]:
        """Plain values for keeping; ``fault_from_json`` reads them back."""
        named = {"kind": self.kind.value, "row": self.row, "column": self.column, "value": self.value}
        return named | {"limit": self.limit, "allowed": list(self.allowed), "missing": dict(self.missing)}


def fault_from_json(kept: Mapping[str, object]) -> Fault:
    """The fault that ``as_json`` wrote."""
    values = dict(kept) | {"kind": FaultKind(str(kept["kind"])), "allowed": tuple(kept["allowed"])}  # type: ignore[arg-type]
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
