# SPDX-License-Identifier: EUPL-1.2
"""A mailing and whom it goes to. Whether each of them still gets it is decided at the moment of sending."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.invitations import (
    FILLED_IN,
    MailingState,
    Purpose,
    SendingState,
    names_in,
)
from samband.core.collect.models import Ask, Case, Mailing, Sending
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.queries.mailings import NoSuchMailing
from samband.core.collect.rules import MANAGE_CASES, AskState
from samband.core.notices.rules import Channel

_AT_ONCE: Final = 1_000
LINK: Final = "{link}"


class CannotSend(ValueError):  # noqa: N818  it names the fact
    """Not now, or not so. The text says why and what to do."""


@dataclass(frozen=True, slots=True)
class NewMailing:
    """texts: language -> ``subject`` and ``body``, one for each language of the ask. batches: empty for all.

    on: not before this day. address: of the pages, as https://name, for the links.
    """

    ask: str
    channel: Channel
    purpose: Purpose
    texts: Mapping[str, Mapping[str, str]]
    on: date
    address: str
    batches: Sequence[int] = ()


@transaction.atomic
def plan_mailing(*, new: NewMailing, by: Actor, at: datetime) -> int:
    """Note what is to be sent, to everybody in the batches who has not answered; return its number.

    Mail and text messages leave by themselves from the day on, in decent hours; letters when they are made.
    Raises CannotSend, NoSuchAsk, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    asked = locked_ask(slug=new.ask)
    _check(asked, new)
    mailing = Mailing.objects.create(
        ask=asked,
        channel=new.channel,
        purpose=new.purpose,
        batches=sorted(set(new.batches)),
        on=new.on,
        texts={language: dict(words) for language, words in new.texts.items()},
        site=_origin(new.address),
        made_by=by.reference,
        made_at=at,
    )
    _add_people(mailing)
    tell(event="mailing_planned", mailing=mailing, by=by, at=at, people=mailing.sendings.count())
    return mailing.pk


@transaction.atomic
def call_off_mailing(*, ask: str, mailing: int, by: Actor, at: datetime) -> None:
    """Send no more of it; what has left has left. Raises NoSuchMailing, NotAllowed."""
    require(actor=by, permission=MANAGE_CASES)
    found = held(ask=ask, mailing=mailing)
    if found.state in {MailingState.PLANNED, MailingState.UNDER_WAY}:
        found.state = MailingState.CALLED_OFF
        found.save(update_fields=["state"])
        tell(event="mailing_called_off", mailing=found, by=by, at=at)


def held(*, ask: str, mailing: int) -> Mailing:
    """The mailing, until the transaction ends. Raises NoSuchMailing."""
    found = Mailing.objects.select_for_update().filter(ask__slug=ask, pk=mailing).first()
    if found is None:
        raise NoSuchMailing(mailing)
    return found


def tell(*, event: str, mailing: Mailing, by: Actor, at: datetime, **details: object) -> None:
    """Counts alone, never who."""
    about = f"collect.ask:{mailing.ask.slug}"
    told = {"channel": mailing.channel, "purpose": mailing.purpose, **details}
    record(event=f"collect.{event}", by=by.reference, at=at, about=about, details=told)


def _check(asked: Ask, new: NewMailing) -> None:
    if asked.state == AskState.CLOSED:
        raise CannotSend(gettext("Answers are no longer taken. Reopen the questionnaire before you invite."))
    if "web" not in asked.channels:
        raise CannotSend(gettext("The questionnaire cannot be answered on the web. Allow that first."))
    for language in asked.languages:
        words = new.texts.get(language, {})
        if not (words.get("body", "").strip() and (words.get("subject", "").strip() or _is_short(new))):
            text = gettext("The text is missing in one of the languages of the questionnaire (%(language)s).")
            raise CannotSend(text % {"language": language})
        if new.channel is Channel.SMS and LINK not in words["body"]:
            raise CannotSend(gettext("A text message needs {link} where the link is to stand."))

    _check_braces(asked, new)


def _check_braces(asked: Ask, new: NewMailing) -> None:
    """Nobody gets a letter with a word in braces in it, or with a hole where the last day should be."""
    named = names_in(texts=[text for words in new.texts.values() for text in words.values()])
    if unknown := sorted(named - FILLED_IN):
        text = gettext("Nothing is known to fill in for {%(name)s}. Write the words themselves.")
        raise CannotSend(text % {"name": unknown[0]})
    if "deadline" in named and asked.closes_at is None:
        raise CannotSend(
            gettext("The questionnaire has no last day yet. Set one, or take {deadline} out of the text.")
        )


def _is_short(new: NewMailing) -> bool:
    """A text message has no subject."""
    return new.channel is Channel.SMS


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _add_people(mailing: Mailing) -> None:
    found = Case.objects.filter(ask=mailing.ask, answered_on=None).exclude(number="")
    if mailing.batches:
        found = found.filter(batch__in=mailing.batches)
    if mailing.purpose == Purpose.INSTEAD:
        found = found.exclude(pk__in=Sending.objects.filter(state=SendingState.SENT).values("case"))
    rows = [
        Sending(mailing=mailing, case_id=case, state=SendingState.WAITING)
        for case in found.order_by("batch", "number", "pk").values_list("pk", flat=True)
    ]
    if not rows and mailing.purpose == Purpose.INSTEAD:
        raise CannotSend(gettext("There is nobody to write to: a message has reached everybody so far."))
    if not rows:
        raise CannotSend(
            gettext("There is nobody to write to: draw a sample first, or choose other batches.")
        )
    Sending.objects.bulk_create(rows, batch_size=_AT_ONCE)
