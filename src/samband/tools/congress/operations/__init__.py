# SPDX-License-Identifier: EUPL-1.2
"""Writes of congresses, ballots and elections: each asks who may, and leaves one audit event."""

from samband.tools.congress.operations.ballots import (
    NoRoll,
    call_ballot,
    change_ballot,
    create_ballot,
    declare_ballot,
    publish_ballot,
    withdraw_ballot,
)
from samband.tools.congress.operations.congresses import (
    NameTaken,
    add_delegates,
    adopt_allocation,
    check_delegate,
    create_congress,
    remove_delegate,
)
from samband.tools.congress.operations.elections import (
    AlreadyDeclared,
    DoesNotStand,
    change_election,
    create_election,
    declare_election,
    publish_election,
)
from samband.tools.congress.operations.voting import (
    AlreadyVoted,
    NotOnTheRoll,
    UnknownChoice,
    UnknownCode,
    cast_secret_vote,
    cast_vote,
    code_digest,
    make_codes,
)

__all__ = [
    "AlreadyDeclared",
    "AlreadyVoted",
    "DoesNotStand",
    "NameTaken",
    "NoRoll",
    "NotOnTheRoll",
    "UnknownChoice",
    "UnknownCode",
    "add_delegates",
    "adopt_allocation",
    "call_ballot",
    "cast_secret_vote",
    "cast_vote",
    "change_ballot",
    "change_election",
    "check_delegate",
    "code_digest",
    "create_ballot",
    "create_congress",
    "create_election",
    "declare_ballot",
    "declare_election",
    "make_codes",
    "publish_ballot",
    "publish_election",
    "remove_delegate",
    "withdraw_ballot",
]
