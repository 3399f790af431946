# SPDX-License-Identifier: EUPL-1.2
"""Reading what is not public, where looking at it is an event of its own."""

from datetime import datetime

from django.utils.timezone import localdate

from samband.core.access.rules import Actor, may
from samband.core.audit.operations import record
from samband.tools.ethics.card import ADVISE
from samband.tools.ethics.queries.advice import questions
from samband.tools.ethics.queries.attendance import AttendedMeeting, attendance_of
from samband.tools.ethics.queries.cases import CasesPage, case, cases_of
from samband.tools.ethics.queries.meetings import DecidedMeeting, decided_in
from samband.tools.ethics.queries.own import history_of, is_own, keeping_authority
from samband.tools.ethics.rules import CaseRecord, InterestRecord
from samband.tools.ethics.rules.advice import AdviceRecord


def read_interest(*, actor: Actor, key: str, at: datetime) -> tuple[InterestRecord, ...]:
    """What stands under the key, and what stood there before; one's own is read without an event.

    Raises NoSuchInterest, NotAllowed.
    """
    found = history_of(actor=actor, key=key)
    person = found[0].person
    if not is_own(actor=actor, person=person):
        authority = keeping_authority(actor=actor, person=person, on=localdate(at))
        _note("ethics.interests_read", f"people.person:{person}", authority, actor, at)
    return found


def read_decisions(*, actor: Actor, number: int, at: datetime) -> DecidedMeeting:
    """Raises NoSuchMeeting."""
    found = decided_in(actor=actor, number=number)
    _note("ethics.screening_read", f"ethics.meeting:{number}", found.meeting.authority, actor, at)
    return found


def read_attendance(*, actor: Actor, number: int, at: datetime) -> AttendedMeeting:
    """Raises NoSuchMeeting."""
    found = attendance_of(actor=actor, number=number)
    _note("ethics.screening_read", f"ethics.meeting:{number}", found.meeting.authority, actor, at)
    return found


def read_case(*, actor: Actor, number: int, at: datetime) -> CaseRecord:
    """With its parties, and who deals with it. Raises NoSuchCase."""
    found = case(actor=actor, number=number)
    _note("ethics.case_opened", f"ethics.case:{number}", found.authority, actor, at)
    return found


def read_cases(*, actor: Actor, authority: str, at: datetime, page: int = 1) -> CasesPage:
    """Raises NotAllowed."""
    found = cases_of(actor=actor, authority=authority, page=page)
    _note("ethics.cases_read", f"members.authority:{authority}", authority, actor, at)
    return found


def read_questions(*, actor: Actor, at: datetime) -> tuple[AdviceRecord, ...]:
    """An event in each authority whose questions stand there with names. Raises NotAllowed."""
    found = questions(actor=actor)
    for code in sorted({one.authority for one in found if one.authority}):
        if may(actor=actor, permission=ADVISE, authority=code):
            _note("ethics.questions_read", f"members.authority:{code}", code, actor, at)
    return found


def _note(event: str, about: str, authority: str, by: Actor, at: datetime) -> None:
    record(event=event, by=by.reference, at=at, about=about, authority=authority)
