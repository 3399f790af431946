# SPDX-License-Identifier: EUPL-1.2
"""Whose account belongs to whom, as far as those who serve an authority, and the owner, may know."""

from collections.abc import Collection
from datetime import date

from samband.core.access.queries import UnknownPerson
from samband.core.access.queries import person as account_of
from samband.core.access.rules import Actor, Role, require
from samband.core.people import models
from samband.core.people.card import READ_PRIVATE
from samband.core.people.queries.records import office_record, with_parts
from samband.core.people.queries.seeing import held_from
from samband.core.people.rules import BodyKind, OfficeRecord


def with_account(*, actor: Actor, authority: str, persons: Collection[int]) -> frozenset[int]:
    """Those of these people in office there, now or later, to whom an account belongs. Raises NotAllowed."""
    require(actor=actor, permission=READ_PRIVATE, authority=authority)
    found = models.Person.objects.filter(pk__in=persons, offices__authority=authority).exclude(account="")
    return frozenset(found.values_list("pk", flat=True))


def person_offered(*, actor: Actor, on: date) -> OfficeRecord | None:
    """An office in the administration whose holder may be the actor, who then says so; None when unsure.

    The e-mail address in the register is that of the account, nobody has an account there yet, the actor is
    nobody else in the register, and holds the role of an employee in that authority. Exactly one person.
    """
    employed = [grant.authority for grant in actor.grants if grant.role is Role.EMPLOYEE]
    email = _email(actor)
    if not employed or not email or models.Person.objects.filter(account=actor.reference).exists():
        return None
    found = models.Office.objects.filter(
        held_from(on=on), authority__in=employed, body__kind=BodyKind.ADMINISTRATION, person__account="",
        person__private__email__iexact=email,
    )  # fmt: skip
    offices = list(with_parts(offices=found).order_by("valid_from", "pk"))
    is_one = len({one.person_id for one in offices}) == 1
    return office_record(office=offices[0]) if is_one else None


def _email(actor: Actor) -> str:
    try:
        return account_of(actor=actor, reference=actor.reference).email if actor.is_signed_in else ""
    except UnknownPerson:
        return ""
