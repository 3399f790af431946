# SPDX-License-Identifier: EUPL-1.2
"""Sessions in which a room answers dilemmas, without accounts.

Of an answer only the count goes up. No event is recorded for it, nor for each press of whoever leads: their
moments, beside the log of the web server, would tell who answered when.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samband.core.access.rules import INSTALLATION, Actor
from samband.core.audit.operations import record
from samband.core.members.queries import size_classes
from samband.tools.ethics.analysis.dilemmas import MOST_DILEMMAS, Choice, Place, Stage, place_after
from samband.tools.ethics.models import Training, TrainingAnswers, TrainingCount
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries.dilemmas import NoSuchTraining, dilemmas, lead_digest, place_of

CODE_DIGITS = 6
OPEN_FOR = timedelta(hours=24)
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Opened:
    """lead: the secret word of whoever leads; it is told this once and kept nowhere."""

    lead: str
    word: str
    code: str


@transaction.atomic
def open_training(*, chosen: Sequence[str], size_class: str = "", by: Actor, at: datetime) -> Opened:
    """A session with these dilemmas, at its first. size_class: code of one, or empty. Raises Refused.

    Anybody may: nothing of the association or its members is read. Whoever calls must count how often.
    """
    _check(chosen, size_class)
    opened = Opened(secrets.token_urlsafe(16), secrets.token_hex(8), _free_code())
    row = Training.objects.create(
        word=opened.word,
        lead_digest=lead_digest(lead=opened.lead),
        code=opened.code,
        dilemmas=list(chosen),
        size_class=size_class,
        opened_at=at,
    )
    TrainingAnswers.objects.bulk_create(
        TrainingAnswers(training=row, position=position, choice=choice)
        for position in range(len(chosen))
        for choice in Choice
    )
    _tell("ethics.training_opened", row, by, at)
    return opened


@transaction.atomic
def lead_on(*, lead: str, seen: Place, by: Actor, at: datetime) -> Place:
    """Go on from what whoever leads has on the screen, and return where the session is then.

    A second press of the same button changes nothing. Raises NoSuchTraining.
    """
    row = _held(lead)
    now = place_of(row=row)
    if seen != now or now.stage is Stage.ENDED:
        return now
    after = place_after(place=now, dilemmas=len(row.dilemmas))
    if after.stage is Stage.ENDED:
        _end(row, by, at)
    else:
        row.position, row.stage = after.position, after.stage
        row.save(update_fields=["position", "stage"])
    return after


@transaction.atomic
def end_training(*, lead: str, by: Actor, at: datetime) -> None:
    """Also before the last dilemma. Ending twice changes nothing. Raises NoSuchTraining."""
    row = _held(lead)
    if row.stage != Stage.ENDED:
        _end(row, by, at)


@transaction.atomic
def answer_dilemma(*, word: str, position: int, choice: Choice) -> None:
    """Count an answer to the dilemma that is being asked. Whoever calls sees to it that nobody answers twice.

    Raises NoSuchTraining, and Refused once the answers are on the screen: who came late would show.
    """
    row = Training.objects.select_for_update().filter(word=word).first()
    if row is None:
        raise NoSuchTraining(word)
    if place_of(row=row) != Place(position, Stage.ASKING):
        raise Refused(gettext("The answers to that dilemma are on the screen already. Answer the next one."))
    row.answers.filter(position=position, choice=choice).update(number=F("number") + 1)


def erase_old_trainings(*, at: datetime) -> int:
    """End what nobody ended within a day; erase what was opened thirty days ago. How many were erased."""
    for row in Training.objects.filter(opened_at__lte=at - OPEN_FOR, ended_at__isnull=True):
        with transaction.atomic():
            _end(row, INSTALLATION, at)
    return _erase(at)


@transaction.atomic
def _erase(at: datetime) -> int:
    old = Training.objects.filter(opened_at__lte=at - KEPT_FOR)
    if number := old.count():
        old.delete()
        about, details = "ethics.trainings", {"sessions": number}
        record(
            event="ethics.trainings_erased", by=INSTALLATION.reference, at=at, about=about, details=details
        )
    return number


def _end(row: Training, by: Actor, at: datetime) -> None:
    """The code opens nothing more; what is counted for good is how many answered. Nothing, if nobody did."""
    row.stage, row.ended_at, row.code = Stage.ENDED, at, ""
    row.save(update_fields=["stage", "ended_at", "code"])
    if answers := row.answers.aggregate(all=Sum("number"))["all"]:
        counted, _ = TrainingCount.objects.get_or_create(
            year=localdate(row.opened_at).year, size_class=row.size_class
        )
        TrainingCount.objects.filter(pk=counted.pk).update(
            sessions=F("sessions") + 1, answers=F("answers") + answers
        )
    _tell("ethics.training_ended", row, by, at)


def _check(chosen: Sequence[str], size_class: str) -> None:
    known = {one.code for one in dilemmas() if one.is_for_training}
    if not chosen:
        raise Refused(gettext("Choose at least one dilemma."), "dilemmas")
    if len(chosen) > MOST_DILEMMAS:
        text = gettext("Choose at most %(most)d dilemmas: more than that is no conversation any longer.")
        raise Refused(text % {"most": MOST_DILEMMAS}, "dilemmas")
    if set(chosen) - known or len(set(chosen)) < len(chosen):
        raise Refused(gettext("One of the dilemmas is not in the library. Choose again."), "dilemmas")
    if size_class and size_class not in {one.code for one in size_classes()}:
        raise Refused(gettext("Choose a size from the list, or leave it open."), "size_class")


def _free_code() -> str:
    """Six digits that open no other session now."""
    while True:
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        if not Training.objects.filter(code=code).exists():
            return code


def _held(lead: str) -> Training:
    row = Training.objects.select_for_update().filter(lead_digest=lead_digest(lead=lead)).first()
    if row is None:
        raise NoSuchTraining
    return row


def _tell(event: str, row: Training, by: Actor, at: datetime) -> None:
    about, details = f"ethics.training:{row.pk}", {"dilemmas": len(row.dilemmas)}
    record(event=event, by=by.reference, at=at, about=about, details=details)
