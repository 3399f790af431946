# SPDX-License-Identifier: EUPL-1.2
"""Reads of congresses, ballots and elections. Each asks who may know."""

from samband.tools.congress.queries.ballots import (
    BallotRecord,
    NoSuchBallot,
    RollLine,
    Turnout,
    ballot,
    ballot_of_code,
    ballots,
    has_codes,
    own_codes,
    roll_of,
    turnout,
)
from samband.tools.congress.queries.congresses import (
    CongressRecord,
    DelegateRecord,
    NoSuchCongress,
    congress,
    congresses,
    delegates,
)
from samband.tools.congress.queries.elections import ElectionRecord, NoSuchElection, election, elections
from samband.tools.congress.queries.lists import open_results, to_vote, waiting
from samband.tools.congress.queries.units import NoUnits, became, units_on, voters_on

__all__ = [
    "BallotRecord",
    "CongressRecord",
    "DelegateRecord",
    "ElectionRecord",
    "NoSuchBallot",
    "NoSuchCongress",
    "NoSuchElection",
    "NoUnits",
    "RollLine",
    "Turnout",
    "ballot",
    "ballot_of_code",
    "ballots",
    "became",
    "congress",
    "congresses",
    "delegates",
    "election",
    "elections",
    "has_codes",
    "open_results",
    "own_codes",
    "roll_of",
    "to_vote",
    "turnout",
    "units_on",
    "voters_on",
    "waiting",
]
