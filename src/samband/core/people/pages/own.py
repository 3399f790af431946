# SPDX-License-Identifier: EUPL-1.2
"""What we hold about you: account, register, every area, and the log, on one page and as a file."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from samband.core.access.card import ROLE_WORDS
from samband.core.access.queries import PersonRecord as Account
from samband.core.access.queries import own_trail
from samband.core.access.rules import Actor
from samband.core.people import queries
from samband.core.people.queries.retention import ErasureRecord, own_requests, rules
from samband.core.people.rules import PersonRecord
from samband.core.web.card import Holding, gettext_noop
from samband.core.web.pages import AuditLine, audit_lines
from samband.core.web.queries import holdings

SHOWN_EVENTS = 50


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule of retention in words."""

    what: str
    months: int
    reason: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """person: None when no person in the register belongs to the account. total: events in all."""

    account: Account
    person: PersonRecord | None
    parts: tuple[Holding, ...]
    rules: tuple[RuleLine, ...]
    events: tuple[AuditLine, ...]
    total: int
    requests: tuple[ErasureRecord, ...]
    is_asked: bool
    is_unsubscribed: bool


def own_page(*, actor: Actor, account: Account, at: datetime) -> OwnPage:
    person = queries.person_of_account(account=actor.reference)
    trail = own_trail(actor=actor, about=f"people.person:{person.id}" if person else "")
    requests = own_requests(person=person.id) if person else ()
    private = queries.private_data(actor=actor, person=person.id, at=at) if person else None
    return OwnPage(
        account=account,
        person=person,
        parts=(_account(account, actor), *holdings(actor=actor)),
        rules=rule_lines(),
        events=audit_lines(events=trail.events[:SHOWN_EVENTS]),
        total=trail.total,
        requests=requests,
        is_asked=any(one.state == "open" for one in requests),
        is_unsubscribed=bool(private and private.unsubscribed_at),
    )


def rule_lines() -> tuple[RuleLine, ...]:
    """The rules in the reader's language; the words of a rule that an association adds are its own."""
    return tuple(RuleLine(rule_words(code=rule.code), rule.months, gettext(rule.reason)) for rule in rules())


def rule_words(*, code: str) -> str:
    """What a rule erases."""
    known = {
        "contact_data": gettext("E-mail, telephone, address, language and pictures"),
        "birth_date": gettext("Date of birth"),
        "account": gettext("The tie between person and account"),
        "not_public": gettext("People who only held an office that is not elected"),
        "without_office": gettext("People who never held an office"),
    }
    return known.get(code, code)


_REASONS = (
    gettext_noop("To reach those who hold office, and for a year afterwards about what they did in it."),
    gettext_noop("To tell people of the same name apart at the next two elections."),
    gettext_noop("An account belongs to an office; without one the tie to the person is cut."),
    gettext_noop("Who only held an office that is not elected is taken out altogether."),
    gettext_noop(
        "Who was registered and never held an office is taken out altogether. Candidates are never stored."
    ),
)
"""The reasons of parameters/retention.yaml, so that they are found for translation."""


def _account(account: Account, actor: Actor) -> Holding:
    roles = [
        gettext(ROLE_WORDS.get(grant.role, grant.role)) + (f" ({grant.authority})" if grant.authority else "")
        for grant in sorted(actor.grants, key=lambda grant: (grant.role, grant.authority))
    ]
    facts = [
        (gettext("Name"), account.name),
        (gettext("E-mail"), account.email),
        (gettext("Language"), account.language),
        *((gettext("Role"), role) for role in roles),
    ]
    return Holding(
        title=gettext("Your account"),
        why=gettext("So that you can sign in and see what is yours to see."),
        kept=gettext("as long as the account is open"),
        facts=tuple((label, value) for label, value in facts if value),
    )


def own_json(*, page: OwnPage, at: datetime) -> str:
    """All of it for a machine."""
    document = {
        "made_at": at.isoformat(),
        "holdings": [{**asdict(one), "facts": [list(fact) for fact in one.facts]} for one in page.parts],
        "events": [_event(one) for one in page.events],
        "events_in_all": page.total,
        "erasure_requests": [
            {"asked_at": one.asked_at.isoformat(), "state": one.state, "answer": one.answer}
            for one in page.requests
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def own_text(*, page: OwnPage, at: datetime) -> str:
    """All of it for a reader, as plain text."""
    lines = [gettext("What we hold about you"), date_format(localtime(at), "DATETIME_FORMAT"), ""]
    for one in page.parts:
        kept = gettext("Kept: %(how_long)s.") % {"how_long": one.kept}
        facts = [f"- {label}: {value}" for label, value in one.facts]
        lines += [one.title.upper(), one.why, kept, *facts, ""]
    lines += [gettext("What has happened").upper()]
    lines += [
        f"- {date_format(localtime(one.at), 'DATETIME_FORMAT')}: {one.who} {one.what}" for one in page.events
    ]
    return "\n".join(lines) + "\n"


def _event(one: AuditLine) -> dict[str, str]:
    return {"at": one.at.isoformat(), "who": one.who, "what": one.what}
