# SPDX-License-Identifier: EUPL-1.2
"""Cases that are checked before they are decided: for who may check for the own member alone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Max, OuterRef, Subquery, Value, When
from django.utils.formats import date_format
from django.utils.timezone import localdate

from samband.core.access.rules import NOBODY, Actor, may, require
from samband.core.audit.operations import record
from samband.core.members.queries import latest_authority
from samband.core.people.queries import body as body_by_code
from samband.core.people.queries import offices_on
from samband.core.people.rules import BodyKind, BodyRecord, OfficeRecord, PostKind
from samband.tools.ethics.analysis.checks import Found, Gap, found_in, gaps, is_at_issue
from samband.tools.ethics.analysis.items import items_from_plain
from samband.tools.ethics.card import CHECK
from samband.tools.ethics.models import CaseCheck, Screening
from samband.tools.ethics.queries.evidence import names_in, told_in
from samband.tools.ethics.queries.meetings import FactsOfMeeting
from samband.tools.ethics.queries.policy import country, policy_on
from samband.tools.ethics.queries.screening import known_of_people
from samband.tools.ethics.rules import (
    CaseRecord,
    Done,
    Hand,
    MeetingItem,
    MeetingRecord,
    NoSuchCase,
    OutcomeRecord,
    months_after,
)

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class FactsOfCase:
    """What a case is held against as it is known now: the body is the member's when people decide."""

    case: CaseRecord
    facts: FactsOfMeeting


@dataclass(frozen=True, slots=True)
class CheckedCase:
    """A case and what came out last. result, names, is_same, state: as of a screened meeting.

    outcomes: number of a person -> what was done about that one.
    gaps: what was not looked at. came, went: what came out otherwise than the time before, '' apart.
    register, agenda, kept: the files of the evidence, the result in English. by: whose press it was.
    """

    case: CaseRecord
    result: Mapping[str, Any]
    names: Mapping[str, str]
    gaps: tuple[Gap, ...]
    came: tuple[Found, ...]
    went: tuple[Found, ...]
    is_same: bool | None
    state: str
    known_at: date
    screened_at: datetime
    by: str
    register: str
    agenda: str
    kept: str
    outcomes: Mapping[int, OutcomeRecord]


@dataclass(frozen=True, slots=True)
class CasesPage:
    cases: tuple[CaseRecord, ...]
    page: int
    pages: int


def cases_of(*, actor: Actor, authority: str, page: int = 1) -> CasesPage:
    """Of one's own member: open ones first, then by day, the latest first. Raises NotAllowed."""
    require(actor=actor, permission=CHECK, authority=authority)
    last = Screening.objects.filter(case=OuterRef("pk")).order_by("-screened_at", "-pk")
    is_open = When(closed_at__isnull=True, then=Value(0))
    rows = CaseCheck.objects.filter(authority=authority).prefetch_related("hands")
    rows = rows.annotate(
        last=Case(When(closed_at__isnull=True, then=Subquery(last.values("result")[:1]))),
        checked=Subquery(last.values("screened_at")[:1]),
    )
    paginator = Paginator(rows.order_by(Case(is_open, default=Value(1)), "-day", "-pk"), PER_PAGE)
    shown = paginator.get_page(page)
    kept: list[Any] = list(shown.object_list)
    found = tuple(replace(_record(row, row.checked), questions=_questions(row.last)) for row in kept)
    return CasesPage(found, shown.number, paginator.num_pages)


def case(*, actor: Actor, number: int) -> CaseRecord:
    """Raises NoSuchCase, also for who may not know of it."""
    return case_record(row=case_row(actor=actor, number=number))


def case_row(*, actor: Actor, number: int) -> CaseCheck:
    """For queries and operations of this area. Raises NoSuchCase."""
    row = CaseCheck.objects.filter(pk=number).first()
    if row is None or not may(actor=actor, permission=CHECK, authority=row.authority):
        raise NoSuchCase(number)
    return row


def case_record(*, row: CaseCheck) -> CaseRecord:
    return _record(row, row.screenings.aggregate(last=Max("screened_at"))["last"])


