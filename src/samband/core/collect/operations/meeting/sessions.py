# SPDX-License-Identifier: EUPL-1.2
"""From the preparation of a session to its result.

Every step that changes who may answer raises the revision of the ask: an answer that was looked at before is
looked at again before it is written, so none slips in after the closing.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext

from samband.core.access.rules import Actor, require
from samband.core.collect.models import Ask, Case, Meeting, MeetingCode
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.operations.box import empty_heap, wipe_traces
from samband.core.collect.operations.meeting.held import NotPossible, held, tell
from samband.core.collect.operations.meeting.results import result_of
from samband.core.collect.operations.planning import form_of
from samband.core.collect.queries.meeting import MeetingRecord, meeting_record
from samband.core.collect.rules import (
    COUNCIL,
    HOLD_MEETING,
    LEAST_IN_MEETING,
    MOST_PRESENT,
    AskState,
    MeetingState,
    Mode,
)

__all__ = [
    "NotPossible",
    "Presence",
    "call_off_meeting",
    "change_presence",
    "close_meeting",
    "open_meeting",
    "prepare_meeting",
]

_EARLY = (MeetingState.PREPARED, MeetingState.OPEN)


@dataclass(frozen=True, slots=True)
class Presence:
    """seats: of the council, with everybody there. members, substitutes: who are present, together at most
    as many as there are seats."""

    seats: int
    members: int
    substitutes: int = 0


@transaction.atomic
def prepare_meeting(
    *, ask: str, unit: str, on: date, presence: Presence, by: Actor, at: datetime
) -> MeetingRecord:
    """Get ready: codes can be printed from now on, none of them opens anything yet.

    One session of a council at a time, and none after one that has given a result: the few who answered later
    could be told from the difference. Raises NotPossible, NoSuchAsk, NotAllowed.
    """
    require(actor=by, permission=HOLD_MEETING, authority=unit)
    asked = locked_ask(slug=ask)
    _check_ask(asked, unit)
    _check_presence(presence)
    found = Meeting.objects.create(
        ask=asked,
        unit=unit,
        group=COUNCIL,
        on=on,
        seats=presence.seats,
        members=presence.members,
        substitutes=presence.substitutes,
    )
    tell(event="meeting_prepared", asked=asked, found=found, by=by, at=at, day=on.isoformat())
    return meeting_record(found=found)


@transaction.atomic
def change_presence(*, meeting: int, presence: Presence, by: Actor, at: datetime) -> MeetingRecord:
    """Say anew who is present: somebody came late, somebody left. Raises NotPossible and the others."""
    asked, found = held(meeting=meeting, by=by, wanted=_EARLY)
    _check_presence(presence)
    found.seats, found.members, found.substitutes = presence.seats, presence.members, presence.substitutes
    found.save(update_fields=["seats", "members", "substitutes"])
    present = presence.members + presence.substitutes
    tell(event="meeting_changed", asked=asked, found=found, by=by, at=at, present=present)
    return meeting_record(found=found)


@transaction.atomic
def open_meeting(*, meeting: int, by: Actor, at: datetime) -> MeetingRecord:
    """From now on each code answers once. Raises NotPossible and the others."""
    asked, found = held(meeting=meeting, by=by, wanted={MeetingState.PREPARED})
    if asked.state != AskState.OPEN or not _is_time(asked, at):
        raise NotPossible(gettext("The questionnaire takes no answers now. Ask the association to open it."))
    if not found.codes:
        raise NotPossible(gettext("Nobody could answer yet. Make the codes first."))
    found.state = MeetingState.OPEN
    found.save(update_fields=["state"])
    give_cases(asked=asked, found=found)
    tell(event="meeting_opened", asked=asked, found=found, by=by, at=at, codes=found.codes)
    return meeting_record(found=found)


@transaction.atomic
def close_meeting(*, meeting: int, by: Actor, at: datetime) -> MeetingRecord:
    """No more answers; every code is forgotten; the box of this council is opened and its result made.

    With fewer answers than ``LEAST_IN_MEETING`` the box stays shut until the ask closes.
    Raises NotPossible and the others.
    """
    asked, found = held(meeting=meeting, by=by, wanted={MeetingState.OPEN})
    found.answered = _cases(found).filter(answered_on__isnull=False).count()
    found.state = MeetingState.CLOSED
    _forget_codes(asked, found)
    if found.answered >= LEAST_IN_MEETING:
        empty_heap(asked=asked, group=found.group, unit=found.unit, by=by, at=at)
        found.result = result_of(asked=asked, found=found)
    found.save(update_fields=["state", "answered", "result"])
    tell(event="meeting_closed", asked=asked, found=found, by=by, at=at, answered=found.answered)
    return meeting_record(found=found)


@transaction.atomic
def call_off_meeting(*, meeting: int, by: Actor, at: datetime) -> MeetingRecord:
    """Nothing comes of it; its codes open nothing. Raises NotPossible when somebody has answered."""
    asked, found = held(meeting=meeting, by=by, wanted=_EARLY)
    answered = _cases(found).filter(answered_on__isnull=False).count()
    if answered:
        words = ngettext(
            "%(number)d has answered, so it cannot be called off. Close the answering instead.",
            "%(number)d have answered, so it cannot be called off. Close the answering instead.",
            answered,
        )
        raise NotPossible(words % {"number": answered})
    found.state = MeetingState.CALLED_OFF
    _forget_codes(asked, found)
    found.save(update_fields=["state"])
    tell(event="meeting_called_off", asked=asked, found=found, by=by, at=at)
    return meeting_record(found=found)


def give_cases(*, asked: Ask, found: Meeting) -> None:
    """Every code that waits becomes somebody who may answer: the digest moves to the case."""
    waiting = list(found.handed_out.filter(case=None).order_by("pk"))
    cases = [
        Case(ask=asked, unit=found.unit, group=found.group, token_digest=code.digest) for code in waiting
    ]
    Case.objects.bulk_create(cases)
    for code, case in zip(waiting, cases, strict=True):
        code.case, code.digest = case, ""
    MeetingCode.objects.bulk_update(waiting, ["case", "digest"])
    _raise_revision(asked)


def _forget_codes(asked: Ask, found: Meeting) -> None:
    """No digest stays: not of codes that were used, nor of those that were not."""
    cases = _cases(found)
    spent = list(cases.filter(answered_on__isnull=False).values_list("pk", flat=True))
    unspent = list(cases.filter(answered_on__isnull=True).values_list("pk", flat=True))
    found.handed_out.all().delete()
    Case.objects.filter(pk__in=unspent).delete()
    Case.objects.filter(pk__in=spent).update(token_digest="")
    _raise_revision(asked)
    transaction.on_commit(wipe_traces)


def _cases(found: Meeting) -> QuerySet[Case]:
    return Case.objects.filter(pk__in=found.handed_out.values("case"))


def _raise_revision(asked: Ask) -> None:
    asked.revision += 1
    asked.save(update_fields=["revision"])


def _is_time(asked: Ask, at: datetime) -> bool:
    begun = asked.opens_at is None or asked.opens_at <= at
    return begun and (asked.closes_at is None or at < asked.closes_at)


def _check_ask(asked: Ask, unit: str) -> None:
    if unit not in asked.units:
        raise NotPossible(gettext("This questionnaire is not asked in your municipality."))
    if asked.state == AskState.CLOSED:
        raise NotPossible(gettext("This questionnaire is closed."))
    if Mode.MEETING not in asked.channels or asked.form is None or COUNCIL not in form_of(asked=asked).groups:
        raise NotPossible(gettext("This questionnaire is not asked in council meetings."))
    earlier = Meeting.objects.filter(ask=asked, unit=unit, group=COUNCIL)
    if earlier.filter(state__in=_EARLY).exists():
        raise NotPossible(gettext("A session is prepared or open already. Use it, or call it off first."))
    if earlier.filter(result__isnull=False).exists():
        raise NotPossible(
            gettext(
                "The council has answered and has its result. With a second session, those who answer later "
                "could be told from the difference."
            )
        )


def _check_presence(presence: Presence) -> None:
    present = presence.members + presence.substitutes
    if min(presence.members, presence.substitutes) < 0 or not 0 < present <= MOST_PRESENT:
        words = gettext("Between 1 and %(most)d can be present.")
        raise NotPossible(words % {"most": MOST_PRESENT})
    if present > presence.seats:
        words = gettext(
            "%(present)d are present, but the council has %(seats)d seats. A substitute takes the seat of a "
            "member who is away: correct one of the numbers."
        )
        raise NotPossible(words % {"present": present, "seats": presence.seats})
