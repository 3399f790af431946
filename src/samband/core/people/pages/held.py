# SPDX-License-Identifier: EUPL-1.2
"""What this area holds about the person who is looking."""

from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext

from samband.core.access.rules import Actor
from samband.core.people import queries
from samband.core.people.pages import words
from samband.core.people.queries.private import own_private_data
from samband.core.people.queries.retention import rules
from samband.core.people.rules import OfficeRecord, PersonRecord, PrivateRecord
from samband.core.web.card import Holding


def holdings(*, actor: Actor) -> tuple[Holding, ...]:
    """Person, offices and private data of whoever has an account that belongs to a person."""
    own = queries.person_of_account(account=actor.reference) if actor.is_signed_in else None
    if own is None:
        return ()
    offices = queries.offices_of(actor=actor, person=own.id)
    return (
        Holding(
            title=gettext("You in the register of people"),
            why=gettext("The association keeps a register of those who hold office in its members."),
            kept=gettext("as long as a public office of yours is part of the record"),
            facts=((gettext("Name"), own.name), *((gettext("Also written"), one) for one in own.other_names)),
        ),
        Holding(
            title=gettext("Your offices"),
            why=gettext("Elected offices are public. Others are for the association and your own authority."),
            kept=gettext("elected offices for ever; others are erased by the rules below"),
            facts=tuple(map(_office, offices)),
        ),
        Holding(
            title=gettext("Contact data and what is not public"),
            why=gettext("To reach you in your office, and to tell you from others of the same name."),
            kept=_kept(),
            facts=_private(own_private_data(actor=actor), own),
        ),
    )


def _office(one: OfficeRecord) -> tuple[str, str]:
    body = one.body.in_language(get_language() or "en")
    parts = (words.post(office=one), body, words.party(office=one))
    return words.period(office=one, today=localdate()), ", ".join(part for part in parts if part)


def _private(private: PrivateRecord, own: PersonRecord) -> tuple[tuple[str, str], ...]:
    gender = "" if own.gender == "unknown" else str(words.GENDERS[own.gender])
    facts = (
        (gettext("E-mail"), private.email),
        (gettext("Telephone"), private.phone),
        (gettext("Postal address"), private.address),
        (gettext("Language"), private.language),
        (gettext("Born"), private.birth_date),
        (gettext("Gender as declared"), gender),
        (
            gettext("Taken off the contact lists"),
            words.day(private.unsubscribed_at.date()) if private.unsubscribed_at else "",
        ),
    )
    return tuple((label, value) for label, value in facts if value)


def _kept() -> str:
    months = {rule.code: rule.months for rule in rules()}
    text = gettext(
        "contact data %(contact)s months and date of birth %(birth)s months after your last office ended"
    )
    return text % {"contact": months.get("contact_data", 0), "birth": months.get("birth_date", 0)}
