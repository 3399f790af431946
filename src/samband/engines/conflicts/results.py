# SPDX-License-Identifier: EUPL-1.2
"""What screening finds: an outcome for each person and item, why, and what becomes of the body."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samband.engines.conflicts.agenda import Agenda, Item, Role, Stage
from samband.engines.conflicts.facts import Identity, Register, Tie
from samband.engines.conflicts.law import Law, Outcome, Rule, Who

ORDER = tuple(Outcome)


class MissingKind(StrEnum):
    """A datum without which nothing can be said."""

    KIND = "kind_of_organisation"
    SHARE = "share"
    BEGUN = "start_of_case"
    PATRIMONIAL = "patrimonial_effect"
    DECLARATION = "declaration"
    PARTY = "unrecognised_party"
    APPEALED = "appealed_decision"


@dataclass(frozen=True, slots=True)
class Missing:
    """about: of whom or what, as an id of the register or a name of the agenda."""

    kind: MissingKind
    about: str = ""


class Why(StrEnum):
    """Why an exception did, or did not, hold."""

    HOLDS = "holds"
    ANOTHER_ROLE = "another_role"
    ANOTHER_MATTER = "another_matter"
    ANOTHER_STAGE = "another_stage"
    ANOTHER_DATE = "another_date"
    NOT_SHOWN = "not_shown"
    NO_REASONS = "no_reasons_given"
    POSSIBLE_IDENTITY = "possible_identity"
    DATA_MISSING = "data_missing"


@dataclass(frozen=True, slots=True)
class Tried:
    rule: str
    why: Why

    @property
    def holds(self) -> bool:
        return self.why is Why.HOLDS


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule about one person and item.

    participant: of the item, '' when the rule is about the actor alone. path: the ties, from the person on.
    identity: as sure as the weakest tie. is_bounded: mandatory but for an identity that is only possible.
    """

    rule: Rule
    outcome: Outcome
    participant: str
    path: tuple[Tie, ...]
    identity: Identity
    is_bounded: bool = False
    missing: tuple[Missing, ...] = ()
    tried: tuple[Tried, ...] = ()

    @property
    def exception(self) -> str:
        """The exception that holds, '' when none does."""
        return next((tried.rule for tried in self.tried if tried.holds), "")


class Place(StrEnum):
    """Where somebody stands towards an item."""

    MEMBER = "member"
    DEPUTY = "deputy"
    HANDLER = "handler"


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings about one person and item, the weightiest first. missing: what the person's data lack."""

    person: str
    role: Role
    stage: Stage
    place: Place
    outcome: Outcome
    findings: tuple[Finding, ...]
    missing: tuple[Missing, ...]
    decided_by: Who

    @property
    def is_at_issue(self) -> bool:
        """Whether anybody has to decide or announce anything: not of a note, nor where nothing was found."""
        return self.outcome in (Outcome.MANDATORY, Outcome.ASSESS)


@dataclass(frozen=True, slots=True)
class Call:
    """A deputy steps in for a member who is absent or steps aside."""

    deputy: str
    member: str


@dataclass(frozen=True, slots=True)
class Quorum:
    """present: how many decide, of base. needed: how many it takes."""

    present: int
    base: int
    needed: int

    @property
    def spare(self) -> int:
        """How many more could be missing; negative: how many are wanting."""
        return self.present - self.needed

    @property
    def is_kept(self) -> bool:
        return self.spare >= 0


@dataclass(frozen=True, slots=True)
class Attendance:
    """The body at an item when some step aside. present: how many decide, of base; kept: enough to decide.

    spare: how many more could be missing; negative: how many are wanting.
    passed_over: deputies whose turn it was, but who step aside themselves.
    """

    aside: tuple[str, ...]
    called: tuple[Call, ...]
    passed_over: tuple[str, ...]
    present: int
    base: int
    spare: int

    @property
    def is_kept(self) -> bool:
        return self.spare >= 0


class Voters(StrEnum):
    """Who votes on whether somebody may take part."""

    OTHERS = "others"
    ALL = "all"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Collective:
    """surely: those with a mandatory outcome step aside; at_most: those to be assessed too.

    at_issue: those present about whom there is a question. voters: who decides it.
    """

    surely: Attendance
    at_most: Attendance
    at_issue: tuple[str, ...]
    voters: Voters


@dataclass(frozen=True, slots=True)
class Screened:
    """An item. missing: what it lacks, so that nobody is clear. collective: None without a body."""

    item: Item
    assessments: tuple[Assessment, ...]
    missing: tuple[Missing, ...]
    collective: Collective | None

    def of(self, person: str) -> Assessment:
        return next(one for one in self.assessments if one.person == person)


@dataclass(frozen=True, slots=True)
class Screening:
    """Everything that was asked and found; the same law, register, agenda and days give the same again."""

    law: Law
    register: Register
    agenda: Agenda
    on: date
    known_at: date | None
    items: tuple[Screened, ...]

    def of_item(self, item: str) -> Screened:
        return next(one for one in self.items if one.item.id == item)


def weightiest(outcomes: Iterable[Outcome]) -> Outcome:
    return min(outcomes, key=ORDER.index, default=Outcome.NONE)


def lighter(one: Outcome, other: Outcome) -> Outcome:
    return max(one, other, key=ORDER.index)
