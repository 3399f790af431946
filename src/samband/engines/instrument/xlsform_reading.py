# SPDX-License-Identifier: EUPL-1.2
"""An XLSForm workbook as an instrument: our own export unchanged, ordinary forms as far as they fit."""

from dataclasses import dataclass
from pathlib import Path

from samband.engines.instrument.faults import InstrumentFaults
from samband.engines.instrument.loading import build_instrument
from samband.engines.instrument.model import Instrument
from samband.engines.instrument.workbook import read_workbook
from samband.engines.instrument.xlsform_questions import read_questions
from samband.engines.instrument.xlsform_structure import structure_of
from samband.engines.instrument.xlsform_words import words_of
from samband.engines.rule_files import Fault, Faults


@dataclass(frozen=True, slots=True)
class ImportedForm:
    """refusals: what was left out and what had to be assumed; empty for our own export."""

    instrument: Instrument
    refusals: tuple[Fault, ...]


def read_xlsform(path: Path) -> ImportedForm:
    """Import the workbook.

    Taken: ``select_one`` questions whose choices have whole numbers as names. Listed as refusals: other types
    of question, repeats, routing and constraints. Raises InstrumentFaults with every fault.
    """
    sheets = read_workbook(path)
    for name in ("survey", "choices"):
        if not sheets.get(name):
            what = f"The workbook has no filled sheet “{name}”."
            raise InstrumentFaults(
                [Fault(path.name, 1, what, "Use an XLSForm with the sheets survey and choices.")]
            )
    refusals = Faults()
    questions = read_questions(sheets, refusals=refusals)
    structure = structure_of(sheets, questions, stem=path.stem, file=path.name, refusals=refusals)
    words = words_of(sheets, questions, stem=path.stem, refusals=refusals)
    try:
        instrument = build_instrument(structure=structure, words=words, faults=Faults())
    except InstrumentFaults as found:
        raise InstrumentFaults([*found.faults, *refusals.found]) from None
    return ImportedForm(instrument, tuple(sorted(set(refusals.found))))
