# SPDX-License-Identifier: EUPL-1.2
"""Earlier cases that are like one: by what they share, in plain words, and without any score."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Case = TypeVar("Case")


class Shared(StrEnum):
    """What two cases have in common, the weightiest first."""

    RULE = "rule"
    MATTER = "matter"
    TIE = "tie"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Likeness:
    """rules: ids; ties: codes of kinds; matter, outcome: codes of ``engines.conflicts``."""

    rules: frozenset[str]
    ties: frozenset[str]
    matter: str
    outcome: str


def shared(*, one: Likeness, other: Likeness) -> tuple[Shared, ...]:
    """In the order of Shared."""
    holds = {
        Shared.RULE: bool(one.rules & other.rules),
        Shared.MATTER: one.matter == other.matter,
        Shared.TIE: bool(one.ties & other.ties),
        Shared.OUTCOME: one.outcome == other.outcome,
    }
    return tuple(what for what in Shared if holds[what])


def most_similar(
    *, to: Likeness, cases: Iterable[tuple[Likeness, Case]], most: int
) -> tuple[tuple[tuple[Shared, ...], Case], ...]:
    """Cases under the same rule; those of the same matter before those of the same tie, then outcome.

    Of equals the one that came first. Not for deciding: it shows what was said before.
    """
    alike = [(shared(one=to, other=other), case) for other, case in cases]
    under = [one for one in alike if Shared.RULE in one[0]]
    under.sort(key=lambda one: tuple(what not in one[0] for what in Shared))
    return tuple(under[:most])
