# SPDX-License-Identifier: EUPL-1.2
"""Asking the ethics adviser, taking a question on, answering it. The body decides anyway."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.core.audit.operations import record
from samband.engines.conflicts import Outcome
from samband.tools.ethics.models import Advice
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries.advice import Askable, advice_row, askable, may_answer
from samband.tools.ethics.rules.advice import Advised, NoSuchAdvice, Weighed

SAME = {Advised.NONE: {Outcome.NONE, Outcome.EXEMPT, Outcome.NOTE}}
"""Outcomes of the program that say what an adviser says with one word."""


@transaction.atomic
def ask_advice(
    *, meeting: int, place: int, person: int, question: str, to_association: bool, by: Actor, at: datetime
) -> int:
    """Number of the question. The finding of the last screening goes along. Raises NoSuchMeeting, Refused."""
    asked = askable(actor=by, meeting=meeting, place=place, person=person, on=localdate(at), language="en")
    if asked.open:
        raise Refused(gettext("Advice is asked about this already. Wait for the answer."))
    if asked.day < localdate(at):
        raise Refused(
            gettext("The meeting was on %(day)s. Advice comes before it.") % {"day": date_format(asked.day)}
        )
    row = Advice.objects.create(
        meeting_id=asked.meeting, screening_id=asked.screening, item=asked.item, person_id=person,
        rules=_rules(asked), ties=_ties(asked), matter=asked.matter, outcome=asked.found["outcome"],
        question=question.strip()[:1000], is_for_association=to_association, asked_at=at,
        asked_by=by.reference,
    )  # fmt: skip
    _note("ethics.advice_asked", row, by, at)
    return row.pk


@transaction.atomic
def take_advice(*, number: int, by: Actor, at: datetime) -> None:
    """Say that one is going to answer it. Raises NoSuchAdvice, Refused."""
    row = _open(number, by)
    row.taken_at, row.taken_by = at, by.reference
    row.save(update_fields=["taken_at", "taken_by"])
    _note("ethics.advice_taken", row, by, at)


@transaction.atomic
def keep_advice(*, number: int, weighed: Mapping[str, Weighed], answer: str, by: Actor, at: datetime) -> None:
    """Keep what has been weighed so far, for nobody but advisers. Raises NoSuchAdvice, Refused."""
    row = _open(number, by)
    _write(row, weighed, answer, by, at)
    row.save()
    _note("ethics.advice_kept", row, by, at)


@transaction.atomic
def give_advice(
    *, number: int, weighed: Mapping[str, Weighed], answer: str, advised: Advised | None, reason: str,
    by: Actor, at: datetime,
) -> None:  # fmt: skip
    """advised: what the adviser says instead of what the program found, with a reason; None: the same.

    It holds for this person and item alone, and the finding stays. Raises NoSuchAdvice, Refused.
    """
    row = _open(number, by)
    if not answer.strip():
        raise Refused(gettext("Write the answer."), "answer")
    if advised and row.outcome in SAME.get(advised, {advised.value}):
        raise Refused(gettext("The program says the same. Choose “as the program found”."), "advised")
    if advised and not reason.strip():
        raise Refused(gettext("Say why: who reads it must be able to follow."), "reason")
    _write(row, weighed, answer, by, at)
    row.advised, row.reason = (advised or ""), (" ".join(reason.split())[:500] if advised else "")
    row.answered_at, row.answered_by = at, by.reference
    row.save()
    _note("ethics.advice_given", row, by, at, differs=int(advised is not None))


def _open(number: int, by: Actor) -> Advice:
    row = advice_row(actor=by, number=number)
    if not may_answer(actor=by, row=row):
        raise NoSuchAdvice(number)
    locked = Advice.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=row.pk)
    if locked.answered_at:
        raise Refused(gettext("It has been answered already."))
    return locked


def _write(row: Advice, weighed: Mapping[str, Weighed], answer: str, by: Actor, at: datetime) -> None:
    row.taken_at, row.taken_by = row.taken_at or at, row.taken_by or by.reference
    row.weighed = {
        code: {"weight": one.weight.value, "note": " ".join(one.note.split())[:300]}
        for code, one in weighed.items()
    }
    row.answer = answer.strip()[:4000]


def _rules(asked: Askable) -> list[str]:
    return sorted({one["rule"] for one in asked.found["findings"]})


def _ties(asked: Askable) -> list[str]:
    return sorted({tie["tie"] for one in asked.found["findings"] for tie in one["path"]})


def _note(event: str, row: Advice, by: Actor, at: datetime, **details: int) -> None:
    record(
        event=event, by=by.reference, at=at, about=f"ethics.meeting:{row.meeting_id}",
        authority=row.meeting.authority, details=details,
    )  # fmt: skip
