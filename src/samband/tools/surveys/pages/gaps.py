# SPDX-License-Identifier: EUPL-1.2
"""Where inhabitants and councillors of a member differ."""

from django.utils.translation import gettext as _

from samband.engines import charts
from samband.engines.charts import Chart, Frame, Pair, Screens, for_screens
from samband.tools.surveys.analysis.comparison import Comparison, Verdict
from samband.tools.surveys.analysis.member_report.summary import gaps_in_words
from samband.tools.surveys.analysis.member_report.voice import Voice


def drawn_gaps(*, voice: Voice) -> Screens | None:
    """Both groups on each statement that both were asked; None without a second group or such statements."""
    study = voice.study
    if study.pair is None:
        return None
    first, second = study.pair
    items = study.common_items()
    gaps = {gap.measure: gap for gap in voice.gaps.gaps}
    pairs = [
        Pair(
            voice.measure(item.code),
            voice.dot(gaps[item.code].own),
            voice.dot(gaps[item.code].other),
            _note(gaps[item.code], voice),
        )
        for item in items
    ]
    if not pairs:
        return None
    title = _("%(first)s and %(second)s in %(member)s") % {
        "first": voice.group(first),
        "second": voice.group(second).lower(),
        "member": study.own.name,
    }
    description = _(
        "Two dots joined for each statement, with 95% intervals. The note says whether they certainly differ."
    )
    frame = Frame("pairs", title, description, voice.language, 720)

    def draw(frame: Frame) -> Chart:
        return charts.paired_dots(
            frame=frame,
            pairs=pairs,
            series=(voice.group(first), voice.group(second)),
            axis=voice.axis(items[0]),
            columns=voice.columns(),
        )

    return for_screens(draw=draw, frame=frame)


def _note(gap: Comparison, voice: Voice) -> str:
    """Who is higher: a verdict alone makes the reader remember which was taken from which."""
    if not gap.verdict.is_certain or voice.study.pair is None:
        return voice.verdict(gap)
    high = voice.study.pair[gap.verdict is Verdict.CERTAINLY_LOWER]
    return _("%(group)s certainly higher") % {"group": voice.group(high)}


def judged_sentence(*, voice: Voice) -> str:
    """How many stand when all are looked at together; empty where nothing can be compared."""
    return " ".join(gaps_in_words(voice=voice))


def largest_gaps(*, voice: Voice) -> tuple[tuple[str, str], ...]:
    """The statements where the two groups certainly differ, largest gap first."""
    certain = voice.gaps.certain
    return tuple((voice.measure(gap.measure), _gap_words(gap, voice)) for gap in certain[:5])


def _gap_words(gap: Comparison, voice: Voice) -> str:
    first, second = voice.study.pair or ("", "")
    high, low = (first, second) if gap.verdict is Verdict.CERTAINLY_HIGHER else (second, first)
    measure = voice.study.instrument.measures[gap.measure]
    names = {
        "high": voice.group(high),
        "low": voice.group(low).lower(),
        "gap": voice.axis(measure).text(gap.size, voice.language),
    }
    return _("%(high)s score %(gap)s higher than %(low)s") % names
