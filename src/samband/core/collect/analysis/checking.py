# SPDX-License-Identifier: EUPL-1.2
"""Check the rows of an answer file: every fault of every row, the good rows kept apart."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from samband.core.collect.analysis.cells import Cells, Reading
from samband.core.collect.analysis.faults import FIELD_WORDS, AnswerFault
from samband.core.collect.analysis.mapping import Mapping as ColumnMapping
from samband.engines.files import Fault, FaultKind, FileFault, Row, Unreadable, shown
from samband.engines.instrument.model import Instrument

FAULTS_KEPT = 500
"""Faults kept to be shown; all are counted."""


@dataclass(frozen=True)
class Expectation:
    """What a file is held against.

    asked: members that take part, code -> name. known: all members on the day. day: the register's day, as
    it is shown. background: field -> allowed codes (``{"sex": ("female", "male")}``).
    """

    instrument: Instrument
    asked: Mapping[str, str]
    known: Mapping[str, str]
    day: str = ""
    background: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Every accepted way to write a member -> its code: the code, without its leading zeros, the name.

        A name that two members share stands for neither.
        """
        everybody = {**self.known, **self.asked}
        names = Counter(name.casefold() for name in everybody.values())
        unique = {name.casefold(): code for code, name in everybody.items() if names[name.casefold()] == 1}
        return {
            **unique,
            **{code.lstrip("0"): code for code in everybody},
            **{code: code for code in everybody},
        }


@dataclass(frozen=True)
class Known:
    """What was loaded before.

    recognise: respondent as the file names them -> keyed digest. loaded: that digest -> that of the answers.
    """

    recognise: Callable[[str], str]
    loaded: Mapping[str, str] = field(default_factory=dict)


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    ALREADY_HERE = "already_here"
    CHANGED = "changed"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row after checking. answers: item -> code, missing codes included, unanswered items left out.

    faults is empty unless the outcome is faulty or changed.
    """

    number: int
    outcome: Outcome
    respondent: str = ""
    unit: str = ""
    group: str = ""
    answers: Mapping[str, int] = field(default_factory=dict)
    background: Mapping[str, str] = field(default_factory=dict)
    mode: str = ""
    weight: float | None = None
    content: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What an import would do. counts: outcome -> rows. fault_counts: kind -> faults, complete.

    faults: the first FAULTS_KEPT. by_unit: (unit, group) -> new rows.
    """

    rows: int
    counts: Mapping[Outcome, int]
    fault_counts: Mapping[FaultKind, int]
    faults: tuple[Fault, ...]
    by_unit: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def good(self) -> int:
        """Rows that would be loaded."""
        return self.counts.get(Outcome.NEW, 0)


def check_rows(
    *,
    columns: tuple[str, ...],
    rows: Iterable[Row],
    mapping: ColumnMapping,
    expected: Expectation,
    known: Known,
) -> Preview:
    """Count and list what an import of these rows would do, keeping only counts and the first faults."""
    outcomes: Counter[Outcome] = Counter()
    kinds: Counter[FaultKind] = Counter()
    units: Counter[tuple[str, str]] = Counter()
    shown_faults: list[Fault] = []
    try:
        for row in checked_rows(columns=columns, rows=rows, mapping=mapping, expected=expected, known=known):
            outcomes[row.outcome] += 1
            units[row.unit, row.group] += row.outcome is Outcome.NEW
            kinds.update(fault.kind for fault in row.faults)
            shown_faults.extend(row.faults[: FAULTS_KEPT - len(shown_faults)])
    except Unreadable as whole_file:
        return _refused(whole_file, sum(outcomes.values()))
    if not outcomes:
        return _refused(Unreadable(Fault(FileFault.EMPTY_FILE)), 0)
    return Preview(sum(outcomes.values()), outcomes, kinds, tuple(shown_faults), +units)


def _refused(reason: Unreadable, rows: int) -> Preview:
    """A file that is refused as a whole has no good rows, however many were read before the fault."""
    kinds = Counter(fault.kind for fault in reason.faults)
    return Preview(rows, {}, kinds, reason.faults)


