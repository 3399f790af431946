# SPDX-License-Identifier: EUPL-1.2
"""Interview the person in hand. What is answered lies sealed, apart from the person, until it is sent."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from samband.core.access.rules import Actor, require
from samband.core.collect.analysis.validity import validated
from samband.core.collect.models import CallState, Case, QuotaCell, QuotaHold
from samband.core.collect.operations.answering import (
    Sheet,
    Way,
    load_sheet,
    new_sheet,
    save_sheet,
    send_sheet,
)
from samband.core.collect.operations.intake import Receipt
from samband.core.collect.operations.phone.ending import count_call
from samband.core.collect.operations.phone.handing_out import NotInHand, held_state
from samband.core.collect.queries import asked_form
from samband.core.collect.queries.phone import CallRecord, call_in_hand, phone_plan, state_record, traits_of
from samband.core.collect.queries.phone.boards import INTERVIEW
from samband.core.collect.rules import CALL, Mode, SecretKind
from samband.engines.instrument import Extent


@transaction.atomic
def begin_interview(*, call: int, language: str, by: Actor, at: datetime) -> Sheet:
    """The sheet of the person in hand: the one begun earlier, by whomever, or a new one.

    language: to begin in; a begun one keeps its own. Raises NotInHand, NotAllowed.
    """
    require(actor=by, permission=CALL)
    state = held_state(call=call, by=by)
    way = _way(state.case.ask.slug, call, state.secret)
    sheet = load_sheet(way=way) if state.secret else None
    if sheet is not None:
        return sheet
    state.secret = secrets.token_urlsafe(24)
    state.save(update_fields=["secret"])
    sheet = new_sheet(group=state.case.group, unit="", language=language)
    way = _way(state.case.ask.slug, call, state.secret)
    save_sheet(way=way, sheet=sheet, on=timezone.localdate(at))
    return sheet


def interview_extent(*, call: CallRecord, at: datetime) -> Extent | None:
    """What the interview would be if it ended here; None when nothing of it is answered."""
    sheet = load_interview(call=call)
    if sheet is None or not sheet.visit.answers:
        return None
    instrument, visit = asked_form(ask=call.ask).instrument, sheet.visit
    today = timezone.localdate(at)
    found = validated(flow=instrument.flow, group=visit.group, answers=visit.answers, today=today)
    if not found.is_only_unfinished:
        return Extent.BROKEN_OFF
    return instrument.extent.extent_of(asked=found.asked, answered=found.answered)


def load_interview(*, call: CallRecord) -> Sheet | None:
    """What was answered so far; None when nothing is begun."""
    return load_sheet(way=_way(call.ask, call.case.id, call.secret)) if call.secret else None


@transaction.atomic
def keep_interview(*, call: int, sheet: Sheet, by: Actor, at: datetime) -> bool:
    """Keep the answers so far, the person, and a place in the quotas; False when there is no place left.

    Answers are kept either way: what is kept tells the interviewer where the talk has come to.
    Raises NotInHand, NotAllowed.
    """
    require(actor=by, permission=CALL)
    state = held_state(call=call, by=by)
    minutes = phone_plan(ask=state.case.ask.slug).lease_minutes
    state.held_until = at + timedelta(minutes=minutes)
    state.save(update_fields=["held_until"])
    way = _way(state.case.ask.slug, call, state.secret)
    save_sheet(way=way, sheet=sheet, on=timezone.localdate(at))
    return _keep_places(state, sheet, at)


def finish_interview(*, call: int, by: Actor, at: datetime, is_partial: bool = False) -> Receipt:
    """Take the answers and let the person go; the sealed draft goes in the same transaction as it is taken.

    is_partial: the talk ends here, and the person lets us keep what is answered; taken when that is enough
    by the questionnaire's rule.
    No event and no hour is written beside the person: nothing tells when one of many answers came.
    Raises NotInHand, NotTaken, NotAllowed.
    """
    held = call_in_hand(actor=by)
    if held is None or held.case.id != call:
        raise NotInHand(call)
    way = _way(held.ask, call, held.secret)
    sheet = load_sheet(way=way) if held.secret else None
    if sheet is None:
        raise NotInHand(call)
    receipt = send_sheet(way=way, sheet=sheet, at=at, is_partial=is_partial)
    _let_go(call, by, at)
    return receipt


@transaction.atomic
def _let_go(call: int, by: Actor, at: datetime) -> None:
    state = held_state(call=call, by=by)
    state.is_over, state.due_at, state.is_appointment = True, None, False
    state.holder, state.held_until, state.secret, state.note = "", None, "", ""
    state.save()
    QuotaHold.objects.filter(case=state.pk).delete()
    count_call(ask=state.ask_id, outcome=INTERVIEW, by=by, at=at)


@transaction.atomic
def close_answered(*, call: int, by: Actor) -> None:
    """Let go of somebody who has answered in another way in the meantime. Raises NotInHand, NotAllowed."""
    require(actor=by, permission=CALL)
    state = held_state(call=call, by=by)
    state.is_over, state.holder, state.held_until, state.note = True, "", None, ""
    state.save()


def _way(ask: str, call: int, secret: str) -> Way:
    return Way(ask, SecretKind.CASE, str(call), secret, Mode.PHONE)


def _keep_places(state: CallState, sheet: Sheet, at: datetime) -> bool:
    """In every cell that the person is known to belong to, or in none.

    Locked in the order in which answers are taken (case, cells), so that neither waits for the other.
    """
    Case.objects.select_for_update().get(pk=state.pk)
    cells = _cells(state, sheet, at)
    rows = QuotaCell.objects.select_for_update().filter(pk__in=cells).order_by("pk")
    room = {one.pk: one.target - one.taken for one in rows}
    others = QuotaHold.objects.filter(cell__in=cells, until__gt=at).exclude(case=state.pk).order_by()
    kept = dict(others.values_list("cell").annotate(number=Count("pk")))
    QuotaHold.objects.filter(case=state.pk).delete()
    if any(left <= kept.get(cell, 0) for cell, left in room.items()):
        return False
    until = state.held_until or at
    QuotaHold.objects.bulk_create(QuotaHold(cell_id=cell, case_id=state.pk, until=until) for cell in room)
    return True


def _cells(state: CallState, sheet: Sheet, at: datetime) -> tuple[int, ...]:
    asked = asked_form(ask=state.case.ask.slug)
    today = timezone.localdate(at)
    answers, group = sheet.visit.answers, state.case.group
    valid = validated(flow=asked.instrument.flow, group=group, answers=answers, today=today)
    return asked.quotas.cells_of(
        traits=traits_of(case=state_record(state=state).case, background=valid.background)
    )
