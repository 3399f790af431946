# SPDX-License-Identifier: EUPL-1.2
"""How the fieldwork of an ask goes. Counts alone: nothing here knows an answer or a person."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from samband.core.access.rules import Actor, require
from samband.core.collect.analysis.fieldwork import (
    Projection,
    Span,
    Standing,
    behind,
    overall_rate,
    projected,
    spans,
)
from samband.core.collect.analysis.reach import Reach, with_reach
from samband.core.collect.models import Ask, Case, Response
from samband.core.collect.queries.asks import AskRecord, ask_record, find_ask
from samband.core.collect.queries.counts import (
    DayCount,
    QuotaRecord,
    day_counts,
    quotas,
    reach,
    reach_of_named,
    sealed_counts,
)
from samband.core.collect.queries.responses import response_counts
from samband.core.collect.rules import COLLECT, LEAST_TO_SHOW, SEE_FIELDWORK, Mode
from samband.engines.sampling import NEVER_TRIED, OutcomeRates, outcome_rates


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """standings: by member and group. modes: mode -> answers, of files as well. spans: whole ask, no member.

    sealed: answers that lie in the ballot box still. rates: None where nobody was asked by name.
    target: of all quotas, else the number asked by name; 0 for none. reach: how far the answers go that have
    left the box.
    """

    asked: AskRecord
    standings: tuple[Standing, ...]
    modes: Mapping[str, int]
    spans: tuple[Span, ...]
    sealed: int
    quotas: tuple[QuotaRecord, ...]
    rates: OutcomeRates | None
    projection: Projection | None
    target: int
    rate: float | None
    behind: tuple[Standing, ...]
    reach: Reach

    @property
    def answered(self) -> int:
        return sum(one.answered for one in self.standings)


@dataclass(frozen=True, slots=True)
class OwnFieldwork:
    """What a member sees of its own: until yesterday evening, so that no single answer is seen to come."""

    ask: str
    title: Mapping[str, str]
    unit: str
    name: str
    standings: tuple[Standing, ...]
    rate: float | None
    last_day: date | None


def last_day(*, closes_at: datetime | None) -> date | None:
    """The last day on which it can be answered: closing at midnight ends the day before."""
    return timezone.localdate(closes_at - timedelta(microseconds=1)) if closes_at else None


def fieldwork(*, actor: Actor, ask: str, at: datetime) -> Fieldwork:
    """The whole board. Raises NoSuchAsk."""
    require(actor=actor, permission=COLLECT)
    asked = find_ask(slug=ask)
    record, days, cells = ask_record(asked=asked), day_counts(ask=ask), quotas(ask=ask)
    standings = _standings(asked, _answered(ask))
    target = sum(cell.target for cell in cells) or sum(one.asked for one in standings)
    today = timezone.localdate(at)
    by_day = _by_day(days)
    return Fieldwork(
        asked=record,
        standings=standings,
        modes=_modes(asked, days, sum(one.answered for one in standings)),
        spans=spans(days=by_day),
        sealed=sum(sealed_counts(ask=ask).values()),
        quotas=cells,
        rates=_rates(asked),
        projection=projected(
            days=by_day,
            so_far=sum(one.answered for one in standings),
            today=today,
            ends=last_day(closes_at=record.closes_at),
            target=target,
        ),
        target=target,
        rate=overall_rate(standings=standings),
        behind=behind(standings=standings, least=LEAST_TO_SHOW),
        reach=reach(ask=ask),
    )


def own_fieldwork(*, actor: Actor, ask: str, unit: str, at: datetime) -> OwnFieldwork | None:
    """None when the unit is not asked. Raises NoSuchAsk."""
    require(actor=actor, permission=SEE_FIELDWORK, authority=unit)
    asked = find_ask(slug=ask)
    if unit not in asked.units:
        return None
    today = timezone.localdate(at)
    before: Counter[tuple[str, str]] = Counter()
    for one in day_counts(ask=ask):
        if one.day < today:
            before[one.unit, one.group] += one.number
    for place, number in _of_files(asked).items():
        before[place[:2]] += number
    all_standings = _standings(asked, before, until=today)
    return OwnFieldwork(
        ask=ask,
        title=asked.title,
        unit=unit,
        name=asked.units[unit],
        standings=tuple(one for one in all_standings if one.unit == unit),
        rate=overall_rate(standings=all_standings),
        last_day=last_day(closes_at=asked.closes_at),
    )


def _answered(ask: str) -> Mapping[tuple[str, str], int]:
    """Out of the ballot box and in it, of files as well."""
    return Counter(response_counts(ask=ask)) + Counter(sealed_counts(ask=ask))


def _standings(
    asked: Ask, answered: Mapping[tuple[str, str], int], until: date | None = None
) -> tuple[Standing, ...]:
    """Every member that is asked, also without an answer; the smallest first."""
    named, done = _named(asked, None), _named(asked, until)
    places = {*answered, *named} | {(unit, "") for unit in asked.units}
    told = {unit for unit, group in places if group}
    found = [
        Standing(
            unit,
            group,
            sum(named.get((unit, group), ())),
            answered.get((unit, group), 0),
            done.get((unit, group), (0, 0))[1],
        )
        for unit, group in places
        if group or unit not in told
    ]
    return tuple(sorted(found, key=lambda one: (one.asked or one.answered, one.unit, one.group)))


def _named(asked: Ask, until: date | None) -> Mapping[tuple[str, str], tuple[int, int]]:
    """(unit, group) -> people asked by name who have not answered (before that day), who have."""
    rows = Case.objects.filter(ask=asked).exclude(number="").order_by()
    counted: dict[tuple[str, str], tuple[int, int]] = {}
    for unit, group, day, number in rows.values_list("unit", "group", "answered_on").annotate(n=Count("pk")):
        waiting, done = counted.get((unit, group), (0, 0))
        is_done = day is not None and (until is None or day < until)
        counted[unit, group] = (waiting, done + number) if is_done else (waiting + number, done)
    return counted


def _of_files(asked: Ask) -> Mapping[tuple[str, str, str], int]:
    """(unit, group, mode) -> answers that came in files."""
    rows = Response.objects.filter(ask=asked, import_run__isnull=False).order_by()
    counted = rows.values_list("unit", "group", "mode").annotate(number=Count("pk"))
    return {(unit, group, mode): number for unit, group, mode, number in counted}


def _modes(asked: Ask, days: tuple[DayCount, ...], answered: int) -> Mapping[str, int]:
    modes: Counter[str] = Counter()
    for one in days:
        modes[one.mode] += one.number
    for (_unit, _group, mode), number in _of_files(asked).items():
        modes[mode or Mode.FILE] += number
    if (rest := answered - modes.total()) > 0:
        modes[Mode.FILE] += rest
    return {mode.value: modes[mode] for mode in Mode if modes[mode]} | {
        mode: number for mode, number in sorted(modes.items()) if mode not in set(Mode)
    }


def _by_day(days: tuple[DayCount, ...]) -> Mapping[date, int]:
    counted: Counter[date] = Counter()
    for one in days:
        counted[one.day] += one.number
    return counted


def _rates(asked: Ask) -> OutcomeRates | None:
    rows = Case.objects.filter(ask=asked).exclude(number="").order_by().values_list("disposition")
    counts: Counter[str] = Counter()
    for code, number in rows.annotate(number=Count("pk")):
        counts[code or NEVER_TRIED] += number
    if not counts:
        return None
    return outcome_rates(counts=with_reach(counts=counts, reach=reach_of_named(asked=asked)))
