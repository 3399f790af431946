# SPDX-License-Identifier: EUPL-1.2
"""Meetings whose agendas are held against the interests: for who serves the council there alone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Max
from django.utils.formats import date_format

from samband.core.access.rules import Actor, may, require
from samband.core.audit.operations import record
from samband.core.people.rules import BodyRecord, OfficeRecord
from samband.engines.conflicts import Role, Who
from samband.tools.ethics.analysis.checks import Gap, people_gaps
from samband.tools.ethics.analysis.givers import giver_id
from samband.tools.ethics.analysis.items import items_from_plain, items_state
from samband.tools.ethics.analysis.parties import KnownThings
from samband.tools.ethics.card import SCREEN
from samband.tools.ethics.models import BodyDecision, Meeting, Screening
from samband.tools.ethics.queries.deciding import Ground, grounds_of, law_of_screening, seats_named
from samband.tools.ethics.queries.evidence import has_other_law, law_of, names_in, told_in
from samband.tools.ethics.queries.policy import country, policy_on
from samband.tools.ethics.queries.preparing import Preparer, chosen_in, preparers
from samband.tools.ethics.queries.screening import KnownOfMember, known_of, known_of_people, seats_of_body
from samband.tools.ethics.rules import (
    NOT_RECEIVED,
    Decided,
    DecisionRecord,
    InterestKind,
    InterestRecord,
    MeetingRecord,
    NoSuchMeeting,
    months_after,
)

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class FactsOfMeeting:
    """What a meeting is held against, as it is known now. staff: who prepared an item may be one of them."""

    meeting: MeetingRecord
    known: KnownOfMember
    body: BodyRecord
    seats: tuple[OfficeRecord, ...]
    staff: Mapping[int, Preparer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScreenedMeeting:
    """A meeting and what came out last. result: as ``engines.conflicts.screening_to_plain`` has it.

    names: id in the result -> name. is_same: run again, the same came out; None when the law of
    then cannot be read any more, so that it was not: then the result is the one that was kept, in English.
    state: digest of the facts it rests on. has_other_law: another file holds for its day by now.
    seats: number -> name of those about whom the body may decide; grounds: that it may name.
    """

    meeting: MeetingRecord
    result: Mapping[str, Any]
    names: Mapping[str, str]
    decisions: tuple[DecisionRecord, ...]
    told: frozenset[int]
    is_same: bool | None
    state: str
    known_at: date
    gaps: tuple[Gap, ...]
    has_other_law: bool
    seats: Mapping[int, str]
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class DecidedMeeting:
    """is_announced: under the law of the day people announce an interest and nobody votes on it."""

    meeting: MeetingRecord
    decisions: tuple[DecisionRecord, ...]
    is_announced: bool


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    meetings: tuple[MeetingRecord, ...]
    page: int
    pages: int


def meetings_of(*, actor: Actor, authority: str, page: int = 1) -> MeetingsPage:
    """Of one's own member, the latest day first. Raises NotAllowed."""
    require(actor=actor, permission=SCREEN, authority=authority)
    rows = Meeting.objects.filter(authority=authority).order_by("-day", "-pk")
    paginator = Paginator(rows, PER_PAGE)
    shown = paginator.get_page(page)
    kept = list(shown.object_list)
    last = dict(
        Screening.objects.filter(meeting__in=kept)
        .order_by()
        .values_list("meeting_id")
        .annotate(Max("screened_at"))
    )
    found = tuple(_record(row, last.get(row.pk)) for row in kept)
    return MeetingsPage(found, shown.number, paginator.num_pages)


def meeting(*, actor: Actor, number: int) -> MeetingRecord:
    """Raises NoSuchMeeting, also for who may not know of it."""
    return meeting_record(row=meeting_row(actor=actor, number=number))


def names_of(*, references: frozenset[str]) -> Mapping[str, str]:
    """What the log calls meetings: body and day. Those erased have no name any more."""
    numbers = {
        one: one.removeprefix("ethics.meeting:") for one in references if one.startswith("ethics.meeting:")
    }
    rows = Meeting.objects.filter(pk__in=[int(one) for one in numbers.values() if one.isdecimal()])
    named = {str(row.pk): f"{row.body_name}, {date_format(row.day)}" for row in rows}
    return {reference: named[number] for reference, number in numbers.items() if number in named}


def meeting_row(*, actor: Actor, number: int) -> Meeting:
    """For queries and operations of this area. Raises NoSuchMeeting."""
    row = Meeting.objects.filter(pk=number).first()
    if row is None or not may(actor=actor, permission=SCREEN, authority=row.authority):
        raise NoSuchMeeting(number)
    return row


def meeting_record(*, row: Meeting) -> MeetingRecord:
    return _record(row, row.screenings.aggregate(last=Max("screened_at"))["last"])


def _record(row: Meeting, last: datetime | None) -> MeetingRecord:
    return MeetingRecord(
        id=row.pk,
        authority=row.authority,
        body=row.body,
        body_name=row.body_name,
        day=row.day,
        items=items_from_plain(rows=row.items),
        screened_at=last,
        is_changed=last is not None and row.changed_at > last,
        absent=frozenset(row.absent),
        state=items_state(rows=row.items, absent=row.absent),
    )


