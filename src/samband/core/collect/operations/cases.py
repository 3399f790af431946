# SPDX-License-Identifier: EUPL-1.2
"""Those who may answer once: added, given tokens, forgotten."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.sealing import code_digest, token_digest
from samband.core.collect.models import Ask, CallCount, CallState, Case, Draft, EarlierLink
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.queries import NoSuchCase
from samband.core.collect.rules import COMPLETE, KEEP_DRAFTS_DAYS, MANAGE_CASES, AskState

_AT_ONCE: Final = 2_000
LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""None is taken for another when a letter is read aloud or typed."""
LINK_LENGTH: Final = 20
"""99 random bits."""


class NoSuchUnit(ValueError):  # noqa: N818  it names the fact
    """The ask is not asked there."""

    def __init__(self, unit: str) -> None:
        words = gettext("%(unit)s does not take part. Add it to the participants or leave its people out.")
        super().__init__(words % {"unit": unit})


@dataclass(frozen=True, slots=True)
class NewCase:
    """One who is to be asked. See ``models.Case`` for what the parts mean; number is unique or empty.

    code: a short code that opens it (meeting, sheet) instead of a token; only its keyed digest is kept.
    """

    unit: str
    group: str
    number: str = ""
    language: str = ""
    stratum: str = ""
    inclusion_probability: float | None = None
    batch: int = 1
    contact: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=dict)
    code: str = ""


@dataclass(frozen=True, slots=True)
class MadeCase:
    """token: to be written into a letter now; it is kept nowhere. Empty when the case has a code."""

    id: int
    number: str
    token: str


@transaction.atomic
def add_cases(*, ask: str, cases: Iterable[NewCase], by: Actor, at: datetime) -> tuple[MadeCase, ...]:
    """Add people to be asked; return their tokens in the order given.

    Raises NoSuchAsk, NoSuchUnit, IntegrityError for a number that is there already, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    return insert_cases(ask=ask, cases=cases, by=by, at=at)


def insert_cases(*, ask: str, cases: Iterable[NewCase], by: Actor, at: datetime) -> tuple[MadeCase, ...]:
    """As ``add_cases``, for channels that have asked for a permission of their own, in their transaction."""
    asked = locked_ask(slug=ask)
    made = [_made(asked, new) for new in cases]
    Case.objects.bulk_create([row for row, _ in made], batch_size=_AT_ONCE)
    _tell("collect.cases_added", ask, by, at, cases=len(made))
    return tuple(MadeCase(row.pk, row.number, token) for row, token in made)


@transaction.atomic
def renew_tokens(*, ask: str, cases: Sequence[int], by: Actor, at: datetime) -> tuple[MadeCase, ...]:
    """New tokens for letters that must be written again; those sent last open nothing from now on.

    A reminder leaves them open: ``links.fresh_links``.
    Cases that have answered are passed over. Raises NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    found = list(Case.objects.select_for_update().filter(ask__slug=ask, pk__in=cases, answered_on=None))
    tokens = {row.pk: new_token() for row in found}
    for row in found:
        row.token_digest = token_digest(token=tokens[row.pk])
    Case.objects.bulk_update(found, ["token_digest"], batch_size=500)
    _tell("collect.tokens_renewed", ask, by, at, cases=len(found))
    return tuple(MadeCase(row.pk, row.number, tokens[row.pk]) for row in found)


@transaction.atomic
def set_disposition(*, ask: str, case_id: int, disposition: str) -> None:
    """Note how far we have come with somebody; the channel records its own event.

    One who has answered stays complete. Raises NoSuchCase.
    """
    found = Case.objects.select_for_update().filter(ask__slug=ask, pk=case_id).first()
    if found is None:
        raise NoSuchCase(case_id)
    if found.disposition != COMPLETE:
        found.disposition = disposition
        found.save(update_fields=["disposition"])


@transaction.atomic
def forget_cases(*, by: Actor, at: datetime) -> int:
    """Empty the contact data of asks that closed long ago, and drop old drafts; return how many cases.

    The day of closing and ``keep_contacts_days`` of each ask decide. Raises NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    forgotten = sum(
        _forget(asked, by, at) for asked in Ask.objects.filter(state=AskState.CLOSED) if _is_due(asked, at)
    )
    Draft.objects.filter(touched_on__lt=(at - timedelta(days=KEEP_DRAFTS_DAYS)).date()).delete()
    return forgotten


def _is_due(asked: Ask, at: datetime) -> bool:
    return asked.closed_at is not None and at >= asked.closed_at + timedelta(days=asked.keep_contacts_days)


def _forget(asked: Ask, by: Actor, at: datetime) -> int:
    kept = Case.objects.filter(ask=asked).exclude(contact={}, number="", token_digest="")
    EarlierLink.objects.filter(case__ask=asked).delete()
    number = kept.update(contact={}, number="", known={}, token_digest="")
    CallState.objects.filter(ask=asked).delete()
    CallCount.objects.filter(ask=asked).delete()
    if number:
        _tell("collect.cases_forgotten", asked.slug, by, at, cases=number)
    return number


def new_token() -> str:
    """A token for an address and for typing."""
    return "".join(secrets.choice(LETTERS) for _ in range(LINK_LENGTH))


def _made(asked: Ask, new: NewCase) -> tuple[Case, str]:
    if new.unit not in asked.units:
        raise NoSuchUnit(new.unit)
    token = "" if new.code else new_token()
    digest = (
        code_digest(ask=asked.slug, code=new.code, keys=settings.SAMBAND_BOX_KEYS)
        if new.code
        else token_digest(token=token)
    )
    row = Case(
        ask=asked,
        number=new.number,
        unit=new.unit,
        group=new.group,
        language=new.language,
        stratum=new.stratum,
        inclusion_probability=new.inclusion_probability,
        batch=new.batch,
        contact=dict(new.contact),
        known=dict(new.known),
        token_digest=digest,
    )
    return row, token


def _tell(event: str, ask: str, by: Actor, at: datetime, **details: object) -> None:
    record(event=event, by=by.reference, at=at, about=f"collect.ask:{ask}", details=details)
