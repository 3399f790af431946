# SPDX-License-Identifier: EUPL-1.2
"""What a councillor says of herself, as ties in memory that a law is asked about. Nothing here is kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from samband.engines.conflicts import (
    Agenda,
    Body,
    Identity,
    Item,
    Law,
    Matter,
    Outcome,
    Participant,
    Person,
    Register,
    Seat,
    Tie,
    TieKind,
    screen,
)
from samband.tools.ethics.rules import PERSON, CheckParty, KinAnswer, Relation, Standing

SAID = "said:"
"""Begins the source of a tie that an answer has made, before the number of the answer."""
_ME, _THEM = "me", "them"
_FOSTER, _UNNAMED = "foster", "kin{number}"


def with_answers(
    *, register: Register, agenda: Agenda, parties: Iterable[CheckParty], person: str,
    answers: Iterable[KinAnswer], on: date,
) -> tuple[Register, Agenda]:  # fmt: skip
    """Register and agenda of one item as they are for this person alone.

    Of the register only the person's own ties and those between organisations are left: nobody learns by an
    answer what somebody else has declared. Names that nobody could place are parties that were asked about.
    on: the day of the decision, before which what is over has ended.
    """
    (item,) = agenda.items
    known = {one.ref: one for one in parties}
    people = dict(register.people)
    people |= {one.ref: Person(one.ref, one.name) for one in parties if _is_new(one, register)}
    ties = [one for one in register.ties if one.who == person or one.who in register.organisations]
    shown = {one.ref: one for one in item.parties}
    for number, answer in enumerate(answers):
        them = _who(answer, number, person)
        ties += _between(person, them, answer, number, on)
        if answer.standing is None:
            shown[them] = _participant(shown.get(them, Participant(them)), answer)
            continue
        for ref in (answer.party,) if answer.party else tuple(_organisations(known.values())):
            ties.append(_place(them, answer, number, ref))
            shown[ref] = _participant(shown.get(ref, Participant(ref)), answer)
    asked = replace(item, parties=tuple(shown.values()), unrecognised=())
    return replace(register, people=people, ties=tuple(ties)), replace(agenda, items=(asked,))


def relations_asked(*, law: Law, on: date) -> tuple[Relation, ...]:
    """Those that the law of the day says anything about, were such a person a party. Oneself is not among
    them.
    """
    return tuple(one for one in Relation if one is not Relation.SELF and _matters(one, law, on))


def _matters(relation: Relation, law: Law, on: date) -> bool:
    return outcome_of(answer=KinAnswer(relation, _THEM), law=law, on=on) is not Outcome.NONE


def outcome_of(*, answer: KinAnswer, law: Law, on: date) -> Outcome:
    """In a decision about one private person, with an effect in money."""
    item = Item("item", matter=Matter.INDIVIDUAL_DECISION, patrimonial="yes", parties=(Participant(_THEM),))
    agenda = Agenda("agenda", "", Body("body", members=(Seat(_ME),)), (item,))
    register = Register("register", {_ME: Person(_ME), _THEM: Person(_THEM)}, {}, ())
    parties = (CheckParty(_THEM, _THEM, "", PERSON),)
    register, agenda = with_answers(
        register=register, agenda=agenda, parties=parties, person=_ME, answers=(answer,), on=on
    )
    return screen(law=law, register=register, agenda=agenda, on=on).items[0].of(_ME).outcome


def _is_new(party: CheckParty, register: Register) -> bool:
    return party.ref not in register.people and party.ref not in register.organisations


def _organisations(parties: Iterable[CheckParty]) -> Iterator[str]:
    return (one.ref for one in parties if one.kind != PERSON)


def _who(answer: KinAnswer, number: int, person: str) -> str:
    """The one meant: oneself, the party, or somebody without a name."""
    if answer.relation is Relation.SELF:
        return person
    if answer.standing is None and answer.party:
        return answer.party
    return _UNNAMED.format(number=number)


def _participant(party: Participant, answer: KinAnswer) -> Participant:
    """As sure as it was or, when the person says who it is, sure by that word."""
    if not answer.is_sure:
        return replace(party, identity=Identity.POSSIBLE)
    return replace(party, identity=Identity.STRONG) if party.identity is Identity.POSSIBLE else party


def _place(them: str, answer: KinAnswer, number: int, organisation: str) -> Tie:
    kind, detail, share = _PLACES[answer.standing or Standing.MEMBER]
    return Tie(
        them, kind, organisation, detail=detail, share=share, source=f"{SAID}{number}",
        identity=Identity.IDENTIFIER,
    )  # fmt: skip


def _between(me: str, them: str, answer: KinAnswer, number: int, on: date) -> Iterator[Tie]:
    """The ties from oneself to the one meant, with people in between who are nobody."""
    if answer.relation is Relation.SELF:
        return
    between = [f"{_UNNAMED.format(number=number)}_{place}" for place in range(3)]
    for tie in _WAYS[answer.relation](me, them, between):
        ends = on if answer.relation is Relation.FORMER_SPOUSE else None
        yield replace(tie, valid_to=ends, source=f"{SAID}{number}", identity=Identity.IDENTIFIER)


_PLACES: Mapping[Standing, tuple[TieKind, str, Fraction | None]] = {
    Standing.LEADS: (TieKind.POST, "board", None),
    Standing.OWNS_ALL: (TieKind.OWNS, "", Fraction(1)),
    Standing.OWNS_MUCH: (TieKind.OWNS, "", Fraction(1, 2)),
    Standing.OWNS_LITTLE: (TieKind.OWNS, "", Fraction(1, 100)),
    Standing.WORKS: (TieKind.POST, "employee", None),
    Standing.MEMBER: (TieKind.MEMBER_OF, "", None),
}
Way = Callable[[str, str, list[str]], Iterable[Tie]]


def _couple(kind: TieKind) -> Way:
    return lambda me, them, _: (Tie(me, kind, them),)


def _close(detail: str) -> Way:
    return lambda me, them, _: (Tie(me, TieKind.CLOSE_TO, them, detail=detail),)


def _born(*line: str) -> Iterator[Tie]:
    """Each is the parent of the next."""
    return (_birth(above, below) for above, below in pairwise(line))


def _birth(parent: str, child: str, kind: str = "biological") -> Tie:
    return Tie(parent, TieKind.PARENT_OF, child, detail=kind)


def _siblings(one: str, other: str, mother: str, father: str) -> Iterator[Tie]:
    return (_birth(parent, child) for parent in (mother, father) for child in (one, other))


def _with_partner(kind: TieKind, way: Callable[[str, str, list[str]], Iterable[Tie]]) -> Way:
    """The same from the partner's side."""
    return lambda me, them, extra: (Tie(me, kind, extra[0]), *way(extra[0], them, extra[1:]))


