# SPDX-License-Identifier: EUPL-1.2
"""What people fill in. Rules live in the operations; forms check that an entry can be read."""

from samband.tools.congress.forms.ballots import (
    BallotForm,
    CodeForm,
    ReasonForm,
    SecretVoteForm,
    VoteForm,
    as_written,
)
from samband.tools.congress.forms.congresses import ApportionmentForm, CongressForm, DelegatesForm
from samband.tools.congress.forms.elections import ElectionForm

__all__ = [
    "ApportionmentForm",
    "BallotForm",
    "CodeForm",
    "CongressForm",
    "DelegatesForm",
    "ElectionForm",
    "ReasonForm",
    "SecretVoteForm",
    "VoteForm",
    "as_written",
]
