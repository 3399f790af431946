# SPDX-License-Identifier: EUPL-1.2
"""The questionnaire as it was asked, and a figure for each statement."""

from collections.abc import Iterator
from dataclasses import replace

from samband.engines.charts import Dot, IntervalRow, dot_interval
from samband.engines.instrument import Item, Scale
from samband.engines.reports import Block, Figure, Heading, Paragraph, Table
from samband.tools.surveys.analysis.comparison import Comparison
from samband.tools.surveys.analysis.member_report.voice import Voice, capitalised

MOST_FIGURES = 30
"""A longer questionnaire gets no figure for each statement: its report would not be read."""


def questionnaire(voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    items = _items(voice)
    if not items:
        return
    yield Heading(_("Annex: the questionnaire"))
    yield from (Paragraph(words) for words in _scales(voice, items))
    rows = tuple(
        (str(number), voice.measure(item.code), _asked(voice, item))
        for number, item in enumerate(items, start=1)
    )
    yield Table(
        _("Statements in the order of the questionnaire"), (_("Number"), _("Statement"), _("Asked of")), rows
    )


def figure_per_item(voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    items = _items(voice)
    if not items or len(items) > MOST_FIGURES or not voice.study.others:
        return
    yield Heading(_("Annex: a figure for each statement"))
    yield from (Paragraph(words) for words in _scales(voice, items))
    yield from (_figure(voice, item) for item in items)


def _items(voice: Voice) -> list[Item]:
    shown = {item.code for group in voice.study.groups for item in voice.study.items(group=group)}
    return [item for item in voice.study.instrument.items if item.code in shown]


def _asked(voice: Voice, item: Item) -> str:
    groups = [group for group in voice.study.groups if item in voice.study.items(group=group)]
    return voice.joined(voice.group(group) for group in groups)


def _scales(voice: Voice, items: list[Item]) -> Iterator[str]:
    """The answers one could give, for each scale in use."""
    scales: dict[str, Scale] = {item.scale.code: item.scale for item in items}
    for scale in scales.values():
        labels = voice.asked.scales.get(scale.code, {})
        answers = "; ".join(
            f"{code} {labels[code]}" for code in (*scale.codes, *scale.missing) if code in labels
        )
        yield voice.gettext("Answers: %(answers)s.") % {"answers": answers}


def _figure(voice: Voice, item: Item) -> Figure:
    """Own, comparable and all other members, for each group that was asked."""
    _ = voice.gettext
    groups = [group for group in voice.study.separate_groups if item in voice.study.items(group=group)]
    peers = [voice.against_peers(item.code, group) for group in groups]
    everybody = [voice.against(item.code, group, voice.study.others) for group in groups]
    rows = [
        IntervalRow(voice.name, tuple(voice.dot(c.own) for c in peers)),
        _others(voice, voice.peers, peers),
    ]
    if voice.has_peers:
        rows.append(_others(voice, voice.others, everybody))
    described = _("Means with intervals for %(name)s and for %(peers)s.") % {
        "name": voice.name,
        "peers": voice.peers,
    }
    chart = dot_interval(
        frame=voice.frame(f"item-{item.code}", voice.measure(item.code), described, width=720),
        rows=rows,
        series=tuple(voice.group(group) for group in groups),
        axis=replace(voice.axis(item), low_label="", high_label=""),
        columns=voice.columns(),
    )
    return Figure(chart, voice.measure(item.code))


def _others(voice: Voice, name: str, compared: list[Comparison]) -> IntervalRow:
    return IntervalRow(capitalised(name), tuple(_dot(voice, c) for c in compared))


def _dot(voice: Voice, compared: Comparison) -> Dot:
    if compared.other is None:
        return Dot(note=voice.gettext("Too few others"))
    return voice.dot(compared.other)
