# SPDX-License-Identifier: EUPL-1.2
"""A ballot from the question to its declared result."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.engines.ballots import BLANK, DecisionRule, LeftOut, Right, VotingRule
from samband.tools.congress.analysis.parameters import UnknownRule
from samband.tools.congress.analysis.parameters import rule as find_rule
from samband.tools.congress.analysis.results import FEWEST, WAYS, Asked, counted, digest, outcome_alone
from samband.tools.congress.analysis.rolls import member_roll
from samband.tools.congress.models import Ballot, Code, SecretCount, Voter
from samband.tools.congress.operations.congresses import NameTaken
from samband.tools.congress.operations.steps import tell
from samband.tools.congress.queries.ballots import BallotRecord, NoSuchBallot, ballot_record, tally_of
from samband.tools.congress.queries.congresses import find_congress
from samband.tools.congress.queries.units import voters_on
from samband.tools.congress.rules import RUN, Electorate, Phase, State, check_phase, phase_of

RESERVED = frozenset({"new"})


class NoRoll(ValueError):  # noqa: N818  it names the fact
    """Nobody could vote, or the roll lacks what the rule needs."""


@transaction.atomic
def create_ballot(
    *,
    slug: str,
    title: str,
    question: str,
    electorate: Electorate,
    rule: str,
    opens_at: datetime,
    closes_at: datetime,
    roll_on: date,
    options: Sequence[tuple[str, str]] = (),
    votes_rule: str = "",
    category: str = "",
    weights: Mapping[str, int] | None = None,
    congress: str = "",
    seed: str = "",
    is_synthetic: bool = False,
    by: Actor,
    at: datetime,
) -> BallotRecord:
    """A ballot in preparation. options: (code, label) of alternatives; then rule is a way to choose.

    weights: member -> weight, where the rule counts weight. Raises NameTaken, UnknownRule, NoSuchCongress,
    NotAllowed.
    """
    require(actor=by, permission=RUN)
    if slug in RESERVED or Ballot.objects.filter(slug=slug).exists():
        raise NameTaken(title)
    made = Ballot(
        slug=slug,
        title=title,
        question=question,
        electorate=electorate,
        rule=rule,
        opens_at=opens_at,
        closes_at=closes_at,
        roll_on=roll_on,
        options=_kept(options),
        votes_rule=votes_rule,
        category=category,
        weights=dict(weights or {}),
        congress=find_congress(slug=congress) if congress else None,
        seed=seed,
        is_synthetic=is_synthetic,
        created_at=at,
    )
    _check_rules(made)
    made.save()
    tell(event="ballot_created", about=f"ballot:{slug}", by=by, at=at)
    return ballot_record(ballot=made, at=at)


@transaction.atomic
def change_ballot(
    *,
    ballot: str,
    title: str,
    question: str,
    electorate: Electorate,
    rule: str,
    opens_at: datetime,
    closes_at: datetime,
    roll_on: date,
    options: Sequence[tuple[str, str]] = (),
    votes_rule: str = "",
    category: str = "",
    weights: Mapping[str, int] | None = None,
    congress: str = "",
    seed: str = "",
    by: Actor,
    at: datetime,
) -> BallotRecord:
    """Correct anything of a ballot that is not called yet; its address stays.

    Arguments as of ``create_ballot``. Raises NotNow, UnknownRule, NoSuchBallot, NoSuchCongress, NotAllowed.
    """
    found = held(slug=ballot, by=by, at=at, wanted=frozenset({Phase.DRAFT}))
    found.title, found.question, found.electorate = title, question, electorate
    found.rule, found.options, found.seed = rule, _kept(options), seed
    found.votes_rule, found.category, found.weights = votes_rule, category, dict(weights or {})
    found.congress = find_congress(slug=congress) if congress else None
    found.roll_on, found.opens_at, found.closes_at = roll_on, opens_at, closes_at
    _check_rules(found)
    found.save()
    tell(event="ballot_changed", about=f"ballot:{ballot}", by=by, at=at)
    return ballot_record(ballot=found, at=at)


@transaction.atomic
def call_ballot(*, ballot: str, by: Actor, at: datetime) -> BallotRecord:
    """Fix the roll and let the ballot open and close at its times; question and rule can no longer change.

    Raises NoRoll with what is missing, RuleSilent, NotNow, NoSuchBallot, NotAllowed.
    """
    found = held(slug=ballot, by=by, at=at, wanted=frozenset({Phase.DRAFT}))
    lines = _members(found) if found.electorate == Electorate.MEMBERS else _delegates(found)
    if not lines:
        raise NoRoll(gettext("Nobody could vote. Check the day of the roll, or who is present."))
    Voter.objects.bulk_create(lines, batch_size=500)
    if found.electorate == Electorate.DELEGATES:
        choices = ballot_record(ballot=found, at=at).choices
        SecretCount.objects.bulk_create([SecretCount(ballot=found, choice=choice) for choice in choices])
    found.state = State.CALLED
    found.save(update_fields=["state"])
    tell(event="ballot_called", about=f"ballot:{ballot}", by=by, at=at, voters=len(lines))
    return ballot_record(ballot=found, at=at)


@transaction.atomic
def withdraw_ballot(*, ballot: str, reason: str, by: Actor, at: datetime) -> BallotRecord:
    """Stop a ballot that is not declared; it stays on record with the reason. Raises NotNow."""
    wanted = frozenset({Phase.DRAFT, Phase.ANNOUNCED, Phase.OPEN, Phase.CLOSED})
    found = held(slug=ballot, by=by, at=at, wanted=wanted)
    found.state, found.withdrawn_because = State.WITHDRAWN, reason
    found.save(update_fields=["state", "withdrawn_because"])
    _forget_codes(found)
    tell(event="ballot_withdrawn", about=f"ballot:{ballot}", by=by, at=at)
    return ballot_record(ballot=found, at=at)


@transaction.atomic
def declare_ballot(*, ballot: str, by: Actor, at: datetime) -> BallotRecord:
    """Count a closed ballot and keep the result for good; of a secret one with few votes the outcome alone.

    Raises UnresolvedTie, NotNow, NoSuchBallot, NotAllowed.
    """
    found = held(slug=ballot, by=by, at=at, wanted=frozenset({Phase.CLOSED}))
    asked = Asked(found.rule, tuple(one["code"] for one in found.options), found.seed)
    found.result = _told(found, counted(asked=asked, tally=tally_of(ballot=found)))
    found.digest = digest(result=found.result)
    found.state, found.declared_at = State.DECLARED, at
    found.save(update_fields=["result", "digest", "state", "declared_at"])
    _forget_codes(found)
    tell(event="ballot_declared", about=f"ballot:{ballot}", by=by, at=at, digest=found.digest)
    return ballot_record(ballot=found, at=at)


@transaction.atomic
def publish_ballot(*, ballot: str, by: Actor, at: datetime) -> BallotRecord:
    """Let everybody see the declared result. Raises NotNow, NoSuchBallot, NotAllowed."""
    found = held(slug=ballot, by=by, at=at, wanted=frozenset({Phase.DECLARED}))
    found.published_at = found.published_at or at
    found.save(update_fields=["published_at"])
    tell(event="result_published", about=f"ballot:{ballot}", by=by, at=at)
    return ballot_record(ballot=found, at=at)


def held(*, slug: str, by: Actor, at: datetime, wanted: frozenset[Phase]) -> Ballot:
    """The ballot, until the transaction ends, once it is in one of the phases.

    Raises NotAllowed, NoSuchBallot, NotNow.
    """
    require(actor=by, permission=RUN)
    found = Ballot.objects.select_for_update(of=("self",)).filter(slug=slug).first()
    if found is None:
        raise NoSuchBallot(slug)
    phase = phase_of(state=State(found.state), opens_at=found.opens_at, closes_at=found.closes_at, at=at)
    check_phase(phase=phase, wanted=wanted)
    return found


def _kept(options: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"code": code, "label": label} for code, label in options if code != BLANK]


def _check_rules(ballot: Ballot) -> None:
    """Raises UnknownRule."""
    if ballot.options and ballot.rule not in WAYS:
        raise UnknownRule(ballot.rule)
    if not ballot.options:
        find_rule(DecisionRule, ballot.rule)
    if ballot.electorate == Electorate.MEMBERS:
        find_rule(VotingRule, ballot.votes_rule)


def _members(ballot: Ballot) -> list[Voter]:
    voters = voters_on(on=ballot.roll_on)
    roll = member_roll(voters=voters, votes_rule=ballot.votes_rule, category=ballot.category)
    _check_weights(ballot, [right.voter.code for right in roll.rights])
    names = {voter.code for voter, reason in roll.left_out if reason is LeftOut.STANDS_TWICE}
    if names:
        raise NoRoll(gettext("These stand twice among the members: %(names)s.") % {"names": ", ".join(names)})
    return [_line(ballot, right) for right in roll.rights if right.votes]


def _line(ballot: Ballot, right: Right) -> Voter:
    code = right.voter.code
    weight = ballot.weights.get(code, 0)
    return Voter(ballot=ballot, code=code, name=right.voter.name, votes=right.votes, weight=weight)


def _check_weights(ballot: Ballot, codes: Sequence[str]) -> None:
    """A rule that counts weight needs one for every member, and none for strangers."""
    needs = not ballot.options and find_rule(DecisionRule, ballot.rule).uses_weight
    missing = [code for code in codes if code not in ballot.weights] if needs else []
    strangers = sorted(set(ballot.weights) - set(codes))
    if missing:
        words = gettext(
            "The rule counts weight, and %(count)s members have none, first: %(codes)s. Add them."
        )
        raise NoRoll(words % {"count": len(missing), "codes": ", ".join(missing[:5])})
    if strangers:
        words = gettext("These have a weight but are not on the roll: %(codes)s. Correct the list.")
        raise NoRoll(words % {"codes": ", ".join(strangers[:5])})


def _delegates(ballot: Ballot) -> list[Voter]:
    """Everybody present, delegate or substitute who took a seat: one vote each."""
    if ballot.congress is None:
        return []
    present = ballot.congress.delegates.filter(is_present=True).order_by("unit", "place")
    return [Voter(ballot=ballot, code=f"delegate:{one.pk}", name=one.label) for one in present]


def _told(ballot: Ballot, result: dict[str, object]) -> dict[str, object]:
    """The result as it is kept. Where few voted in secret, the counts are forgotten with the codes."""
    voters = ballot.roll.filter(has_voted=True).count()
    if ballot.electorate != Electorate.DELEGATES or not 0 < voters < FEWEST:
        return result
    SecretCount.objects.filter(ballot=ballot).delete()
    return outcome_alone(result=result)


def _forget_codes(ballot: Ballot) -> None:
    Code.objects.filter(voter__ballot=ballot).delete()
