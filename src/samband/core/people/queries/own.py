# SPDX-License-Identifier: EUPL-1.2
"""What this area holds about the person who is looking."""

from django.utils.translation import get_language, gettext

from samband.core.access.rules import Actor
from samband.core.people import models
from samband.core.people.queries.offices import offices_of, person_of_account
from samband.core.people.queries.records import private_record
from samband.core.people.queries.retention import rules
from samband.core.people.rules import OfficeRecord, PrivateRecord
from samband.core.web.card import Holding


def holdings(*, actor: Actor) -> tuple[Holding, ...]:
    """Person, offices and private data of whoever has an account that belongs to a person."""
    own = person_of_account(account=actor.reference) if actor.is_signed_in else None
    if own is None:
        return ()
    private = private_record(private=models.PrivateData.objects.filter(person_id=own.id).first())
    offices = offices_of(actor=actor, person=own.id)
    return (
        Holding(
            title=gettext("You in the register of people"),
            why=gettext("The association keeps a register of those who hold office in its members."),
            kept=gettext("As long as a public office of yours is part of the record."),
            facts=((gettext("Name"), own.name), *((gettext("Also written"), one) for one in own.other_names)),
        ),
        Holding(
            title=gettext("Your offices"),
            why=gettext("Elected offices are public. Others are for the association and your own authority."),
            kept=gettext("Elected offices stay; others are erased by the rules below."),
            facts=tuple(_office(one) for one in offices),
        ),
        Holding(
            title=gettext("Contact data and what is not public"),
            why=gettext("To reach you in your office, and to tell you from others of the same name."),
            kept=_kept(),
            facts=_private(private, own.gender),
        ),
    )


def _office(one: OfficeRecord) -> tuple[str, str]:
    language = get_language() or "en"
    until = one.valid_to.isoformat() if one.valid_to else "…"
    what = ", ".join(
        part
        for part in (
            one.post_name or one.kind.value,
            one.body.in_language(language),
            one.party.in_language(language) if one.party else "",
        )
        if part
    )
    return f"{one.valid_from.isoformat()} – {until}", what


def _private(private: PrivateRecord, gender: str) -> tuple[tuple[str, str], ...]:
    facts = (
        (gettext("E-mail"), private.email),
        (gettext("Telephone"), private.phone),
        (gettext("Postal address"), private.address),
        (gettext("Language"), private.language),
        (gettext("Born"), private.birth_date),
        (gettext("Gender as declared"), "" if gender == "unknown" else gender),
        (
            gettext("Taken off the contact lists"),
            private.unsubscribed_at.date().isoformat() if private.unsubscribed_at else "",
        ),
    )
    return tuple((label, value) for label, value in facts if value)


def _kept() -> str:
    months = {rule.code: rule.months for rule in rules()}
    text = gettext(
        "Contact data %(contact)s months and date of birth %(birth)s months after your last office ended."
    )
    return text % {"contact": months.get("contact_data", 0), "birth": months.get("birth_date", 0)}
