# SPDX-License-Identifier: EUPL-1.2
"""What a body may decide: about whom, and on which grounds of the law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from samband.engines.conflicts import Law, Outcome, Role, Rule, Stage, in_language
from samband.tools.ethics.analysis.preparing import seated_in
from samband.tools.ethics.models import Screening
from samband.tools.ethics.queries.evidence import law_named, law_of

NAMED = (Outcome.MANDATORY, Outcome.ASSESS, Outcome.EXEMPT)
SEATED = frozenset({Role.ELECTED, Role.DEPUTY_ELECTED})


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule that may be named as the ground. title: in the language of the reader."""

    rule: str
    citation: str
    title: str


def law_of_screening(*, screening: Screening, on: date) -> Law:
    """The law it was screened under; that of the day when the former cannot be read any more."""
    return law_named(screening=screening) or law_of(on=on)


def grounds_of(*, law: Law, on: date, language: str) -> tuple[Ground, ...]:
    """Rules about those who sit in a body and decide, in the order of the law."""
    return tuple(
        Ground(rule.id, rule.citation, in_language(words=rule.title, language=language))
        for rule in _rules(law, on)
    )


def seats_named(*, screening: Screening, names: Mapping[str, str]) -> Mapping[int, str]:
    """Number -> name of everybody with a seat in the body, by name; not of those who were erased."""
    found = {person: names.get(f"p{person}", "") for person in seated_in(agenda=screening.agenda)}
    return dict(sorted(((person, name) for person, name in found.items() if name), key=_by_name))


def _by_name(seat: tuple[int, str]) -> tuple[str, int]:
    return seat[1].casefold(), seat[0]


def _rules(law: Law, on: date) -> Iterator[Rule]:
    for rule in law.rules.values():
        is_for_seats = not rule.actors or SEATED & set(rule.actors)
        is_for_deciding = not rule.stages or Stage.DECIDE in rule.stages
        holds = (rule.valid_from or on) <= on and (rule.valid_to is None or on < rule.valid_to)
        if rule.outcome in NAMED and is_for_seats and is_for_deciding and holds:
            yield rule
