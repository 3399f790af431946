# SPDX-License-Identifier: EUPL-1.2
"""People to sign in as: roles with addresses that lead nowhere, and passwords of this home alone."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from samband.core.access.operations import create_person, grant_role
from samband.core.access.queries import actor_by_email, role_grants
from samband.core.access.rules import INSTALLATION, Actor, Grant, Role

UTSIRA, OSLO = "1151", "0301"
RECEIVES_NO_MAIL = "example.org"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """email: at example.org, which receives no mail. name: the role, as nobody real is meant."""

    email: str
    name: str
    grants: tuple[Grant, ...]
    password: str


def make_people(*, median: str, median_name: str, at: datetime) -> tuple[DemoPerson, ...]:
    """Make the accounts. median: code of the member that has a councillor and a secretary."""
    people = (
        _person("administrator", "Administrator of the installation", Grant(Role.ADMINISTRATOR)),
        _person("analyst", "Analyst at the association", Grant(Role.ANALYST)),
        _person("interviewer", "Interviewer for the association", Grant(Role.INTERVIEWER)),
        _person("utsira", "Contact person of Utsira", Grant(Role.CONTACT, UTSIRA)),
        _person("oslo", "Contact person of Oslo", Grant(Role.CONTACT, OSLO)),
        _person("secretary", f"Council secretary of {median_name}", Grant(Role.SECRETARY, median)),
        _person("councillor", f"Councillor of {median_name}", Grant(Role.COUNCILLOR, median)),
        _person("outsider", "Outsider without any role"),
    )
    for one in people:
        create_person(
            email=one.email, name=one.name, language="", password=one.password,
            grants=one.grants, by=INSTALLATION, at=at,
        )  # fmt: skip
    _delegate(at=at)
    return people


def _delegate(*, at: datetime) -> None:
    """What the contact person of Utsira has given to colleagues, who have not signed in yet."""
    today = localdate(at)
    contact = actor_by_email(email=f"utsira@{RECEIVES_NO_MAIL}", on=today)
    (own,) = role_grants(actor=contact, person=contact.reference)
    secretary: dict[str, Any] = {"role": Role.SECRETARY, "valid_from": today}
    leave: dict[str, Any] = {"role": Role.CONTACT, "substitute_for": own.id}
    _give("Council secretary of Utsira", **secretary, by=contact, at=at)
    leave |= {"valid_from": today + timedelta(days=30), "valid_to": today + timedelta(days=120)}
    _give("Substitute during leave", **leave, by=contact, at=at)


def _give(name: str, *, role: Role, by: Actor, at: datetime, **period: Any) -> None:  # noqa: ANN401
    email = f"{name.lower().replace(' ', '.')}@{RECEIVES_NO_MAIL}"
    person = {"email": email, "name": name, "language": "", "password": None}
    made = create_person(**person, by=INSTALLATION, at=at)  # type: ignore[arg-type]
    grant_role(person=made.reference, grant=Grant(role, UTSIRA), **period, by=by, at=at)


def _person(role: str, name: str, *grants: Grant) -> DemoPerson:
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    return DemoPerson(f"{role}@{RECEIVES_NO_MAIL}", name, grants, password)
