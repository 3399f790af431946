# SPDX-License-Identifier: EUPL-1.2
"""Instruments: what is asked, loaded from files and checked; answers checked and scored."""

from samband.engines.instrument.answering import (
    Examined,
    Lack,
    StepOutcome,
    check_step,
    examined,
    filled_in,
    lacking,
    read_answer,
)
from samband.engines.instrument.audit import Finding, accessibility_faults, language_gaps
from samband.engines.instrument.bundle import Bundle, pack_bundle, unpack_bundle
from samband.engines.instrument.changes import (
    Change,
    ChangeKind,
    Effect,
    changes_between,
    draft_crosswalk,
    may_replace,
    undecided,
)
from samband.engines.instrument.checks import Refusal, check_answer
from samband.engines.instrument.crosswalk import Continuity, Crosswalk, CrosswalkRow, UnknownContinuity
from samband.engines.instrument.crosswalk_files import load_crosswalk
from samband.engines.instrument.digest import in_languages
from samband.engines.instrument.draws import draw_answers
from samband.engines.instrument.extent import USUAL_EXTENT, Extent, ExtentRule
from samband.engines.instrument.faults import InstrumentFaults
from samband.engines.instrument.flow import Flow, Need, Question, Value, answer_key, blocks, other_key
from samband.engines.instrument.limesurvey.reading import read_limesurvey
from samband.engines.instrument.loading import load_instrument, structure_files, words_files
from samband.engines.instrument.model import (
    Index,
    Instrument,
    Item,
    Measure,
    Missing,
    Polarity,
    Scale,
    Share,
    Words,
)
from samband.engines.instrument.order import in_order
from samband.engines.instrument.piping import answer_text, piped
from samband.engines.instrument.problems import Problem, ProblemKind
from samband.engines.instrument.routing import (
    Step,
    ended_by,
    kept,
    next_step,
    previous_step,
    progress,
    step_of,
    steps,
)
from samband.engines.instrument.scoring import (
    MISSING,
    AnswerOffScale,
    IntArray,
    Score,
    Scores,
    can_score,
    index_numerators,
    score_items,
    score_measure,
    valid_answers,
)
from samband.engines.instrument.writing import UnfitFileName, instrument_files, write_instrument
from samband.engines.instrument.xlsform.languages import language_name
from samband.engines.instrument.xlsform.reading import ImportedForm, read_xlsform
from samband.engines.instrument.xlsform.writing import write_xlsform

__all__ = [
    "MISSING",
    "USUAL_EXTENT",
    "AnswerOffScale",
    "Bundle",
    "Change",
    "ChangeKind",
    "Continuity",
    "Crosswalk",
    "CrosswalkRow",
    "Effect",
    "Examined",
    "Extent",
    "ExtentRule",
    "Finding",
    "Flow",
    "ImportedForm",
    "Index",
    "Instrument",
    "InstrumentFaults",
    "IntArray",
    "Item",
    "Lack",
    "Measure",
    "Missing",
    "Need",
    "Polarity",
    "Problem",
    "ProblemKind",
    "Question",
    "Refusal",
    "Scale",
    "Score",
    "Scores",
    "Share",
    "Step",
    "StepOutcome",
    "UnfitFileName",
    "UnknownContinuity",
    "Value",
    "Words",
    "accessibility_faults",
    "answer_key",
    "answer_text",
    "blocks",
    "can_score",
    "changes_between",
    "check_answer",
    "check_step",
    "draft_crosswalk",
    "draw_answers",
    "ended_by",
    "examined",
    "filled_in",
    "in_languages",
    "in_order",
    "index_numerators",
    "instrument_files",
    "kept",
    "lacking",
    "language_gaps",
    "language_name",
    "load_crosswalk",
    "load_instrument",
    "may_replace",
    "next_step",
    "other_key",
    "pack_bundle",
    "piped",
    "previous_step",
    "progress",
    "read_answer",
    "read_limesurvey",
    "read_xlsform",
    "score_items",
    "score_measure",
    "step_of",
    "steps",
    "structure_files",
    "undecided",
    "unpack_bundle",
    "valid_answers",
    "words_files",
    "write_instrument",
    "write_xlsform",
]
