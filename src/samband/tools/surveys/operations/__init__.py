# SPDX-License-Identifier: EUPL-1.2
"""Writes of waves. Each asks who may, is one transaction, and leaves one audit event."""

from samband.tools.surveys.operations.answers import (
    WaveIsNotOpen,
    confirm_answers,
    preview_answers,
    recheck_answers,
)
from samband.tools.surveys.operations.estimating import SeatsMissing, estimate_wave, review_wave
from samband.tools.surveys.operations.handing_out import hand_out_answers
from samband.tools.surveys.operations.instruments import (
    InstrumentExists,
    add_instrument,
    discard_received,
    receive_instrument,
)
from samband.tools.surveys.operations.participating import (
    BadParticipants,
    NewParticipant,
    add_participants,
    read_participants,
)
from samband.tools.surveys.operations.publishing import NotTakingPart, mark_presented, publish_wave
from samband.tools.surveys.operations.reports import make_reports, queue_reports
from samband.tools.surveys.operations.running import (
    RESERVED,
    NoParticipants,
    NoResponses,
    UnfitInstrument,
    WaveSlugTaken,
    close_wave,
    create_wave,
    open_wave,
    reopen_wave,
)
from samband.tools.surveys.operations.weighting import choose_weighting

__all__ = [
    "RESERVED",
    "BadParticipants",
    "InstrumentExists",
    "NewParticipant",
    "NoParticipants",
    "NoResponses",
    "NotTakingPart",
    "SeatsMissing",
    "UnfitInstrument",
    "WaveIsNotOpen",
    "WaveSlugTaken",
    "add_instrument",
    "add_participants",
    "choose_weighting",
    "close_wave",
    "confirm_answers",
    "create_wave",
    "discard_received",
    "estimate_wave",
    "hand_out_answers",
    "make_reports",
    "mark_presented",
    "open_wave",
    "preview_answers",
    "publish_wave",
    "queue_reports",
    "read_participants",
    "receive_instrument",
    "recheck_answers",
    "reopen_wave",
    "review_wave",
]