def checked_rows(
    *,
    columns: tuple[str, ...],
    rows: Iterable[Row],
    mapping: ColumnMapping,
    expected: Expectation,
    known: Known,
) -> Iterator[CheckedRow]:
    """Check row by row, in the order of the file; empty rows at its end are passed over.

    Raises Unreadable when the mapping does not fit the file, with every reason.
    """
    if faults := tuple(_mapping_faults(columns, mapping, expected)):
        raise Unreadable(*faults)
    checker = _Checker(columns, mapping, expected, known)
    empty: list[int] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            empty.append(number)
            continue
        yield from (_faulty(at, (Fault(AnswerFault.EMPTY_ROW, row=at),)) for at in empty)
        empty.clear()
        yield checker.check(number, cells)


def _mapping_faults(
    columns: tuple[str, ...], mapping: ColumnMapping, expected: Expectation
) -> Iterator[Fault]:
    for name in mapping.unmapped:
        yield Fault(AnswerFault.UNMAPPED, value=FIELD_WORDS[name], value_is_text=True)
    if not mapping.items:
        yield Fault(AnswerFault.NO_ITEMS)
    for column in sorted(set(mapping.used_columns) - set(columns)):
        yield Fault(AnswerFault.MISSING_COLUMN, column=shown(column))
    if mapping.group and mapping.group not in expected.instrument.groups:
        allowed = expected.instrument.groups
        yield Fault(AnswerFault.UNKNOWN_GROUP, value=shown(mapping.group), allowed=allowed)


def _faulty(number: int, faults: tuple[Fault, ...]) -> CheckedRow:
    return CheckedRow(number, Outcome.FAULTY, faults=faults)


class _Checker:
    """Holds what one pass over a file needs to know: where the columns are and whom it has seen."""

    def __init__(
        self, columns: tuple[str, ...], mapping: ColumnMapping, expected: Expectation, known: Known
    ) -> None:
        self.width = len(columns)
        self.cells = Cells(columns=columns, mapping=mapping, expected_of=expected)
        self.known = known
        self.seen: dict[str, int] = {}

    def check(self, number: int, cells: list[str]) -> CheckedRow:
        if surplus := self._surplus(cells):
            return _faulty(
                number, (Fault(AnswerFault.RAGGED, row=number, value=surplus, limit=str(self.width)),)
            )
        reading = self.cells.read(number, cells)
        faults = (*reading.faults, *self._seen_before(number, reading))
        return _faulty(number, faults) if faults else self._compared(number, reading)

    def _surplus(self, cells: list[str]) -> str:
        """How many cells there are when it is not as many as columns; empty cells at the end do not count."""
        if len(cells) >= self.width and not any(cell.strip() for cell in cells[self.width :]):
            return ""
        return str(len(cells))

    def _seen_before(self, number: int, reading: Reading) -> Iterator[Fault]:
        if not reading.respondent:
            return
        first = self.seen.setdefault(self.known.recognise(reading.respondent), number)
        if first != number:
            column, who = self.cells.respondent_column, shown(reading.respondent)
            yield Fault(
                AnswerFault.DUPLICATE_RESPONDENT, row=number, column=column, value=who, limit=str(first)
            )

    def _compared(self, number: int, reading: Reading) -> CheckedRow:
        respondent, content = self.known.recognise(reading.respondent), content_digest(reading)
        earlier = self.known.loaded.get(respondent)
        outcome = (
            Outcome.NEW
            if earlier is None
            else Outcome.ALREADY_HERE
            if earlier == content
            else Outcome.CHANGED
        )
        faults = (self._changed(number, reading),) if outcome is Outcome.CHANGED else ()
        return CheckedRow(
            number, outcome, respondent, reading.unit, reading.group, reading.answers,
            reading.background, reading.mode, reading.weight, content, faults,
        )  # fmt: skip

    def _changed(self, number: int, reading: Reading) -> Fault:
        column = self.cells.respondent_column
        return Fault(AnswerFault.CHANGED, row=number, column=column, value=shown(reading.respondent))


def content_digest(reading: Reading) -> str:
    """The same for two rows that say the same, whatever the order of their columns."""
    said = [reading.unit, reading.group, reading.answers, reading.background, reading.mode, reading.weight]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]
