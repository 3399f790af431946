# SPDX-License-Identifier: EUPL-1.2
"""A body of rules as data: circles of people, ties that count, outcomes, exceptions and procedure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from samband.engines.conflicts.agenda import Matter, Role, Stage
from samband.engines.conflicts.facts import TieKind

Words = Mapping[str, str]


class Outcome(StrEnum):
    """In falling order of weight. None of them says that somebody is disqualified: people decide that."""

    MANDATORY = "mandatory"
    ASSESS = "assess"
    UNKNOWN = "unknown"
    NOTE = "note"
    EXEMPT = "exempt"
    NONE = "none"


class Line(StrEnum):
    ASCENDING = "ascending"
    DESCENDING = "descending"
    COLLATERAL = "collateral"


class Via(StrEnum):
    KIN_OF_SPOUSE = "kin_of_spouse"
    SPOUSE_OF_KIN = "spouse_of_kin"


class TieTest(StrEnum):
    """What can be asked about somebody and a participant of an item; nothing else can."""

    IS_PARTY = "is_party"
    POST_IN_PARTY = "post_in_party"
    OWNS_PARTY = "owns_party"
    INCOME_FROM_PARTY = "income_from_party"
    PAID_BY_PARTY = "paid_by_party"
    DEBTOR_OF_PARTY = "debtor_of_party"
    MEMBER_OF_PARTY = "member_of_party"
    REPRESENTS_PARTY = "represents_party"
    TOOK_PART = "took_part"
    SITS_IN_SAME_BODY = "sits_in_same_body"
    SUPERIOR_DISQUALIFIED = "superior_disqualified"
    EMPLOYED_BY_PUBLIC_OWNER = "employed_by_public_owner"
    ALWAYS = "always"
    URGENT = "urgent"
    CLAIMED = "claimed"


class Who(StrEnum):
    """Who answers the question whether somebody may take part."""

    BODY = "body"
    SELF = "self"
    SUPERIOR = "superior"
    ANNOUNCES = "announces"


class Former(StrEnum):
    """Whether ties that have ended count."""

    NO = "false"
    ALSO = "true"
    ONLY = "only"


SELF = "self"
MARRIAGE = (TieKind.MARRIED_TO, TieKind.REGISTERED_PARTNER_OF)
PARTY, AFFECTED = "party", "affected"


@dataclass(frozen=True, slots=True)
class Source:
    key: str
    title: str
    publisher: str = ""
    address: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """One way to belong to a circle. kind: kin, affine, partner, foster, close or circle.

    lines, min_degree, max_degree (births; None: without limit), via, through: of kin and affines.
    kinds: of couples or closeness; former: also those that have ended. circle: the one taken in whole.
    """

    kind: str
    lines: tuple[Line, ...] = ()
    min_degree: int = 1
    max_degree: int | None = None
    via: tuple[Via, ...] = ()
    through: tuple[TieKind, ...] = ()
    kinds: tuple[str, ...] = ()
    counts_former: bool = False
    circle: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    code: str
    words: Words
    any_of: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class When:
    """One test: somebody (self or a circle) and a tie. Empty tuples: any."""

    tie: TieTest
    who: str = SELF
    of: tuple[str, ...] = (PARTY,)
    kinds: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    former: Former = Former.NO
    not_own_authority: bool = False
    served: bool = False
    at_least: Decimal | None = None
    below: Decimal | None = None
    is_direct: bool = False
    in_appealed: bool = False
    stages: tuple[Stage, ...] = ()
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """certainty: published, or to_verify against the primary text. row: of the table of rules it comes from.

    prior: low, medium or high, for what has to be assessed. general_effect: '' leaves the outcome as it is.
    """

    id: str
    title: Words
    words: Words
    outcome: Outcome
    when: tuple[When, ...]
    citation: str
    source: str
    certainty: str
    actors: tuple[Role, ...] = ()
    matters: tuple[Matter, ...] = ()
    not_matters: tuple[Matter, ...] = ()
    stages: tuple[Stage, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    prior: str = ""
    is_patrimonial: bool = False
    without_patrimonial: Outcome = Outcome.NOTE
    general_effect: Outcome | None = None
    yields_to: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    row: str = ""


@dataclass(frozen=True, slots=True)
class KinCount:
    """How kinship is counted. affinity_through: couples whose kin become each other's affines."""

    counts_adoption: bool = True
    counts_half_siblings: bool = True
    affinity_through: tuple[TieKind, ...] = MARRIAGE


@dataclass(frozen=True, slots=True)
class Procedure:
    """calls_deputies: else the base of the quorum shrinks. needs_more_than: the share itself is not enough.

    excludes_all_at_issue: nobody with a question in the item votes on another's. all_if_no_quorum: unless the
    body could then not decide; in that case all vote.
    """

    decides: Mapping[Role, Who] = field(default_factory=dict)
    calls_deputies: bool = True
    quorum: Fraction = Fraction(1, 2)
    needs_more_than: bool = False
    excludes_all_at_issue: bool = True
    all_if_no_quorum: bool = False
    steps: tuple[Words, ...] = ()
    citation: str = ""
    source: str = ""

    def decided_by(self, role: Role) -> Who:
        return self.decides.get(role, Who.SELF)


@dataclass(frozen=True, slots=True)
class Review:
    is_reviewed: bool = False
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Supervisor:
    name: Words
    valid_from: date | None
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Law:
    """valid_from, valid_to: days of decisions, half-open. is_active: else only when asked for.

    text: what it was read from, so that it can be kept and read again; digest: SHA-256 of it.
    """

    code: str
    jurisdiction: str
    title: Words
    is_active: bool
    valid_from: date
    valid_to: date | None
    review: Review
    note: Words
    sources: Mapping[str, Source]
    kin: KinCount
    procedure: Procedure
    supervisors: tuple[Supervisor, ...]
    circles: Mapping[str, Circle]
    factors: Mapping[str, Words]
    exceptions_to_all: tuple[str, ...]
    rules: Mapping[str, Rule]
    digest: str = ""
    text: str = field(default="", repr=False)

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


def in_language(*, words: Words, language: str) -> str:
    """The words in a language, in English when they are not there."""
    return words.get(language) or words.get(language.split("-")[0]) or words.get("en", "")
