# SPDX-License-Identifier: EUPL-1.2
"""Two employees of the demo who prepare cases: one with a confirmed list, one without; made up."""

from datetime import date, datetime

from django.utils.timezone import localdate

from samband.core.access.rules import Actor
from samband.tools.ethics import operations
from samband.tools.ethics.models import Confirmation, Organisation
from samband.tools.ethics.rules import InterestKind, NewInterest
from samband.tools.ethics.rules.administration import NewEmployee

SYNTHETIC = "(synthetic)"


def load_employees(*, authority: str, by: Actor, at: datetime) -> tuple[tuple[int, str], ...]:
    """Number and name of each. by: serves the member."""
    begins = date(localdate(at).year - 2, 3, 1)
    found = []
    for name, title, email in (
        (
            f"Head of planning {authority} {SYNTHETIC}",
            "Head of planning",
            f"planning.{authority}@example.org",
        ),
        (f"Adviser {authority} {SYNTHETIC}", "Adviser on purchases", f"adviser.{authority}@example.org"),
    ):
        new = NewEmployee(title, begins, name=name, email=email)
        found.append((operations.name_employee(authority=authority, new=new, by=by, at=at), name))
    first = found[0][0]
    club = Organisation.objects.get(name=f"Sports club {authority} {SYNTHETIC}")
    member = NewInterest(
        InterestKind.MEMBERSHIP, date(begins.year - 3, 1, 1), organisation=club.name, number=club.number
    )
    operations.declare_interest(person=first, new=member, by=by, at=at)
    Confirmation.objects.create(person_id=first, confirmed_at=at, interests=1)
    return tuple(found)
