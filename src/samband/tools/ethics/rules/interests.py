# SPDX-License-Identifier: EUPL-1.2
"""Interests: what kinds there are, what is asked of each, what is public, and when a list is old."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from samband.tools.ethics.rules.details import Detail


class InterestKind(StrEnum):
    POST = "post"
    OWNERSHIP = "ownership"
    EMPLOYMENT = "employment"
    INCOME = "income"
    DEBT = "debt"
    MEMBERSHIP = "membership"
    PROPERTY = "property"
    GIFT = "gift"
    TRAVEL = "travel"
    OTHER = "other"


WITH_ORGANISATION = frozenset(
    {
        InterestKind.POST,
        InterestKind.OWNERSHIP,
        InterestKind.EMPLOYMENT,
        InterestKind.INCOME,
        InterestKind.DEBT,
        InterestKind.MEMBERSHIP,
    }
)
"""Say nothing without the other side. Who gave or paid travel may be a private person, who stays out."""

HAPPENED = frozenset({InterestKind.GIFT, InterestKind.TRAVEL})
"""Happen on a day; everything else lasts."""

WITH_DETAIL = frozenset({InterestKind.GIFT, InterestKind.TRAVEL, InterestKind.EMPLOYMENT})
"""Of which a register asks more: ``Detail``."""

SHOWN_AFTERWARDS_DAYS = 365
"""For so long what happened on a day counts when somebody asks what there was on a later day."""


class PostRole(StrEnum):
    """What somebody is in an organisation. Leading posts and ordinary ones count differently in law."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    BOARD_MEMBER = "board_member"
    DEPUTY_MEMBER = "deputy_member"
    MANAGER = "manager"
    ASSEMBLY = "assembly"
    SOLE_OWNER = "sole_owner"
    PARTNER = "partner"
    OTHER = "other"


class SourceKind(StrEnum):
    """Who says so."""

    PERSON = "person"
    CONTACT = "contact"
    REGISTER = "register"


class Withdrawal(StrEnum):
    """Why a row stands no longer in the record."""

    CORRECTED = "corrected"
    ENDED = "ended"
    MISTAKEN = "mistaken"
    NOT_MINE = "not_mine"


class Freshness(StrEnum):
    NEVER = "never"
    """The person has never confirmed the list."""
    STALE = "stale"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True)
class Policy:
    """What a country or an association has decided about its register of interests.

    renew_months: a list that was confirmed longer ago is old. keep_months: how long everything is kept
    after the last office; kin_keep_months: private lists of family. source: where it is from. note: what
    a reader should know, by language. is_delegations_public: whether anybody may read who decides what.
    currency: of amounts, '' when not said. shows_earlier: whether everybody may read the register
    as it stood on an earlier day.
    """

    is_public: bool = False
    public_kinds: frozenset[InterestKind] = frozenset()
    renew_months: int = 12
    keep_months: int = 48
    kin_keep_months: int = 6
    source: str = ""
    note: Mapping[str, str] = field(default_factory=dict)
    is_delegations_public: bool = False
    currency: str = ""
    shows_earlier: bool = True

    def shows(self, kind: InterestKind) -> bool:
        return self.is_public and kind in self.public_kinds


@dataclass(frozen=True, slots=True)
class Limit:
    """What the law or the association says of an interest above a value. says: in plain words, by language.

    above: in units of ``currency``. is_verified: whether somebody has held it against the text of the source.
    """

    kind: InterestKind
    above: Decimal
    currency: str
    says: Mapping[str, str]
    source: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class NewInterest:
    """What is declared. organisation, number: its name and its number in the country's register.
    organisation_kind: one of ``engines.conflicts.OrganisationKind``, empty when it was not said.

    what: in a few words, public when the kind is. note: for oneself, never shown to others.
    Held on [valid_from, valid_to); of what happened on a day only valid_from counts.
    """

    kind: InterestKind
    valid_from: date
    valid_to: date | None = None
    organisation: str = ""
    number: str = ""
    role: PostRole | None = None
    share_percent: Decimal | None = None
    what: str = ""
    note: str = ""
    organisation_kind: str = ""
    detail: Detail | None = None


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """number: empty when nobody has said it; then the name alone tells it from others.

    kind: one of ``engines.conflicts.OrganisationKind``, empty when nobody has said it.
    """

    id: int
    number: str
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class InterestRecord:
    """One interest as it stands in the record. source_day: the state of the register it is from.

    withdrawn_at: when it left the record, None while it stands there.
    """

    key: str
    person: int
    name: str
    kind: InterestKind
    organisation: OrganisationRecord | None
    role: PostRole | None
    share_percent: Decimal | None
    what: str
    note: str
    valid_from: date
    valid_to: date | None
    source: SourceKind
    source_name: str
    source_day: date | None
    recorded_at: datetime
    detail: Detail | None = None
    withdrawn_at: datetime | None = None

    def is_held_on(self, day: date) -> bool:
        if self.kind in HAPPENED:
            return 0 <= (day - self.valid_from).days < SHOWN_AFTERWARDS_DAYS
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class NoSuchInterest(LookupError):  # noqa: N818  it names the fact
    """No interest has this key, or none this reader may know of."""


class NoSuchOrganisation(LookupError):  # noqa: N818  it names the fact
    """No organisation has this number, or none this reader may know of."""


def freshness(*, confirmed_on: date | None, on: date, months: int) -> Freshness:
    """Fresh up to the same day so many months later."""
    if confirmed_on is None:
        return Freshness.NEVER
    return Freshness.FRESH if on < months_after(confirmed_on, months) else Freshness.STALE


def months_after(day: date, months: int) -> date:
    """The same day of a later month (of an earlier one with less than zero), or the first of the next when it
    has no such day.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        return date(year + (month == 11), (month + 1) % 12 + 1, 1)
