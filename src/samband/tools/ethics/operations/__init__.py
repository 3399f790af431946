# SPDX-License-Identifier: EUPL-1.2
"""Every write to the register of interests: one transaction, one event in the log."""

from samband.tools.ethics.operations.interests import (
    confirm_interests,
    correct_interest,
    declare_interest,
    end_interest,
    withdraw_interest,
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

__all__ = [
    "Refused",
    "RoleSource",
    "RolesPreview",
    "confirm_interests",
    "confirm_roles",
    "correct_interest",
    "declare_interest",
    "end_interest",
    "erase_what_is_over",
    "preview_roles",
    "require_import",
    "withdraw_interest",
]
