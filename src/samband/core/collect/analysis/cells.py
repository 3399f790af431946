# SPDX-License-Identifier: EUPL-1.2
"""Read the cells of one row: each distinct text of a column is judged once and then looked up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Protocol, TypeVar

from samband.core.collect.analysis.faults import MISSING_WORDS, AnswerFault
from samband.core.collect.analysis.mapping import Mapping as ColumnMapping
from samband.engines.files import FORMULA_SIGNS, Fault, shown
from samband.engines.instrument.checks import NO_ANSWER_MARKERS, Refusal, check_answer
from samband.engines.instrument.model import Instrument, Item

T = TypeVar("T")
_REMEMBERED = 10_000
MODES = ("web", "meeting", "phone", "paper", "file", "import")


class Expected(Protocol):
    """What cells are held against; see ``checking.Expectation``."""

    @property
    def instrument(self) -> Instrument: ...
    @property
    def asked(self) -> Mapping[str, str]: ...
    @property
    def day(self) -> str: ...
    @property
    def background(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def units(self) -> Mapping[str, str]: ...


@dataclass(slots=True)
class Reading:
    """What one row says, and every fault found in it."""

    respondent: str = ""
    unit: str = ""
    group: str = ""
    answers: dict[str, int] = field(default_factory=dict)
    background: dict[str, str] = field(default_factory=dict)
    mode: str = ""
    weight: float | None = None
    faults: list[Fault] = field(default_factory=list)


class _Column:
    """One column: where it stands, what it is called, how its values are rewritten before they are judged."""

    def __init__(
        self, name: str, place: int, recodes: Mapping[str, str], judge: Callable[[str], object]
    ) -> None:
        self.name, self.place, self.judge = name, place, judge
        self.recodes = {value.casefold(): here for value, here in recodes.items()}
        self.judged: dict[str, object] = {}

    def read(self, cells: list[str]) -> object:
        """The value, None for an empty cell, or a Fault that does not yet know its row."""
        text = cells[self.place]
        try:
            return self.judged[text]
        except KeyError:
            return self._judge_first(text)

    def _judge_first(self, text: str) -> object:
        stripped = text.strip()
        recoded = self.recodes.get(stripped.casefold(), stripped)
        is_empty = recoded.upper() in NO_ANSWER_MARKERS
        judged = None if is_empty else formula(recoded) or self.judge(recoded)
        if len(self.judged) < _REMEMBERED:
            self.judged[text] = judged
        return judged


def formula(text: str) -> Fault | None:
    """A fault when a spreadsheet program could run the text; a plain number with a sign is none."""
    if not text.startswith(FORMULA_SIGNS) or number(text) is not None:
        return None
    return Fault(AnswerFault.FORMULA, value=shown(text))


def number(text: str) -> float | None:
    """The number that stands there, with a point or a comma for decimals; None when there is none."""
    try:
        return float(text.replace(",", ".")) if "_" not in text else None
    except ValueError:
        return None


class Cells:
    """Reads rows of a file with these columns through a mapping that fits it."""

    def __init__(self, *, columns: tuple[str, ...], mapping: ColumnMapping, expected_of: Expected) -> None:
        self.expected, self.mapping = expected_of, mapping
        self.places = {name: place for place, name in enumerate(columns)}
        judges: dict[str, Callable[[str], object]] = {
            "respondent": str, "unit": self._unit, "group": self._group, "weight": _weight,
            "mode": self._mode, "sex": self._background_of("sex"),
            "age_group": self._background_of("age_group"),
        }  # fmt: skip
        self.fields = {
            name: self._column(column, judges[name])
            for name, column in mapping.columns.items()
            if column and name in judges
        }
        asked = {item.code: item for item in expected_of.instrument.items}
        self.items = [
            (asked[code], self._column(name, _answer_of(asked[code])))
            for code, name in mapping.items.items()
            if name and code in asked
        ]
        self.respondent_column = mapping.columns["respondent"]

    def _column(self, name: str, judge: Callable[[str], object]) -> _Column:
        return _Column(name, self.places[name], self.mapping.recodes.get(name, {}), judge)

    def read(self, row: int, cells: list[str]) -> Reading:
        reading = Reading(group=self.mapping.group)
        values = {
            name: self._value(column, row, cells, reading.faults) for name, column in self.fields.items()
        }
        reading.respondent = self._required(values, "respondent", row, reading.faults, str)
        reading.unit = self._required(values, "unit", row, reading.faults, str)
        reading.group = self.mapping.group or self._required(values, "group", row, reading.faults, str)
        reading.weight = _as(values.get("weight"), float)
        reading.mode = _as(values.get("mode"), str) or ""
        reading.background = {name: str(values[name]) for name in ("sex", "age_group") if values.get(name)}
        self._read_answers(row, cells, reading)
        return reading

    def _read_answers(self, row: int, cells: list[str], reading: Reading) -> None:
        group, answers, before = reading.group, reading.answers, len(reading.faults)
        for item, column in self.items:
            value = column.read(cells)
            if value is None:
                continue
            if group and not item.is_asked_of(group):
                there = shown(cells[column.place])
                reading.faults.append(Fault(AnswerFault.NOT_ASKED, row, column.name, there, group))
            elif isinstance(value, Fault):
                reading.faults.append(_placed(value, row, column.name))
            else:
                answers[item.code] = value  # type: ignore[assignment]
        if not answers and len(reading.faults) == before:
            reading.faults.append(Fault(AnswerFault.NO_ANSWERS, row))

    @staticmethod
    def _value(column: _Column, row: int, cells: list[str], faults: list[Fault]) -> object:
        value = column.read(cells)
        if not isinstance(value, Fault):
            return value
        faults.append(_placed(value, row, column.name))
        return value

    def _required(
        self, values: Mapping[str, object], name: str, row: int, faults: list[Fault], kind: type[T]
    ) -> T:
        value = values.get(name)
        if value is None:
            faults.append(self._absent(name, row))
        return value if isinstance(value, kind) else kind()

    def _absent(self, name: str, row: int) -> Fault:
        column = self.mapping.columns[name]
        if name == "respondent":
            return Fault(AnswerFault.NO_RESPONDENT, row, column)
        if name == "unit":
            return Fault(AnswerFault.UNKNOWN_MEMBER, row, column, "—", self.expected.day)
        return Fault(AnswerFault.UNKNOWN_GROUP, row, column, "—", allowed=self.expected.instrument.groups)

    def _unit(self, text: str) -> str | Fault:
        code = self.expected.units.get(text) or self.expected.units.get(text.casefold())
        if code is None:
            return Fault(AnswerFault.UNKNOWN_MEMBER, value=shown(text), limit=self.expected.day)
        return code if code in self.expected.asked else Fault(AnswerFault.MEMBER_NOT_ASKED, value=shown(text))

    def _group(self, text: str) -> str | Fault:
        groups = self.expected.instrument.groups
        return text if text in groups else Fault(AnswerFault.UNKNOWN_GROUP, value=shown(text), allowed=groups)

    def _mode(self, text: str) -> str | Fault:
        mode = text.casefold()
        return mode if mode in MODES else Fault(AnswerFault.BAD_BACKGROUND, value=shown(text), allowed=MODES)

    def _background_of(self, name: str) -> Callable[[str], str | Fault]:
        allowed = self.expected.background.get(name, ())

        def judge(text: str) -> str | Fault:
            return (
                text
                if text in allowed
                else Fault(AnswerFault.BAD_BACKGROUND, value=shown(text), allowed=allowed)
            )

        return judge


def _as(value: object, kind: type[T]) -> T | None:
    return value if isinstance(value, kind) else None


def _placed(fault: Fault, row: int, column: str) -> Fault:
    return Fault(fault.kind, row, column, fault.value, fault.limit, fault.allowed, fault.missing)


def _weight(text: str) -> float | Fault:
    value = number(text)
    if value is None or not isfinite(value) or value <= 0:
        return Fault(AnswerFault.BAD_WEIGHT, value=shown(text))
    return value


def _answer_of(item: Item) -> Callable[[str], int | Fault | None]:
    def judge(text: str) -> int | Fault | None:
        answer = check_answer(item=item, raw=text)
        return _refused(answer) if isinstance(answer, Refusal) else answer

    return judge


def _refused(refusal: Refusal) -> Fault:
    scale = refusal.item.scale
    codes = tuple(map(str, scale.codes))
    kind = AnswerFault.OUT_OF_SCALE if refusal.is_number else AnswerFault.NOT_A_NUMBER
    has_no_gap = scale.high - scale.low + 1 == len(codes)
    limit = f"{scale.low}–{scale.high}" if has_no_gap else " ".join(codes)
    missing = {str(code): MISSING_WORDS[why.value] for code, why in scale.missing.items()}
    return Fault(kind, value=shown(refusal.raw), limit=limit, allowed=codes, missing=missing)
