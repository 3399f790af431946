# SPDX-License-Identifier: EUPL-1.2
"""Letters of one mailing as a file to print. Their links are made here and are nowhere else."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext

from samband.core.access.rules import Actor, require
from samband.core.collect.analysis.invitations import MailingState, SendingState
from samband.core.collect.models import Mailing, Sending
from samband.core.collect.operations.invitations.planning import CannotSend, held, tell
from samband.core.collect.operations.invitations.readers import Chosen, chosen, note_sent, note_skipped, save
from samband.core.collect.operations.invitations.wording import letter_to
from samband.core.collect.operations.links import fresh_links
from samband.core.collect.rules import MANAGE_CASES
from samband.core.notices.rules import Channel
from samband.engines.reports.letters import MOST_LETTERS, to_letters


@dataclass(frozen=True, slots=True)
class LetterRun:
    """pdf: a page for each person. number: letters in it. left: still to be written."""

    pdf: bytes
    number: int
    left: int


@transaction.atomic
def write_letters(*, ask: str, mailing: int, again: bool = False, by: Actor, at: datetime) -> LetterRun:
    """The next letters, at most ``MOST_LETTERS``, to everybody who should get one now.

    again: those written before once more, for a file that was lost; their earlier links stay good.
    Raises CannotSend, NoSuchMailing, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    found = held(ask=ask, mailing=mailing)
    _check(found)
    if again:
        found.sendings.filter(state=SendingState.SENT).update(state=SendingState.WAITING)
    people = _next(found)
    if not people:
        raise CannotSend(gettext("No letter is left to write: everybody has answered, said no or has one."))
    pdf = _pdf(found, people, at)
    for one in people:
        note_sent(one=one, on=timezone.localdate(at))
    save(chosen=people)
    left = found.sendings.filter(state=SendingState.WAITING).count()
    found.state = MailingState.UNDER_WAY if left else MailingState.DONE
    found.save(update_fields=["state"])
    tell(event="letters_written", mailing=found, by=by, at=at, letters=len(people))
    return LetterRun(pdf, len(people), left)


def _check(found: Mailing) -> None:
    if found.channel != Channel.LETTER:
        raise CannotSend(gettext("This is not sent as letters."))
    if found.state == MailingState.CALLED_OFF:
        raise CannotSend(gettext("The mailing was called off. Plan a new one."))


def _next(found: Mailing) -> list[Chosen]:
    """Passes over those who need none any more, and notes why."""
    people: list[Chosen] = []
    waiting = found.sendings.filter(state=SendingState.WAITING).select_related("case")
    skipped: list[Chosen] = []
    rows: list[Sending] = list(waiting.order_by("case__batch", "case__number", "pk"))
    for one in chosen(mailing=found, sendings=rows):
        if one.skip is not None:
            note_skipped(one=one)
            skipped.append(one)
        elif len(people) < MOST_LETTERS:
            people.append(one)
    save(chosen=skipped)
    return people


def _pdf(found: Mailing, people: list[Chosen], at: datetime) -> bytes:
    tokens = fresh_links(cases=[one.case.pk for one in people])
    on = timezone.localdate(at)
    letters = [letter_to(case=one.case, mailing=found, token=tokens[one.case.pk], on=on) for one in people]
    language = get_language() or "en"
    return to_letters(letters=letters, title=gettext("Letters"), language=language, stamp=at)
