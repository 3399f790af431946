# SPDX-License-Identifier: EUPL-1.2
"""One person: the offices over time, and, for those who need it, how to reach them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from samband.core.access.rules import Actor, may
from samband.core.people import queries
from samband.core.people.card import MANAGE
from samband.core.people.pages.offices import OfficeLine, office_lines
from samband.core.people.pages.words import GENDERS
from samband.core.people.rules import OfficeRecord, PersonRecord, PrivateRecord


@dataclass(frozen=True, slots=True)
class PersonPage:
    """now, before: offices held today or later, and those that have ended.

    facts: (label, value) of the private data when it was asked for. may_read: there is a button for it.
    changeable: numbers of the offices that this reader may change.
    """

    person: PersonRecord
    now: tuple[OfficeLine, ...]
    before: tuple[OfficeLine, ...]
    may_read: bool
    facts: tuple[tuple[str, str], ...]
    is_shown: bool
    changeable: frozenset[int]
    may_edit: bool


def person_page(
    *, actor: Actor, person: int, is_private_asked: bool, at: datetime, today: date
) -> PersonPage:
    """Raises NoSuchPerson; NotAllowed when private data is asked for by who may not read it."""
    record = queries.person(actor=actor, person=person)
    offices = queries.offices_of(actor=actor, person=person)
    lines = office_lines(offices=offices, today=today)
    private = queries.private_data(actor=actor, person=person, at=at) if is_private_asked else None
    changeable = frozenset(one.id for one in offices if may_change(actor=actor, office=one))
    current = [one for one in lines if one.office.valid_to is None or one.office.valid_to > today]
    return PersonPage(
        person=record,
        now=tuple(current),
        before=tuple(one for one in lines if one not in current),
        may_read=queries.may_read(actor=actor, person=person, at=at),
        facts=_facts(record, private) if private else (),
        is_shown=private is not None,
        changeable=changeable,
        may_edit=may(actor=actor, permission=MANAGE) or any(one.office.id in changeable for one in current),
    )


def may_change(*, actor: Actor, office: OfficeRecord) -> bool:
    return may(actor=actor, permission=MANAGE, authority=office.body.authority)


def _facts(person: PersonRecord, private: PrivateRecord) -> tuple[tuple[str, str], ...]:
    wrong = gettext("%(email)s (this cannot be an address)") % {"email": private.email}
    facts = (
        (gettext("E-mail"), wrong if private.email_state == "wrong" else private.email),
        (gettext("Telephone"), private.phone),
        (gettext("Postal address"), private.address),
        (gettext("Language"), private.language),
        (gettext("Born"), private.birth_date),
        (gettext("Gender as declared"), str(GENDERS[person.gender])),
        (gettext("Contact lists"), gettext("Does not want to be on them") if private.unsubscribed_at else ""),
    )
    return tuple((label, value) for label, value in facts if value)
