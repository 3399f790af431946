# SPDX-License-Identifier: EUPL-1.2
"""People to sign in as: roles with addresses that lead nowhere, and passwords of this home alone."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from samband.core.access.operations import create_person
from samband.core.access.rules import INSTALLATION, Grant, Role

UTSIRA, OSLO = "1151", "0301"


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
    return people


def _person(role: str, name: str, *grants: Grant) -> DemoPerson:
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    return DemoPerson(f"{role}@example.org", name, grants, password)
