# SPDX-License-Identifier: EUPL-1.2
"""Meetings: items, their parties, and what a body decides."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Basis(StrEnum):
    """By what a party of an item was found."""

    NUMBER = "number"
    PROPERTY = "property"
    NAME = "name"
    TEXT = "text"
    """Something in the text that looks like a name and that the register does not know."""
    WRITTEN = "written"
    """Somebody wrote it."""


PERSON = "person"
"""Kind of a party that is no organisation."""


class PartyChoice(StrEnum):
    """What the secretary says of somebody whom an item may be about."""

    SURE = "sure"
    PERHAPS = "perhaps"
    """A party, and not surely the one in the register."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class PartyEntry:
    """ref: id in the register, '' for one that it does not know. kind: of organisation, '' not known or a
    person.
    """

    ref: str
    name: str
    number: str
    kind: str
    basis: Basis
    choice: PartyChoice


@dataclass(frozen=True, slots=True)
class MeetingItem:
    """One item as the secretary has it. matter, stage, patrimonial: codes of ``engines.conflicts``.

    text: what else the agenda says. unrecognised: names that nobody could place. prepared_by: numbers of
    people of the administration. others_prepare: names of those who prepare and are not placed among them.
    """

    number: str
    title: str
    text: str = ""
    matter: str = "other"
    stage: str = "decide"
    begun: date | None = None
    patrimonial: str = "unknown"
    is_general: bool = False
    parties: tuple[PartyEntry, ...] = ()
    unrecognised: tuple[str, ...] = ()
    prepared_by: tuple[int, ...] = ()
    others_prepare: tuple[str, ...] = ()


class Decided(StrEnum):
    """What a body decides about somebody and an item."""

    TAKES_PART = "takes_part"
    STEPS_ASIDE = "steps_aside"


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """authority, body: codes. screened_at: of the last screening, None before the first.

    is_changed: items or absences were changed after it. absent: numbers of people who will not come.
    state: digest of both, to see whether somebody else has changed them.
    """

    id: int
    authority: str
    body: str
    body_name: str
    day: date
    items: tuple[MeetingItem, ...]
    screened_at: datetime | None
    is_changed: bool
    absent: frozenset[int] = frozenset()
    state: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What the body decided about one person and item. person: id; name: as the screening writes it."""

    item: str
    person: int
    name: str
    outcome: Decided
    rule: str
    citation: str
    reason: str
    recorded_at: datetime


class NoSuchMeeting(LookupError):  # noqa: N818  it names the fact
    """No meeting has this number, or none this reader may know of."""
