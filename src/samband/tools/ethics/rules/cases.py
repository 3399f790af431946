# SPDX-License-Identifier: EUPL-1.2
"""A case that is checked before it is decided: who prepares, who decides, and what was done in the end."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from samband.tools.ethics.rules.meetings import MeetingItem

MOST_PARTIES = 100
"""Of one case; more would not be confirmed by hand."""
MOST_OUTSIDE = 20
"""People of one case who are not in the register of people."""


class Done(StrEnum):
    """What was done in the end. The program decides nothing."""

    NO_QUESTION = "no_question"
    STEPPED_ASIDE = "stepped_aside"
    REPLACED = "replaced"
    WENT_ON = "went_on"
    DROPPED = "dropped"
    """The case was given up."""


ABOUT_ONE = (Done.STEPPED_ASIDE, Done.REPLACED, Done.WENT_ON, Done.NO_QUESTION)
"""What may be done about one person."""


class NotChecked(StrEnum):
    """What a check could not look at, so that nobody is clear of it."""

    NOT_IN_REGISTER = "not_in_register"
    NO_DECLARATION = "no_declaration"
    STALE = "stale"
    NO_NUMBER = "no_number"
    STRANGE_NUMBER = "strange_number"
    OWNERS = "owners"
    UNPLACED = "unplaced"
    NOBODY_DECIDES = "nobody_decides"


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who prepares or decides. person: 0 for who is not in the register of people.

    stage, role: codes of ``engines.conflicts``.
    """

    person: int
    name: str
    stage: str
    role: str


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """item: the case as an item of an agenda. amount: in the currency, None when it was not said.

    body: code of the body that decides, '' when people do. checked_at: None before the first check.
    is_changed: the case was changed after it. news_at: when something else came out than before, at night.
    done: None while the case is open; done_by: who decided that, as it was written.
    questions: about how many people something came out last; reckoned for lists alone.
    state: another after each change of the case, to see whether somebody else has changed it.
    """

    id: int
    authority: str
    reference: str
    day: date
    item: MeetingItem
    amount: Decimal | None
    currency: str
    body: str
    body_name: str
    hands: tuple[Hand, ...]
    checked_at: datetime | None
    is_changed: bool
    news_at: datetime | None
    done: Done | None
    done_reason: str
    done_by: str
    closed_at: datetime | None
    questions: int = 0
    state: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """What was done about one person of a case. is_before: it was recorded before the last check."""

    person: int
    done: Done
    reason: str
    recorded_at: datetime
    is_before: bool


class NoSuchCase(LookupError):  # noqa: N818  it names the fact
    """No case has this number, or none this reader may know of."""
