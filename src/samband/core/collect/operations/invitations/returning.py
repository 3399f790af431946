# SPDX-License-Identifier: EUPL-1.2
"""Letters and messages that came back: that way leads nowhere, another one may."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Final

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.came_back import words_that_came_back
from samband.core.collect.analysis.invitations import CAME_BACK, NOT_REACHED, SENT, SendingState
from samband.core.collect.models import Case, Sending
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.operations.invitations.planning import held
from samband.core.collect.rules import MANAGE_CASES
from samband.core.notices.queries import in_one_spelling
from samband.core.notices.rules import Channel

_LEFT: Final = (SendingState.SENT, SendingState.RETURNED)
Hit = tuple[Case, Channel | None]


class _Noted(Enum):
    NOW = auto()
    BEFORE = auto()
    NEVER_SENT = auto()


@dataclass(frozen=True, slots=True)
class Returned:
    """people: found and noted. new: of them, whose message was not noted before. never_sent: found, but
    nothing was sent to them that way. unknown: words that fit nobody.
    """

    people: int
    new: int
    never_sent: int
    unknown: tuple[str, ...]


@transaction.atomic
def note_returned(*, ask: str, text: str, mailing: int | None = None, by: Actor, at: datetime) -> Returned:
    """Note what came back. text: numbers, e-mail addresses or telephone numbers, a line each or a table.

    mailing: the one that came back; without it the last one to that address, or for a number the last one of
    all. A message to the same person by another way stays good. Twice does nothing more.
    Raises NoSuchAsk, NoSuchMailing, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    asked = locked_ask(slug=ask)
    meant = held(ask=ask, mailing=mailing) if mailing is not None else None
    people = _by_word(Case.objects.filter(ask=asked))
    read = words_that_came_back(text=text, known=people)
    hits = {case.pk: (case, channel) for word in read.found for case, channel in people[word]}
    noted = [_note(case, None if meant else channel, mailing) for case, channel in hits.values()]
    new, never = noted.count(_Noted.NOW), noted.count(_Noted.NEVER_SENT)
    if new:
        about = f"collect.ask:{ask}"
        record(event="collect.returned_noted", by=by.reference, at=at, about=about, details={"number": new})
    return Returned(len(noted) - never, new, never, read.unknown)


def _by_word(cases: Iterable[Case]) -> dict[str, list[Hit]]:
    """Word in small letters -> whom it means, and which way leads there. A household shares an address."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for case in cases:
        for word, channel in _words(case):
            found[word.casefold()].append((case, channel))
    return dict(found)


def _words(case: Case) -> Iterator[tuple[str, Channel | None]]:
    if case.number:
        yield case.number, None
    if email := case.contact.get("email", "").strip():
        yield email, Channel.EMAIL
    if phone := case.contact.get("phone", "").strip():
        yield from {(phone, Channel.SMS), (in_one_spelling(channel=Channel.SMS, address=phone), Channel.SMS)}


def _note(case: Case, channel: Channel | None, mailing: int | None) -> _Noted:
    left = Sending.objects.filter(case=case, state__in=_LEFT).order_by("-sent_on", "-pk")
    left = left.filter(mailing=mailing) if mailing is not None else left
    last = (left.filter(mailing__channel=channel) if channel else left).first()
    if last is None:
        # A number stands on letters that others have printed and posted, too.
        is_letter_of_others = mailing is None and channel is None and case.disposition != CAME_BACK
        return _Noted.NOW if is_letter_of_others and _note_outcome(case) else _Noted.NEVER_SENT
    if last.state == SendingState.RETURNED:
        return _Noted.BEFORE
    Sending.objects.filter(pk=last.pk).update(state=SendingState.RETURNED)
    _note_outcome(case)
    return _Noted.NOW


def _note_outcome(case: Case) -> bool:
    """Unless more is known, or another message has left and not come back."""
    if case.answered_on is not None or case.disposition not in {SENT, *NOT_REACHED}:
        return False
    if Sending.objects.filter(case=case, state=SendingState.SENT).exists():
        return False
    return bool(Case.objects.filter(pk=case.pk).update(disposition=CAME_BACK))
