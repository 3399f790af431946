# SPDX-License-Identifier: EUPL-1.2
from samband.core.members.operations.importing import (
    ImportPreview,
    ImportRefused,
    NoRegister,
    confirm_import,
    preview_import,
)
from samband.core.members.operations.kept_files import ImportGone, SentFile, UnreadableTable
from samband.core.members.operations.memberships import (
    AlreadyMember,
    EndsBeforeItBegins,
    NoMembership,
    NothingToDecide,
    TooEarly,
    UnderNotice,
    add_organisation,
    correct_membership,
    decide_scope,
    end_membership,
    follow_register,
    found_memberships,
    give_notice,
    join,
)
from samband.core.members.operations.register import LoadedRegister, load_pack

__all__ = [
    "AlreadyMember",
    "EndsBeforeItBegins",
    "ImportGone",
    "ImportPreview",
    "ImportRefused",
    "LoadedRegister",
    "NoMembership",
    "NoRegister",
    "NothingToDecide",
    "SentFile",
    "TooEarly",
    "UnderNotice",
    "UnreadableTable",
    "add_organisation",
    "confirm_import",
    "correct_membership",
    "decide_scope",
    "end_membership",
    "follow_register",
    "found_memberships",
    "give_notice",
    "join",
    "load_pack",
    "preview_import",
]
