# SPDX-License-Identifier: EUPL-1.2
"""What is known of people and organisations: dated ties, each with its source and how sure its person is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Identity(StrEnum):
    """How sure it is that the person or organisation of a record is the one meant."""

    IDENTIFIER = "identifier"
    STRONG = "strong"
    POSSIBLE = "possible"


class OrganisationKind(StrEnum):
    COMPANY = "company"
    SOLE_PROPRIETORSHIP = "sole_proprietorship"
    COOPERATIVE = "cooperative"
    ASSOCIATION = "association"
    FOUNDATION = "foundation"
    SAVINGS_BANK = "savings_bank"
    BANK = "bank"
    MUNICIPAL_ENTERPRISE = "municipal_enterprise"
    INTERMUNICIPAL_COMPANY = "intermunicipal_company"
    AUTHORITY = "authority"
    POLITICAL_PARTY = "political_party"
    PROPERTY = "property"
    OTHER = "other"


class TieKind(StrEnum):
    PARENT_OF = "parent_of"
    MARRIED_TO = "married_to"
    REGISTERED_PARTNER_OF = "registered_partner_of"
    ENGAGED_TO = "engaged_to"
    COHABITS_WITH = "cohabits_with"
    CLOSE_TO = "close_to"
    REPRESENTS = "represents"
    POST = "post"
    OWNS = "owns"
    INCOME_FROM = "income_from"
    DEBTOR_OF = "debtor_of"
    MEMBER_OF = "member_of"
    PAID_BY = "paid_by"
    TOOK_PART = "took_part"
    SUPERIOR_OF = "superior_of"


COUPLES = (
    TieKind.MARRIED_TO,
    TieKind.REGISTERED_PARTNER_OF,
    TieKind.ENGAGED_TO,
    TieKind.COHABITS_WITH,
)
BIOLOGICAL, ADOPTIVE, FOSTER = "biological", "adoptive", "foster"
CLOSENESS = (
    "close_friend", "enemy", "business_partner", "neighbour", "acquaintance", "party_colleague",
    "same_household", "dependant", "personally_close",
)  # fmt: skip
POST_ROLES = (
    "chair", "board", "deputy", "corporate_assembly", "manager", "leading", "employee", "elected", "auditor",
    "other",
)  # fmt: skip
EARLIER_ROLES = ("elected", "employee", "deputy", "adviser")
DETAILS: dict[TieKind, tuple[str, tuple[str, ...], str]] = {
    TieKind.PARENT_OF: ("kind", (BIOLOGICAL, ADOPTIVE, FOSTER), BIOLOGICAL),
    TieKind.CLOSE_TO: ("kind", CLOSENESS, ""),
    TieKind.REPRESENTS: ("kind", ("guardian", "representative"), ""),
    TieKind.POST: ("role", POST_ROLES, ""),
    TieKind.PAID_BY: ("kind", ("gift", "travel", "expenses", "sponsorship"), ""),
    TieKind.TOOK_PART: ("as", EARLIER_ROLES, ""),
}
"""Ties that say more: under which key, in which words, and what is meant when it is absent ('': must be)."""


@dataclass(frozen=True, slots=True)
class Person:
    """declared: the day of the last declaration of interests; 'no': known to lack; '': nothing is said."""

    id: str
    name: str = ""
    declared: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """kind '' is not known. is_public: the state, a county, a municipality, or another public body itself."""

    id: str
    name: str = ""
    kind: str = ""
    number: str = ""
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """who stands in it to whom. valid_from, recorded None: always; valid_to, withdrawn None: still.

    detail: what kind of parent, closeness, representation or payment; which role in a post or earlier case.
    share: of an organisation that is owned, above 0 up to 1; None when not known.
    stage, on_behalf_of: of earlier work in a case: prepare or decide, and for which organisation.
    """

    who: str
    kind: TieKind
    to: str
    detail: str = ""
    share: Fraction | None = None
    stage: str = ""
    on_behalf_of: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    recorded: date | None = None
    withdrawn: date | None = None
    source: str = ""
    identity: Identity = Identity.POSSIBLE


@dataclass(frozen=True, slots=True)
class Register:
    """Everything recorded, also what has ended or was withdrawn: the past is never overwritten."""

    code: str
    people: dict[str, Person]
    organisations: dict[str, Organisation]
    ties: tuple[Tie, ...]

    def name_of(self, ref: str) -> str:
        known = self.people.get(ref) or self.organisations.get(ref)
        return (known.name if known else "") or ref


@dataclass(frozen=True, slots=True)
class Facts:
    """A register as of a day, as known at a day. former: ties that had ended by then."""

    register: Register
    on: date
    known_at: date | None
    current: tuple[Tie, ...]
    former: tuple[Tie, ...]


def facts_at(*, register: Register, on: date, known_at: date | None = None) -> Facts:
    """What held on a day according to what was recorded at another (None: according to all that is recorded).

    A tie counts when it was recorded on or before known_at and not withdrawn by then. What begins after `on`
    is left out. The same register, grown since and in any order, gives the same facts for the same two days.
    """
    known = _known(register.ties, known_at)
    begun = sorted((tie for tie in known if tie.valid_from is None or tie.valid_from <= on), key=_place)
    current = tuple(tie for tie in begun if tie.valid_to is None or on < tie.valid_to)
    former = tuple(tie for tie in begun if tie.valid_to is not None and tie.valid_to <= on)
    return Facts(register, on, known_at, current, former)


def _known(ties: Iterable[Tie], at: date | None) -> Iterable[Tie]:
    if at is None:
        return (tie for tie in ties if tie.withdrawn is None)
    return (
        tie
        for tie in ties
        if (tie.recorded is None or tie.recorded <= at) and (tie.withdrawn is None or at < tie.withdrawn)
    )


def _place(tie: Tie) -> tuple[str, ...]:
    """An order of ties that does not depend on that of the register."""
    days = (tie.valid_from, tie.valid_to, tie.recorded)
    more = (tie.identity, tie.stage, tie.on_behalf_of, str(tie.share), *map(str, days))
    return (tie.who, tie.kind, tie.to, tie.detail, tie.source, *more)
