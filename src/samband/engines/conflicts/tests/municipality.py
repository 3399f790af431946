# SPDX-License-Identifier: EUPL-1.2
"""An invented municipality with the truth beside it: families, posts, and a meeting with planted conflicts.

Decoys are what a careless program takes for conflicts: cousins, a cohabitant's father, posts that have ended,
ordinary members, small shareholders, and people of the same name who are only possibly the one meant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from samband.engines.conflicts import (
    Agenda,
    Body,
    Identity,
    Item,
    Matter,
    Organisation,
    Participant,
    Person,
    Register,
    Seat,
    Tie,
    TieKind,
)

ON = date(2026, 3, 12)
MUST, MAY, NOT = "mandatory", "assess", "none"
FAMILY = {
    "mother": MUST,
    "child": MUST,
    "sister": MUST,
    "grandmother": MUST,
    "spouse": MUST,
    "former_spouse": MUST,
    "mother_in_law": MUST,
    "brother_in_law": MUST,
    "stepchild": MUST,
    "cousin": MAY,
    "aunt": MAY,
    "cohabitants_father": MAY,
    "spouse_of_in_law": NOT,
    "stranger": NOT,
}
"""What each is to somebody under the Norwegian law of 1967 when a party: the truth."""
POSTS = {"chair": MUST, "board": MUST, "manager": MUST, "former": MAY, "member": MAY, "namesake": MAY}
MATTERS = (Matter.GRANT, Matter.CONTRACT, Matter.ZONING_BUILDING, Matter.PROCUREMENT)


@dataclass(frozen=True, slots=True)
class Municipality:
    """truth: person and item -> mandatory or assess; what is not there is none."""

    register: Register
    agenda: Agenda
    truth: dict[tuple[str, str], str]


def municipality(*, seed, members=43, deputies=43, items=40, organisations=400) -> Municipality:
    """The same seed gives the same municipality."""
    chance = Random(seed)
    actors = [f"member{n}" for n in range(members)] + [f"deputy{n}" for n in range(deputies)]
    firms = [
        Organisation(f"o{n}", kind=chance.choice(("company", "association"))) for n in range(organisations)
    ]
    posts = {(actor, firm): kind for actor in actors for firm, kind in _drawn(firms, chance)}
    ties = [tie for actor in actors for tie in _family(actor)]
    ties += [_post(actor, firm, kind) for (actor, firm), kind in posts.items()]
    chance.shuffle(ties)
    relatives = {f"{actor}.{kind}": (actor, kind) for actor in actors for kind in FAMILY}
    meeting = [_item(f"i{n}", chance, sorted(relatives), firms) for n in range(items)]
    body = Body(
        "council",
        members=tuple(Seat(actor) for actor in actors[:members]),
        deputies=tuple(Seat(actor) for actor in actors[members:]),
    )
    people = {name for tie in ties for name in (tie.who, tie.to)} | set(relatives) | set(actors)
    codes = {firm.id: firm for firm in firms}
    register = Register(
        f"invented{seed}", {name: Person(name) for name in people - codes.keys()}, codes, tuple(ties)
    )
    truth = {(who, item.id): what for item in meeting for who, what in _truth(item, relatives, posts)}
    return Municipality(register, Agenda(f"meeting{seed}", "", body, tuple(meeting)), truth)


def _drawn(firms, chance) -> Iterator[tuple[str, str]]:
    for firm in chance.sample(firms, 6):
        yield firm.id, chance.choice(tuple(POSTS))


def _family(actor) -> Iterator[Tie]:
    kin = {kind: f"{actor}.{kind}" for kind in FAMILY}
    for parent, child in (
        ("grandmother", "mother"), ("grandmother", "aunt"), ("aunt", "cousin"), ("mother", "sister"),
        ("mother", ""), ("", "child"), ("mother_in_law", "spouse"), ("mother_in_law", "brother_in_law"),
        ("spouse", "stepchild"),
    ):  # fmt: skip
        yield _tie(kin.get(parent, actor), TieKind.PARENT_OF, kin.get(child, actor), "biological")
    yield _tie(kin["cohabitants_father"], TieKind.PARENT_OF, f"{actor}.cohabitant", "biological")
    yield _tie(actor, TieKind.COHABITS_WITH, f"{actor}.cohabitant")
    yield _tie(actor, TieKind.MARRIED_TO, kin["spouse"])
    yield _tie(kin["brother_in_law"], TieKind.MARRIED_TO, kin["spouse_of_in_law"])
    yield _tie(actor, TieKind.MARRIED_TO, kin["former_spouse"], valid_to=date(2010, 1, 1))


def _post(actor, firm, kind) -> Tie:
    if kind == "member":
        return _tie(actor, TieKind.MEMBER_OF, firm)
    if kind == "namesake":
        return _tie(actor, TieKind.POST, firm, "chair", identity=Identity.POSSIBLE)
    end = date(2025, 1, 1) if kind == "former" else None
    return _tie(actor, TieKind.POST, firm, "board" if kind == "former" else kind, valid_to=end)


def _tie(who, kind, to, detail="", **more) -> Tie:
    more.setdefault("identity", Identity.IDENTIFIER)
    return Tie(who, kind, to, detail, source="invented", **more)


def _item(code, chance, relatives, firms) -> Item:
    parties = [chance.choice(firms).id]
    if chance.random() < 0.5:
        parties.append(chance.choice(relatives))
    return Item(
        code,
        matter=chance.choice(MATTERS),
        case=code,
        patrimonial="yes",
        parties=tuple(Participant(one) for one in parties),
    )


def _truth(item, relatives, posts) -> Iterator[tuple[str, str]]:
    """The heaviest of what the parties are to each."""
    found: dict[str, str] = {}
    for party in item.parties:
        kin = (
            [(actor, FAMILY[kind]) for actor, kind in [relatives[party.ref]]]
            if party.ref in relatives
            else []
        )
        held = [(actor, POSTS[kind]) for (actor, firm), kind in posts.items() if firm == party.ref]
        for actor, what in (*kin, *held):
            if what != NOT and found.get(actor) != MUST:
                found[actor] = what
    yield from found.items()