def _record(row: CaseCheck, last: datetime | None) -> CaseRecord:
    hands = sorted(row.hands.all(), key=lambda one: (one.stage != "prepare", one.pk))
    return CaseRecord(
        id=row.pk, authority=row.authority, reference=row.reference, day=row.day,
        item=items_from_plain(rows=[row.item])[0], amount=row.amount, currency=row.currency, body=row.body,
        body_name=row.body_name,
        hands=tuple(Hand(one.person_id or 0, one.name, one.stage, one.role) for one in hands),
        checked_at=last, is_changed=last is not None and row.changed_at > last, news_at=row.news_at,
        done=Done(row.done) if row.done else None, done_reason=row.done_reason, done_by=row.done_by,
        closed_at=row.closed_at, state=row.changed_at.isoformat(),
    )  # fmt: skip


def facts_of_case(*, actor: Actor, number: int) -> FactsOfCase:
    """Raises NoSuchCase, NoSuchBody."""
    return _facts(case_row(actor=actor, number=number))


def facts_of_open_case(*, number: int) -> FactsOfCase:
    """Unguarded, for the worker that looks at open cases again. Raises NoSuchCase, NoSuchBody."""
    row = CaseCheck.objects.filter(pk=number, closed_at__isnull=True).first()
    if row is None:
        raise NoSuchCase(number)
    return _facts(row)


def cases_to_look_at(*, on: date, most: int) -> tuple[int, ...]:
    """Open cases that were checked once and not looked at on this day, the longest unseen first."""
    waiting = CaseCheck.objects.filter(closed_at__isnull=True, looked_on__lt=on, screenings__isnull=False)
    return tuple(waiting.order_by("looked_on", "pk").distinct().values_list("pk", flat=True)[:most])


def candidates(
    *, actor: Actor, authority: str, on: date
) -> tuple[tuple[BodyRecord, tuple[OfficeRecord, ...]], ...]:
    """Who may prepare or decide: everybody in office on the day by body, the administration first.

    Each person stands once; deputies are called with their body alone. Raises NotAllowed.
    """
    require(actor=actor, permission=CHECK, authority=authority)
    held = [
        one for one in offices_on(actor=actor, on=on, authority=authority)
        if one.kind is not PostKind.SUBSTITUTE
    ]  # fmt: skip
    held.sort(key=lambda one: one.body.kind is not BodyKind.ADMINISTRATION)
    by_body: dict[str, list[OfficeRecord]] = {}
    for one in {office.person: office for office in reversed(held)}.values():
        by_body.setdefault(one.body.code, []).insert(0, one)
    ordered = dict.fromkeys(one.body.code for one in held)
    return tuple((by_body[code][0].body, tuple(by_body[code])) for code in ordered if code in by_body)


def checked_case(*, actor: Actor, number: int, language: str, at: datetime) -> CheckedCase:
    """What came out last, told in a language; reading it is an event. Raises NoSuchCase."""
    row = case_row(actor=actor, number=number)
    found = evidence_of(row=row)
    if not found:
        raise NoSuchCase(number)
    about = f"ethics.case:{row.pk}"
    record(event="ethics.case_read", by=actor.reference, at=at, about=about, authority=row.authority)
    result, is_same = told_in(screening=found[0], language=language)
    now, before = findings(screening=found[0]), findings(screening=found[-1])
    return CheckedCase(
        case=case_record(row=row), result=result, names=names_in(register=found[0].register),
        gaps=gaps_in(screening=found[0]), came=tuple(sorted(now - before)), went=tuple(sorted(before - now)),
        is_same=is_same, state=found[0].state, known_at=found[0].known_at,
        screened_at=found[0].screened_at, by=found[0].screened_by, register=found[0].register,
        agenda=found[0].agenda, kept=found[0].result, outcomes=outcomes_of(row=row),
    )  # fmt: skip


def outcomes_of(*, row: CaseCheck) -> Mapping[int, OutcomeRecord]:
    """The last about each person. For queries and operations of this area."""
    last = row.screenings.aggregate(last=Max("screened_at"))["last"]
    return {
        one.person_id: OutcomeRecord(
            one.person_id, Done(one.done), one.reason, one.recorded_at,
            is_before=last is not None and one.recorded_at < last,
        )
        for one in row.outcomes.order_by("recorded_at", "pk")
    }  # fmt: skip


