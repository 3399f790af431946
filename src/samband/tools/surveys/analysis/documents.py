# SPDX-License-Identifier: EUPL-1.2
"""What explains the figures of a wave to those who fetch them: the questionnaire, for machines and people."""

from collections.abc import Iterator

from samband.engines.instrument import Instrument, Words
from samband.engines.microdata import questionnaire_codebook
from samband.engines.tables import csv_lines

HEADER = ("measure", "kind", "code", "language", "text")
Row = tuple[str, str, str, str, str]


def documents(*, instrument: Instrument) -> dict[str, bytes]:
    """File name -> content: a DDI codebook, and the words of every measure and answer in all languages."""
    return {
        "codebook.xml": questionnaire_codebook(instrument=instrument),
        "questions.csv": "".join(csv_lines(header=HEADER, rows=list(_rows(instrument)))).encode(),
    }


def _rows(asked: Instrument) -> Iterator[Row]:
    for language in asked.languages:
        words = asked.words[language]
        for group, name in words.groups.items():
            yield (group, "group", "", language, name)
        for item in asked.items:
            yield (item.code, "question", "", language, words.question(item.code))
            yield from _answers(item.code, item.scale.code, words)
        for index, name in words.indices.items():
            yield (index, "index", "", language, name)


def _answers(item: str, scale: str, words: Words) -> Iterator[Row]:
    for code, label in words.scales.get(scale, {}).items():
        yield (item, "answer", str(code), words.language, label)
