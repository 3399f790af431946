# SPDX-License-Identifier: EUPL-1.2
"""An XLSForm workbook as an instrument: our own export unchanged, ordinary forms as far as they fit."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from samband.engines.instrument.faults import InstrumentFaults
from samband.engines.instrument.loading import build_instrument
from samband.engines.instrument.model import Instrument
from samband.engines.instrument.workbook import Sheets, read_workbook
from samband.engines.instrument.xlsform.foreign import Form
from samband.engines.instrument.xlsform.languages import columns_by_language, language_of
from samband.engines.instrument.xlsform.nodes import is_own, settings_of
from samband.engines.instrument.xlsform.own_edits import passed_over
from samband.engines.instrument.xlsform.own_structure import own_structure
from samband.engines.instrument.xlsform.own_words import own_words
from samband.engines.instrument.xlsform.standard import standard_form
from samband.engines.rule_files import Fault, Faults, Place

FALLBACK = "en"
MOST_ROUNDS = 6


@dataclass(frozen=True, slots=True)
class ImportedForm:
    """refusals: what was left out and what had to be assumed; empty for our own export as it was written."""

    instrument: Instrument
    refusals: tuple[Fault, ...]


def read_xlsform(path: Path) -> ImportedForm:
    """Import the workbook. What is honoured of others' forms stands in ``honoured``; all else is told of.

    Raises InstrumentFaults with every fault.
    """
    sheets, refusals = read_workbook(path), Faults()
    sheets = sheets if is_own(sheets) else standard_form(sheets, refusals)
    if not sheets.get("survey"):
        what = "The workbook has no filled sheet “survey”."
        raise InstrumentFaults(
            [Fault(path.name, 1, what, "Use an XLSForm with the sheets survey and choices.")]
        )
    settings = settings_of(sheets, file=path.name)
    default = language_of(settings.cells.get("default_language", "")) or FALLBACK
    languages = _languages(sheets, settings.cells, default, refusals)
    if is_own(sheets):
        return _own(sheets, path, tuple(languages), default)
    return read_form(sheets=sheets, file=path.name, languages=tuple(languages), told=refusals)


def _own(sheets: Sheets, path: Path, languages: tuple[str, ...], default: str) -> ImportedForm:
    faults = Faults()
    structure = own_structure(sheets, file=path.name, faults=faults)
    words = own_words(sheets, languages=languages, default=default, file=path.name)
    built = build_instrument(structure=structure, words=words, faults=faults)
    return ImportedForm(built, tuple(passed_over(sheets, built, default=default)))


def read_form(*, sheets: Sheets, file: str, languages: tuple[str, ...], told: Faults) -> ImportedForm:
    """Rows of another tool's form as an instrument. languages: the first one is that of bare columns.

    What a rule of ours forbids is asked more softly, then left out, until the rest is an instrument.
    """
    if not sheets["survey"]:
        what, remedy = "Nothing is asked.", "Add questions and bring the file again."
        raise InstrumentFaults([Fault(file, 1, what, remedy), *told.found])
    where = sheets["survey"][0].place.file
    softened: set[int] = set()
    dropped: set[int] = set()
    noted: list[Fault] = []
    for _round in range(MOST_ROUNDS):
        refusals = Faults()
        refusals.found = [*told.found, *noted]
        form = Form(
            sheets, file=file, languages=languages, default=languages[0],
            refusals=refusals, softened=softened, dropped=dropped,
        )  # fmt: skip
        try:
            built = build_instrument(structure=form.structure(), words=form.words(), faults=Faults())
        except InstrumentFaults as found:
            lines = {fault.line for fault in found.faults if fault.file == where}
            if not lines - dropped or len(lines - dropped) == len(sheets["survey"]):
                raise InstrumentFaults([*found.faults, *refusals.found]) from None
            noted += [_left_out(fault) for fault in found.faults if fault.line in lines - dropped]
            dropped |= lines & softened
            softened |= lines
            continue
        return ImportedForm(built, tuple(sorted(set(refusals.found))))
    raise InstrumentFaults(noted)


def _left_out(fault: Fault) -> Fault:
    return Fault(fault.file, fault.line, fault.what, "What does not fit there is left out.")


def _languages(sheets: Sheets, settings: Mapping[str, str], default: str, refusals: Faults) -> dict[str, str]:
    """Language -> column of labels, the default one first; unknown languages are left out and told of."""
    place = sheets["survey"][0].place
    columns = {column for row in sheets["survey"] for column in row.cells}
    if "label" in columns and "default_language" not in settings and not is_own(sheets):
        what = f"Labels without language are taken for “{default}”."
        refusals.add(place, what, "Add default_language to the sheet settings.")
    found = columns_by_language(part="label", columns=sorted(columns), default=default)
    _refuse_unknown(found, place, refusals)
    known = {language: column for language, column in found.items() if language_of(language)}
    return dict(sorted(known.items(), key=lambda pair: pair[0] != default)) or {default: "label"}


def _refuse_unknown(columns: Mapping[str, str], place: Place, refusals: Faults) -> None:
    for language, column in columns.items():
        if not language_of(language):
            what = f"The language of the column “{column[:60]}” is not recognised; it is left out."
            refusals.add(place, what, "Write it as label::Español (es).")
