# SPDX-License-Identifier: EUPL-1.2
"""The results of one group: its indices and statements, beside comparable members."""

from collections.abc import Iterator, Sequence

from samband.engines.charts import (
    Cell,
    DistributionNames,
    IntervalRow,
    Number,
    Place,
    distribution,
    dot_interval,
)
from samband.engines.instrument import Index, Measure
from samband.engines.reports import Block, Bullets, Figure, Heading, Paragraph, Table
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.comparison import Comparison, Verdict
from samband.tools.surveys.analysis.member_report.panels import panels
from samband.tools.surveys.analysis.member_report.study import COUNCILLORS
from samband.tools.surveys.analysis.member_report.summary import headline
from samband.tools.surveys.analysis.member_report.voice import Voice, capitalised

_LONG = 13
"""More statements than these stand by dimension."""
_MOST_SWARMS = 2
"""Places of all indices stand among the main figures; more pictures of them would not be looked at."""


def of_first_group(voice: Voice) -> Iterator[Block]:
    groups = voice.study.separate_groups
    if groups:
        yield from _results(voice, groups[0])


def of_second_group(voice: Voice) -> Iterator[Block]:
    groups = voice.study.separate_groups
    if len(groups) > 1:
        yield from _results(voice, groups[1])


def _results(voice: Voice, group: str) -> Iterator[Block]:
    _ = voice.gettext
    measures = voice.study.measures(group=group)
    if not measures:
        return
    yield Heading(_("Results: %(group)s") % {"group": voice.group(group).lower()})
    yield Paragraph(headline(voice=voice, group=group))
    if voice.study.respondents(group=group) is None:
        return
    is_long = len(measures) > _LONG + len(voice.study.instrument.indices)
    for number, panel in enumerate(panels(measures=measures, by_dimension=is_long), start=1):
        yield _intervals(voice, group, panel, number)
    if group == voice.study.separate_groups[0]:
        yield from _swarms(voice, group, [m for m in measures if isinstance(m, Index)])
    yield _table(voice, group, measures)


def _beside(voice: Voice, group: str) -> tuple[str, ...]:
    """The group itself and, where the groups are parts of one sample, its parts."""
    return voice.study.groups if group == ALL else (group,)


def _intervals(voice: Voice, group: str, panel: Sequence[Measure], number: int) -> Figure:
    _ = voice.gettext
    groups = _beside(voice, group)
    get = voice.study.table.get
    rows = [
        IntervalRow(
            voice.measure(m.code),
            tuple(voice.dot(get(measure=m.code, group=g, unit=voice.study.unit)) for g in groups),
        )
        for m in panel
    ]
    title = _("%(group)s in %(name)s: %(part)s") % {
        "group": voice.group(group), "name": voice.name, "part": _part(voice, panel),
    }  # fmt: skip
    described = voice.ngettext(
        "A dot with its interval for %(count)d measure; the values stand at the right.",
        "A dot with its interval for each of %(count)d measures; the values stand at the right.",
        len(panel),
    ) % {"count": len(panel)}
    chart = dot_interval(
        frame=voice.frame(f"{group}-{number}", title, described),
        rows=rows,
        series=tuple(voice.group(g) for g in groups),
        axis=voice.axis(panel[0]),
        columns=voice.columns(),
    )
    return Figure(chart, title)


def _part(voice: Voice, panel: Sequence[Measure]) -> str:
    first = panel[0]
    if isinstance(first, Index):
        return voice.gettext("indices")
    dimensions = {m.dimension for m in panel if not isinstance(m, Index)}
    name = voice.asked.dimensions.get(first.dimension, "") if len(dimensions) == 1 else ""
    return name or voice.gettext("statements")


def _swarms(voice: Voice, group: str, indices: Sequence[Index]) -> Iterator[Figure]:
    for index in indices[:_MOST_SWARMS]:
        figure = _swarm(voice, group, index)
        if figure is not None:
            yield figure


def _swarm(voice: Voice, group: str, index: Index) -> Figure | None:
    """All members of the wave on the axis, the own one marked."""
    _ = voice.gettext
    places = _places(voice, group, index)
    if len(places) < 5 or not any(place.is_own for place in places):
        return None
    title = _("%(measure)s: %(group)s in all members") % {
        "measure": voice.measure(index.code), "group": voice.group(group).lower(),
    }  # fmt: skip
    described = voice.ngettext(
        "%(count)d member as a dot on the scale; %(name)s is marked.",
        "%(count)d members as dots on the scale; %(name)s is marked. A place among others is no rank.",
        len(places),
    ) % {"count": len(places), "name": voice.name}
    names = DistributionNames(
        _("Member"),
        _("Mean"),
        capitalised(voice.peers),
        _("Other members"),
        _("Median of %(peers)s") % {"peers": voice.peers},
    )
    frame = voice.frame(f"swarm-{group}-{index.code}", title, described)
    return Figure(distribution(frame=frame, places=places, axis=voice.axis(index), names=names), title)


def _places(voice: Voice, group: str, index: Index) -> list[Place]:
    study, peers = voice.study, set(voice.study.peers or voice.study.others) | {voice.study.unit}
    found = []
    for code, member in study.members.items():
        estimate = study.table.get(measure=index.code, group=group, unit=code)
        if estimate is not None and estimate.is_known:
            own = code == study.unit
            limits = (estimate.lower, estimate.upper) if own else (None, None)
            found.append(Place(member.name, estimate.value, code in peers, own, *limits))
    return found


