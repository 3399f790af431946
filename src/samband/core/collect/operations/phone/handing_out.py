# SPDX-License-Identifier: EUPL-1.2
"""Hand out people to call: one to each interviewer, and nobody to two.

Whose turn it is: appointments that are due, then calls that may be made again, the longest due first, then
people not tried yet, batch by batch, inside a batch by their random numbers. A person is taken by a
conditional update, so that of two interviewers who reach for the same one, one gets the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import islice
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.phone import CallOutcome, may_call
from samband.core.collect.models import CallState, Case
from samband.core.collect.queries import AskedForm, asked_form
from samband.core.collect.queries.phone import (
    CallRecord,
    Places,
    PlanRecord,
    call_in_hand,
    phone_plan,
    places,
    rests,
    state_record,
    traits_of,
)
from samband.core.collect.rules import CALL, MANAGE_CASES, Mode
from samband.core.notices.queries import blocked
from samband.core.notices.rules import Channel
from samband.engines.sampling import Outcome, outcome_of

_AT_ONCE: Final = 50
_LAST: Final = {Outcome.REFUSAL, Outcome.NOT_ELIGIBLE, Outcome.COMPLETE}
BLOCKED: Final = "2.11"
"""Disposition of somebody who said before that they want no calls: refused, in whatever ask that was."""


class NotNow(Exception):  # noqa: N818  it names the fact
    """Nobody is called for this ask now. words: why, and what to do."""

    def __init__(self, words: str) -> None:
        self.words = words
        super().__init__(words)


class NotInHand(LookupError):  # noqa: N818  it names the fact
    """The interviewer does not have this person in hand: ended with, given back, or gone to somebody else."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """What decides whom this interviewer is given now."""

    asked: AskedForm
    plan: PlanRecord
    places: Places
    languages: Sequence[str]
    by: Actor
    at: datetime
    is_hour: bool


class _Fit(Enum):
    YES = auto()
    WAITS = auto()
    """For a place in the quotas that somebody else may leave free."""
    PARKED = auto()
    OVER = auto()


def next_call(*, ask: str, by: Actor, at: datetime, languages: Sequence[str] = ()) -> CallRecord | None:
    """The next person for this interviewer; the one in hand when there is one; None when nobody is due.

    languages: those the interviewer speaks; all when none are named. Raises NoSuchAsk, NoPlan, NotNow when
    the ask does not take interviews, NotAllowed.
    """
    require(actor=by, permission=CALL)
    held = call_in_hand(actor=by)
    if held is not None and held.held_until is not None and held.held_until > at:
        return held
    asked, plan = asked_form(ask=ask), phone_plan(ask=ask)
    _check_open(asked, at)
    is_hour = may_call(at=timezone.localtime(at), rules=plan.rules, rests=rests)
    choice = _Choice(asked, plan, places(ask=asked.id, at=at), languages, by, at, is_hour)
    try:
        with transaction.atomic():
            CallState.objects.filter(holder=by.reference).update(holder="", held_until=None)
            found = _taken(choice)
    except IntegrityError:  # two windows of one interviewer: the other was quicker
        return call_in_hand(actor=by)
    return found


@transaction.atomic
def release_call(*, by: Actor, at: datetime) -> None:
    """Give back the person in hand, as if nothing had been tried."""
    require(actor=by, permission=CALL)
    _give_back(CallState.objects.filter(holder=by.reference), by, at)


@transaction.atomic
def release_held(*, ask: str, call: int, by: Actor, at: datetime) -> None:
    """Let others have somebody whom an interviewer holds. Raises NotAllowed."""
    require(actor=by, permission=MANAGE_CASES)
    _give_back(CallState.objects.filter(ask__slug=ask, pk=call).exclude(holder=""), by, at)


def held_state(*, call: int, by: Actor) -> CallState:
    """The locked row of whom this interviewer has in hand. Raises NotInHand."""
    found = (
        CallState.objects.select_for_update(of=("self",))
        .select_related("case__ask")
        .filter(pk=call, holder=by.reference, is_over=False)
        .first()
    )
    if found is None:
        raise NotInHand(call)
    return found


def add_to_calls(*, ask: int) -> int:
    """Take people with a telephone number among those to be called; return how many came new.

    ask: its row's number. For batches that are drawn later.
    """
    new = Case.objects.filter(ask=ask, answered_on__isnull=True, calls__isnull=True).exclude(contact={})
    rows = new.values_list("pk", "contact").iterator(chunk_size=2_000)
    states = (CallState(case_id=pk, ask_id=ask) for pk, contact in rows if contact.get("phone"))
    number = 0
    while part := list(islice(states, 2_000)):
        CallState.objects.bulk_create(part, ignore_conflicts=True)
        number += len(part)
    return number


def _check_open(asked: AskedForm, at: datetime) -> None:
    if Mode.PHONE not in asked.channels:
        raise NotNow(gettext("Nobody is called for this questionnaire."))
    if asked.is_early(at=at):
        raise NotNow(gettext("This questionnaire is not open yet."))
    if asked.is_over(at=at):
        raise NotNow(gettext("This questionnaire is closed. Nobody is called any more."))


def _taken(choice: _Choice) -> CallRecord | None:
    """Of those whose turn it is, the first that can be had."""
    has_looked_for_more, waiting = False, 0
    while True:
        found = list(_due(choice)[waiting : waiting + _AT_ONCE])
        if not found and (has_looked_for_more or not add_to_calls(ask=choice.asked.id)):
            return None
        has_looked_for_more = has_looked_for_more or not found
        for state in found:
            match _fit(choice, state):
                case _Fit.YES if _take(choice, state):
                    return _given(choice, state)
                case _Fit.WAITS:
                    waiting += 1
                case _Fit.PARKED:
                    _change(state, parked_at=choice.asked.revision)
                case _Fit.OVER:
                    _change(state, is_over=True, due_at=None)


def _due(choice: _Choice) -> QuerySet[CallState]:
    at = choice.at
    found = CallState.objects.filter(ask=choice.asked.id, is_over=False, case__answered_on__isnull=True)
    found = found.filter(Q(held_until__isnull=True) | Q(held_until__lte=at))
    found = found.filter(Q(due_at__isnull=True) | Q(due_at__lte=at))
    found = found.filter(Q(parked_at__isnull=True) | ~Q(parked_at=choice.asked.revision))
    if not choice.is_hour:
        found = found.filter(is_appointment=True)
    if choice.languages:
        found = found.filter(case__language__in=[*choice.languages, ""])
    order = "-is_appointment", F("due_at").asc(nulls_last=True), "case__batch", "pk"
    return found.select_related("case__ask").order_by(*order)


def _fit(choice: _Choice, state: CallState) -> _Fit:
    record = state_record(state=state)
    if _is_refused(state) or not record.dialled:
        return _Fit.OVER
    if blocked(channel=Channel.PHONE, addresses=[record.phone]):
        Case.objects.filter(pk=state.pk).update(disposition=BLOCKED)
        return _Fit.OVER
    traits = traits_of(case=record.case, background={})
    cells = frozenset(choice.asked.quotas.cells_of(traits=traits))
    if cells & choice.places.full:
        return _Fit.PARKED
    return _Fit.WAITS if cells & choice.places.kept else _Fit.YES


def _is_refused(state: CallState) -> bool:
    """By another way than the telephone; a soft refusal here is asked about once more."""
    code = state.case.disposition
    if not code or outcome_of(code) not in _LAST:
        return False
    return not (state.history and state.history[-1][0] == CallOutcome.SOFT_REFUSAL)


def _take(choice: _Choice, state: CallState) -> bool:
    """False when somebody else was quicker."""
    free = Q(held_until__isnull=True) | Q(held_until__lte=choice.at)
    until = choice.at + timedelta(minutes=choice.plan.lease_minutes)
    mine = CallState.objects.filter(free, pk=state.pk, is_over=False)
    return mine.update(holder=choice.by.reference, held_until=until) == 1


def _given(choice: _Choice, state: CallState) -> CallRecord:
    """Seeing a name and a number is noted; not whose, since the log outlives them."""
    record(
        event="collect.call_given",
        by=choice.by.reference,
        at=choice.at,
        about=f"collect.ask:{choice.asked.slug}",
    )
    return state_record(state=CallState.objects.select_related("case__ask").get(pk=state.pk))


def _change(state: CallState, **values: object) -> None:
    CallState.objects.filter(pk=state.pk, holder=state.holder).update(**values)


def _give_back(found: QuerySet[CallState], by: Actor, at: datetime) -> None:
    asks = list(found.values_list("ask__slug", flat=True))
    if not asks:
        return
    found.update(holder="", held_until=None)
    record(event="collect.call_released", by=by.reference, at=at, about=f"collect.ask:{asks[0]}")
