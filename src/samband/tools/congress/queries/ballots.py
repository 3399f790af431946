# SPDX-License-Identifier: EUPL-1.2
"""Ballots: who may know of them, who has voted, and the result once it is declared."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone

from samband.core.access.rules import Actor, may, require
from samband.engines.ballots import Count, Tally, count_votes
from samband.tools.congress.analysis.results import choices_of
from samband.tools.congress.models import Ballot, Code, Vote, Voter
from samband.tools.congress.rules import RUN, VOTE, Electorate, Phase, State, can_see_ballot, phase_of


@dataclass(frozen=True, slots=True)
class BallotRecord:
    """options: (code, label) of alternatives, empty for yes and no. phase: at the moment of asking.

    weights: member -> weight, as given. congress: its slug, empty when there is none. result: as
    ``analysis.results`` wrote it; empty before.
    """

    slug: str
    title: str
    question: str
    electorate: Electorate
    options: tuple[tuple[str, str], ...]
    rule: str
    votes_rule: str
    category: str
    seed: str
    congress: str
    roll_on: date
    opens_at: datetime
    closes_at: datetime
    phase: Phase
    result: Mapping[str, Any]
    digest: str
    declared_at: datetime | None
    published_at: datetime | None
    withdrawn_because: str
    is_synthetic: bool
    weights: Mapping[str, int]

    @property
    def choices(self) -> tuple[str, ...]:
        return choices_of(options=tuple(code for code, _ in self.options))

    @property
    def is_secret(self) -> bool:
        return self.electorate is Electorate.DELEGATES

    @property
    def is_outcome_alone(self) -> bool:
        """Declared without counts, because so few voted in secret."""
        return bool(self.result.get("is_outcome_alone"))


@dataclass(frozen=True, slots=True)
class RollLine:
    """One voter. choice, decision: of an open vote, empty before it is cast and always for a secret one."""

    code: str
    name: str
    votes: int
    weight: int
    has_voted: bool
    choice: str = ""
    decision: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Turnout:
    voted: Count
    entitled: Count


class NoSuchBallot(LookupError):  # noqa: N818  it names the fact
    """There is no ballot with that name, or this actor may not know of it."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"There is no ballot “{slug}”.")


def ballots(*, actor: Actor, congress: str = "", at: datetime | None = None) -> tuple[BallotRecord, ...]:
    """Those this actor may know of, latest first."""
    found = Ballot.objects.select_related("congress").order_by("-opens_at", "-pk")
    if congress:
        found = found.filter(congress__slug=congress)
    rolls = _own_rolls(actor)
    records = ((one.pk, ballot_record(ballot=one, at=at)) for one in found)
    return tuple(record for pk, record in records if _may_see(actor, record, rolls.get(pk, set())))


def ballot(*, actor: Actor, slug: str, at: datetime | None = None) -> BallotRecord:
    """Raises NoSuchBallot, also when the actor may not know of it."""
    found = find_ballot(slug=slug)
    record = ballot_record(ballot=found, at=at)
    if not _may_see(actor, record, _own_rolls(actor, found).get(found.pk, set())):
        raise NoSuchBallot(slug)
    return record


def roll_of(*, actor: Actor, slug: str) -> tuple[RollLine, ...]:
    """The roll: all of it for those who run ballots, from the declaration on for members on it, too.

    Until then members see their own line; everybody else none. Raises NoSuchBallot.
    """
    found = find_ballot(slug=slug)
    record = ballot(actor=actor, slug=slug)
    lines = found.roll.select_related("vote").order_by("code")
    own = {code for code in actor.authorities if may(actor=actor, permission=VOTE, authority=code)}
    on_it = lines.filter(code__in=own)
    sees_all = may(actor=actor, permission=RUN) or (record.phase is Phase.DECLARED and on_it.exists())
    may_see_votes = record.phase is Phase.DECLARED
    return tuple(
        _roll_line(one, has_choice=may_see_votes or one.code in own) for one in (lines if sees_all else on_it)
    )


def turnout(*, actor: Actor, slug: str) -> Turnout:
    """How many have voted; no hint of how. Raises NoSuchBallot."""
    ballot(actor=actor, slug=slug)
    found = find_ballot(slug=slug)
    return Turnout(_voted(found), entitled_of(ballot=found))


def own_codes(*, actor: Actor, slug: str) -> tuple[RollLine, ...]:
    """The members this actor votes for in the ballot, whether they have voted or not."""
    own = [code for code in actor.authorities if may(actor=actor, permission=VOTE, authority=code)]
    lines = find_ballot(slug=slug).roll.filter(code__in=own).select_related("vote").order_by("code")
    return tuple(_roll_line(one, has_choice=True) for one in lines)


