# SPDX-License-Identifier: EUPL-1.2
"""In which members modelled figures stand beside the direct ones, and how many."""

from collections.abc import Iterator

from samband.engines.charts import Number
from samband.engines.reports import Block, Heading, Paragraph, Table
from samband.tools.surveys.analysis.member_report.main_figures import model_sentences
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.modelled import members_modelled
from samband.tools.surveys.analysis.order import alphabetical
from samband.tools.surveys.rules import INHABITANTS


def where_modelled(voice: Voice) -> Iterator[Block]:
    """Nothing where the wave models nothing."""
    _ = voice.gettext
    if not voice.study.model_below:
        return
    yield Heading(_("Modelled figures"))
    yield from (Paragraph(words) for words in model_sentences(voice=voice))
    counts = members_modelled(figures=voice.study.modelled)
    if not counts:
        yield Paragraph(_("No member needed a modelled figure."))
        return
    codes = sorted(
        counts, key=lambda code: alphabetical(name=voice.study.members[code].name, language=voice.language)
    )
    rows = tuple(
        (voice.study.members[code].name, _answers(voice, code), Number(counts[code], 0)) for code in codes
    )
    yield Table(_("Members with modelled figures"), (_("Member"), _("Answers"), _("Modelled figures")), rows)


def _answers(voice: Voice, code: str) -> str:
    """The most that any statement has; a word where all are withheld."""
    rows = voice.study.table.where(group=INHABITANTS, unit=code)
    most = max((row.n for row in rows if row.is_known and row.n is not None), default=None)
    return voice.gettext("Withheld") if most is None else voice.count(most)
