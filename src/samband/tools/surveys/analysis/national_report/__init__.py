# SPDX-License-Identifier: EUPL-1.2
"""The report of a whole wave: all members together, and beside one another without a ranking."""

from collections.abc import Callable, Iterator

from samband.engines.reports import Block, Note, NoteKind, Report
from samband.tools.surveys.analysis.member_report import made, report_words
from samband.tools.surveys.analysis.member_report.study import Study
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.national_report import (
    agreement,
    everybody,
    members,
    modelled,
    response,
    workbook,
)

__all__ = ["compose"]


def compose(*, study: Study, language: str) -> Report:
    """The report of all members together. study: its unit is ``all``.

    language: tag; what has no words in it stands in English, or in the instrument's first language. Sections
    without anything to tell are left out: one group alone, no earlier wave, no modelled figures.
    """
    voice = Voice(study, language)
    return Report(
        title=voice.gettext("%(survey)s: all members") % {"survey": voice.asked.title},
        subject=study.wave.title,
        language=language,
        publisher=study.publisher,
        created=study.created,
        blocks=tuple(_blocks(voice)),
        notice=" · ".join(note.title for note in _warnings(voice)),
        words=report_words(voice=voice),
        has_summary=True,
    )


def _blocks(voice: Voice) -> Iterator[Block]:
    yield from _warnings(voice)
    for section in _SECTIONS:
        yield from section(voice)


def _warnings(voice: Voice) -> Iterator[Note]:
    _ = voice.gettext
    if voice.study.is_synthetic:
        yield Note(
            NoteKind.SYNTHETIC,
            _("Synthetic data"),
            _(
                "The answers in this report are made up to show how it works. They say nothing about "
                "any place."
            ),
        )


_SECTIONS: tuple[Callable[[Voice], Iterator[Block]], ...] = (
    everybody.summary,
    everybody.main_figures,
    workbook.figures,
    members.beside_one_another,
    agreement.gaps,
    modelled.where_modelled,
    response.response,
    made.how_made,
    members.by_name,
)
