# SPDX-License-Identifier: EUPL-1.2
"""Which ownerships of a whole register have to do with the organisations that are known here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from samband.tools.ethics.analysis.roles import OwnedRow

Steps = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Reach:
    """near: of known organisations, of all that they own, and of the owners of these, up to the top.

    asked: with an end known by its name alone, where the other is known. told: numbers whose owners the file
    tells. others: all further rows.
    """

    near: tuple[OwnedRow, ...]
    asked: tuple[OwnedRow, ...]
    told: frozenset[str]
    others: int


def reach(*, rows: Iterable[OwnedRow], known: Collection[str]) -> Reach:
    """known: numbers. Takes time in proportion to the rows, also where organisations own one another."""
    every = list(rows)
    numbered = [row for row in every if row.owned.number and (row.owner is None or row.owner.number)]
    down: dict[str, set[str]] = {}
    up: dict[str, set[str]] = {}
    for row in numbered:
        if row.owner:
            down.setdefault(row.owner.number, set()).add(row.owned.number)
            up.setdefault(row.owned.number, set()).add(row.owner.number)
    whole = _closed(_closed(set(known), down), up)
    near = tuple(row for row in numbered if row.owned.number in whole)
    asked = tuple(row for row in every if not _is_numbered(row) and _touches(row, whole))
    told = frozenset(row.owned.number for row in numbered)
    return Reach(near, asked, told, len(every) - len(near) - len(asked))


def _closed(begin: set[str], steps: Steps) -> set[str]:
    found, due = set(begin), list(begin)
    while due:
        for one in steps.get(due.pop(), ()):
            if one not in found:
                found.add(one)
                due.append(one)
    return found


def _is_numbered(row: OwnedRow) -> bool:
    return bool(row.owned.number) and (row.owner is None or bool(row.owner.number))


def _touches(row: OwnedRow, whole: Collection[str]) -> bool:
    return row.owned.number in whole or bool(row.owner and row.owner.number in whole)
