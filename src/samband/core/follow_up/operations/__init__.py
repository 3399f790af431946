# SPDX-License-Identifier: EUPL-1.2
"""Set goals, let a body adopt them, tell how it goes, share what works, and be reminded."""

from samband.core.follow_up.operations.actions import (
    add_action,
    copy_action,
    feature_action,
    mark_action,
    remove_action,
    share_action,
)
from samband.core.follow_up.operations.following import follow_renumbering
from samband.core.follow_up.operations.goals import Plan, change_goal, set_goal
from samband.core.follow_up.operations.reminding import make_round, run_reminders
from samband.core.follow_up.operations.steps import (
    Adoption,
    adopt_goal,
    move_goal,
    publish_goal,
    tell_progress,
    withdraw_goal,
)
from samband.core.follow_up.operations.words import actor_of, word_for

__all__ = [
    "Adoption",
    "Plan",
    "actor_of",
    "add_action",
    "adopt_goal",
    "change_goal",
    "copy_action",
    "feature_action",
    "follow_renumbering",
    "make_round",
    "mark_action",
    "move_goal",
    "publish_goal",
    "remove_action",
    "run_reminders",
    "set_goal",
    "share_action",
    "tell_progress",
    "withdraw_goal",
    "word_for",
]
