# SPDX-License-Identifier: EUPL-1.2
"""How many votes a member has: by its kind, its inhabitants and what the question is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from samband.engines.ballots.delegates import Band
from samband.engines.ballots.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Voter:
    """A member that may vote. counts: what a rule may count, such as districts in a county.

    owners: codes of the members that own it together, for a joint body. same_as: code of the authority it
    is, when one authority stands in the register as two (a city that is county and municipality).
    """

    code: str
    name: str
    kind: str
    inhabitants: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    owners: tuple[str, ...] = ()
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    """A number for each such member."""

    votes: int


@dataclass(frozen=True, slots=True)
class VotesPer:
    """As many as the member has of something."""

    counted: str


@dataclass(frozen=True, slots=True)
class VotesByBand:
    bands: tuple[Band, ...]


Grant = Votes | VotesPer | VotesByBand


@dataclass(frozen=True, slots=True)
class KindOfVoter:
    """usual: on every question that is not named in ``on``; None: no vote. on: category -> another grant."""

    kind: str
    usual: Grant | None
    on: Mapping[str, Grant | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VotingRule:
    """categories: kinds of questions. representatives_at_most: persons who cast the votes; None: no bound.

    joint_bodies_vote: whether a body owned by members that vote themselves votes as well.
    """

    provenance: Provenance
    categories: tuple[str, ...]
    kinds: tuple[KindOfVoter, ...]
    representatives_at_most: int | None = None
    joint_bodies_vote: bool = False


@dataclass(frozen=True, slots=True)
class Right:
    """votes of one member, the grant they come from, and by how many persons they may be cast."""

    voter: Voter
    votes: int
    representatives: int
    grant: Grant
    band: Band | None = None


class LeftOut(StrEnum):
    """Why a member does not vote on a question."""

    NO_RIGHT = "no_right"
    JOINT_BODY = "joint_body"
    SAME_AUTHORITY = "same_authority"
    STANDS_TWICE = "stands_twice"


@dataclass(frozen=True, slots=True)
class Roll:
    """rights: who may vote. left_out: who may not, and why."""

    rights: tuple[Right, ...]
    left_out: tuple[tuple[Voter, LeftOut], ...] = ()

    @property
    def votes(self) -> int:
        return sum(right.votes for right in self.rights)


class RuleSilent(ValueError):  # noqa: N818  it names the fact
    """The rule does not say how many votes this member has."""


def roll(*, voters: Sequence[Voter], rule: VotingRule, category: str) -> Roll:
    """Who votes on a question of this category, with how many votes; no authority counts twice.

    An authority that stands as two lines votes by its own line, not by the one that names it in ``same_as``.
    Raises RuleSilent: an unknown category, a band or count that the rule or the member lacks.
    """
    if category not in rule.categories:
        raise RuleSilent(f"“{category}” is no category of questions here. Use: {', '.join(rule.categories)}.")
    voting = {voter.code for voter in voters if _grant(voter, rule, category) is not None}
    rights, left_out = list[Right](), list[tuple[Voter, LeftOut]]()
    codes, authorities = set[str](), set[str]()
    for voter in voters:
        reason = _barred(voter, rule, voting, codes, authorities)
        right = None if reason else votes_of(voter=voter, rule=rule, category=category)
        if right is None:
            left_out.append((voter, reason or LeftOut.NO_RIGHT))
            continue
        rights.append(right)
        codes.add(voter.code)
        authorities.add(voter.same_as or voter.code)
    return Roll(tuple(rights), tuple(left_out))


def votes_of(*, voter: Voter, rule: VotingRule, category: str) -> Right | None:
    """The right of one member; None when its kind has no vote on such questions. Raises RuleSilent."""
    grant = _grant(voter, rule, category)
    if grant is None:
        return None
    count, band = _granted(grant, voter)
    most = rule.representatives_at_most
    return Right(voter, count, count if most is None else min(count, most), grant, band)


def _grant(voter: Voter, rule: VotingRule, category: str) -> Grant | None:
    kind = next((kind for kind in rule.kinds if kind.kind == voter.kind), None)
    return kind.on.get(category, kind.usual) if kind else None


def _barred(
    voter: Voter, rule: VotingRule, voting: set[str], codes: set[str], authorities: set[str]
) -> LeftOut | None:
    """voting: who has a right on the question. codes, authorities: who has been admitted so far."""
    if voter.code in codes:
        return LeftOut.STANDS_TWICE
    if voter.same_as in voting or voter.same_as in authorities:
        return LeftOut.SAME_AUTHORITY
    if not rule.joint_bodies_vote and voting & set(voter.owners):
        return LeftOut.JOINT_BODY
    return None


def _granted(grant: Grant, voter: Voter) -> tuple[int, Band | None]:
    if isinstance(grant, Votes):
        return grant.votes, None
    if isinstance(grant, VotesPer):
        if grant.counted not in voter.counts:
            raise RuleSilent(f"{voter.name}: the number of {grant.counted} is not known. Add it.")
        return voter.counts[grant.counted], None
    if voter.inhabitants is None:
        raise RuleSilent(f"{voter.name}: the number of inhabitants is not known. Add it.")
    band = next((band for band in grant.bands if band.holds(voter.inhabitants or 0)), None)
    if band is None:
        raise RuleSilent(
            f"{voter.name} has {voter.inhabitants} inhabitants, and the rule has no band that holds them. "
            "Add the band from the statutes."
        )
    return band.count, band
