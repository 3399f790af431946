# SPDX-License-Identifier: EUPL-1.2
"""Kinds of bodies and offices, what of them is public, and the records that queries hand out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Gender(StrEnum):
    """As the source declares it; never guessed from a name."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class BodyKind(StrEnum):
    COUNCIL = "council"
    EXECUTIVE = "executive"
    COMMITTEE = "committee"
    COUNTY_MEETING = "county_meeting"
    NATIONAL_ASSEMBLY = "national_assembly"
    BOARD = "board"
    NETWORK = "network"
    ADMINISTRATION = "administration"
    OTHER = "other"


class PostKind(StrEnum):
    MAYOR = "mayor"
    DEPUTY_MAYOR = "deputy_mayor"
    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy_chair"
    GROUP_LEADER = "group_leader"
    MEMBER = "member"
    SUBSTITUTE = "substitute"
    DELEGATE = "delegate"
    CHIEF_EXECUTIVE = "chief_executive"
    FINANCE_HEAD = "finance_head"
    HR_HEAD = "hr_head"
    SECRETARY = "secretary"
    CONTACT = "contact"
    OTHER = "other"


class OrganisationKind(StrEnum):
    PARTY = "party"
    COMPANY = "company"
    UNION = "union"
    ASSOCIATION = "association"
    OTHER = "other"


ELECTED = frozenset(
    {
        PostKind.MAYOR,
        PostKind.DEPUTY_MAYOR,
        PostKind.CHAIR,
        PostKind.DEPUTY_CHAIR,
        PostKind.GROUP_LEADER,
        PostKind.MEMBER,
        PostKind.SUBSTITUTE,
        PostKind.DELEGATE,
    }
)
PUBLIC_BODIES = frozenset(
    {
        BodyKind.COUNCIL,
        BodyKind.EXECUTIVE,
        BodyKind.COMMITTEE,
        BodyKind.COUNTY_MEETING,
        BodyKind.NATIONAL_ASSEMBLY,
        BodyKind.BOARD,
    }
)
SEATED = ELECTED - {PostKind.SUBSTITUTE, PostKind.GROUP_LEADER}
"""Offices that take a seat in the body: they make its size and its gender balance. One person counts once."""
SINGLE = frozenset({PostKind.MAYOR, PostKind.CHAIR, PostKind.CHIEF_EXECUTIVE})
"""Held by one person at a time."""
ORDER = tuple(PostKind)
"""In which the offices of one body stand on a page."""


def is_public(*, post: PostKind, body: BodyKind) -> bool:
    """True for an elected office in a body of the public: anybody may know who holds it, and for whom."""
    return post in ELECTED and body in PUBLIC_BODIES


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """A party under a code of its own. names: language -> name, beside ``name``."""

    code: str
    name: str
    short: str
    names: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        return self.names.get(language, self.name)


@dataclass(frozen=True, slots=True)
class BodyRecord:
    """authority: code of the member; empty for a body of the association itself."""

    code: str
    name: str
    kind: BodyKind
    authority: str
    valid_from: date | None
    valid_to: date | None
    names: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        return self.names.get(language, self.name)


@dataclass(frozen=True, slots=True)
class PostRecord:
    """seats: how many hold it at a time; None when it is not fixed."""

    id: int
    body: str
    kind: PostKind
    name: str
    seats: int | None


@dataclass(frozen=True, slots=True)
class TermRecord:
    code: str
    name: str
    valid_from: date
    valid_to: date | None
    names: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        return self.names.get(language, self.name)


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """One person in one post of one body, held on [valid_from, valid_to).

    order: place on the list of substitutes, 1 the first; None when there is no list.
    post_name: how the source calls the post; empty when its kind says all.
    """

    id: int
    person: int
    name: str
    kind: PostKind
    post_name: str
    body: BodyRecord
    party: PartyRecord | None
    term: TermRecord | None
    order: int | None
    valid_from: date
    valid_to: date | None
    is_public: bool

    def is_held_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What anybody may know about somebody who holds or held an elected office.

    gender: as the source declares it. is_erased: the private data are gone by rule or on request.
    """

    id: int
    name: str
    gender: Gender
    is_erased: bool
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrivateRecord:
    """What only those who need it may know. birth_date: ``1970``, ``1970-05`` or ``1970-05-17``."""

    birth_date: str
    language: str
    email: str
    phone: str
    address: str
    email_state: str
    unsubscribed_at: datetime | None


class NoSuchPerson(LookupError):  # noqa: N818  it names the fact
    """Nobody under this number, or nobody this reader may know of."""


class NoSuchBody(LookupError):  # noqa: N818  it names the fact
    """No body has this code, or none this reader may know of."""


class NoSuchOffice(LookupError):  # noqa: N818  it names the fact
    """No office has this number."""
