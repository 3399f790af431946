# SPDX-License-Identifier: EUPL-1.2
"""Answers of nobody, for the demo association and for tests: drawn with a fixed seed, like published figures.

They look like answers to the local-democracy survey; they say nothing about any real municipality. Never mix
them with real answers, and mark whatever is made of them as synthetic.
"""

from samband.tools.surveys.analysis.synthetic.answers import BLANK, SyntheticAnswers, synthetic_wave
from samband.tools.surveys.analysis.synthetic.calibration import DEMO_SEED
from samband.tools.surveys.analysis.synthetic.files import COLUMNS, answer_rows, write_answers
from samband.tools.surveys.analysis.synthetic.members import (
    MemberFrame,
    choose_members,
    council_seats,
    median_member,
    member_frames,
)

__all__ = [
    "BLANK",
    "COLUMNS",
    "DEMO_SEED",
    "MemberFrame",
    "SyntheticAnswers",
    "answer_rows",
    "choose_members",
    "council_seats",
    "median_member",
    "member_frames",
    "synthetic_wave",
    "write_answers",
]
