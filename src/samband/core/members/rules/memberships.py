# SPDX-License-Identifier: EUPL-1.2
"""Membership as dated records: who is a member of what, known since when, and when one may lawfully leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samband.core.country.rules import Source, Text
from samband.core.members.rules.register import AuthorityRecord

AUTHORITY, COMPANY, JOINT_BODY = "authority", "company", "joint_body"
ORGANISATION_KINDS = (COMPANY, JOINT_BODY)


class Reason(StrEnum):
    """Why a membership began or ended."""

    JOINED = "joined"
    INHERITED = "inherited"
    """Taken over from the authorities that this one came from."""
    WITHDRAWN = "withdrawn"
    EXCLUDED = "excluded"
    CEASED = "ceased"
    """The member no longer exists."""
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Scope:
    """Something one can be a member of. names: by language tag."""

    code: str
    names: Text

    def in_language(self, language: str) -> str:
        return self.names.get(language) or self.names.get("en") or self.code


@dataclass(frozen=True, slots=True)
class TwoTier:
    """One organisation that is both a municipality and a county, kept under the municipality's code."""

    municipality: str
    county: str
    valid_from: date
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class Opening:
    """Who is a member when the register is filled for the first time. leave_out: code -> why not,
    by language tag.
    """

    scope: str
    tiers: tuple[str, ...]
    leave_out: Mapping[str, Text]
    source: str


