# SPDX-License-Identifier: EUPL-1.2
"""Note what came of a call, and what follows from it."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.phone import (
    Attempt,
    CallOutcome,
    Next,
    code_of,
    disposition_of,
    next_time,
    part_of_day,
    what_follows,
)
from samband.core.collect.models import CallCount, CallState, QuotaHold
from samband.core.collect.operations.cases import set_disposition
from samband.core.collect.operations.drafts import drop_draft
from samband.core.collect.operations.phone.handing_out import held_state
from samband.core.collect.queries.phone import PlanRecord, phone_plan, rests, state_record
from samband.core.collect.rules import CALL
from samband.core.notices.operations import block_address
from samband.core.notices.rules import Channel

LONGEST_NOTE: Final = 200


class NoAppointment(ValueError):  # noqa: N818  it names the fact
    """The day and hour agreed cannot be kept. The text says why."""


@transaction.atomic
def end_call(
    *,
    call: int,
    outcome: CallOutcome,
    by: Actor,
    at: datetime,
    appointment: datetime | None = None,
    language: str = "",
    note: str = "",
) -> Next:
    """Note what came of a call to the person in hand and let them go; return what follows.

    call: number of the case. appointment: agreed day and hour, for CALL_BACK. language: the one the person
    speaks, for LANGUAGE, when somebody here speaks it. note: for whoever calls next; gone when it is over.
    Raises NotInHand, NoAppointment, NotAllowed.
    """
    require(actor=by, permission=CALL)
    state = held_state(call=call, by=by)
    _check(outcome, appointment, state, at)
    plan = phone_plan(ask=state.case.ask.slug)
    history = [*state_record(state=state).history, _attempt(state, outcome, at)]
    follows = what_follows(
        history=history,
        most=plan.rules.most,
        minutes=plan.rules.minutes,
        has_appointment=appointment is not None,
        has_speaker=language in state.case.ask.languages,
    )
    _write(state, history, follows, _due_at(plan, follows, history, appointment, at), note)
    _tell_case(state, history, outcome, language, by, at)
    count_call(ask=state.ask_id, outcome=str(outcome), by=by, at=at)
    details = {"outcome": str(outcome)}
    about = f"collect.ask:{state.case.ask.slug}"
    record(event="collect.call_ended", by=by.reference, at=at, about=about, details=details)
    return follows


def count_call(*, ask: int, outcome: str, by: Actor, at: datetime) -> None:
    """One more in the work of this hour."""
    local = timezone.localtime(at)
    place = {
        "ask_id": ask, "caller": by.reference, "day": local.date(), "hour": local.hour, "outcome": outcome,
    }  # fmt: skip
    row, _ = CallCount.objects.get_or_create(**place, defaults={"number": 0})
    CallCount.objects.filter(pk=row.pk).update(number=F("number") + 1)


def _check(outcome: CallOutcome, appointment: datetime | None, state: CallState, at: datetime) -> None:
    if outcome is not CallOutcome.CALL_BACK:
        return
    if appointment is None:
        raise NoAppointment(gettext("Choose the day and the hour that were agreed."))
    if appointment <= at:
        raise NoAppointment(gettext("That moment is over. Choose a later one."))
    closes = state.case.ask.closes_at
    if closes is not None and appointment >= closes:
        raise NoAppointment(gettext("The questionnaire is closed by then. Choose an earlier moment."))


def _attempt(state: CallState, outcome: CallOutcome, at: datetime) -> Attempt:
    local = timezone.localtime(at)
    code = code_of(outcome=outcome, has_begun=bool(state.secret))
    return Attempt(outcome, code, local.date(), local.hour)


def _due_at(
    plan: PlanRecord,
    follows: Next,
    history: list[Attempt],
    appointment: datetime | None,
    at: datetime,
) -> datetime | None:
    """Nobody reached in one part of the day: another one next time. Busy is tried again soon."""
    if follows.minutes is None:
        return appointment
    avoid = (
        part_of_day(hour=history[-1].hour)
        if history[-1].outcome in {CallOutcome.NO_ANSWER, CallOutcome.MACHINE}
        else None
    )
    after = timezone.localtime(at) + timedelta(minutes=follows.minutes)
    return next_time(after=after, rules=plan.rules, rests=rests, avoid=avoid) or after


def _write(
    state: CallState, history: list[Attempt], follows: Next, due_at: datetime | None, note: str
) -> None:
    if follows.is_over and state.secret:
        drop_draft(ask=state.case.ask.slug, secret=state.secret)
        state.secret = ""
    state.history = [[str(one.outcome), one.code, one.day.isoformat(), one.hour] for one in history]
    state.is_over, state.due_at = follows.is_over, None if follows.is_over else due_at
    state.is_appointment = not follows.is_over and history[-1].outcome is CallOutcome.CALL_BACK
    state.note = "" if follows.is_over else note[:LONGEST_NOTE]
    state.holder, state.held_until = "", None
    state.save()
    QuotaHold.objects.filter(case=state.pk).delete()


def _tell_case(
    state: CallState,
    history: list[Attempt],
    outcome: CallOutcome,
    language: str,
    by: Actor,
    at: datetime,
) -> None:
    set_disposition(ask=state.case.ask.slug, case_id=state.pk, disposition=disposition_of(history=history))
    if outcome is CallOutcome.LANGUAGE and language in state.case.ask.languages:
        type(state.case).objects.filter(pk=state.pk).update(language=language)
    if outcome is CallOutcome.DO_NOT_CALL:
        phone = state_record(state=state).phone
        block_address(channel=Channel.PHONE, address=phone, by=by, at=at)
