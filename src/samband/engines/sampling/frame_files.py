# SPDX-License-Identifier: EUPL-1.2
"""Read a frame from CSV or XLSX without trusting it: every fault with its row, the good rows kept apart."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from samband.engines.files import FORMULA_SIGNS, Fault, FaultKind, Limits, TableFile, read_table, shown
from samband.engines.sampling.frame_columns import CONTACTS, EMAIL, KEY, PHONE, SIZE, UNIT, FrameColumns
from samband.engines.sampling.frame_faults import FrameFault
from samband.engines.sampling.frame_rows import GoodRows, Texts
from samband.engines.sampling.frames import Frame, frame_of

Check = Callable[[str, str], FaultKind | None]
MEGABYTE = 1_000_000
FRAME_LIMITS = Limits(file_bytes=1_000 * MEGABYTE, rows=6_000_000, columns=200)
"""A whole country's adults fit in."""
LONGEST = 100
LONGEST_CONTACT = 300
MOST_FAULTS = 10_000
"""Faults that are kept; further ones are only counted."""
_DIGITS_OF_A_NUMBER = 8
"""Phones are the same when their last digits are: with and without the country's code."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Persons who may be one. kind: ``phone`` or ``email``. keys and rows: of all of them, by row.

    A household may share a phone: a person decides.
    """

    kind: str
    keys: tuple[str, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FrameRead:
    """frame: of the good rows; None when there are none. rows: all rows of the file that are not empty.

    faults: in the order of the rows, at most MOST_FAULTS; fault_count: all of them. likenesses: who may be
    one person. left_out: rows that are not in the frame.
    """

    frame: Frame | None
    rows: int
    faults: tuple[Fault, ...]
    fault_count: int
    likenesses: tuple[Likeness, ...]

    @property
    def left_out(self) -> int:
        return self.rows - (0 if self.frame is None else len(self.frame))


def read_frame(
    *,
    path: Path,
    filename: str,
    folder: Path,
    columns: FrameColumns,
    units: Collection[str] = (),
    encoding: str = "utf-8",
    limits: Limits = FRAME_LIMITS,
) -> FrameRead:
    """Read the chosen columns of a file of persons.

    filename: the name it was given, of which the ending counts. folder: private, for what is unpacked; the
    caller removes it. units: codes that take part; none: any code will do. The order of the rows changes
    nothing but the order of the faults: of two rows with one key, equal ones count once, unequal ones not at
    all. Wrong columns are faults too, and then nothing is read. Raises Unreadable when the file cannot be.
    """
    table = read_table(path=path, filename=filename, folder=folder, encoding=encoding, limits=limits)
    if faults := tuple(_column_faults(table.columns, columns)):
        return FrameRead(None, 0, faults, len(faults), ())
    return _Reading(table, columns, frozenset(units)).read()


def _column_faults(present: Sequence[str], columns: FrameColumns) -> Iterator[Fault]:
    if not columns.key:
        yield Fault(FrameFault.NO_KEY_COLUMN)
    for name in dict.fromkeys(columns.used):
        if name not in present:
            yield Fault(FrameFault.UNKNOWN_COLUMN, column=shown(name), allowed=tuple(map(shown, present)))
        if columns.used.count(name) > 1 or name in _clashing(columns):
            yield Fault(FrameFault.COLUMN_TWICE, column=shown(name))


def _clashing(columns: FrameColumns) -> list[str]:
    """Columns chosen as strata under a name that means something else here."""
    return [column for name, column in columns.strata.items() if name in (KEY, UNIT, SIZE, *columns.contacts)]


class _Reading:
    """One pass over the rows."""

    def __init__(self, table: TableFile, columns: FrameColumns, units: frozenset[str]) -> None:
        self.table, self.units = table, units
        contacts = {name: columns.contacts[name] for name in CONTACTS if name in columns.contacts}
        size = {SIZE: columns.size} if columns.size else {}
        self.columns = {KEY: columns.key, **columns.categories, **size, **contacts}
        place = {column: at for at, column in enumerate(table.columns)}
        self.key_at = place[columns.key]
        self.group_at = {name: place[column] for name, column in columns.categories.items()}
        self.rest_at = {name: place[column] for name, column in {**size, **contacts}.items()}
        self.faults: list[Fault] = []
        self.fault_count = 0
        self.people = GoodRows()
        self.contradicted: set[str] = set()
        self.rows = 0

    def read(self) -> FrameRead:
        for number, cells in self.table.rows():
            if any(cells):
                self.rows += 1
                self._take(number, cells)
        for key in self.contradicted:
            self.people.remove(key)
        if not self.people:
            self._note(FrameFault.NO_PEOPLE)
        frame = self._frame() if self.people else None
        faults = tuple(sorted(self.faults, key=lambda fault: fault.row))
        return FrameRead(frame, self.rows, faults, self.fault_count, tuple(self._likenesses()))

    def _take(self, number: int, cells: list[str]) -> None:
        width = len(self.table.columns)
        if len(cells) > width and any(cells[width:]):
            self._note(FrameFault.TOO_MANY_CELLS, number, value=str(len(cells)), limit=str(width))
            return
        if len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        key = cells[self.key_at].strip()
        group = tuple([cells[at].strip() for at in self.group_at.values()])
        rest = tuple([cells[at].strip() for at in self.rest_at.values()])
        # A group that was found good once needs no second look: there are few, and millions of rows.
        is_good = _is_plain(key) or self._is_good(number, (KEY,), (key,), self._category_fault)
        is_good &= self.people.knows(group) or self._is_good(
            number, self.group_at, group, self._category_fault
        )
        is_good &= not rest or self._is_good(number, self.rest_at, rest, _rest_fault)
        if is_good:
            self._add(key, number, group, rest)

    def _is_good(self, number: int, names: Iterable[str], values: Iterable[str], check: Check) -> bool:
        """Note every fault among these values of a row."""
        is_good = True
        for name, text in zip(names, values, strict=True):
            if kind := check(name, text):
                limit = str(LONGEST if check == self._category_fault else LONGEST_CONTACT)
                self._note(kind, number, self.columns[name], shown(text), limit)
                is_good = False
        return is_good

    def _add(self, key: str, row: int, group: Texts, rest: Texts) -> None:
        place = self.people.add(key, row, group, rest)
        first = self.people.row(place)
        if first == row:
            return
        is_same = (self.people.group(place), self.people.rest(place)) == (group, rest)
        kind = FrameFault.KEY_TWICE if is_same else FrameFault.KEY_CONTRADICTED
        self._note(kind, row, self.columns[KEY], shown(key), str(first))
        if not is_same and key not in self.contradicted:
            self.contradicted.add(key)
            self._note(kind, first, self.columns[KEY], shown(key), str(row))

    def _category_fault(self, name: str, text: str) -> FaultKind | None:
        if not text:
            return FrameFault.EMPTY
        if name == UNIT and self.units and text not in self.units:
            return FrameFault.UNKNOWN_UNIT
        return _text_fault(text, LONGEST) or (FrameFault.FORMULA if text[0] in FORMULA_SIGNS else None)

    def _note(
        self, kind: FaultKind, row: int = 0, column: str = "", value: str = "", limit: str = ""
    ) -> None:
        self.fault_count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(kind, row, shown(column), value, limit))

    def _frame(self) -> Frame:
        rest = {name: self.people.rests(at) for at, name in enumerate(self.rest_at)}
        sizes = rest.pop(SIZE, None)
        return frame_of(
            keys=self.people.keys(),
            columns={name: self.people.category(at) for at, name in enumerate(self.group_at)},
            sizes=None if sizes is None else [size_of(text) for text in sizes],
            contacts=rest,
        )

    def _likenesses(self) -> Iterator[Likeness]:
        for at, kind in enumerate(self.rest_at):
            if kind in (PHONE, EMAIL):
                yield from self._alike(kind, at)

    def _alike(self, kind: str, at: int) -> Iterator[Likeness]:
        alike: dict[str, list[tuple[str, int]]] = {}
        for key, place in self.people:
            if same := _comparable(kind, self.people.rest(place)[at]):
                alike.setdefault(same, []).append((key, self.people.row(place)))
        for persons in alike.values():
            if len(persons) > 1:
                keys, rows = zip(*persons, strict=True)
                yield Likeness(kind, keys, rows)


def size_of(text: str) -> float:
    """A measure of size, 0 when the text is none. A comma may stand for the point."""
    try:
        value = float(text.replace(",", ".", 1))
    except ValueError:
        return 0.0
    return value if isfinite(value) and value > 0 else 0.0


def _rest_fault(name: str, text: str) -> FaultKind | None:
    if name == SIZE:
        return None if size_of(text) else FrameFault.BAD_SIZE
    if text and name != PHONE and text[0] in FORMULA_SIGNS:
        return FrameFault.FORMULA
    return _text_fault(text, LONGEST_CONTACT)


def _is_plain(text: str) -> bool:
    """Nearly every key: seen to be good without a further look."""
    return 0 < len(text) <= LONGEST and text.isalnum()


def _text_fault(text: str, longest: int) -> FaultKind | None:
    if text.isprintable() and len(text) <= longest:
        return None
    return FrameFault.TOO_LONG if len(text) > longest else FrameFault.CONTROL


def _comparable(kind: str, text: str) -> str:
    if kind == EMAIL:
        return text.casefold()
    digits = "".join(letter for letter in text if letter.isdigit())
    return digits[-_DIGITS_OF_A_NUMBER:] if len(digits) >= _DIGITS_OF_A_NUMBER else digits