def at_issue_in(*, row: CaseCheck) -> Mapping[int, str]:
    """Number -> name of whoever has something to be raised or assessed in the last check."""
    found = evidence_of(row=row)
    people = json.loads(found[0].result)["items"][0]["people"] if found else ()
    return {int(one["person"][1:]): one["name"] for one in people if is_at_issue(found=one)}


def outcomes_about(*, person: int) -> tuple[tuple[str, OutcomeRecord], ...]:
    """Reference of each case with what was done about the person. Unguarded, for that person."""
    rows = CaseCheck.objects.filter(outcomes__person=person).distinct().order_by("-day", "-pk")
    return tuple((row.reference, outcomes_of(row=row)[person]) for row in rows)


def evidence_of(*, row: CaseCheck) -> tuple[Screening, ...]:
    """The last screening and the one before; the last alone, or nothing."""
    return tuple(row.screenings.order_by("-screened_at", "-pk")[:2])


def findings(*, screening: Screening) -> frozenset[Found]:
    return found_in(result=json.loads(screening.result), names=names_in(register=screening.register))


def gaps_in(*, screening: Screening) -> tuple[Gap, ...]:
    """What the screening did not look at, as of its day."""
    return gaps_of(register=screening.register, agenda=screening.agenda, on=screening.known_at)


def gaps_of(*, register: str, agenda: str, on: date) -> tuple[Gap, ...]:
    old = months_after(on, -policy_on(on=on).renew_months)
    return gaps(register=register, agenda=agenda, country=country(), stale_before=old)


def news_in(*, authorities: Iterable[str]) -> tuple[tuple[int, str, date], ...]:
    """Number, reference and day of open cases in which something else came out at night. Unguarded."""
    rows = CaseCheck.objects.filter(
        authority__in=list(authorities), closed_at__isnull=True, news_at__isnull=False
    )
    return tuple(rows.order_by("day", "pk").values_list("pk", "reference", "day"))


def cases_with(*, person: int) -> tuple[tuple[date, str], ...]:
    """Day and reference of each case whose evidence holds the person. Unguarded, for that person."""
    rows = CaseCheck.objects.filter(screenings__people=person).distinct().order_by("-day", "-pk")
    return tuple(rows.values_list("day", "reference"))


def case_names(*, references: frozenset[str]) -> Mapping[str, str]:
    """What the log calls cases: their number here and the day. Those erased have no name any more."""
    begins = "ethics.case:"
    numbers = {one: one.removeprefix(begins) for one in references if one.startswith(begins)}
    rows = CaseCheck.objects.filter(pk__in=[int(one) for one in numbers.values() if one.isdecimal()])
    named = {str(row.pk): f"{row.pk}, {date_format(row.day)}" for row in rows}
    return {reference: named[number] for reference, number in numbers.items() if number in named}


def _questions(result: str | None) -> int:
    """About how many people something came out; 0 before the first check, and where nobody asks any more."""
    found = json.loads(result)["items"][0]["people"] if result else ()
    return len({one["person"] for one in found if one["findings"]})


def _facts(row: CaseCheck) -> FactsOfCase:
    record = case_record(row=row)
    place, seats = _body(record)
    people = {one.person: one.name for one in record.hands if one.person}
    people |= {one.person: one.name for one in seats} | _party_people(record.item)
    known = known_of_people(authority=record.authority, people=people)
    meeting = MeetingRecord(
        id=0, authority=record.authority, body=place.code, body_name=place.name, day=record.day,
        items=(record.item,), screened_at=None, is_changed=False,
    )  # fmt: skip
    return FactsOfCase(record, FactsOfMeeting(meeting, known, place, seats))


def _body(record: CaseRecord) -> tuple[BodyRecord, tuple[OfficeRecord, ...]]:
    """The body that decides with its seats; without one the member itself, and nobody seated."""
    if record.body:
        found = body_by_code(actor=NOBODY, code=record.body)
        return found, offices_on(actor=NOBODY, on=record.day, body=record.body)
    name = latest_authority(code=record.authority, on=localdate()).name
    return BodyRecord(f"member-{record.authority}", name, BodyKind.OTHER, record.authority, None, None), ()


def _party_people(item: MeetingItem) -> dict[int, str]:
    """Parties that are people of the register."""
    refs = ((one.ref, one.name) for one in item.parties)
    return {int(ref[1:]): name for ref, name in refs if ref[:1] == "p" and ref[1:].isdecimal()}
