# SPDX-License-Identifier: EUPL-1.2
"""Whose roles are they? By name and full date of birth; a name alone is a question, and stays one."""

from collections.abc import Iterable
from dataclasses import dataclass

from samband.engines.names import Identity, Person, compare
from samband.tools.ethics.analysis.names import fold
from samband.tools.ethics.analysis.roles import RoleRow

FULL_DATE = 10


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in public office. names: every way in which the register writes them."""

    person: int
    names: tuple[str, ...]
    birth_date: str


@dataclass(frozen=True, slots=True)
class Matched:
    """sure: (role, person) by name and date of birth. asked: those at whom a name alone points.

    others: roles of people whom the register of people does not know.
    """

    sure: tuple[tuple[RoleRow, int], ...]
    asked: tuple[tuple[RoleRow, int], ...]
    others: int


def match_roles(*, roles: Iterable[RoleRow], people: Iterable[Known], language: str) -> Matched:
    """language: of the names, for their spellings. Quick for whole registers: only who shares a day or a
    name is compared.
    """
    by_day: dict[str, list[Known]] = {}
    by_name: dict[str, list[Known]] = {}
    for known in people:
        if len(known.birth_date) == FULL_DATE:
            by_day.setdefault(known.birth_date, []).append(known)
        for name in known.names:
            by_name.setdefault(_key(name), []).append(known)
    sure: list[tuple[RoleRow, int]] = []
    asked: list[tuple[RoleRow, int]] = []
    others = 0
    for role in roles:
        likely = {
            one.person: one for one in (*by_day.get(role.birth_date, ()), *by_name.get(_key(role.name), ()))
        }
        classes = {person: _identity(role, one, language) for person, one in likely.items()}
        strong = [person for person, found in classes.items() if found is Identity.STRONG]
        possible = strong or [person for person, found in classes.items() if found is Identity.POSSIBLE]
        if len(strong) == 1:
            sure.append((role, strong[0]))
        elif possible:
            asked.append((role, possible[0]))
        else:
            others += 1
    return Matched(tuple(sure), tuple(asked), others)


def _identity(role: RoleRow, known: Known, language: str) -> Identity:
    """The best of the ways in which the name is written."""
    there = Person(role.name, role.birth_date)
    found = (
        compare(left=Person(name, known.birth_date), right=there, language=language).identity
        for name in known.names
    )
    return max(found, key=lambda one: one.rank)


def _key(name: str) -> str:
    return " ".join(sorted(fold(name).split()))
