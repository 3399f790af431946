# SPDX-License-Identifier: EUPL-1.2
"""A file of who has which role in which organisation: a table, or JSON as Brønnøysund publishes it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from samband.engines.files import Fault, FaultKind, Row, shown
from samband.engines.files.faults import gettext_noop
from samband.tools.ethics.analysis.organisation_forms import kind_of_form
from samband.tools.ethics.rules import PostRole, is_number, plain_number

COLUMNS = ("number", "organisation", "form", "role", "name", "birth_date", "valid_from", "valid_to")
REQUIRED = ("number", "role", "name", "birth_date")
LONGEST = 200
ROLE_CODES = {
    "LEDE": PostRole.CHAIR,
    "NEST": PostRole.DEPUTY_CHAIR,
    "MEDL": PostRole.BOARD_MEMBER,
    "VARA": PostRole.DEPUTY_MEMBER,
    "DAGL": PostRole.MANAGER,
    "INNH": PostRole.SOLE_OWNER,
    "DTPR": PostRole.PARTNER,
    "DTSO": PostRole.PARTNER,
}
"""Codes of roles in the Norwegian Register of Legal Entities. Others are kept as another post."""


class RoleFault(FaultKind):
    """What is wrong with a row of a file of roles."""

    NO_COLUMN = (
        "no_column",
        gettext_noop("the file has no such column."),
        gettext_noop("The first row must name: {allowed}."),
    )
    NO_NUMBER = (
        "no_number",
        gettext_noop("{value} is not the number of an organisation."),
        gettext_noop("Correct it."),
    )
    NO_NAME = ("no_name", gettext_noop("nothing stands there."), gettext_noop("Write it."))
    NO_DAY = (
        "no_day",
        gettext_noop("{value} is not a day."),
        gettext_noop("Write it as year-month-day, for instance 2026-03-31."),
    )
    NOT_ROLES = (
        "not_roles",
        gettext_noop("this is no list of organisations with their roles."),
        gettext_noop("Each has “organisasjonsnummer” and “rollegrupper”, as Brønnøysund publishes them."),
    )


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role of one person. role: as here; what: what the file calls a role that is none of ours.

    valid_from: None when the file does not say; then it is known from the day of the file on.
    kind: of the organisation by its legal form; '' when that does not tell it.
    """

    row: int
    number: str
    organisation: str
    role: PostRole
    what: str
    name: str
    birth_date: str
    valid_from: date | None
    valid_to: date | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class RolesRead:
    """good: rows without fault. faults: all, in the order of the file."""

    good: tuple[RoleRow, ...]
    faults: tuple[Fault, ...]


def read_roles(*, columns: Sequence[str], rows: Iterable[Row], country: str) -> RolesRead:
    """A table with the columns of COLUMNS in any order. country: name of the pack, for the numbers."""
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        return RolesRead(
            (), tuple(Fault(RoleFault.NO_COLUMN, column=name, allowed=COLUMNS) for name in missing)
        )
    told = ((row, dict(zip(columns, (cell.strip() for cell in cells), strict=False))) for row, cells in rows)
    return _read(told, country)


def read_roles_json(*, text: str, country: str) -> RolesRead:
    """Organisations with ``rollegrupper``; one, a list, or the list in ``enheter``."""
    try:
        units = _units(json.loads(text))
        told = [one for unit in units for one in _persons(unit)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return RolesRead((), (Fault(RoleFault.NOT_ROLES),))
    return _read(enumerate(told, start=1), country)


def _read(told: Iterable[tuple[int, Mapping[str, str]]], country: str) -> RolesRead:
    good: list[RoleRow] = []
    faults: list[Fault] = []
    for row, values in told:
        found = tuple(_faults(row, values, country))
        faults += found
        good += [] if found else [_row(row, values, country)]
    return RolesRead(tuple(good), tuple(faults))


def _faults(row: int, values: Mapping[str, str], country: str) -> Iterator[Fault]:
    checks: Mapping[str, tuple[RoleFault, Callable[[str], bool]]] = {
        "number": (RoleFault.NO_NUMBER, lambda text: is_number(number=plain_number(text), country=country)),
        "role": (RoleFault.NO_NAME, bool),
        "name": (RoleFault.NO_NAME, bool),
        "birth_date": (RoleFault.NO_DAY, _is_day),
        "valid_from": (RoleFault.NO_DAY, lambda text: not text or _is_day(text)),
        "valid_to": (RoleFault.NO_DAY, lambda text: not text or _is_day(text)),
    }
    for column, (kind, is_right) in checks.items():
        text = values.get(column, "")
        if not is_right(text):
            yield Fault(kind, row, column, shown(text) or "—")


def _row(row: int, values: Mapping[str, str], country: str) -> RoleRow:
    code = values["role"]
    role = ROLE_CODES.get(code.upper()) or (PostRole(code.lower()) if code.lower() in set(PostRole) else None)
    return RoleRow(
        row=row,
        number=plain_number(values["number"]),
        organisation=values.get("organisation", "")[:LONGEST],
        role=role or PostRole.OTHER,
        what="" if role else (values.get("what") or code)[:LONGEST],
        name=values["name"][:LONGEST],
        birth_date=values["birth_date"][:10],
        valid_from=_day(values.get("valid_from", "")),
        valid_to=_day(values.get("valid_to", "")),
        kind=kind_of_form(form=values.get("form", ""), country=country),
    )


def _units(document: object) -> list[Mapping[str, Any]]:
    """Raises TypeError, KeyError for what is no list of organisations."""
    found = document.get("enheter", [document]) if isinstance(document, dict) else document
    if not isinstance(found, list):
        raise TypeError("no list")
    units: list[Mapping[str, Any]] = found
    if not units or not all("rollegrupper" in unit and "organisasjonsnummer" in unit for unit in units):
        raise KeyError("rollegrupper")
    return units


def _persons(unit: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Roles of living people that are held; other organisations in a role are left out."""
    for role in (role for group in unit["rollegrupper"] for role in group["roller"]):
        person = role.get("person")
        if not person or role.get("fratraadt") or person.get("erDoed"):
            continue
        name = person.get("navn", {})
        parts = (name.get(part) for part in ("fornavn", "mellomnavn", "etternavn"))
        yield {
            "number": str(unit["organisasjonsnummer"]),
            "organisation": str(unit.get("navn", "")),
            "form": str((unit.get("organisasjonsform") or {}).get("kode", "")),
            "role": str(role["type"]["kode"]),
            "what": str(role["type"].get("beskrivelse", "")),
            "name": " ".join(str(part) for part in parts if part),
            "birth_date": str(person.get("fodselsdato", "")),
        }


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return len(text) == 10 or text[10:].startswith("T")
