# SPDX-License-Identifier: EUPL-1.2
"""Who may decide what: recorded, corrected, ended, taken back. No row is changed."""

import secrets
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samband.core.access.rules import NOBODY, Actor, require
from samband.core.audit.operations import record
from samband.core.people.queries import body as body_by_code
from samband.core.people.queries import offices_on
from samband.core.people.rules import BodyRecord, NoSuchBody
from samband.engines.conflicts import Matter
from samband.tools.ethics.analysis.names import visible
from samband.tools.ethics.card import DELEGATE
from samband.tools.ethics.models import Delegation
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries.delegations import delegation_record, delegation_row
from samband.tools.ethics.queries.policy import policy_on
from samband.tools.ethics.rules import NewDelegation, Withdrawal

MOST = Decimal(10) ** 13


@transaction.atomic
def record_delegation(*, authority: str, new: NewDelegation, by: Actor, at: datetime) -> str:
    """Record who may decide; the key under which it stands. Raises Refused, NoSuchBody, NotAllowed."""
    require(actor=by, permission=DELEGATE, authority=authority)
    row = _made(secrets.token_hex(8), authority, new, by, at)
    _tell("ethics.delegation_recorded", row, by, at)
    return row.key


@transaction.atomic
def correct_delegation(*, key: str, to: NewDelegation, by: Actor, at: datetime) -> None:
    """Let another row stand under the key. Raises NoSuchDelegation, Refused, NoSuchBody."""
    row = _held(key, by)
    _withdraw(row, Withdrawal.CORRECTED, by, at)
    _tell("ethics.delegation_corrected", _made(key, row.authority, to, by, at), by, at)


@transaction.atomic
def end_delegation(*, key: str, last_day: date, by: Actor, at: datetime) -> None:
    """It holds up to and including the last day. Raises NoSuchDelegation, Refused."""
    row = _held(key, by)
    ended = replace(delegation_record(row=row).told, valid_to=last_day + date.resolution)
    _withdraw(row, Withdrawal.ENDED, by, at)
    _tell("ethics.delegation_ended", _made(key, row.authority, ended, by, at), by, at)


@transaction.atomic
def withdraw_delegation(*, key: str, by: Actor, at: datetime) -> None:
    """Take back what was entered by mistake; that it stood there stays known. Raises NoSuchDelegation."""
    row = _held(key, by)
    _withdraw(row, Withdrawal.MISTAKEN, by, at)
    _tell("ethics.delegation_withdrawn", row, by, at)


def _made(key: str, authority: str, new: NewDelegation, by: Actor, at: datetime) -> Delegation:
    body = _body(authority, new)
    _check(authority, new, by)
    has_amount = new.amount is not None
    return Delegation.objects.create(
        key=key, authority=authority, body=new.body, body_name=body.name, holder=_line(new.holder, 200),
        person_id=new.person, matters=list(new.matters), reference=_line(new.reference, 120),
        decided_on=new.decided_on, amount=new.amount,
        currency=policy_on(on=localdate(at)).currency if has_amount else "",
        conditions=_line(new.conditions, 500), valid_from=new.valid_from, valid_to=new.valid_to,
        recorded_at=at, recorded_by=by.reference,
    )  # fmt: skip


def _body(authority: str, new: NewDelegation) -> BodyRecord:
    found = body_by_code(actor=NOBODY, code=new.body)
    if found.authority != authority:
        raise NoSuchBody(new.body)
    return found


def _check(authority: str, new: NewDelegation, by: Actor) -> None:
    """Raise Refused when something is missing or cannot be."""
    if not new.holder.strip():
        raise Refused(gettext("Write the office that may decide."), "holder")
    if not new.reference.strip():
        raise Refused(gettext("Write the decision by which it was given."), "reference")
    if set(new.matters) - set(Matter):
        raise Refused(gettext("Choose kinds of cases from the list."), "matters")
    if new.amount is not None and not 0 < new.amount < MOST:
        raise Refused(gettext("Write an amount above 0, or leave it empty."), "amount")
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        text = gettext("It begins on %(day)s and cannot end before. Choose a later day.")
        raise Refused(text % {"day": date_format(new.valid_from)}, "last_day")
    if new.person is not None and not _is_there(authority, new.person, new.valid_from, by):
        raise Refused(gettext("That person holds no office in your member then. Choose another."), "person")


def _is_there(authority: str, person: int, on: date, by: Actor) -> bool:
    """In office on the first day, or today: who came later may take over what was given before."""
    days = {on, localdate()}
    return any(
        person == one.person for day in days for one in offices_on(actor=by, on=day, authority=authority)
    )


def _held(key: str, by: Actor) -> Delegation:
    delegation_row(actor=by, key=key)
    return Delegation.objects.select_for_update().get(key=key, withdrawn_at__isnull=True)


def _withdraw(row: Delegation, why: Withdrawal, by: Actor, at: datetime) -> None:
    row.withdrawn_at, row.withdrawn_by, row.withdrawal = at, by.reference, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawal"])


def _line(text: str, most: int) -> str:
    return " ".join(visible(text).split())[:most]


def _tell(event: str, row: Delegation, by: Actor, at: datetime) -> None:
    record(
        event=event, by=by.reference, at=at, about=f"ethics.delegation:{row.key}", authority=row.authority,
    )  # fmt: skip
