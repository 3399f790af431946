# SPDX-License-Identifier: EUPL-1.2
"""A synthetic congress, three ballots and an election, through the operations that people use."""

from datetime import date, datetime, timedelta
from random import Random

from samband.core.access.rules import Actor, Grant, Role
from samband.engines.ballots import Candidate, ListProposal
from samband.tools.congress import operations, queries
from samband.tools.congress.analysis.rolls import NewDelegate
from samband.tools.congress.rules import Electorate

SEED = 2024
CONGRESS = "congress-2026"
ORDERS = ("mmmwmwwmm", "wmmmwmmww", "mmwwmmwmm", "mwmwmwmwm")
"""Men and women in the order of each list."""
PARTIES = ("Party A", "Party B", "Party C", "Party D")


def load(*, by: Actor, at: datetime) -> None:
    """Everything is made up, and says so: names, weights, votes, codes."""
    add_congress(by=by, at=at)
    add_settlement(by=by, at=at)
    add_open_ballot(by=by, at=at)
    add_secret_ballot(by=by, at=at)
    add_committee(by=by, at=at)


def _chance() -> Random:
    return Random(SEED)  # noqa: S311  made-up names and votes


def add_congress(*, by: Actor, at: datetime) -> str:
    """A congress in a month, its delegates adopted and the first two of each county present."""
    chance = _chance()
    operations.create_congress(
        slug=CONGRESS,
        name="Synthetic congress 2026",
        held_on=at.date() + timedelta(days=30),
        rule="steps_by_county",
        borders_on=date(2024, 1, 1),
        is_synthetic=True,
        by=by,
        at=at,
    )
    adopted = operations.adopt_allocation(
        congress=CONGRESS, rule="steps_by_county", borders_on=date(2024, 1, 1), by=by, at=at
    )
    people = [
        NewDelegate(unit, f"Synthetic person {unit}-{place}", place > 2, chance.choice(PARTIES), gender)
        for unit, (_, seats) in adopted.seats.items()
        for place in range(1, min(seats, 2) + 2)
        for gender in [chance.choice(("woman", "man"))]
    ]
    operations.add_delegates(congress=CONGRESS, delegates=people, by=by, at=at)
    for one in queries.delegates(actor=by, congress=CONGRESS):
        if not one.is_substitute:
            operations.check_delegate(congress=CONGRESS, delegate=one.id, is_present=True, by=by, at=at)
    return CONGRESS


def add_settlement(*, by: Actor, at: datetime) -> str:
    """A closed and published ballot by the dual threshold; the weights are random."""
    chance = _chance()
    opened, closed = at - timedelta(days=20), at - timedelta(days=3)
    voters = queries.voters_on(on=at.date())
    weights = {
        one.code: chance.randint(20, 200) + (one.inhabitants or 0) // 15 for one in voters if not one.same_as
    }
    slug = "synthetic-settlement"
    operations.create_ballot(
        slug=slug,
        title="Synthetic ballot on a settlement",
        question="Shall the proposed settlement be accepted? (Question, weights and votes are made up.)",
        electorate=Electorate.MEMBERS,
        rule="settlement_ballot",
        votes_rule="one_each",
        category="general",
        weights=weights,
        roll_on=at.date(),
        opens_at=opened,
        closes_at=closed,
        is_synthetic=True,
        by=by,
        at=opened - timedelta(days=1),
    )
    operations.call_ballot(ballot=slug, by=by, at=opened - timedelta(days=1))
    for line in queries.roll_of(actor=by, slug=slug):
        if chance.random() < 0.7:
            choice = chance.choices(("yes", "no", "blank"), (0.48, 0.48, 0.04))[0]
            operations.cast_vote(
                ballot=slug,
                member=line.code,
                choice=choice,
                decision=f"synthetic {chance.randint(1, 99)}/26",
                by=_contact(line.code),
                at=opened + timedelta(days=1),
            )
    operations.declare_ballot(ballot=slug, by=by, at=closed)
    operations.publish_ballot(ballot=slug, by=by, at=closed)
    return slug


def add_open_ballot(*, by: Actor, at: datetime) -> str:
    """An open ballot in which the demo's contact people can vote."""
    slug = "synthetic-statutes"
    operations.create_ballot(
        slug=slug,
        title="Synthetic ballot on the statutes",
        question="Which text shall the statutes have? (Made up for demonstration.)",
        electorate=Electorate.MEMBERS,
        rule="run_off",
        options=[("a1", "The board's text"), ("a2", "The amendment"), ("a3", "As it stands")],
        votes_rule="by_size",
        category="general",
        roll_on=at.date(),
        opens_at=at - timedelta(hours=1),
        closes_at=at + timedelta(days=21),
        is_synthetic=True,
        by=by,
        at=at - timedelta(hours=2),
    )
    operations.call_ballot(ballot=slug, by=by, at=at - timedelta(hours=2))
    return slug


def add_secret_ballot(*, by: Actor, at: datetime) -> str:
    """A secret ballot of the delegates of the congress, declared and published."""
    chance = _chance()
    slug, opened = "synthetic-secret", at - timedelta(hours=6)
    operations.create_ballot(
        slug=slug,
        title="Synthetic secret ballot of the delegates",
        question="Shall the next congress meet in the north? (Made up for demonstration.)",
        electorate=Electorate.DELEGATES,
        rule="simple_majority",
        congress=CONGRESS,
        roll_on=at.date(),
        opens_at=opened,
        closes_at=at - timedelta(hours=5),
        is_synthetic=True,
        by=by,
        at=opened,
    )
    operations.call_ballot(ballot=slug, by=by, at=opened)
    for _, code in operations.make_codes(ballot=slug, by=by, at=opened):
        if chance.random() < 0.9:
            operations.cast_secret_vote(
                code=code, choice=chance.choice(("yes", "yes", "no", "blank")), at=opened
            )
    operations.declare_ballot(ballot=slug, by=by, at=at)
    operations.publish_ballot(ballot=slug, by=by, at=at)
    return slug


def add_committee(*, by: Actor, at: datetime) -> str:
    """An election by lists, declared and published; on two lists women move up."""
    lists = [
        ListProposal(
            party,
            ballots,
            tuple(
                Candidate(f"Candidate {party[-1]}{place}", "man" if sign == "m" else "woman")
                for place, sign in enumerate(pattern, start=1)
            ),
        )
        for party, ballots, pattern in zip(PARTIES, (14, 11, 6, 4), ORDERS, strict=True)
    ]
    slug = "synthetic-committee"
    operations.create_election(
        slug=slug,
        title="Synthetic election of an executive committee",
        seats=11,
        rule="norway_2018",
        lists=lists,
        seed="synthetic",
        congress=CONGRESS,
        is_synthetic=True,
        by=by,
        at=at,
    )
    operations.declare_election(election=slug, by=by, at=at)
    operations.publish_election(election=slug, by=by, at=at)
    return slug


def _contact(code: str) -> Actor:
    """Somebody who speaks for the member, in the demonstration only."""
    return Actor("demonstration", frozenset({Grant(Role.CONTACT, code)}))