def facts_of_meeting(*, actor: Actor, number: int) -> FactsOfMeeting:
    """Raises NoSuchMeeting, NoSuchBody."""
    found = meeting(actor=actor, number=number)
    body, seats = seats_of_body(actor=actor, authority=found.authority, code=found.body, on=found.day)
    chosen = chosen_in(items=found.items)
    staff = preparers(actor=actor, authority=found.authority, on=found.day, also=chosen) if chosen else {}
    also = {person: staff[person].name for person in chosen & staff.keys()}
    known = known_of(authority=found.authority, on=found.day, also=also)
    return FactsOfMeeting(found, known, body, seats, staff)


def known_things(*, actor: Actor, authority: str, on: date) -> KnownThings:
    """Names and numbers to look for in an agenda: also what people of the administration have declared.

    Raises NotAllowed.
    """
    require(actor=actor, permission=SCREEN, authority=authority)
    staff = {one.person: one.name for one in preparers(actor=actor, authority=authority, on=on).values()}
    known, employed = known_of(authority=authority, on=on), known_of_people(authority=authority, people=staff)
    interests = (*known.interests, *employed.interests)
    standing = [one.interest for one in interests if one.withdrawn_on is None]
    organisations = {one.organisation.id: one.organisation for one in standing if one.organisation}
    for owned in (*known.ownership, *employed.ownership):
        organisations |= {one.id: one for one in (owned.owner, owned.owned) if one}
    return KnownThings(
        organisations=tuple((f"o{one.id}", one.name, one.number, one.kind) for one in organisations.values()),
        people=(*((f"p{person}", (name,)) for person, name in known.people.items()), *_givers(standing)),
        properties=tuple(
            (f"property_{one.key}".replace("-", "_"), one.what)
            for one in standing
            if one.kind is InterestKind.PROPERTY and one.organisation is None
        ),
        language=known.language,
        country=country(),
    )


def _givers(standing: Iterable[InterestRecord]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Private persons whose gift somebody has kept."""
    told = (one.detail for one in standing if one.detail and one.detail.became not in NOT_RECEIVED)
    names = {detail.private_giver for detail in told} - {""}
    return ((giver_id(name=name), (name,)) for name in sorted(names))


def screened_meeting(*, actor: Actor, number: int, language: str, at: datetime) -> ScreenedMeeting:
    """What came out last, told in a language; reading it is an event. Raises NoSuchMeeting."""
    row = meeting_row(actor=actor, number=number)
    last = last_screening(meeting=row)
    about = f"ethics.meeting:{row.pk}"
    record(event="ethics.screening_read", by=actor.reference, at=at, about=about, authority=row.authority)
    return _screened(row, last, language)


def decided_in(*, actor: Actor, number: int) -> DecidedMeeting:
    """What the body decided, for the minutes. Raises NoSuchMeeting."""
    row = meeting_row(actor=actor, number=number)
    last = last_screening(meeting=row)
    decisions = decisions_of(row=row, names=names_in(register=last.register))
    law = law_of(on=row.day)
    is_announced = law.procedure.decided_by(Role.ELECTED) is Who.ANNOUNCES
    return DecidedMeeting(meeting_record(row=row), decisions, is_announced)


def last_screening(*, meeting: Meeting) -> Screening:
    """Raises NoSuchMeeting when it was never screened."""
    last = meeting.screenings.order_by("-screened_at", "-pk").first()
    if last is None:
        raise NoSuchMeeting(meeting.pk)
    return last


def decisions_of(*, row: Meeting, names: Mapping[str, str]) -> tuple[DecisionRecord, ...]:
    """The last one about each person and item, in the order in which they were recorded."""
    rows = row.decisions.order_by("recorded_at", "pk")
    last: dict[tuple[str, int], BodyDecision] = {}
    for one in rows:
        last.pop((one.item, one.person_id), None)
        last[one.item, one.person_id] = one
    return tuple(
        DecisionRecord(
            item=one.item, person=one.person_id, name=names.get(f"p{one.person_id}", ""),
            outcome=Decided(one.outcome), rule=one.rule, citation=one.citation, reason=one.reason,
            recorded_at=one.recorded_at,
        )
        for one in last.values()
    )  # fmt: skip


def _gaps(last: Screening) -> tuple[Gap, ...]:
    """Whose list was missing or too old on the day of the register."""
    old = months_after(last.known_at, -policy_on(on=last.known_at).renew_months)
    return people_gaps(register=last.register, agenda=last.agenda, stale_before=old)


def _screened(row: Meeting, last: Screening, language: str) -> ScreenedMeeting:
    result, is_same = told_in(screening=last, language=language)
    names = names_in(register=last.register)
    return ScreenedMeeting(
        meeting=meeting_record(row=row),
        result=result,
        names=names,
        decisions=decisions_of(row=row, names=names),
        told=frozenset(row.told.values_list("person_id", flat=True)),
        is_same=is_same,
        state=last.state,
        known_at=last.known_at,
        gaps=_gaps(last),
        has_other_law=has_other_law(screening=last, on=row.day),
        seats=seats_named(screening=last, names=names),
        grounds=grounds_of(law=law_of_screening(screening=last, on=row.day), on=row.day, language=language),
    )
