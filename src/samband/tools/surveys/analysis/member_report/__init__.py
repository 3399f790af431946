# SPDX-License-Identifier: EUPL-1.2
"""The report of one member: its results in words, pictures and tables, in the reader's language.

The order of the sections follows the municipal reports of the Norwegian local-democracy surveys of 2010 and
2014 (Steinkjer, Grimstad): summary, the numbers, what is measured, own size group, both groups item by item,
inhabitants, largest disagreement, councillors, what distinguishes them, the wave before, annex. After the
summary the main figures stand on a page by themselves, before the annex how all of them were made.
"""

from collections.abc import Callable, Iterator

from samband.engines.reports import Block, Note, NoteKind, Report, ReportWords
from samband.tools.surveys.analysis.member_report import (
    agreement,
    annex,
    background,
    development,
    made,
    main_figures,
    results,
    summary,
    workbook,
)
from samband.tools.surveys.analysis.member_report.study import (
    Earlier,
    Made,
    Member,
    Mode,
    Places,
    Study,
    Wave,
)
from samband.tools.surveys.analysis.member_report.voice import Voice

__all__ = ["Earlier", "Made", "Member", "Mode", "Places", "Study", "Wave", "compose"]


def compose(*, study: Study, language: str) -> Report:
    """The report of the study's unit.

    language: tag; the report's own words exist in English and Norwegian (nb), those of the instrument in its
    languages; where one is missing, English or the instrument's first language stands in.
    Sections without anything to tell are left out: no councillors, no size class, no earlier wave.
    """
    voice = Voice(study, language)
    _ = voice.gettext
    return Report(
        title=_("%(survey)s: %(name)s") % {"survey": voice.asked.title, "name": voice.name},
        subject=study.wave.title,
        language=language,
        publisher=study.publisher,
        created=study.created,
        blocks=tuple(_blocks(voice)),
        notice=" · ".join(note.title for note in warnings(voice=voice)),
        words=report_words(voice=voice),
        has_summary=True,
    )


def _blocks(voice: Voice) -> Iterator[Block]:
    yield from warnings(voice=voice)
    for section in _SECTIONS:
        yield from section(voice)


def warnings(*, voice: Voice) -> Iterator[Note]:
    """What stands on every page and first of all in the text."""
    if voice.study.is_synthetic:
        yield _synthetic(voice)
    if not voice.study.is_released:
        yield _unreleased(voice)


def _unreleased(voice: Voice) -> Note:
    _ = voice.gettext
    return Note(
        NoteKind.CAUTION,
        _("Not for release"),
        _("These figures have not been examined for disclosure: single persons may be recognised in them."),
    )


def _synthetic(voice: Voice) -> Note:
    _ = voice.gettext
    return Note(
        NoteKind.SYNTHETIC,
        _("Synthetic data"),
        _("The answers in this report are made up to show how it works. They say nothing about %(name)s.")
        % {"name": voice.name},
    )


def report_words(*, voice: Voice) -> ReportWords:
    _ = voice.gettext
    return ReportWords(_("Contents"), _("Figure"), _("Table"), _("Page {page} of {pages}"), _("Summary"))


_SECTIONS: tuple[Callable[[Voice], Iterator[Block]], ...] = (
    summary.summary,
    main_figures.main_figures,
    workbook.figures,
    background.about,
    background.what_is_measured,
    background.own_size_group,
    agreement.item_by_item,
    results.of_first_group,
    agreement.most_disagreed,
    results.of_second_group,
    results.what_distinguishes_councillors,
    results.beside_chosen,
    development.since_last_time,
    made.how_made,
    annex.questionnaire,
    annex.figure_per_item,
)
