# SPDX-License-Identifier: EUPL-1.2
"""A CSV file of answers, one row for each respondent, as respondents."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from samband.engines.instrument import Instrument, Question
from samband.engines.instrument.flow import Consent, Day, Evidence, Number, OnScale, Ranked, SomeOf
from samband.engines.microdata.variables import Answered
from samband.engines.rule_files import Fault, RuleFaults

LARGEST = 200_000_000
GROUP, ABOUT = ("respondent_group", "group"), ("unit", "mode", "weight")


class Unreadable(RuleFaults):
    """The file cannot be taken for answers."""


def read_answers(*, path: Path, instrument: Instrument) -> tuple[list[Answered], tuple[Fault, ...]]:
    """Respondents, and the columns that are left out. Columns are called like questions.

    Cells hold codes; several options stand in one cell, parted by spaces. Raises Unreadable.
    """
    asked = _readers(instrument)
    with path.open(encoding="utf-8-sig", newline="") as source:
        if path.stat().st_size > LARGEST:
            raise _unreadable(path, f"The file is larger than {LARGEST // 1_000_000} MB.", "Split it.")
        try:
            reader = csv.DictReader(source, strict=True)
            columns = tuple(reader.fieldnames or ())
            people = [_person(row, asked, instrument) for row in reader]
        except (csv.Error, UnicodeDecodeError) as error:
            raise _unreadable(path, "The file is not sound CSV in UTF-8.", "Save it so.") from error
    if not asked.keys() & set(columns):
        raise _unreadable(path, "No column is called like a question.", "Name the columns so.")
    return people, tuple(_left_out(path, columns, asked))


def _readers(instrument: Instrument) -> dict[str, Question]:
    return {question.code: question for question in instrument.flow.questions}


def _left_out(path: Path, columns: Sequence[str], asked: Mapping[str, Question]) -> Iterator[Fault]:
    for column in columns:
        base = column.partition("[")[0].removesuffix("_other")
        if base not in asked and column not in (*GROUP, *ABOUT):
            what = f"The column {column[:60]} belongs to no question."
            yield Fault(path.name, 1, what, "Name it like one, if it does.")


def _person(row: Mapping[str, str | None], asked: Mapping[str, Question], instrument: Instrument) -> Answered:
    cells = {
        key: (value or "").strip()
        for key, value in row.items()
        if isinstance(key, str) and not isinstance(value, list)
    }
    answers = {}
    for column, cell in cells.items():
        question = asked.get(column.partition("[")[0])
        if cell and question:
            answers[column] = _value(question, cell)
        elif cell and column.partition("[")[0].endswith("_other"):
            answers[column] = cell
    group = next((cells[name] for name in GROUP if cells.get(name)), next(iter(instrument.groups), ""))
    weight = _as_number(cells.get("weight", ""))
    return Answered(group, cells.get("unit", ""), answers, {}, cells.get("mode", ""), weight)


def _value(question: Question, cell: str) -> object:
    kind = question.kind
    if isinstance(kind, SomeOf | Ranked | Evidence):
        return tuple(cell.split())
    if isinstance(kind, Consent):
        return cell.lower() in ("1", "true", "yes")
    if isinstance(kind, OnScale):
        return int(cell) if cell.removeprefix("-").isdecimal() and len(cell) < 8 else None
    if isinstance(kind, Day):
        return cell if _is_day(cell) else None
    return _as_number(cell) if isinstance(kind, Number) else cell


def _is_day(cell: str) -> bool:
    try:
        return date.fromisoformat(cell).isoformat() == cell
    except ValueError:
        return False


def _as_number(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if abs(number) < 1e15 else None


def _unreadable(path: Path, what: str, remedy: str) -> Unreadable:
    return Unreadable([Fault(path.name, 1, what, remedy)])