def _table(voice: Voice, group: str, measures: Sequence[Measure]) -> Table:
    _ = voice.gettext
    share = _share_heading(voice, group, measures)
    header = (
        _("Statement"), _("Answers"), _("Mean"), _("Interval"), *((share,) if share else ()),
        _("Same size") if voice.has_peers else _("Others"), _("Judgement"),
    )  # fmt: skip
    rows = tuple(_row(voice, group, measure, share=bool(share)) for measure in measures)
    names = {"group": voice.group(group), "name": voice.name, "peers": voice.peers}
    return Table(_("%(group)s in %(name)s beside %(peers)s") % names, header, rows)


def _row(voice: Voice, group: str, measure: Measure, *, share: bool) -> tuple[Cell, ...]:
    own = voice.study.table.get(measure=measure.code, group=group, unit=voice.study.unit)
    compared = voice.against_peers(measure.code, group)
    n: Cell = Number(own.n, 0) if own and own.n is not None else ""
    return (
        voice.measure(measure.code),
        n,
        voice.cell(own, measure),
        voice.interval(own, measure),
        *((_share(voice, group, measure),) if share else ()),
        voice.cell(compared.other, measure) if compared.other else "–",
        voice.verdict(compared),
    )


def _share_heading(voice: Voice, group: str, measures: Sequence[Measure]) -> str:
    """*Share 3–4* when there is one kind of share, *Share* when there are several, nothing without any."""
    shown = [m for m in measures if _share(voice, group, m)]
    names = {m.scale.shares[0].name.replace("-", "–") for m in shown}
    if len(names) == 1:
        return voice.gettext("Share %(name)s") % {"name": names.pop()}
    return voice.gettext("Share") if names else ""


def _share(voice: Voice, group: str, measure: Measure) -> Cell:
    if isinstance(measure, Index) or not measure.scale.shares:
        return ""
    name = measure.scale.shares[0].name
    found = voice.study.table.get(
        measure=measure.code, group=group, unit=voice.study.unit, statistic="share", category=name
    )
    return Number(found.value, 0, is_share=True) if found and found.is_known else ""


def what_distinguishes_councillors(voice: Voice) -> Iterator[Block]:
    """Where our councillors stand out from those of the same size class."""
    if COUNCILLORS not in voice.study.separate_groups:
        return
    _ = voice.gettext
    measures = voice.study.measures(group=COUNCILLORS)
    compared = [voice.against_peers(m.code, COUNCILLORS) for m in measures]
    if all(c.verdict is Verdict.CANNOT_COMPARE for c in compared):
        return
    yield Heading(_("What distinguishes our councillors"))
    certain = sorted((c for c in compared if c.verdict.is_certain), key=lambda c: -c.size)
    if not certain:
        yield Paragraph(
            _("Our councillors do not certainly differ from those in %(peers)s on any measure.")
            % {"peers": voice.peers}
        )
        return
    yield Paragraph(_("Compared with councillors in %(peers)s, ours are:") % {"peers": voice.peers})
    yield Bullets(tuple(_distinguished(voice, c) for c in certain[:8]))


def _distinguished(voice: Voice, compared: Comparison) -> str:
    _ = voice.gettext
    measure = voice.study.instrument.measures[compared.measure]
    if compared.own is None or compared.other is None:
        return ""
    axis = voice.axis(measure)
    names = {
        "item": voice.quoted(compared.measure),
        "own": axis.text(compared.own.value, voice.language),
        "other": axis.text(compared.other.value, voice.language),
    }
    if compared.verdict is Verdict.CERTAINLY_HIGHER:
        return _("certainly higher on %(item)s: %(own)s against %(other)s") % names
    return _("certainly lower on %(item)s: %(own)s against %(other)s") % names


def beside_chosen(voice: Voice) -> Iterator[Block]:
    """Beside the members that the reader chose."""
    chosen = tuple(code for code in voice.study.chosen if code in voice.study.members)
    if not chosen or not voice.study.separate_groups:
        return
    _ = voice.gettext
    group = voice.study.separate_groups[0]
    names = voice.joined(voice.study.members[code].name for code in chosen)
    yield Heading(_("Beside chosen members"))
    yield Paragraph(
        _("%(name)s beside the mean of %(names)s, each counting the same.")
        % {"name": voice.name, "names": names}
    )
    header = (_("Statement"), voice.name, _("Chosen members"), _("Judgement"))
    rows = tuple(_chosen_row(voice, group, measure, chosen) for measure in voice.study.measures(group=group))
    yield Table(_("%(group)s beside chosen members") % {"group": voice.group(group)}, header, rows)


def _chosen_row(voice: Voice, group: str, measure: Measure, chosen: tuple[str, ...]) -> tuple[Cell, ...]:
    compared = voice.against(measure.code, group, chosen, minimum=1)
    other = voice.cell(compared.other, measure) if compared.other else "–"
    return voice.measure(measure.code), voice.cell(compared.own, measure), other, voice.verdict(compared)