@dataclass(frozen=True, slots=True)
class LeavingRule:
    """When a member may leave; in force on [valid_from, valid_to).

    Notice must be received by month/day of the year that lies years_before the year in which the agreement
    expires. agreement: what it is called. agreement_years: how long agreements not yet known are expected to
    last, 0 to expect nothing.
    """

    valid_from: date
    valid_to: date | None
    scopes: tuple[str, ...]
    received_by: Text
    agreement: Text
    month: int
    day: int
    years_before: int
    agreement_years: int
    source: str
    section: str

    def deadline(self, *, expires: date) -> date:
        """The last day on which notice may be received. expires: the agreement's last day."""
        return date(expires.year - self.years_before, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A period of the agreement whose expiry ends memberships, on [valid_from, valid_to)."""

    valid_from: date
    valid_to: date
    source: str
    is_verified: bool
    is_expected: bool = False

    @property
    def last_day(self) -> date:
        return date.fromordinal(self.valid_to.toordinal() - 1)


@dataclass(frozen=True, slots=True)
class Statutes:
    """What the articles of association say of membership. scopes: the first is what every member has."""

    association: str
    scopes: tuple[Scope, ...]
    two_tier: tuple[TwoTier, ...]
    opening: tuple[Opening, ...]
    leaving: tuple[LeavingRule, ...]
    agreements: tuple[Agreement, ...]
    sources: tuple[Source, ...]

    @property
    def scope_codes(self) -> tuple[str, ...]:
        return tuple(scope.code for scope in self.scopes)

    def two_tier_of(self, code: str, *, on: date) -> TwoTier | None:
        """The pair that the code, of either tier, belongs to on the day."""
        found = (
            pair for pair in self.two_tier if code in (pair.municipality, pair.county) and pair.holds(on)
        )
        return next(found, None)


@dataclass(frozen=True, slots=True)
class LawfulEnd:
    """The earliest lawful end of a membership after notice received on a day.

    valid_to: the first day without membership. agreement: the one that expires the day before.
    deadline: the last day for notice that ends with this agreement. missed: the agreement under way when
    notice was received, if its deadline had passed, and that deadline.
    """

    valid_to: date
    agreement: Agreement
    deadline: date
    rule: LeavingRule
    missed: Agreement | None = None
    missed_deadline: date | None = None

    @property
    def last_day(self) -> date:
        return self.agreement.last_day

    @property
    def is_expected(self) -> bool:
        """The agreement's period is not known yet, only expected."""
        return self.agreement.is_expected


@dataclass(frozen=True, slots=True)
class MembershipRecord:
    """A membership of a scope on [valid_from, valid_to), as known on [recorded_at, superseded_at).

    member: code of the authority or organisation. notice_given_on: when notice was received.
    source: the decision or letter behind it. reason: why it began; end_reason: why it ends, None while open.
    """

    id: int
    member: str
    member_kind: str
    scope: str
    valid_from: date
    valid_to: date | None
    notice_given_on: date | None
    reason: Reason
    end_reason: Reason | None
    source: str
    note: str
    recorded_at: datetime
    recorded_by: str
    superseded_at: datetime | None

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


@dataclass(frozen=True, slots=True)
class OrganisationRecord:
    """A company or joint body that can be a member. owners: codes of the authorities that own it."""

    code: str
    name: str
    kind: str
    organisation_number: str
    owners: tuple[str, ...]
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member on a day: one line for one organisation, whichever tiers it has.

    kind: ``authority``, ``company`` or ``joint_body``. tiers: kinds of authority it is, both for one that is
    both; empty for organisations. population: inhabitants, None for organisations and where it is unknown.
    """

    code: str
    name: str
    kind: str
    tiers: tuple[str, ...]
    member_since: date
    authority: AuthorityRecord | None = None
    organisation: OrganisationRecord | None = None

    @property
    def population(self) -> int | None:
        return self.authority.population if self.authority else None


@dataclass(frozen=True, slots=True)
class MemberCount:
    """How many are members of a scope on a day, in the two ways in which one can count.

    by_tier: tier -> authorities of that tier that are members; one that is both stands in both.
    two_tier: the members that stand in both. members: organisations, each once, companies and joint bodies
    apart. companies, joint_bodies: members of those kinds.
    absent: authorities in force that are members of the first scope and not of this one.
    places_of_all: sum of the tiers of the first scope. unknown: members that the register does not know.
    """

    scope: str
    on: date
    by_tier: Mapping[str, int]
    two_tier: tuple[MemberRecord, ...]
    members: int
    companies: int
    joint_bodies: int
    absent: tuple[MemberRecord, ...]
    places_of_all: int

    @property
    def places(self) -> int:
        """Sum of the tiers: 356 municipalities and 11 counties are 367, with Oslo in both."""
        return sum(self.by_tier.values())

    @property
    def as_published(self) -> int:
        """As the association says it: all of the first scope by tier, less each absent member once.

        367 for interest politics; "all but Oslo" is then 366. Votes and fees go by ``members``.
        """
        return self.places_of_all - len(self.absent)


class NoLawfulEnd(ValueError):  # noqa: N818  it names the fact
    """The articles say nothing of leaving this scope on that day, or no agreement is known that late."""

    def __init__(self, scope: str, on: date) -> None:
        super().__init__(
            f"No lawful end can be computed for leaving “{scope}” with notice on {on.isoformat()}. "
            "Add the rule of leaving or the next period of the agreement to the membership file."
        )
        self.scope, self.on = scope, on


def lawful_end(*, statutes: Statutes, scope: str, notice_on: date) -> LawfulEnd:
    """The earliest day on which a membership may end when notice is received on ``notice_on``.

    Raises NoLawfulEnd when no rule of leaving is in force for the scope on that day.
    """
    rule = _rule(statutes, scope, notice_on)
    missed: Agreement | None = None
    for agreement in _from(statutes, rule, notice_on):
        deadline = rule.deadline(expires=agreement.last_day)
        if notice_on <= deadline:
            passed = rule.deadline(expires=missed.last_day) if missed else None
            return LawfulEnd(agreement.valid_to, agreement, deadline, rule, missed, passed)
        missed = missed or agreement
    raise NoLawfulEnd(scope, notice_on)


def _rule(statutes: Statutes, scope: str, on: date) -> LeavingRule:
    for rule in statutes.leaving:
        if scope in rule.scopes and rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to):
            return rule
    raise NoLawfulEnd(scope, on)


def _from(statutes: Statutes, rule: LeavingRule, on: date) -> list[Agreement]:
    """Agreements that expire after the day, the known ones first, then those expected to follow."""
    known = sorted(statutes.agreements, key=lambda one: one.valid_from)
    found = [one for one in known if one.valid_to > on]
    last = known[-1] if known else None
    while last is not None and rule.agreement_years and len(found) < len(known) + 3 + rule.years_before:
        start = last.valid_to
        end = start.replace(year=start.year + rule.agreement_years)
        last = Agreement(start, end, last.source, is_verified=False, is_expected=True)
        found += [last] if end > on else []
    return found
