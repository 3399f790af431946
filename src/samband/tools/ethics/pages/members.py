# SPDX-License-Identifier: EUPL-1.2
"""How complete and how fresh the register is, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from samband.tools.ethics.pages import words
from samband.tools.ethics.queries import Coverage, PersonState, Reconciliation

COVERAGE_HEADER = ("member", "name", "elected", "confirmed_ever", "confirmed_and_fresh")


@dataclass(frozen=True, slots=True)
class PersonLine:
    state: PersonState
    offices: str
    todo: str
    colour: str


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """fresh_share: part of one of all the elected; None without anybody. Least complete members first."""

    rows: tuple[tuple[Coverage, float], ...]
    elected: int
    fresh: int
    fresh_share: float | None


def person_lines(*, known: Reconciliation) -> tuple[PersonLine, ...]:
    lines = []
    for state in known.people:
        todo, colour = words.TODOS[state.todo]
        lines.append(PersonLine(state, words.office(held=state.offices), str(todo), colour))
    return tuple(lines)


def coverage_page(*, counted: Iterable[Coverage]) -> CoveragePage:
    rows = [(one, one.fresh / one.elected) for one in counted]
    elected, fresh = sum(one.elected for one, _ in rows), sum(one.fresh for one, _ in rows)
    ordered = sorted(rows, key=lambda row: (row[1], row[0].code))
    return CoveragePage(tuple(ordered), elected, fresh, fresh / elected if elected else None)


def coverage_rows(*, counted: Iterable[Coverage]) -> Iterator[tuple[object, ...]]:
    for one in counted:
        yield one.code, one.name, one.elected, one.confirmed, one.fresh
