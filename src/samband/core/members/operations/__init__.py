# SPDX-License-Identifier: EUPL-1.2
from samband.core.members.operations.following import decide_scope, follow_register
from samband.core.members.operations.importing import (
    ImportPreview,
    ImportRefused,
    NoRegister,
    confirm_import,
    preview_import,
)
from samband.core.members.operations.kept_files import ImportGone, SentFile, UnreadableTable
from samband.core.members.operations.memberships import (
    add_organisation,
    correct_membership,
    end_membership,
    found_memberships,
    give_notice,
    join,
    strike_membership,
)
from samband.core.members.operations.refusals import (
    AlreadyMember,
    EndsBeforeItBegins,
    NoMembership,
    NothingToDecide,
    TooEarly,
    UnderNotice,
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
    "strike_membership",
]
