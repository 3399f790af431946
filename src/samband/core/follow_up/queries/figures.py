# SPDX-License-Identifier: EUPL-1.2
"""Published figures, asked of the tools by the hooks of their cards: to begin from, and what came later."""

from collections.abc import Iterable, Mapping
from typing import cast

from django.utils.module_loading import import_string

from samband.core.follow_up.analysis import Outcome, outcome
from samband.core.follow_up.queries.records import GoalRecord
from samband.core.follow_up.rules import Figure, Measured
from samband.core.web.queries import cards


def published_figure(*, reference: str) -> Figure | None:
    """The published figure that a tool calls so, pinned to its release; None when there is none to show.

    reference: begins with the tool's slug, ``surveys:democracy-2025:1151:inhabitants:trust``. Unguarded: it
    is published.
    """
    tool = reference.partition(":")[0]
    paths = (card.goal_figure for card in cards() if card.slug == tool and card.goal_figure)
    return next((cast("Figure | None", import_string(path)(reference=reference)) for path in paths), None)


def is_corrected(*, figure: Figure) -> bool:
    """Whether the tool has published a later version of the very figure since; the goal keeps its own."""
    latest = published_figure(reference=figure.reference)
    return latest is not None and latest.version > figure.version


def measured_again(*, figure: Figure) -> tuple[Measured, ...]:
    """What the same tool has published of the same thing since, oldest first."""
    paths = (card.measured_again for card in cards() if card.slug == figure.tool and card.measured_again)
    return next((cast("tuple[Measured, ...]", import_string(path)(figure=figure)) for path in paths), ())


def outcomes(*, goal: GoalRecord) -> tuple[Outcome, ...]:
    """Each later measurement held against the goal's figure, oldest first; none for a goal without one."""
    pinned = goal.figure
    if pinned is None:
        return ()
    later = measured_again(figure=pinned)
    return tuple(outcome(pinned=pinned, later=one, target=goal.target) for one in later)


def latest_outcomes(*, goals: Iterable[GoalRecord]) -> Mapping[int, Outcome]:
    """Goal -> its latest measurement; goals not measured again are left out."""
    found = ((goal.id, outcomes(goal=goal)) for goal in goals)
    return {number: all_of_it[-1] for number, all_of_it in found if all_of_it}
