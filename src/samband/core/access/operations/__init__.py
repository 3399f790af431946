# SPDX-License-Identifier: EUPL-1.2
"""People, their roles, and how they come in. The association makes the accounts; members delegate their
own.
"""

from samband.core.access.operations.invitations import invite, send_invitation
from samband.core.access.operations.people import (
    EmailTaken,
    UnknownLanguage,
    close_account,
    create_person,
    note_reading,
    reopen_account,
)
from samband.core.access.operations.roles import grant_role, revoke_role
from samband.core.access.operations.sign_in import (
    end_sessions,
    note_log_downloaded,
    record_lock_out,
    record_sign_in,
    record_sign_in_change,
    touch_session,
)

__all__ = [
    "EmailTaken",
    "UnknownLanguage",
    "close_account",
    "create_person",
    "end_sessions",
    "grant_role",
    "invite",
    "note_log_downloaded",
    "note_reading",
    "record_lock_out",
    "record_sign_in",
    "record_sign_in_change",
    "reopen_account",
    "revoke_role",
    "send_invitation",
    "touch_session",
]
