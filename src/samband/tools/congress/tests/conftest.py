# SPDX-License-Identifier: EUPL-1.2
"""Norway of three members and a congress; ballots of members and of delegates at every stage."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.country.queries import load_pack as read_pack
from samband.core.members.operations import load_pack
from samband.tools.congress import operations, queries
from samband.tools.congress.analysis.rolls import NewDelegate
from samband.tools.congress.rules import Electorate

CODES = frozenset({"1151", "4643", "0301"})
COUNTIES = frozenset({"03", "11", "46"})
UTSIRA, MEDIAN, OSLO = "1151", "4643", "0301"
OPENS = datetime(2026, 3, 2, 8, tzinfo=UTC)
NOON = OPENS + timedelta(hours=4)
CLOSES = OPENS + timedelta(days=7)
AFTER = CLOSES + timedelta(minutes=1)
WEIGHTS = {"1151": 60, "4643": 600, "0301": 50_000, "11": 5_000, "46": 6_000}


@pytest.fixture(scope="session")
def small_norway():
    pack = read_pack(name="norway")
    return replace(
        pack,
        authorities=tuple(fact for fact in pack.authorities if fact.code in CODES | COUNTIES),
        successions=(),
        populations=tuple(fact for fact in pack.populations if fact.code in CODES and fact.year > 2022),
        population_cells=(),
        digest="three members",
    )


@pytest.fixture
def members(db, small_norway):
    """Utsira, Årdal and Oslo, and their counties; Oslo is its own county."""
    load_pack(pack=small_norway, by=INSTALLATION, at=OPENS)


@pytest.fixture
def contact() -> Actor:
    return Actor("cast:contact", frozenset({Grant(Role.CONTACT, UTSIRA)}))


@pytest.fixture
def second_contact() -> Actor:
    """Another person of Utsira."""
    return Actor("cast:second", frozenset({Grant(Role.SECRETARY, UTSIRA)}))


@pytest.fixture
def contact_of():
    return lambda code: Actor(f"cast:{code}", frozenset({Grant(Role.CONTACT, code)}))


@pytest.fixture
def congress(members, analyst):
    """One delegate each of three units, and a substitute; all present but the substitute."""
    operations.create_congress(
        slug="congress-2026", name="Congress 2026", held_on=date(2026, 4, 1), rule="one_each_and_steps",
        borders_on=date(2025, 1, 1), by=analyst, at=OPENS,
    )  # fmt: skip
    operations.adopt_allocation(
        congress="congress-2026", rule="one_each_and_steps", borders_on=date(2025, 1, 1), by=analyst, at=OPENS
    )
    people = [
        NewDelegate(UTSIRA, "Delegate of Utsira", party="Party A", gender="woman"),
        NewDelegate(MEDIAN, "Delegate of Årdal", gender="man"),
        NewDelegate(OSLO, "Delegate of Oslo"),
        NewDelegate(OSLO, "Substitute of Oslo", is_substitute=True),
    ]
    operations.add_delegates(congress="congress-2026", delegates=people, by=analyst, at=OPENS)
    for one in queries.delegates(actor=analyst, congress="congress-2026"):
        if not one.is_substitute:
            operations.check_delegate(
                congress="congress-2026", delegate=one.id, is_present=True, by=analyst, at=OPENS
            )
    return "congress-2026"


@pytest.fixture
def draft(members, analyst):
    """A ballot of members by the dual threshold."""
    return operations.create_ballot(
        slug="settlement", title="The settlement", question="Shall it be accepted?",
        electorate=Electorate.MEMBERS, rule="settlement_ballot", votes_rule="one_each", category="general",
        weights=WEIGHTS, roll_on=date(2026, 1, 1), opens_at=OPENS, closes_at=CLOSES,
        by=analyst, at=OPENS - timedelta(days=2),
    ).slug  # fmt: skip


@pytest.fixture
def called(draft, analyst):
    operations.call_ballot(ballot=draft, by=analyst, at=OPENS - timedelta(days=1))
    return draft


@pytest.fixture
def cast(contact_of):
    """``cast("settlement", "1151", "yes")``."""

    def run(ballot, member, choice, at=NOON):
        operations.cast_vote(
            ballot=ballot, member=member, choice=choice, decision="12/26", by=contact_of(member), at=at
        )

    return run


@pytest.fixture
def declared(called, cast, analyst):
    """Utsira and Årdal said yes, Oslo no; two counties stayed away."""
    for member, choice in {UTSIRA: "yes", MEDIAN: "yes", OSLO: "no"}.items():
        cast(called, member, choice)
    operations.declare_ballot(ballot=called, by=analyst, at=AFTER)
    return called


@pytest.fixture
def published(declared, analyst):
    operations.publish_ballot(ballot=declared, by=analyst, at=AFTER)
    return declared


@pytest.fixture
def secret(congress, analyst):
    """A secret ballot of the delegates, called."""
    slug = operations.create_ballot(
        slug="secret", title="Where to meet", question="In the north?", electorate=Electorate.DELEGATES,
        rule="simple_majority", congress=congress, roll_on=date(2026, 1, 1), opens_at=OPENS, closes_at=CLOSES,
        by=analyst, at=OPENS,
    ).slug  # fmt: skip
    operations.call_ballot(ballot=slug, by=analyst, at=OPENS)
    return slug


@pytest.fixture
def codes(secret, analyst):
    """Name of the delegate -> code."""
    return dict(operations.make_codes(ballot=secret, by=analyst, at=OPENS))
