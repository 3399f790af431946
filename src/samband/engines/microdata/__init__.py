# SPDX-License-Identifier: EUPL-1.2
"""Answers, one row for each respondent, as files for statistics programs and archives."""

from samband.engines.microdata.ddi import ddi_codebook, questionnaire_codebook
from samband.engines.microdata.files import FORMS, Form, answers_file
from samband.engines.microdata.model import Cell, Code, Dataset, Kind, Variable
from samband.engines.microdata.open_files import csv_files, write_parquet
from samband.engines.microdata.r_script import r_script
from samband.engines.microdata.reading import Unreadable, read_answers
from samband.engines.microdata.spss import write_sav
from samband.engines.microdata.stata import write_dta
from samband.engines.microdata.variables import Answered, dataset

__all__ = [
    "FORMS",
    "Answered",
    "Cell",
    "Code",
    "Dataset",
    "Form",
    "Kind",
    "Unreadable",
    "Variable",
    "answers_file",
    "csv_files",
    "dataset",
    "ddi_codebook",
    "questionnaire_codebook",
    "r_script",
    "read_answers",
    "write_dta",
    "write_parquet",
    "write_sav",
]
