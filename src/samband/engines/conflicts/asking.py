# SPDX-License-Identifier: EUPL-1.2
"""The closed set of tests: does somebody, or somebody around them, have a tie to what an item is about?"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from samband.engines.conflicts.agenda import Agenda, Item, Participant, Role, Stage
from samband.engines.conflicts.facts import Identity, OrganisationKind, Tie, TieKind
from samband.engines.conflicts.ground import Ground
from samband.engines.conflicts.kinship import Path, weakest
from samband.engines.conflicts.law import AFFECTED, PARTY, Former, TieTest, When
from samband.engines.conflicts.results import Finding, Missing, MissingKind, Place


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who deals with an item."""

    person: str
    role: Role
    stage: Stage
    place: Place


@dataclass(frozen=True, slots=True)
class Hit:
    """A test that holds, or would if what is missing were known."""

    path: Path
    participant: str = ""
    identity: Identity = Identity.IDENTIFIER
    missing: tuple[Missing, ...] = ()


Superiors = Callable[[Actor, Item], Iterable[tuple[Tie, Finding]]]


@dataclass(frozen=True, slots=True)
class Question:
    """A test in its setting. participants: those it is asked about, as named in the test or a single one.

    superiors: gives the mandatory findings about an actor's direct superiors. actors: all of the item.
    """

    ground: Ground
    agenda: Agenda
    item: Item
    actor: Actor
    actors: tuple[Actor, ...]
    superiors: Superiors
    rule: str
    participant: str = ""

    def participants(self, when: When) -> Iterator[Participant]:
        named = (self.item.parties if PARTY in when.of else ()) + (
            self.item.affected if AFFECTED in when.of else ()
        )
        if self.participant:
            everybody = (*self.item.parties, *self.item.affected)
            named = tuple(one for one in everybody if one.ref == self.participant)
        own = self.agenda.body.authority if when.not_own_authority else ""
        return (one for one in named if one.ref != own or not own)

    def people(self, when: When) -> Mapping[str, Path]:
        return self.ground.people(who=when.who, actor=self.actor.person)


def hits(*, when: When, question: Question) -> Iterator[Hit]:
    """Everything that makes the test hold."""
    return _TESTS[when.tie](when, question)


def _is_party(when: When, question: Question) -> Iterator[Hit]:
    """The owner of a sole proprietorship is the party when it is."""
    people = question.people(when)
    for one in question.participants(when):
        if one.ref in people:
            yield _hit(people[one.ref], one)
        organisation = question.ground.register.organisations.get(one.ref)
        if organisation and organisation.kind == OrganisationKind.SOLE_PROPRIETORSHIP:
            for path, tie in question.ground.ties_to(kind=TieKind.OWNS, target=one.ref, people=people):
                yield _hit((*path, tie), one)


def _tied(kind: TieKind) -> Callable[[When, Question], Iterator[Hit]]:
    """A test for a tie of a kind to a participant, of the wanted details and kinds of organisation."""

    def test(when: When, question: Question) -> Iterator[Hit]:
        people = question.people(when)
        for one in question.participants(when):
            fits, missing = _fits(when, one, question)
            if not fits:
                continue
            for path, tie in question.ground.ties_to(
                kind=kind, target=one.ref, people=people, former=when.former
            ):
                if (not when.details or tie.detail in when.details) and _served(when, tie, question):
                    yield _hit((*path, tie), one, *missing)

    return test


def _fits(when: When, one: Participant, question: Question) -> tuple[bool, tuple[Missing, ...]]:
    """Whether the participant is of the kind asked for; a kind that nobody knows is told as missing."""
    if not (when.kinds or when.not_kinds):
        return True, ()
    organisation = question.ground.register.organisations.get(one.ref)
    if organisation is None:
        return not when.kinds, ()
    if not organisation.kind:
        return True, (Missing(MissingKind.KIND, one.ref),)
    kinds, not_kinds = tuple(when.kinds), tuple(when.not_kinds)
    return (not kinds or organisation.kind in kinds) and organisation.kind not in not_kinds, ()


def _served(when: When, post: Tie, question: Question) -> bool:
    """Whether the holder of a post has dealt with the case there; asked of deputies."""
    if not when.served:
        return True
    ground, case = question.ground, question.item.case
    done = ground.ties_to(kind=TieKind.TOOK_PART, target=case, people={post.who: ()}, former=Former.ALSO)
    return any(tie.on_behalf_of == post.to for _, tie in done)


def _owns_party(when: When, question: Question) -> Iterator[Hit]:
    people = question.people(when)
    for one in question.participants(when):
        fits, missing = _fits(when, one, question)
        for person, path in people.items() if fits else ():
            way = question.ground.way_down(owner=person, to=one.ref)
            if not way or (when.is_direct and len(way) > 1):
                continue
            unknown = _share_missing(when, question.ground, person, one.ref, way)
            if unknown is not None:
                yield _hit((*path, *way), one, *missing, *unknown)


