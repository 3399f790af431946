# SPDX-License-Identifier: EUPL-1.2
"""Reads of goals: a member's own people all, the association what was adopted, others what is published."""

from samband.core.follow_up.queries.figures import (
    is_corrected,
    latest_outcomes,
    measured_again,
    outcomes,
    published_figure,
)
from samband.core.follow_up.queries.goals import (
    NoSuchGoal,
    adopted,
    goal,
    goals_of,
    names_of,
    open_goals,
    overview,
    own_members,
    progress_of,
    topic_names,
    with_actions,
)
from samband.core.follow_up.queries.people import (
    Recipient,
    owned_titles,
    owner_name,
    possible_bodies,
    possible_owners,
    recipients,
)
from samband.core.follow_up.queries.practice import PracticeRecord, practice, practice_of
from samband.core.follow_up.queries.records import (
    ActionRecord,
    GoalRecord,
    ProgressRecord,
    action_record,
    goal_record,
)
from samband.core.follow_up.queries.waiting import due_on, waiting

__all__ = [
    "ActionRecord",
    "GoalRecord",
    "NoSuchGoal",
    "PracticeRecord",
    "ProgressRecord",
    "Recipient",
    "action_record",
    "adopted",
    "due_on",
    "goal",
    "goal_record",
    "goals_of",
    "is_corrected",
    "latest_outcomes",
    "measured_again",
    "names_of",
    "open_goals",
    "outcomes",
    "overview",
    "own_members",
    "owned_titles",
    "owner_name",
    "possible_bodies",
    "possible_owners",
    "practice",
    "practice_of",
    "progress_of",
    "published_figure",
    "recipients",
    "topic_names",
    "waiting",
    "with_actions",
]
