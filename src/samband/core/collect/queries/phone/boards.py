# SPDX-License-Identifier: EUPL-1.2
"""What a supervisor sees: counts of the day, who holds somebody, what was agreed. Nobody's answers."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from samband.core.access.rules import Actor, require
from samband.core.collect.analysis.reach import with_reach
from samband.core.collect.models import CallCount, CallState, Case
from samband.core.collect.queries.asks import find_ask
from samband.core.collect.queries.counts import reach_of_named
from samband.core.collect.queries.phone.calls import attempts
from samband.core.collect.queries.phone.plans import ask_id
from samband.core.collect.rules import MANAGE_CASES
from samband.engines.sampling import OutcomeRates, outcome_rates
from samband.engines.sampling.dispositions import NEVER_TRIED


@dataclass(frozen=True, slots=True)
class HeldCall:
    """Somebody whom an interviewer has in hand. is_late: longer than planned; others may get them now."""

    case: int
    number: str
    holder: str
    until: datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class Caller:
    """calls, interviews: of today. For pay and for finding who needs help; nothing is reckoned from them."""

    reference: str
    calls: int
    interviews: int


@dataclass(frozen=True, slots=True)
class HourCount:
    """Calls of all interviewers in one hour of today."""

    hour: int
    calls: int
    interviews: int


@dataclass(frozen=True, slots=True)
class Board:
    """to_call: people not ended with. appointments: (due, number) from now on or overdue, the earliest first.

    outcomes: what came of calls -> how often. rates: of all people asked, in whatever way they answered.
    without_number: people asked who have no telephone number.
    """

    held: tuple[HeldCall, ...]
    callers: tuple[Caller, ...]
    hours: tuple[HourCount, ...]
    outcomes: Mapping[str, int]
    appointments: tuple[tuple[datetime, str], ...]
    to_call: int
    begun: int
    asked: int
    without_number: int
    rates: OutcomeRates


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One person asked, for the book of the fieldwork: no name, no answer."""

    number: str
    unit: str
    group: str
    batch: int
    disposition: str
    calls: int
    last_call: date | None


INTERVIEW = "interview"
"""Outcome under which interviews are counted."""


def board(*, actor: Actor, ask: str, at: datetime, today: date) -> Board:
    """Raises NoSuchAsk, NotAllowed."""
    require(actor=actor, permission=MANAGE_CASES)
    asked = ask_id(ask=ask)
    states = CallState.objects.filter(ask=asked)
    going_on = states.filter(is_over=False, case__answered_on__isnull=True)
    cases = Case.objects.filter(ask=asked)
    number = cases.count()
    return Board(
        held=tuple(_held(asked, at)),
        callers=tuple(_callers(asked, today)),
        hours=tuple(_hours(asked, today)),
        outcomes=_outcomes(asked),
        appointments=tuple(_appointments(going_on)),
        to_call=going_on.count(),
        begun=going_on.exclude(secret="").count(),
        asked=number,
        without_number=number - states.count(),
        rates=outcome_rates(counts=_counted(ask, asked)),
    )


_SHOWN = 50


def outcome_rows(*, actor: Actor, ask: str) -> Iterator[OutcomeRow]:
    """Everybody asked, streamed by number. Raises NotAllowed."""
    require(actor=actor, permission=MANAGE_CASES)
    found = Case.objects.filter(ask__slug=ask).order_by("number", "pk").select_related("calls")
    return (_row(one) for one in found.iterator(chunk_size=2_000))


def _row(case: Case) -> OutcomeRow:
    state = getattr(case, "calls", None)
    history = attempts(history=state.history) if state else ()
    return OutcomeRow(
        case.number, case.unit, case.group, case.batch, case.disposition or NEVER_TRIED,
        len(history), history[-1].day if history else None,
    )  # fmt: skip


def _held(asked: int, at: datetime) -> Iterator[HeldCall]:
    rows = CallState.objects.filter(ask=asked).exclude(holder="").order_by("held_until")
    for case, number, holder, until in rows.values_list("pk", "case__number", "holder", "held_until"):
        if until is not None:
            yield HeldCall(case, number, holder, until, is_late=until <= at)


def _appointments(going_on: QuerySet[CallState]) -> Iterator[tuple[datetime, str]]:
    agreed = going_on.filter(is_appointment=True).order_by("due_at")
    for due_at, number in agreed.values_list("due_at", "case__number")[:_SHOWN]:
        if due_at is not None:
            yield due_at, number


def _callers(asked: int, today: date) -> Iterator[Caller]:
    counts = CallCount.objects.filter(ask=asked, day=today).order_by("caller").values_list("caller")
    interviews = Sum("number", filter=Q(outcome=INTERVIEW), default=0)
    for row in counts.annotate(calls=Sum("number"), interviews=interviews):
        yield Caller(*row)


def _hours(asked: int, today: date) -> Iterator[HourCount]:
    counts = CallCount.objects.filter(ask=asked, day=today).order_by("hour").values_list("hour")
    interviews = Sum("number", filter=Q(outcome=INTERVIEW), default=0)
    for row in counts.annotate(calls=Sum("number"), interviews=interviews):
        yield HourCount(*row)


def _outcomes(asked: int) -> Mapping[str, int]:
    counts = CallCount.objects.filter(ask=asked).order_by("outcome").values_list("outcome")
    return dict(counts.annotate(number=Sum("number")))


def _counted(ask: str, asked: int) -> Mapping[str, int]:
    return with_reach(counts=_dispositions(asked), reach=reach_of_named(asked=find_ask(slug=ask)))


def _dispositions(asked: int) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    rows = Case.objects.filter(ask=asked).order_by().values_list("disposition").annotate(number=Count("pk"))
    for code, number in rows:
        found[code or NEVER_TRIED] += number
    return found
