# SPDX-License-Identifier: EUPL-1.2
"""Synthetic answers as rows of a file, as a polling company would deliver them."""

import csv
from collections.abc import Iterator
from typing import TextIO

import numpy as np

from samband.tools.surveys.analysis.synthetic.answers import SyntheticAnswers

COLUMNS = ("respondent", "group", "unit", "sex", "age_group", "mode")
"""Then one column for each item, named by its code."""

Row = tuple[str, ...]


def answer_rows(*, answers: SyntheticAnswers) -> Iterator[Row]:
    """The rows below the header ``(*COLUMNS, *answers.items)``; an empty text where no answer stands."""
    codes = np.array(["" if code < 0 else str(code) for code in range(-128, 128)])
    texts = codes[answers.codes.astype(np.int16) + 128]
    columns = (
        answers.respondents.astype(str), answers.groups, answers.units, answers.sexes, answers.age_groups,
        answers.modes, *texts.T,
    )  # fmt: skip
    return zip(*(column.tolist() for column in columns), strict=True)


def write_answers(*, answers: SyntheticAnswers, to: TextIO) -> None:
    """Write header and rows as CSV."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow((*COLUMNS, *answers.items))
    writer.writerows(answer_rows(answers=answers))