def ballot_of_code(*, digest: str) -> BallotRecord | None:
    """The ballot that a one-time code is for; None when there is none. Unguarded: the code is the right."""
    found = Code.objects.select_related("voter__ballot__congress").filter(digest=digest).first()
    return ballot_record(ballot=found.voter.ballot) if found else None


def has_codes(*, actor: Actor, slug: str) -> bool:
    require(actor=actor, permission=RUN)
    return Code.objects.filter(voter__ballot__slug=slug).exists()


def find_ballot(*, slug: str) -> Ballot:
    """Whoever asks, for operations that guard themselves. Raises NoSuchBallot."""
    found = Ballot.objects.select_related("congress").filter(slug=slug).first()
    if found is None:
        raise NoSuchBallot(slug)
    return found


def tally_of(*, ballot: Ballot) -> Tally:
    """What was cast, by choice. For the declaration alone."""
    if ballot.electorate == Electorate.DELEGATES:
        counts = {one.choice: Count(one.count, one.count, 0) for one in ballot.secret_counts.all()}
    else:
        cast = Vote.objects.filter(voter__ballot=ballot)
        counts = count_votes(votes=cast.values_list("choice", "voter__votes", "voter__weight"))
    return Tally(counts, entitled_of(ballot=ballot))


def entitled_of(*, ballot: Ballot) -> Count:
    sums = ballot.roll.aggregate(votes=Sum("votes"), weight=Sum("weight"))
    return Count(ballot.roll.count(), sums["votes"] or 0, sums["weight"] or 0)


def _voted(ballot: Ballot) -> Count:
    is_secret = ballot.electorate == Electorate.DELEGATES
    roll: QuerySet[Voter] = ballot.roll.all()
    voted = roll.filter(has_voted=True) if is_secret else roll.filter(vote__isnull=False)
    sums = voted.aggregate(votes=Sum("votes"), weight=Sum("weight"))
    return Count(voted.count(), sums["votes"] or 0, sums["weight"] or 0)


def _own_rolls(actor: Actor, ballot: Ballot | None = None) -> dict[int, set[str]]:
    """Ballot -> the actor's authorities that are on its roll, in one query."""
    own = actor.authorities
    if not own:
        return {}
    lines = Voter.objects.filter(code__in=own)
    if ballot is not None:
        lines = lines.filter(ballot=ballot)
    found: dict[int, set[str]] = {}
    for pk, code in lines.values_list("ballot_id", "code"):
        found.setdefault(pk, set()).add(code)
    return found


def _may_see(actor: Actor, record: BallotRecord, on_the_roll: set[str]) -> bool:
    return can_see_ballot(
        actor=actor,
        phase=record.phase,
        is_published=record.published_at is not None,
        on_the_roll=frozenset(on_the_roll),
    )


def _roll_line(voter: Voter, *, has_choice: bool) -> RollLine:
    vote = getattr(voter, "vote", None)
    has_voted = vote is not None or voter.has_voted
    line = RollLine(voter.code, voter.name, voter.votes, voter.weight, has_voted)
    if vote is None or not has_choice:
        return line
    return replace(line, choice=vote.choice, decision=vote.decision, decided_on=vote.decided_on)


def ballot_record(*, ballot: Ballot, at: datetime | None = None) -> BallotRecord:
    phase = phase_of(
        state=State(ballot.state),
        opens_at=ballot.opens_at,
        closes_at=ballot.closes_at,
        at=at or timezone.now(),
    )
    return BallotRecord(
        slug=ballot.slug,
        title=ballot.title,
        question=ballot.question,
        electorate=Electorate(ballot.electorate),
        options=tuple((one["code"], one["label"]) for one in ballot.options),
        rule=ballot.rule,
        votes_rule=ballot.votes_rule,
        category=ballot.category,
        seed=ballot.seed,
        congress=ballot.congress.slug if ballot.congress else "",
        roll_on=ballot.roll_on,
        opens_at=ballot.opens_at,
        closes_at=ballot.closes_at,
        phase=phase,
        result=ballot.result,
        digest=ballot.digest,
        declared_at=ballot.declared_at,
        published_at=ballot.published_at,
        withdrawn_because=ballot.withdrawn_because,
        is_synthetic=ballot.is_synthetic,
        weights=dict(ballot.weights),
    )
