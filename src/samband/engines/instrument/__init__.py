# SPDX-License-Identifier: EUPL-1.2
"""Instruments: what is asked, loaded from files and checked; answers checked and scored."""

from samband.engines.instrument.bundle import Bundle, pack_bundle, unpack_bundle
from samband.engines.instrument.checks import Refusal, check_answer
from samband.engines.instrument.crosswalk import Continuity, Crosswalk, CrosswalkRow, UnknownContinuity
from samband.engines.instrument.crosswalk_files import load_crosswalk
from samband.engines.instrument.faults import InstrumentFaults
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
from samband.engines.instrument.xlsform_languages import language_name
from samband.engines.instrument.xlsform_reading import ImportedForm, read_xlsform
from samband.engines.instrument.xlsform_writing import write_xlsform

__all__ = [
    "MISSING",
    "AnswerOffScale",
    "Bundle",
    "Continuity",
    "Crosswalk",
    "CrosswalkRow",
    "ImportedForm",
    "Index",
    "Instrument",
    "InstrumentFaults",
    "IntArray",
    "Item",
    "Measure",
    "Missing",
    "Polarity",
    "Refusal",
    "Scale",
    "Score",
    "Scores",
    "Share",
    "UnfitFileName",
    "UnknownContinuity",
    "Words",
    "can_score",
    "check_answer",
    "index_numerators",
    "instrument_files",
    "language_name",
    "load_crosswalk",
    "load_instrument",
    "pack_bundle",
    "read_xlsform",
    "score_items",
    "score_measure",
    "structure_files",
    "unpack_bundle",
    "valid_answers",
    "words_files",
    "write_instrument",
    "write_xlsform",
]
