# SPDX-License-Identifier: EUPL-1.2
"""Whom a letter, mail or text message may go to, when, and with which words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from samband.core.country.analysis import Calendar
from samband.engines.sampling import NEVER_TRIED, Outcome, UnknownDisposition, outcome_of


class FrameState(StrEnum):
    PREVIEWED = "previewed"
    """Read; nothing is drawn yet."""
    DRAWN = "drawn"
    DISCARDED = "discarded"


class Purpose(StrEnum):
    INVITATION = "invitation"
    REMINDER = "reminder"
    """To those who were invited and have neither answered nor said no."""
    INSTEAD = "instead"
    """To those whom no earlier message has reached, by another way."""


class MailingState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    CALLED_OFF = "called_off"


class SendingState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    """Refused for good, or given up after so many attempts."""
    SKIPPED = "skipped"
    RETURNED = "returned"
    """Came back: the address leads nowhere."""


class Skip(StrEnum):
    """Why somebody gets nothing."""

    ANSWERED = "answered"
    SAID_NO = "said_no"
    NOT_ELIGIBLE = "not_eligible"
    UNABLE = "unable"
    NO_ADDRESS = "no_address"
    BLOCKED = "blocked"
    CAME_BACK = "came_back"
    """An earlier one by the same way did."""
    NOT_INVITED = "not_invited"
    """A reminder to somebody whom nothing has been sent yet, or from whom it came back."""
    REACHED = "reached"
    """Another message has left and not come back."""


SENT: Final = "3.19"
"""Disposition of somebody who was written to: nothing came back (AAPOR, Standard Definitions)."""
CAME_BACK: Final = "3.30"
SAID_NO: Final = "2.112"
"""Refusal by the person asked."""
NOT_REACHED: Final = frozenset({"", NEVER_TRIED, CAME_BACK})
"""Dispositions of people to whom nothing has come."""

MOST_ATTEMPTS: Final = 5
_FIRST_PAUSE: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Reader:
    """What decides whether somebody gets a message. has_address: one of the kind that can be one.

    has_come_back: an earlier one by this way did, or was refused for good. is_reached: one has left, by any
    way, and not come back.
    """

    has_answered: bool
    disposition: str
    has_address: bool
    is_blocked: bool
    has_come_back: bool = False
    is_reached: bool = False


def reason_to_skip(*, reader: Reader, purpose: Purpose) -> Skip | None:
    """None when the message may go."""
    if reader.has_answered:
        return Skip.ANSWERED
    if reason := _said(reader.disposition):
        return reason
    if reader.is_blocked:
        return Skip.BLOCKED
    if reader.has_come_back:
        return Skip.CAME_BACK
    if not reader.has_address:
        return Skip.NO_ADDRESS
    if purpose is Purpose.INSTEAD and reader.is_reached:
        return Skip.REACHED
    is_new = reader.disposition in NOT_REACHED
    return Skip.NOT_INVITED if purpose is Purpose.REMINDER and is_new else None


_CLOSED: Final = {
    Outcome.COMPLETE: Skip.ANSWERED,
    Outcome.REFUSAL: Skip.SAID_NO,
    Outcome.NOT_ELIGIBLE: Skip.NOT_ELIGIBLE,
    Outcome.OTHER: Skip.UNABLE,
}


def _said(disposition: str) -> Skip | None:
    try:
        return _CLOSED.get(outcome_of(disposition)) if disposition else None
    except UnknownDisposition:
        return None


def is_decent(*, local: datetime, calendar: Calendar) -> bool:
    """Whether people may be written to now. local: by the clock of the country. Never on days of rest."""
    hours = calendar.hours
    return (
        local.isoweekday() in hours.weekdays
        and hours.begin <= local.time() < hours.end
        and not calendar.name_of(local.date())
    )


def pause_after(*, attempts: int) -> timedelta:
    """Before the next attempt: 2, 4, 8, 16 minutes."""
    doublings: int = 2 ** (max(attempts, 1) - 1)
    return _FIRST_PAUSE * doublings


def address_lines(*, contact: Mapping[str, str]) -> tuple[str, ...]:
    """Of a window envelope: the name, then the address, split at its line ends or else at its commas."""
    text = contact.get("address", "")
    parts = text.splitlines() if "\n" in text else text.split(",")
    return tuple(part.strip() for part in (contact.get("name", ""), *parts) if part.strip())


def has_postal_address(*, contact: Mapping[str, str]) -> bool:
    return bool(contact.get("address", "").strip())


FILLED_IN: Final = frozenset({"name", "member", "title", "deadline", "association", "link"})
"""Names in braces that stand for something of the person or the questionnaire."""
_BRACES: Final = re.compile(r"\{(\w+)\}")


def names_in(*, texts: Iterable[str]) -> frozenset[str]:
    """What stands in braces, known or not."""
    return frozenset(name for text in texts for name in _BRACES.findall(text))


def filled(*, text: str, values: Mapping[str, str]) -> str:
    """Put values in the place of ``{name}`` and the like; braces that are not known stay as they are."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
