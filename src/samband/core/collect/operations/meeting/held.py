# SPDX-License-Identifier: EUPL-1.2
"""A session held until the transaction ends, and what is refused."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.models import Ask, Meeting
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.queries.meeting import NoSuchMeeting
from samband.core.collect.rules import HOLD_MEETING, MeetingState


class NotPossible(ValueError):  # noqa: N818  it names the fact
    """Not now, or not so. The text says why and what to do."""


def held(*, meeting: int, by: Actor, wanted: Collection[MeetingState]) -> tuple[Ask, Meeting]:
    """The session and its ask, locked in the order in which answers lock them.

    Raises NoSuchMeeting, NotAllowed, NotPossible in another state than the wanted ones.
    """
    known = Meeting.objects.filter(pk=meeting).select_related("ask").first()
    if known is None:
        raise NoSuchMeeting(meeting)
    require(actor=by, permission=HOLD_MEETING, authority=known.unit)
    asked = locked_ask(slug=known.ask.slug)
    found = Meeting.objects.select_for_update().get(pk=meeting)
    if found.state not in set(wanted):
        raise NotPossible(_words()[MeetingState(found.state)])
    return asked, found


def _words() -> dict[MeetingState, str]:
    return {
        MeetingState.PREPARED: gettext("Answering is not open yet. Open it first."),
        MeetingState.OPEN: gettext("The council is answering already."),
        MeetingState.CLOSED: gettext("Answering is closed."),
        MeetingState.CALLED_OFF: gettext("The session was called off. Prepare a new one."),
    }


def tell(*, event: str, asked: Ask, found: Meeting, by: Actor, at: datetime, **details: object) -> None:
    """Counts alone: never a code, never who."""
    about = f"collect.ask:{asked.slug}"
    told = {"unit": asked.units.get(found.unit, found.unit), **details}
    record(event=f"collect.{event}", by=by.reference, at=at, about=about, details=told)
