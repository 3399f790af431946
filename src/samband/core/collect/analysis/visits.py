# SPDX-License-Identifier: EUPL-1.2
"""Somebody on the way through a questionnaire: where a page that was sent in leads.

The same for a respondent, an interviewer and whoever keys in sheets; nothing here knows where the visit is
kept between two pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from samband.engines.instrument import (
    Flow,
    Step,
    StepOutcome,
    Value,
    check_step,
    next_step,
    previous_step,
    step_of,
    steps,
)

Raw = Mapping[str, Sequence[str]]


class Move(StrEnum):
    """Where somebody wants to go from a page."""

    FORWARD = "forward"
    BACK = "back"
    STAY = "stay"
    """Keep what was typed and show the page again: another language, or a pause."""


@dataclass(frozen=True, slots=True)
class Visit:
    """answers: all so far. seed: of the order of questions. asked_again: pages whose wanted answers were
    asked for once more. typed: page -> what was sent and could not be taken. seen: pages that were answered.
    has_reviewed: has been at the end; from then on a change leads back there.
    """

    group: str
    language: str
    seed: int
    answers: Mapping[str, Value] = field(default_factory=dict)
    asked_again: frozenset[str] = frozenset()
    typed: Mapping[str, Raw] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    has_reviewed: bool = False

    def as_json(self) -> dict[str, Any]:
        """For a draft; ``visit_of`` reads it."""
        return {
            "group": self.group,
            "language": self.language,
            "seed": self.seed,
            "answers": dict(self.answers),
            "asked_again": sorted(self.asked_again),
            "typed": {
                page: {key: list(sent) for key, sent in raw.items()} for page, raw in self.typed.items()
            },
            "seen": sorted(self.seen),
            "has_reviewed": self.has_reviewed,
        }


def visit_of(*, kept: Mapping[str, Any]) -> Visit:
    """From what ``as_json`` gave."""
    answers = {
        key: tuple(value) if isinstance(value, list) else value for key, value in kept["answers"].items()
    }
    return Visit(
        group=kept["group"],
        language=kept["language"],
        seed=kept["seed"],
        answers=answers,
        asked_again=frozenset(kept["asked_again"]),
        typed=kept["typed"],
        seen=frozenset(kept["seen"]),
        has_reviewed=kept["has_reviewed"],
    )


@dataclass(frozen=True, slots=True)
class Turn:
    """What a page that was sent in comes to. step: the page to show now; None: all is told, so the review.

    outcome: what is to be put right or thought over, when ``step`` is the same page again.
    """

    visit: Visit
    step: Step | None
    outcome: StepOutcome


def turned(*, flow: Flow, visit: Visit, step: Step, raw: Raw, move: Move, today: date) -> Turn:
    """Take what a page sent. Going back or staying keeps whatever can be taken and asks for nothing."""
    outcome = check_step(
        step=step,
        raw=raw,
        answers=visit.answers,
        asked_again=step.key in visit.asked_again,
        language=visit.language,
        today=today,
    )
    taken = replace(visit, answers=outcome.answers, typed=_typed(visit, step, raw, outcome))
    if move is Move.FORWARD and not outcome.is_done:
        again = taken.asked_again | {step.key} if outcome.wanted else taken.asked_again
        return _again(flow, replace(taken, asked_again=again), step, outcome, today)
    if move is Move.STAY:
        return _again(flow, taken, step, outcome, today)
    if move is Move.BACK:
        earlier = previous_step(
            flow=flow, group=visit.group, answers=taken.answers, before=step.key, today=today
        )
        return Turn(taken, earlier or step, StepOutcome(outcome.answers))
    done = replace(taken, seen=taken.seen | {step.key})
    return Turn(done, _onward(flow, done, step, today), outcome)


def reviewed(*, visit: Visit) -> Visit:
    """The same, noted to have come to the end."""
    return visit if visit.has_reviewed else replace(visit, has_reviewed=True)


def place_of(*, flow: Flow, visit: Visit, step: Step, today: date) -> int:
    """The number of the page among those that are shown now, from 1: what stands in addresses.

    A number and not the key, which would tell the address line, and all who write it down, what was answered.
    """
    shown = steps(flow=flow, group=visit.group, answers=visit.answers, today=today)
    return next((number for number, one in enumerate(shown, start=1) if one.key == step.key), 1)


def _typed(visit: Visit, step: Step, raw: Raw, outcome: StepOutcome) -> Mapping[str, Raw]:
    others = {page: sent for page, sent in visit.typed.items() if page != step.key}
    return {**others, step.key: raw} if outcome.problems else others


def _again(flow: Flow, visit: Visit, step: Step, outcome: StepOutcome, today: date) -> Turn:
    """The same page as it is now: an answer may have opened another question on it."""
    same = step_of(flow=flow, group=visit.group, answers=visit.answers, key=step.key, today=today)
    return Turn(visit, same or step, outcome)


def _onward(flow: Flow, visit: Visit, step: Step, today: date) -> Step | None:
    """The next page; after the review only pages that were never shown before."""
    after: str | None = step.key
    while found := next_step(flow=flow, group=visit.group, answers=visit.answers, after=after, today=today):
        if not visit.has_reviewed or found.key not in visit.seen:
            return found
        after = found.key
    return None
