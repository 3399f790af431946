# SPDX-License-Identifier: EUPL-1.2
"""Ballots, elections and delegates as they stand in lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from samband.tools.congress.pages.ballots import result_sentence
from samband.tools.congress.pages.words import gender_words, moment, part_words, phase_words
from samband.tools.congress.queries import BallotRecord, DelegateRecord, ElectionRecord
from samband.tools.congress.rules import Phase


@dataclass(frozen=True, slots=True)
class Line:
    """One ballot or election. state: in words, with the result when it is declared. colour: of its tag."""

    title: str
    url: str
    state: str
    facts: str
    colour: str
    is_public: bool
    is_synthetic: bool


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    label: str
    details: str
    is_substitute: bool
    is_present: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit: how many it sends, how many are listed, and whom."""

    name: str
    seats: int
    listed: int
    persons: tuple[Person, ...]

    @property
    def is_over(self) -> bool:
        return self.listed > self.seats


def ballot_lines(ballots: Sequence[BallotRecord]) -> list[Line]:
    return [
        Line(
            title=one.title,
            url=reverse("congress:ballot", args=[one.slug]),
            state=phase_words(one.phase),
            facts=_ballot_facts(one),
            colour="accent" if one.phase is Phase.OPEN else "neutral",
            is_public=one.published_at is not None,
            is_synthetic=one.is_synthetic,
        )
        for one in ballots
    ]


def election_lines(elections: Sequence[ElectionRecord]) -> list[Line]:
    return [
        Line(
            title=one.title,
            url=reverse("congress:election", args=[one.slug]),
            state=gettext("declared") if one.declared_at else gettext("being prepared"),
            facts=gettext("Election of a committee"),
            colour="neutral",
            is_public=one.published_at is not None,
            is_synthetic=one.is_synthetic,
        )
        for one in elections
    ]


def delegate_lines(
    *, seats: Mapping[str, tuple[str, int]], delegates: Sequence[DelegateRecord]
) -> list[UnitLine]:
    """Every unit that sends somebody, in the order of the allocation."""
    units = {**seats, **{one.unit: (one.unit, 0) for one in delegates if one.unit not in seats}}
    return [
        UnitLine(
            name=part_words(name),
            seats=count,
            listed=sum(one.unit == code and not one.is_substitute for one in delegates),
            persons=tuple(_person(one) for one in delegates if one.unit == code),
        )
        for code, (name, count) in units.items()
    ]


def _person(one: DelegateRecord) -> Person:
    details = [gettext("substitute")] if one.is_substitute else []
    details += [one.party] if one.party else []
    details += [gender_words(one.gender)] if one.gender else []
    details += [one.email] if one.email else []
    return Person(one.id, one.label, ", ".join(details), one.is_substitute, one.is_present)


def _ballot_facts(one: BallotRecord) -> str:
    if one.phase is Phase.DECLARED:
        return result_sentence(one)
    times = {"opens": moment(one.opens_at), "closes": moment(one.closes_at)}
    return gettext("%(opens)s to %(closes)s") % times
