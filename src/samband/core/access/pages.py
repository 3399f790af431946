# SPDX-License-Identifier: EUPL-1.2
"""Roles, people and sessions as a person reads them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from samband.core.access import queries
from samband.core.access.card import ROLE_WORDS
from samband.core.access.queries import AccessLine, PersonRecord, RoleGrantRecord, SessionRecord
from samband.core.access.rules import FACTS, Refusal, Role

ASSOCIATION = "association"
"""What stands in an address where the code of an authority would."""

BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class RoleLine:
    """role, place: in the reader's language. last_day: included; None without end. state: now, coming or
    ended.
    """

    number: int
    role: str
    place: str
    code: str
    first_day: date
    last_day: date | None
    state: str


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One role on the page of its authority."""

    line: RoleLine
    name: str
    email: str
    key: str
    stands_in_for: str
    last_sign_in: datetime | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in the list of an administrator. roles: those of today, in words."""

    name: str
    email: str
    key: str
    roles: str
    last_sign_in: datetime | None
    is_active: bool


@dataclass(frozen=True, slots=True)
class SessionLine:
    """browser: as a person calls it."""

    browser: str
    address: str
    since: datetime
    last_seen: datetime
    is_current: bool


def role_label(*, role: Role) -> str:
    return gettext(ROLE_WORDS[role])


def refusal(*, reason: Refusal) -> str:
    """Why not, and what to do, in the reader's language."""
    return gettext(FACTS[reason])


def authority_of(*, code: str) -> str:
    return "" if code == ASSOCIATION else code


def place_of(*, authority: str) -> str:
    """The name of the authority, or the association."""
    if not authority:
        return gettext("the association")
    return queries.place_names(codes=[authority], on=timezone.localdate())[authority]


def role_lines(*, grants: Iterable[RoleGrantRecord], on: date) -> tuple[RoleLine, ...]:
    """Roles of one person: those of today first."""
    given = tuple(grants)
    names = queries.place_names(codes=(grant.authority for grant in given), on=on)
    lines = (_role_line(grant, names.get(grant.authority, ""), on) for grant in given)
    return tuple(sorted(lines, key=lambda line: ("now", "coming", "ended").index(line.state)))


def access_lines(*, lines: Iterable[AccessLine], on: date) -> dict[str, list[AccessRow]]:
    """``now``, ``coming`` and ``ended``: who has access, who will, who had."""
    sorted_by_state: dict[str, list[AccessRow]] = {"now": [], "coming": [], "ended": []}
    for line in lines:
        row = _row(line, on)
        sorted_by_state[row.line.state].append(row)
    return sorted_by_state


def holders(*, lines: Iterable[AccessLine], on: date) -> tuple[tuple[int, str], ...]:
    """Roles of today in which somebody could stand in, for a choice."""
    held = (line for line in lines if line.is_active and line.grant.period.holds_on(on))
    return tuple((line.grant.id, f"{line.name}, {role_label(role=line.grant.role)}") for line in held)


def person_lines(*, people: Iterable[PersonRecord], on: date) -> tuple[PersonLine, ...]:
    shown = tuple(people)
    grants = queries.roles_at(references=(one.reference for one in shown))
    names = queries.place_names(codes={grant.authority for held in grants.values() for grant in held}, on=on)
    return tuple(
        PersonLine(
            one.name,
            one.email,
            one.reference.removeprefix("person:"),
            ", ".join(
                role_in_words(grant=grant, names=names)
                for grant in grants.get(one.reference, ())
                if grant.period.holds_on(on)
            ),
            one.last_sign_in,
            one.is_active,
        )
        for one in shown
    )


def role_in_words(*, grant: RoleGrantRecord, names: Mapping[str, str]) -> str:
    """“contact person of Utsira”, “analyst”."""
    role = role_label(role=grant.role)
    if not grant.authority:
        return role
    place = names.get(grant.authority, grant.authority)
    return gettext("%(role)s of %(place)s") % {"role": role, "place": place}


def session_lines(*, sessions: Iterable[SessionRecord]) -> tuple[SessionLine, ...]:
    return tuple(
        SessionLine(browser_name(agent=one.browser), one.address, one.since, one.last_seen, one.is_current)
        for one in sessions
    )


def browser_name(*, agent: str) -> str:
    """“Firefox, Windows” from what a browser says of itself."""
    browser = next((name for mark, name in BROWSERS if mark in agent), gettext("A browser"))
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    return f"{browser}, {system}" if system else browser


def _row(line: AccessLine, on: date) -> AccessRow:
    return AccessRow(
        _role_line(line.grant, "", on),
        line.name,
        line.email,
        line.grant.person.removeprefix("person:"),
        line.stands_in_for,
        line.last_sign_in,
        line.is_active,
    )


def _role_line(grant: RoleGrantRecord, place: str, on: date) -> RoleLine:
    state = "now" if grant.period.holds_on(on) else "coming" if grant.valid_from > on else "ended"
    if grant.valid_to is not None and grant.valid_to <= grant.valid_from:
        state = "ended"
    last_day = grant.valid_to - timedelta(days=1) if grant.valid_to else None
    return RoleLine(
        grant.id, role_label(role=grant.role), place, grant.authority, grant.valid_from, last_day, state
    )
