# SPDX-License-Identifier: EUPL-1.2
"""Questions to the ethics adviser: for who asked, for whom they are about, and for who answers."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from samband.core.access.rules import Actor, NotAllowed, may
from samband.core.audit.operations import record
from samband.core.members.queries import latest_authority
from samband.core.members.rules import UnknownAuthority
from samband.core.people.queries import person_of_account
from samband.engines.conflicts import Place
from samband.tools.ethics.analysis.names import without
from samband.tools.ethics.card import ADVISE, ADVISE_UNNAMED, SCREEN
from samband.tools.ethics.models import Advice, BodyDecision, Meeting, Screening
from samband.tools.ethics.queries.evidence import names_in, told_in
from samband.tools.ethics.queries.meetings import last_screening
from samband.tools.ethics.queries.own_meetings import own_rows
from samband.tools.ethics.rules import NoSuchMeeting
from samband.tools.ethics.rules.advice import (
    AdviceRecord,
    AdviceStatus,
    Advised,
    NoSuchAdvice,
    Weighed,
    Weight,
)

Plain = Mapping[str, Any]
MOST_READ = 20
"""Earlier answers that are read whole for one question."""


@dataclass(frozen=True, slots=True)
class Askable:
    """A person and an item of a screened meeting. found: the assessment. screening: number of the evidence.

    is_own: the person asks about the own case. open: number of the open question, 0 when there is none.
    """

    meeting: int
    authority: str
    body_name: str
    day: date
    place: int
    item: str
    title: str
    matter: str
    person: int
    found: Plain
    screening: int
    is_own: bool
    open: int


@dataclass(frozen=True, slots=True)
class AdviceCase:
    """A question with what goes along. found: None when the evidence is gone.

    may_answer: the reader advises, and not about oneself. parties: kinds of the parties, for a reader without
    names.
    """

    record: AdviceRecord
    found: Plain | None
    law: Plain
    parties: tuple[str, ...]
    may_answer: bool


def askable(*, actor: Actor, meeting: int, place: int, person: int, on: date, language: str) -> Askable:
    """place: of the item, from 1. Raises NoSuchMeeting, also without a finding about the person."""
    row, is_own = _row_to_ask(actor, meeting, person, on)
    last = last_screening(meeting=row)
    result, _ = told_in(screening=last, language=language)
    items = result["items"]
    if not 1 <= place <= len(items):
        raise NoSuchMeeting(meeting)
    item = items[place - 1]
    found = _about(item, person)
    if found is None or not found["findings"]:
        raise NoSuchMeeting(meeting)
    waiting = Advice.objects.filter(
        meeting=row, item=item["item"], person=person, answered_at__isnull=True
    ).first()
    return Askable(
        meeting=row.pk, authority=row.authority, body_name=row.body_name, day=row.day, place=place,
        item=item["item"], title=item["title"], matter=item["type"], person=person, found=found,
        screening=last.pk, is_own=is_own, open=waiting.pk if waiting else 0,
    )  # fmt: skip


def questions(*, actor: Actor) -> tuple[AdviceRecord, ...]:
    """All that the reader may answer, or has asked, the soonest meeting first, without its texts.

    Raises NotAllowed.
    """
    own = _own(actor)
    may_advise = any(may(actor=actor, permission=ADVISE, authority=code) for code in actor.authorities)
    if not (own or may_advise or may(actor=actor, permission=ADVISE_UNNAMED)):
        raise NotAllowed(actor, ADVISE, "")
    rows = _readable(actor, own).order_by("meeting__day", "pk")
    rows = rows.select_related("person")
    return tuple(_in_list(row, row.person.name, is_unnamed=not _reads_names(actor, row, own)) for row in rows)


def advice_case(*, actor: Actor, number: int, language: str, at: datetime) -> AdviceCase:
    """Reading it is an event. Raises NoSuchAdvice."""
    row = advice_row(actor=actor, number=number)
    about = f"ethics.meeting:{row.meeting_id}"
    authority = row.meeting.authority
    record(event="ethics.advice_read", by=actor.reference, at=at, about=about, authority=authority)
    own = _own(actor)
    is_unnamed = not _reads_names(actor, row, own)
    result, _ = told_in(screening=row.screening, language=language)
    item = next((one for one in result["items"] if one["item"] == row.item), None)
    found = _about(item, row.person_id) if item else None
    answers = may_answer(actor=actor, row=row)
    return AdviceCase(
        record=_record(row, is_unnamed=is_unnamed, is_adviser=answers), found=found, law=result["law"],
        parties=_kinds(row.screening, row.item), may_answer=answers,
    )  # fmt: skip


def advice_row(*, actor: Actor, number: int) -> Advice:
    """For queries and operations of this area. Raises NoSuchAdvice."""
    row = _readable(actor, _own(actor)).filter(pk=number).first()
    if row is None:
        raise NoSuchAdvice(number)
    return row


def may_answer(*, actor: Actor, row: Advice) -> bool:
    """Nobody advises about oneself."""
    return _may_answer(actor, row, _own(actor))


def _may_answer(actor: Actor, row: Advice, own: int) -> bool:
    if own == row.person_id:
        return False
    if may(actor=actor, permission=ADVISE, authority=row.meeting.authority):
        return True
    return row.is_for_association and may(actor=actor, permission=ADVISE_UNNAMED)


def advice_in(*, actor: Actor, meetings: Iterable[int]) -> Mapping[tuple[int, str, int], AdviceRecord]:
    """(meeting, item, person) -> the last question the reader may know of."""
    own = _own(actor)
    rows = _readable(actor, own).filter(meeting__in=list(meetings)).order_by("asked_at", "pk")
    rows = rows.select_related("meeting", "screening").defer("screening__agenda", "screening__result")
    return {
        (row.meeting_id, row.item, row.person_id): _record(row, is_unnamed=False)
        for row in rows
        if _reads_names(actor, row, own)
    }


def earlier_answers(*, actor: Actor, number: int) -> tuple[tuple[AdviceRecord, frozenset[str]], ...]:
    """Answers of the same member under one of the same rules, with the ties of each, the latest first.

    Nothing for a reader without names. Raises NoSuchAdvice.
    """
    row = advice_row(actor=actor, number=number)
    if not may(actor=actor, permission=ADVISE, authority=row.meeting.authority):
        return ()
    others = Advice.objects.filter(meeting__authority=row.meeting.authority, answered_at__isnull=False)
    found = _with_state(others.exclude(pk=row.pk)).order_by("-answered_at", "-pk")[:200]
    alike = [one for one in found if set(one.rules) & set(row.rules)][:MOST_READ]
    return tuple((_record(one, is_unnamed=True), frozenset(one.ties)) for one in alike)


def earlier_decisions(*, actor: Actor, number: int) -> tuple[tuple[str, str, str, date], ...]:
    """Of bodies of the same member: rule, matter, outcome and day, the latest first. Raises NoSuchAdvice."""
    row = advice_row(actor=actor, number=number)
    if not may(actor=actor, permission=ADVISE, authority=row.meeting.authority):
        return ()
    rows = BodyDecision.objects.filter(meeting__authority=row.meeting.authority, rule__in=row.rules)
    rows = rows.exclude(meeting=row.meeting, item=row.item, person=row.person)
    found = rows.select_related("meeting").order_by("-meeting__day", "-pk")[:200]
    return tuple((one.rule, _matter(one.meeting, one.item), one.outcome, one.meeting.day) for one in found)


def likeness_of(*, actor: Actor, number: int) -> tuple[frozenset[str], frozenset[str]]:
    """Rules and kinds of ties. Raises NoSuchAdvice."""
    row = advice_row(actor=actor, number=number)
    return frozenset(row.rules), frozenset(row.ties)


def rules_of_answers(*, numbers: Iterable[int]) -> Mapping[int, frozenset[str]]:
    """Unguarded: ids of rules of questions that were read already."""
    rows = Advice.objects.filter(pk__in=list(numbers)).values_list("pk", "rules")
    return {number: frozenset(rules) for number, rules in rows}


def open_for(*, actor: Actor, on: date) -> tuple[int, date | None]:
    """How many questions wait for an answer of the reader, and the day of the soonest meeting."""
    own = _own(actor)
    rows = _readable(actor, own).filter(answered_at__isnull=True, meeting__day__gte=on)
    days = [row.meeting.day for row in rows if _may_answer(actor, row, own)]
    return len(days), min(days, default=None)


def asked_about(*, person: int) -> tuple[tuple[str, date, bool], ...]:
    """Body, day and whether it is answered, of each question about the person. Unguarded, for that person."""
    rows = Advice.objects.filter(person=person).order_by("-meeting__day", "-pk")
    told = rows.values_list("meeting__body_name", "meeting__day", "answered_at")
    return tuple((body, day, bool(answered)) for body, day, answered in told)


def _row_to_ask(actor: Actor, meeting: int, person: int, on: date) -> tuple[Meeting, bool]:
    if _own(actor) == person and person:
        own = next((row for row in own_rows(actor=actor, on=on) if row.pk == meeting), None)
        if own is not None:
            return own, True
    row = Meeting.objects.filter(pk=meeting).first()
    if row is None or not may(actor=actor, permission=SCREEN, authority=row.authority):
        raise NoSuchMeeting(meeting)
    return row, False


def _own(actor: Actor) -> int:
    found = person_of_account(account=actor.reference) if actor.is_signed_in else None
    return found.id if found else 0


def _readable(actor: Actor, own: int) -> QuerySet[Advice]:
    served = [code for code in actor.authorities if may(actor=actor, permission=ADVISE, authority=code)]
    wanted = Q(meeting__authority__in=served)
    if own:
        wanted |= Q(person=own)
    if may(actor=actor, permission=ADVISE_UNNAMED):
        wanted |= Q(is_for_association=True)
    return _with_state(Advice.objects.filter(wanted))


def _with_state(rows: QuerySet[Advice]) -> QuerySet[Advice]:
    """With the meeting, and whether the body has decided: ``is_decided``."""
    decided = BodyDecision.objects.filter(
        meeting=OuterRef("meeting"), item=OuterRef("item"), person=OuterRef("person")
    )
    return rows.select_related("meeting").annotate(is_decided=Exists(decided))


def _reads_names(actor: Actor, row: Advice, own: int) -> bool:
    return row.person_id == own or may(actor=actor, permission=ADVISE, authority=row.meeting.authority)


def _about(item: Plain, person: int) -> Plain | None:
    """Of the person as one of the body: of who prepared the item the body decides nothing."""
    people = (one for one in item["people"] if one["place"] != Place.HANDLER)
    return next((one for one in people if one["person"] == f"p{person}"), None)


def _matter(meeting: Meeting, item: str) -> str:
    return next((str(one.get("matter", "")) for one in meeting.items if one.get("number") == item), "")


def _kinds(screening: Screening, item: str) -> tuple[str, ...]:
    known = json.loads(screening.register)
    kinds = {one["id"]: one.get("kind", "") for one in known["organisations"]}
    kinds |= {one["id"]: "person" for one in known["people"]}
    items = json.loads(screening.agenda)["items"]
    found = (party["ref"] for one in items if one["item"] == item for party in one["parties"])
    return tuple(kinds.get(ref, "") for ref in found)


def _status(row: Advice) -> AdviceStatus:
    if getattr(row, "is_decided"):  # noqa: B009  which _with_state reads
        return AdviceStatus.DECIDED
    if row.answered_at:
        return AdviceStatus.ANSWERED
    return AdviceStatus.TAKEN if row.taken_at else AdviceStatus.ASKED


def _record(row: Advice, *, is_unnamed: bool, is_adviser: bool = False) -> AdviceRecord:
    """What is half written is for advisers alone."""
    is_shown = is_adviser or row.answered_at is not None
    names = names_in(register=row.screening.register)
    hidden = tuple(_to_hide(names, row, _title(row))) if is_unnamed else ()
    return replace(
        _in_list(row, names.get(f"p{row.person_id}", ""), is_unnamed=is_unnamed),
        question=without(text=row.question, names=hidden),
        weighed=_weighed(row, hidden) if is_shown else {},
        answer=without(text=row.answer, names=hidden) if is_shown else "",
        reason=without(text=row.reason, names=hidden),
    )


def _in_list(row: Advice, name: str, *, is_unnamed: bool) -> AdviceRecord:
    """Without what anybody wrote, so that no evidence is read for it."""
    return AdviceRecord(
        id=row.pk, meeting=row.meeting_id, authority="" if is_unnamed else row.meeting.authority,
        body_name="" if is_unnamed else row.meeting.body_name, day=row.meeting.day,
        item="" if is_unnamed else row.item, title="" if is_unnamed else _title(row), matter=row.matter,
        person=0 if is_unnamed else row.person_id, name="" if is_unnamed else name,
        question="", outcome=row.outcome, status=_status(row),
        is_for_association=row.is_for_association, is_unnamed=is_unnamed, asked_at=row.asked_at,
        answered_at=row.answered_at, advised=Advised(row.advised) if row.advised else None,
    )  # fmt: skip


def _title(row: Advice) -> str:
    return next((str(one["title"]) for one in row.meeting.items if one.get("number") == row.item), "")


def _weighed(row: Advice, hidden: tuple[str, ...]) -> Mapping[str, Weighed]:
    return {
        code: Weighed(Weight(one["weight"]), without(text=one["note"], names=hidden))
        for code, one in row.weighed.items()
    }


def _member(meeting: Meeting) -> str:
    try:
        return latest_authority(code=meeting.authority, on=meeting.day).name
    except UnknownAuthority:
        return ""


def _to_hide(names: Mapping[str, str], row: Advice, title: str) -> Iterator[str]:
    """Whole names, also of the member and of the item, and the parts of the person's own."""
    yield from {*names.values(), row.meeting.body_name, title, row.item, _member(row.meeting)}
    yield from (part for part in names.get(f"p{row.person_id}", "").split() if len(part) > 2)
