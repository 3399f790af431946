# SPDX-License-Identifier: EUPL-1.2
"""Registers that know people by name: linked by the engine of names, then screened, held against the truth.

Posts of the invented municipality are told of names and dates of birth, 5 % of them with a slip, among posts
of 3,000 other people; families are told by the members themselves.
"""

from dataclasses import dataclass, replace
from random import Random

from samband.engines.conflicts import Identity, Outcome, Tie, TieKind, screen
from samband.engines.conflicts.tests.examples import law
from samband.engines.conflicts.tests.municipality import ON, municipality
from samband.engines.names import Register, link
from samband.engines.names.tests.samples import drawn

OTHERS, SLIPS, MEETINGS = 3_000, 0.05, 2
FLAGGED = {Outcome.MANDATORY, Outcome.ASSESS}


@dataclass(frozen=True)
class Counted:
    """Pairs of person and item: planted, of these flagged; mandatory, of these right; flagged wrongly."""

    planted: int
    flagged: int
    mandatory: int
    mandatory_right: int
    false_alerts: int

    @property
    def recall(self):
        return self.flagged / self.planted

    @property
    def precision(self):
        return self.mandatory_right / self.mandatory if self.mandatory else 1.0


def somebody(chance):
    name = f"{drawn(chance=chance, kind='given')} {drawn(chance=chance, kind='family')}"
    return name, f"{chance.randint(1945, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def slipped(name, birth, chance):
    """One letter of the name is another, or one digit of the day."""
    if chance.random() >= SLIPS:
        return name, birth
    if chance.random() < 0.5:
        return name, f"{birth[:-1]}{chance.choice('123456789')}"
    at = chance.randrange(1, len(name) - 1)
    return name[:at] + chance.choice("aeiounrst") + name[at + 1 :], birth


def linked(ties, actors, firms, chance, *, with_birth):
    """The posts again, as far as names and dates lead to an actor, each with its class of identity."""
    officials = {actor: somebody(chance) for actor in actors}
    records = [(slipped(*officials[tie.who], chance), tie) for tie in ties]
    records += [
        (somebody(chance), Tie("other", TieKind.POST, chance.choice(firms), "chair")) for _ in range(OTHERS)
    ]
    left = Register(*columns(officials.values(), with_birth=with_birth))
    right = Register(*columns((who for who, _ in records), with_birth=with_birth))
    found = link(left=left, right=right, language="nb", expected=len(ties))
    for official, record, identity in zip(found.left, found.right, found.identities(), strict=True):
        yield replace(records[record][1], who=actors[official], identity=Identity(identity))


def columns(people, *, with_birth):
    names, births = zip(*people, strict=True)
    return names, births if with_birth else ()


def counted(*, with_birth, meetings=MEETINGS):
    totals = [0] * 5
    for seed in range(meetings):
        made, chance = municipality(seed=seed), Random(seed)
        told = (TieKind.POST, TieKind.MEMBER_OF)
        posts = [tie for tie in made.register.ties if tie.kind in told]
        posts = [tie for tie in posts if tie.identity is not Identity.POSSIBLE]
        family = [tie for tie in made.register.ties if tie.kind not in told]
        seats = (*made.agenda.body.members, *made.agenda.body.deputies)
        actors, firms = [seat.person for seat in seats], sorted(made.register.organisations)
        ties = (*family, *linked(posts, actors, firms, chance, with_birth=with_birth))
        register = replace(made.register, ties=ties)
        screening = screen(law=law(), register=register, agenda=made.agenda, on=ON)
        pairs = [(one, item.item) for item in screening.items for one in item.assessments]
        by_post = [(one, item) for one, item in pairs if not is_by_family(one)]
        truth = planted(posts, made.agenda)
        here = {(one.person, item.id): one.outcome for one, item in by_post}
        known = {pair for pair in truth if pair in here}
        flagged = {pair for pair, outcome in here.items() if outcome in FLAGGED}
        mandatory = {pair for pair, outcome in here.items() if outcome is Outcome.MANDATORY}
        alerts = flagged - every(posts, made.agenda)
        found = (known, flagged & known, mandatory, mandatory & known, alerts)
        totals = [total + len(one) for total, one in zip(totals, found, strict=True)]
    return Counted(*totals)


def is_by_family(assessed):
    return any(
        tie.kind is not TieKind.POST and tie.kind is not TieKind.MEMBER_OF
        for finding in assessed.findings
        for tie in finding.path
    )


def planted(posts, agenda):
    """Who leads or sits on the board of a party today."""
    now = {(tie.who, tie.to) for tie in posts if tie.kind is TieKind.POST and tie.valid_to is None}
    return {(who, item.id) for who, firm in now for item in agenda.items if firm in refs(item)}


def every(posts, agenda):
    ties = {(tie.who, tie.to) for tie in posts}
    return {(who, item.id) for who, firm in ties for item in agenda.items if firm in refs(item)}


def refs(item):
    return {party.ref for party in item.parties}


def test_names_and_dates_of_birth_with_slips_find_what_is_planted():
    found = counted(with_birth=True)

    assert found.planted > 40
    assert found.recall >= 0.98
    assert found.precision >= 0.99
    assert found.false_alerts <= MEETINGS


def test_names_alone_find_it_as_a_question_and_nothing_is_mandatory():
    found = counted(with_birth=False)

    assert found.recall >= 0.95
    assert found.mandatory == 0
