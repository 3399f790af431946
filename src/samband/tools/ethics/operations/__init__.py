# SPDX-License-Identifier: EUPL-1.2
"""Every write to the register of interests: one transaction, one event in the log."""

from samband.tools.ethics.operations.administration import ask_to_declare, name_employee
from samband.tools.ethics.operations.advice import ask_advice, give_advice, keep_advice, take_advice
from samband.tools.ethics.operations.attendance import record_presence
from samband.tools.ethics.operations.cases import (
    NewCase,
    change_case,
    check_case,
    close_case,
    enter_case,
    erase_case,
    note_statement,
    party_of,
    read_bidders_file,
    record_outcome,
    reopen_case,
)
from samband.tools.ethics.operations.delegations import (
    correct_delegation,
    end_delegation,
    record_delegation,
    withdraw_delegation,
)
from samband.tools.ethics.operations.interests import (
    confirm_interests,
    correct_interest,
    declare_interest,
    end_interest,
    withdraw_interest,
)
from samband.tools.ethics.operations.kin import erase_kin, forget_kin, remember_kin
from samband.tools.ethics.operations.meetings import (
    change_items,
    enter_meeting,
    erase_meeting,
    read_agenda_file,
    read_agenda_text,
    record_decision,
    screen_meeting,
)
from samband.tools.ethics.operations.nightly import look_again, pass_over
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.operations.retention import erase_what_is_over
from samband.tools.ethics.operations.roles import (
    RolesLoaded,
    RoleSource,
    RolesPreview,
    confirm_roles,
    preview_roles,
    require_import,
)
from samband.tools.ethics.operations.telling import tell_concerned

__all__ = [
    "NewCase",
    "Refused",
    "RoleSource",
    "RolesLoaded",
    "RolesPreview",
    "ask_advice",
    "ask_to_declare",
    "change_case",
    "change_items",
    "check_case",
    "close_case",
    "confirm_interests",
    "confirm_roles",
    "correct_delegation",
    "correct_interest",
    "declare_interest",
    "end_delegation",
    "end_interest",
    "enter_case",
    "enter_meeting",
    "erase_case",
    "erase_kin",
    "erase_meeting",
    "erase_what_is_over",
    "forget_kin",
    "give_advice",
    "keep_advice",
    "look_again",
    "name_employee",
    "note_statement",
    "party_of",
    "pass_over",
    "preview_roles",
    "read_agenda_file",
    "read_agenda_text",
    "read_bidders_file",
    "record_decision",
    "record_delegation",
    "record_outcome",
    "record_presence",
    "remember_kin",
    "reopen_case",
    "require_import",
    "screen_meeting",
    "take_advice",
    "tell_concerned",
    "withdraw_delegation",
    "withdraw_interest",
]