def _share_missing(
    when: When, ground: Ground, person: str, ref: str, way: Path
) -> tuple[Missing, ...] | None:
    """None: the share is outside the bounds. Otherwise what would have to be known to be sure."""
    if when.at_least is None and when.below is None:
        return ()
    share = ground.ownership.share_of(owner=person, organisation=ref)
    is_known = not (any(tie.share is None for tie in way) or ground.ownership.is_cut(organisation=ref))
    if when.below is not None and share >= Fraction(when.below):
        return None
    if when.at_least is not None and share < Fraction(when.at_least):
        return None if is_known else (Missing(MissingKind.SHARE, ref),)
    return () if is_known or when.below is None else (Missing(MissingKind.SHARE, ref),)


def _represents_party(when: When, question: Question) -> Iterator[Hit]:
    """Now, or at any time since the case began."""
    people, begun = question.people(when), question.item.begun
    for one in question.participants(when):
        ties = question.ground.ties_to(
            kind=TieKind.REPRESENTS, target=one.ref, people=people, former=Former.ALSO
        )
        for path, tie in ties:
            if when.details and tie.detail not in when.details:
                continue
            has_ended = tie.valid_to is not None and tie.valid_to <= question.ground.facts.on
            if not has_ended or (begun and tie.valid_to and begun < tie.valid_to):
                yield _hit((*path, tie), one)
            elif begun is None:
                yield _hit((*path, tie), one, Missing(MissingKind.BEGUN, question.item.id))


def _took_part(when: When, question: Question) -> Iterator[Hit]:
    """Earlier work in the case, or in the one that is appealed, for the own authority."""
    item, people = question.item, question.people(when)
    case = item.appeal_of if when.in_appealed else item.case
    own = {"", question.agenda.body.authority}
    ties = question.ground.ties_to(kind=TieKind.TOOK_PART, target=case, people=people, former=Former.ALSO)
    for path, tie in ties if case else ():
        fits_stage = not when.stages or not tie.stage or tie.stage in tuple(when.stages)
        if fits_stage and tie.on_behalf_of in own and (not when.details or tie.detail in when.details):
            yield Hit((*path, tie), identity=weakest((tie,)))


def _sits_in_same_body(when: When, question: Question) -> Iterator[Hit]:
    people = question.people(when)
    for other in question.actors:
        if other.person != question.actor.person and other.person in people:
            path = people[other.person]
            yield Hit(path, identity=weakest(path))


def _superior_disqualified(when: When, question: Question) -> Iterator[Hit]:
    for tie, finding in question.superiors(question.actor, question.item):
        if not when.under or finding.rule.id in when.under:
            path = (tie, *finding.path)
            yield Hit(path, finding.participant, weakest(path), finding.missing)


def _employed_by_public_owner(when: When, question: Question) -> Iterator[Hit]:
    """The participant is public along all paths, and the actor serves a fully public company that owns it."""
    ownership = question.ground.ownership
    for one in question.participants(when):
        for post in question.ground.own_posts.get(question.actor.person, ()):
            way = question.ground.way_down(owner=post.to, to=one.ref)
            if not way or (when.is_direct and len(way) > 1) or ownership.is_public_body(post.to):
                continue
            if when.details and post.detail not in when.details:
                continue
            if all(ownership.is_fully_public(organisation=owned) for owned in (one.ref, post.to)):
                yield _hit((post, *way), one)
            elif ownership.has_unknown_share(organisation=one.ref):
                yield _hit((post, *way), one, Missing(MissingKind.SHARE, one.ref))


def _always(_when: When, _question: Question) -> Iterator[Hit]:
    yield Hit(())


def _urgent(_when: When, question: Question) -> Iterator[Hit]:
    if question.item.is_urgent:
        yield Hit(())


def _claimed(_when: When, question: Question) -> Iterator[Hit]:
    for claim in question.item.claims:
        if claim.person == question.actor.person and claim.rule == question.rule:
            yield Hit(())


_TESTS: Mapping[TieTest, Callable[[When, Question], Iterator[Hit]]] = {
    TieTest.IS_PARTY: _is_party,
    TieTest.POST_IN_PARTY: _tied(TieKind.POST),
    TieTest.OWNS_PARTY: _owns_party,
    TieTest.INCOME_FROM_PARTY: _tied(TieKind.INCOME_FROM),
    TieTest.PAID_BY_PARTY: _tied(TieKind.PAID_BY),
    TieTest.DEBTOR_OF_PARTY: _tied(TieKind.DEBTOR_OF),
    TieTest.MEMBER_OF_PARTY: _tied(TieKind.MEMBER_OF),
    TieTest.REPRESENTS_PARTY: _represents_party,
    TieTest.TOOK_PART: _took_part,
    TieTest.SITS_IN_SAME_BODY: _sits_in_same_body,
    TieTest.SUPERIOR_DISQUALIFIED: _superior_disqualified,
    TieTest.EMPLOYED_BY_PUBLIC_OWNER: _employed_by_public_owner,
    TieTest.ALWAYS: _always,
    TieTest.URGENT: _urgent,
    TieTest.CLAIMED: _claimed,
}


def _hit(path: Path, one: Participant, *missing: Missing) -> Hit:
    identity = weakest(path)
    if Identity.POSSIBLE in (identity, one.identity):
        identity = Identity.POSSIBLE
    elif Identity.STRONG in (identity, one.identity):
        identity = Identity.STRONG
    return Hit(path, one.ref, identity, missing)
