# SPDX-License-Identifier: EUPL-1.2
"""The member beside itself in the wave before, where wording and borders are the same."""

from collections.abc import Iterator, Sequence

from samband.engines.charts import Cell, Pair, paired_dots
from samband.engines.instrument import Index, Measure
from samband.engines.reports import Block, Figure, Heading, Paragraph, Table
from samband.tools.surveys.analysis.comparison import Comparison, Reason, Verdict
from samband.tools.surveys.analysis.member_report.panels import panels
from samband.tools.surveys.analysis.member_report.study import Earlier
from samband.tools.surveys.analysis.member_report.voice import Voice


def since_last_time(voice: Voice) -> Iterator[Block]:
    earlier = voice.study.earlier
    if earlier is None:
        return
    _ = voice.gettext
    yield Heading(_("Comparison with the previous wave"))
    if earlier.territory_changed:
        yield Paragraph(
            _(
                "The borders of %(name)s have changed since %(before)s. Figures from before and after "
                "describe different places and are not compared."
            )
            % {"name": voice.name, "before": earlier.wave.title}
        )
        return
    for group in voice.study.separate_groups:
        yield from _of_group(voice, earlier, group)


def _of_group(voice: Voice, earlier: Earlier, group: str) -> Iterator[Block]:
    """The first group in pictures too, to keep the report short."""
    measures, first = voice.study.measures(group=group), voice.study.separate_groups[0]
    found = {m.code: voice.study.change(measure=m.code, group=group) for m in measures}
    compared = {code: change for code, change in found.items() if change is not None}
    going_on = [m for m in measures if compared[m.code].difference is not None]
    yield Heading(voice.group(group), 3)
    yield from _breaks(voice, list(compared.values()))
    pictured = [m for m in going_on if not isinstance(m, Index)] if group == first else []
    for number, panel in enumerate(panels(measures=pictured, by_dimension=False), start=1):
        yield _figure(voice, earlier, group, panel, compared, number)
    if going_on:
        yield _table(voice, earlier, group, going_on, compared)


def _breaks(voice: Voice, compared: Sequence[Comparison]) -> Iterator[Paragraph]:
    """What cannot be compared, and why: a break in the series is said, not smoothed over."""
    _ = voice.gettext
    worded = {
        Reason.REWORDED: _("These have a new wording, so the series breaks: %(measures)s."),
        Reason.NEW: _("These are new this time: %(measures)s."),
    }
    for reason, words in worded.items():
        broken = [voice.quoted(c.measure) for c in compared if c.reason is reason]
        if broken:
            yield Paragraph(words % {"measures": voice.joined(broken)})
    if all(c.verdict is Verdict.CANNOT_COMPARE for c in compared):
        yield Paragraph(_("There is nothing to compare with for this group."))


def _figure(
    voice: Voice,
    earlier: Earlier,
    group: str,
    panel: Sequence[Measure],
    compared: dict[str, Comparison],
    number: int,
) -> Figure:
    _ = voice.gettext
    rows = [_row(voice, compared[m.code], m) for m in panel]
    before, now = earlier.wave.title, voice.study.wave.title
    names = {"group": voice.group(group), "name": voice.name, "before": before, "now": now}
    title = _("%(group)s in %(name)s: %(before)s and %(now)s") % names
    described = voice.ngettext(
        "Two dots for %(count)d measure, before and now, joined by a line.",
        "Two dots for each of %(count)d measures, before and now, joined by a line.",
        len(panel),
    ) % {"count": len(panel)}
    chart = paired_dots(
        frame=voice.frame(f"change-{group}-{number}", title, described),
        pairs=rows,
        series=(earlier.wave.title, voice.study.wave.title),
        axis=voice.axis(panel[0]),
        columns=voice.columns(),
    )
    return Figure(chart, title)


def _row(voice: Voice, change: Comparison, measure: Measure) -> Pair:
    words = voice.verdict(change)
    if change.verdict.is_certain:
        words = f"{words}: {voice.signed(change, measure)}"
    return Pair(voice.measure(change.measure), voice.dot(change.other), voice.dot(change.own), words)


def _table(
    voice: Voice, earlier: Earlier, group: str, measures: Sequence[Measure], compared: dict[str, Comparison]
) -> Table:
    _ = voice.gettext
    header = (_("Statement"), _("Before"), _("Now"), _("Change"), _("Judgement"))
    rows = tuple(_cells(voice, compared[m.code], m) for m in measures)
    names = {"group": voice.group(group), "before": earlier.wave.title}
    return Table(_("%(group)s: change since %(before)s") % names, header, rows)


def _cells(voice: Voice, change: Comparison, measure: Measure) -> tuple[Cell, ...]:
    apart = voice.cell(change.difference, measure, is_signed=True)
    return (
        voice.measure(change.measure),
        voice.cell(change.other, measure),
        voice.cell(change.own, measure),
        apart,
        voice.verdict(change),
    )
