# SPDX-License-Identifier: EUPL-1.2
"""Both groups side by side, item by item, and where they are furthest apart."""

from collections.abc import Iterator, Sequence

from samband.engines.charts import Cell, Pair, paired_dots
from samband.engines.instrument import Measure
from samband.engines.reports import Block, Bullets, Figure, Heading, Paragraph, Table
from samband.tools.surveys.analysis.comparison import Comparison, Verdict
from samband.tools.surveys.analysis.member_report.panels import panels
from samband.tools.surveys.analysis.member_report.summary import gaps_in_words
from samband.tools.surveys.analysis.member_report.voice import Voice


def item_by_item(voice: Voice) -> Iterator[Block]:
    pair, gaps = voice.study.pair, voice.gaps.gaps
    if pair is None or not gaps:
        return
    _ = voice.gettext
    names = {"first": voice.group(pair[0]), "second": voice.group(pair[1]).lower()}
    yield Heading(_("%(first)s and %(second)s, item by item") % names)
    if not _is_comparable(gaps):
        words = _("%(first)s and %(second)s cannot be compared, since results are withheld.")
        yield Paragraph(words % names)
        return
    yield Paragraph(" ".join(gaps_in_words(voice=voice)))
    yield Paragraph(_("The statements stand in the order of the gap: the widest first."))
    measures = [voice.study.instrument.measures[gap.measure] for gap in gaps]
    for number, panel in enumerate(panels(measures=measures, by_dimension=False), start=1):
        yield _figure(voice, pair, panel, gaps, number)
    yield _table(voice, pair, gaps)


def most_disagreed(voice: Voice) -> Iterator[Block]:
    pair, gaps = voice.study.pair, voice.gaps.gaps
    if pair is None or not _is_comparable(gaps):
        return
    _ = voice.gettext
    names = {"first": voice.group(pair[0]), "second": voice.group(pair[1]).lower()}
    yield Heading(
        _("What %(first)s and %(second)s disagree on most")
        % {"first": names["first"].lower(), "second": names["second"]}
    )
    certain = [gap for gap in gaps if gap.verdict.is_certain][:5]
    if not certain:
        yield Paragraph(
            _("There is no statement on which %(first)s and %(second)s certainly differ.") % names
        )
        return
    yield Bullets(tuple(_told(voice, pair, gap) for gap in certain))


def _is_comparable(gaps: Sequence[Comparison]) -> bool:
    """No certain difference is a result; nothing to compare is none."""
    return any(gap.verdict is not Verdict.CANNOT_COMPARE for gap in gaps)


def _told(voice: Voice, pair: tuple[str, str], gap: Comparison) -> str:
    _ = voice.gettext
    measure = voice.study.instrument.measures[gap.measure]
    words = _("%(item)s: %(first)s %(own)s, %(second)s %(other)s (difference %(gap)s).")
    return words % {
        "item": voice.quoted(gap.measure),
        "first": voice.group(pair[0]).lower(),
        "second": voice.group(pair[1]).lower(),
        "own": _value(voice, gap.own, measure),
        "other": _value(voice, gap.other, measure),
        "gap": voice.signed(gap, measure),
    }


def _value(voice: Voice, estimate: object, measure: Measure) -> str:
    value = getattr(estimate, "value", float("nan"))
    return voice.axis(measure).text(value, voice.language)


def _figure(
    voice: Voice, pair: tuple[str, str], panel: Sequence[Measure], gaps: Sequence[Comparison], number: int
) -> Figure:
    _ = voice.gettext
    by_code = {gap.measure: gap for gap in gaps}
    rows = [_row(voice, pair, by_code[measure.code], measure) for measure in panel]
    series = (voice.group(pair[0]), voice.group(pair[1]))
    names = {"first": series[0], "second": series[1].lower(), "name": voice.name}
    title = _("%(first)s and %(second)s in %(name)s") % names
    certain = sum(by_code[m.code].verdict.is_certain for m in panel)
    described = voice.ngettext(
        "Two dots for each of %(count)d statement, joined by a line; %(certain)d of them certainly differ.",
        "Two dots for each of %(count)d statements, joined by a line; %(certain)d of them certainly differ.",
        len(panel),
    ) % {"count": len(panel), "certain": certain}
    chart = paired_dots(
        frame=voice.frame(f"pair-{number}", title, described),
        pairs=rows,
        series=series,
        axis=voice.axis(panel[0]),
        columns=voice.columns(),
    )
    return Figure(chart, _("%(title)s: means with intervals") % {"title": title})


def _row(voice: Voice, pair: tuple[str, str], gap: Comparison, measure: Measure) -> Pair:
    get = voice.study.table.get
    first, second = (get(measure=gap.measure, group=group, unit=voice.study.unit) for group in pair)
    words = voice.verdict(gap)
    if gap.verdict.is_certain:
        words = f"{_side(voice, pair, gap)} ({voice.axis(measure).text(gap.size, voice.language)})"
    elif gap.verdict is Verdict.CANNOT_COMPARE:
        words = ""
    return Pair(voice.measure(gap.measure), voice.dot(first), voice.dot(second), words)


def _side(voice: Voice, pair: tuple[str, str], gap: Comparison) -> str:
    """Who is higher: a sign alone makes the reader remember which was taken from which."""
    higher = pair[0] if gap.verdict is Verdict.CERTAINLY_HIGHER else pair[1]
    return voice.gettext("%(group)s certainly higher") % {"group": voice.group(higher)}


def _table(voice: Voice, pair: tuple[str, str], gaps: Sequence[Comparison]) -> Table:
    _ = voice.gettext
    names = {"first": voice.group(pair[0]), "second": voice.group(pair[1]).lower()}
    header = (_("Statement"), voice.group(pair[0]), voice.group(pair[1]), _("Difference"), _("Judgement"))
    rows = tuple(_cells(voice, pair, gap) for gap in gaps)
    caption = _("%(first)s and %(second)s: means and difference (%(first)s minus %(second)s)") % names
    return Table(caption, header, rows)


def _cells(voice: Voice, pair: tuple[str, str], gap: Comparison) -> tuple[Cell, ...]:
    measure = voice.study.instrument.measures[gap.measure]
    get = voice.study.table.get
    own, other = (voice.cell(get(measure=gap.measure, group=g, unit=voice.study.unit), measure) for g in pair)
    apart = voice.cell(gap.difference, measure, is_signed=True) if gap.difference else ""
    return voice.measure(gap.measure), own, other, apart, voice.verdict(gap)
