# SPDX-License-Identifier: EUPL-1.2
"""Every write to the register of interests: one transaction, one event in the log."""

from samband.tools.ethics.operations.interests import (
    confirm_interests,
    correct_interest,
    declare_interest,
    end_interest,
    withdraw_interest,
)
from samband.tools.ethics.operations.meetings import (
    change_items,
    enter_meeting,
    erase_meeting,
    read_agenda_file,
    read_agenda_text,
    record_decision,
    screen_meeting,
)
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.operations.retention import erase_what_is_over
from samband.tools.ethics.operations.roles import (
    RoleSource,
    RolesPreview,
    confirm_roles,
    preview_roles,
    require_import,
)
from samband.tools.ethics.operations.telling import tell_concerned

__all__ = [
    "Refused",
    "RoleSource",
    "RolesPreview",
    "change_items",
    "confirm_interests",
    "confirm_roles",
    "correct_interest",
    "declare_interest",
    "end_interest",
    "enter_meeting",
    "erase_meeting",
    "erase_what_is_over",
    "preview_roles",
    "read_agenda_file",
    "read_agenda_text",
    "record_decision",
    "require_import",
    "screen_meeting",
    "tell_concerned",
    "withdraw_interest",
]
