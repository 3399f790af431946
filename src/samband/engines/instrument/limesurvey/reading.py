# SPDX-License-Identifier: EUPL-1.2
"""A LimeSurvey questionnaire as an instrument, by way of the rows of a form."""

from pathlib import Path

from samband.engines.instrument.limesurvey.form_rows import FormRows
from samband.engines.instrument.limesurvey.honoured import TABLES
from samband.engines.instrument.limesurvey.survey import survey_of
from samband.engines.instrument.limesurvey.tables import read_tables
from samband.engines.instrument.xlsform.languages import language_of
from samband.engines.instrument.xlsform.reading import ImportedForm, read_form
from samband.engines.rule_files import Faults, Place


def read_limesurvey(path: Path) -> ImportedForm:
    """Import an .lss file. What is honoured stands in ``honoured``; all else is told of.

    Raises InstrumentFaults with every fault.
    """
    tables = read_tables(path)
    survey, told = survey_of(tables), Faults()
    for table, what in TABLES.items():
        if tables.get(table):
            told.add(Place(path.name, 1), what, "Nothing else is changed by it.")
    rows = FormRows(survey, file=path.name, told=told)
    sheets = rows.sheets()
    languages = tuple(dict.fromkeys(map(_tag, survey.languages)))
    return read_form(sheets=sheets, file=path.name, languages=languages, told=told)


def _tag(language: str) -> str:
    return language_of(language) or "en"