def _sibling(me: str, them: str, extra: list[str]) -> Iterable[Tie]:
    return _siblings(me, them, extra[0], extra[1])


_WAYS: Mapping[Relation, Way] = {
    Relation.SPOUSE: _couple(TieKind.MARRIED_TO),
    Relation.REGISTERED_PARTNER: _couple(TieKind.REGISTERED_PARTNER_OF),
    Relation.FORMER_SPOUSE: _couple(TieKind.MARRIED_TO),
    Relation.ENGAGED: _couple(TieKind.ENGAGED_TO),
    Relation.COHABITANT: _couple(TieKind.COHABITS_WITH),
    Relation.PARENT_OR_CHILD: lambda me, them, _: _born(them, me),
    Relation.SIBLING: _sibling,
    Relation.GRANDPARENT_OR_GRANDCHILD: lambda me, them, extra: _born(them, extra[0], me),
    Relation.FURTHER_DIRECT: lambda me, them, extra: _born(them, extra[0], extra[1], me),
    Relation.UNCLE_OR_NIECE: lambda me, them, extra: (
        *_born(extra[1], me), *_siblings(extra[1], them, extra[0], extra[2])
    ),
    Relation.COUSIN: lambda me, them, extra: (
        *_born(extra[0], extra[1], me), *_born(extra[0], extra[2], them)
    ),
    Relation.FOSTER: lambda me, them, _: (_birth(them, me, _FOSTER),),
    Relation.AFFINE_DIRECT: _with_partner(TieKind.MARRIED_TO, lambda me, them, _: _born(them, me)),
    Relation.AFFINE_SIBLING: _with_partner(TieKind.MARRIED_TO, _sibling),
    Relation.AFFINE_FURTHER: _with_partner(
        TieKind.MARRIED_TO, lambda me, them, extra: _born(them, extra[0], me)
    ),
    Relation.COHABITANTS_FAMILY: _with_partner(TieKind.COHABITS_WITH, lambda me, them, _: _born(them, me)),
    Relation.REPRESENTED: lambda me, them, _: (Tie(me, TieKind.REPRESENTS, them, detail="guardian"),),
    Relation.HOUSEHOLD: _close("same_household"),
    Relation.DEPENDANT: _close("dependant"),
    Relation.BUSINESS_PARTNER: _close("business_partner"),
    Relation.FRIEND: _close("close_friend"),
    Relation.ENEMY: _close("enemy"),
    Relation.NEIGHBOUR: _close("neighbour"),
    Relation.CLOSE: _close("personally_close"),
    Relation.ACQUAINTANCE: _close("acquaintance"),
}  # fmt: skip
