# SPDX-License-Identifier: EUPL-1.2
"""Everybody who deals with the items of an agenda, under every rule of a law."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date

from samband.engines.conflicts.agenda import Agenda, Item, Matter, Role, Stage
from samband.engines.conflicts.asking import Actor, Question
from samband.engines.conflicts.collective import collective
from samband.engines.conflicts.facts import Register, Tie, TieKind, facts_at
from samband.engines.conflicts.ground import Ground
from samband.engines.conflicts.judging import findings_of, without_yielding
from samband.engines.conflicts.law import Law, Outcome, TieTest
from samband.engines.conflicts.results import (
    ORDER,
    Assessment,
    Finding,
    Missing,
    MissingKind,
    Place,
    Screened,
    Screening,
    weightiest,
)


def screen(
    *,
    law: Law,
    register: Register,
    agenda: Agenda,
    on: date,
    known_at: date | None = None,
    persons: Collection[str] | None = None,
) -> Screening:
    """Everybody on an agenda against every item, on a day, as known at another (None: all that is recorded).

    Never says that anybody is disqualified: an outcome is a question with its reasons, for those who decide.
    persons: screen these alone (their registers have changed); then nothing is said about the body. Everybody
    is screened as of `on`, the day of the decision; the law is taken as given (see choose_law).
    """
    ground = Ground(facts=facts_at(register=register, on=on, known_at=known_at), law=law)
    superiors = _Superiors(ground, agenda, on)
    items = tuple(_screened(item, agenda, ground, superiors, on, persons) for item in agenda.items)
    return Screening(law, register, agenda, on, known_at, items)


def rescreen(*, earlier: Screening, register: Register, persons: Collection[str]) -> Screening:
    """An earlier screening in which the register has changed for some people: they are screened anew.

    persons: everybody whose ties changed, with their relatives and subordinates among the actors. The body's
    attendance is reckoned anew from all outcomes.
    """
    fresh = screen(
        law=earlier.law,
        register=register,
        agenda=earlier.agenda,
        on=earlier.on,
        known_at=earlier.known_at,
        persons=persons,
    )
    pairs = zip(earlier.items, fresh.items, strict=True)
    items = tuple(_merged(old, new, earlier) for old, new in pairs)
    return replace(fresh, items=items)


def _merged(old: Screened, new: Screened, earlier: Screening) -> Screened:
    changed = {(one.person, one.place): one for one in new.assessments}
    assessments = tuple(changed.get((one.person, one.place), one) for one in old.assessments)
    body = collective(agenda=earlier.agenda, law=earlier.law, assessments=assessments)
    return Screened(old.item, assessments, old.missing, body)


def _screened(
    item: Item,
    agenda: Agenda,
    ground: Ground,
    superiors: "_Superiors",
    on: date,
    persons: Collection[str] | None,
) -> Screened:
    actors = tuple(_actors(item, agenda))
    missing = tuple(_gaps(item, ground.law))
    assessments = tuple(
        _assessed(Question(ground, agenda, item, actor, actors, superiors, ""), missing, on)
        for actor in actors
        if persons is None or actor.person in persons
    )
    body = None
    if persons is None and agenda.body.members:
        body = collective(agenda=agenda, law=ground.law, assessments=assessments)
    return Screened(item, assessments, missing, body)


def _actors(item: Item, agenda: Agenda) -> Iterator[Actor]:
    for seat in agenda.body.members:
        yield Actor(seat.person, seat.role, item.stage, Place.MEMBER)
    for seat in agenda.body.deputies:
        yield Actor(seat.person, seat.role, item.stage, Place.DEPUTY)
    for handler in item.handlers:
        yield Actor(handler.person, handler.role, handler.stage, Place.HANDLER)


def _gaps(item: Item, law: Law) -> Iterator[Missing]:
    """What the item lacks, so that nobody can be told to be clear of it."""
    yield from (Missing(MissingKind.PARTY, name) for name in item.unrecognised)
    asks_appealed = any(when.in_appealed for rule in law.rules.values() for when in rule.when)
    if asks_appealed and item.matter is Matter.APPEAL and not item.appeal_of:
        yield Missing(MissingKind.APPEALED, item.id)


def _assessed(question: Question, gaps: tuple[Missing, ...], on: date) -> Assessment:
    actor, law = question.actor, question.ground.law
    found = without_yielding(_findings(question, on))
    findings = tuple(sorted(found, key=lambda one: (ORDER.index(one.outcome), _prior(one))))
    outcome = weightiest(finding.outcome for finding in findings)
    missing = tuple(_missing_of(actor.person, question.ground.register))
    if outcome is Outcome.NONE and (missing or gaps):
        outcome = Outcome.UNKNOWN
    decided_by = law.procedure.decided_by(actor.role)
    return Assessment(
        actor.person, actor.role, actor.stage, actor.place, outcome, findings, missing, decided_by
    )


def _prior(finding: Finding) -> int:
    return ("high", "medium", "low", "").index(finding.rule.prior)


def _missing_of(person: str, register: Register) -> Iterator[Missing]:
    known = register.people.get(person)
    if known and known.declared == "no":
        yield Missing(MissingKind.DECLARATION, person)


def _findings(question: Question, on: date, *, left_out: Collection[TieTest] = ()) -> Iterator[Finding]:
    for rule in question.ground.law.rules.values():
        if rule.outcome is not Outcome.EXEMPT and not any(when.tie in left_out for when in rule.when):
            yield from findings_of(rule=rule, question=question, on=on)


class _Superiors:
    """What is found about somebody's direct superiors, also when they have stepped out already."""

    def __init__(self, ground: Ground, agenda: Agenda, on: date) -> None:
        self._ground, self._agenda, self._on = ground, agenda, on
        self._above: dict[str, list[Tie]] = {}
        for tie in ground.facts.current:
            if tie.kind is TieKind.SUPERIOR_OF:
                self._above.setdefault(tie.to, []).append(tie)

    def __call__(self, actor: Actor, item: Item) -> Iterable[tuple[Tie, Finding]]:
        for tie in self._above.get(actor.person, ()):
            for finding in self._mandatory(tie.who, item):
                yield tie, finding

    def _mandatory(self, person: str, item: Item) -> Iterator[Finding]:
        """As a director who decides, unless the agenda says otherwise; her own superiors are not asked."""
        roles = [handler.role for handler in item.handlers if handler.person == person]
        actor = Actor(person, roles[0] if roles else Role.DIRECTOR, Stage.DECIDE, Place.HANDLER)
        actors = tuple(_actors(item, self._agenda))
        question = Question(self._ground, self._agenda, item, actor, actors, self, "")
        found = _findings(question, self._on, left_out=(TieTest.SUPERIOR_DISQUALIFIED,))
        return (finding for finding in found if finding.outcome is Outcome.MANDATORY)
