# SPDX-License-Identifier: EUPL-1.2
"""The members beside one another: funnels, who lies beyond the usual spread, who can be told apart."""

from collections.abc import Callable, Iterator, Sequence

from samband.engines.charts import Cell, Number
from samband.engines.comparison import Mark, Standing, Standings
from samband.engines.instrument import Measure
from samband.engines.reports import Block, Bullets, Figure, Heading, Paragraph, Table
from samband.tools.surveys.analysis.funnel import drawn_funnel, funnel_description
from samband.tools.surveys.analysis.member_report.main_figures import measures_heading
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.order import alphabetical
from samband.tools.surveys.analysis.standings import spread_sentence

MOST_FUNNELS = 4
MOST_NAMED = 40


def beside_one_another(voice: Voice) -> Iterator[Block]:
    """Funnels of the first group; what stands apart for all groups."""
    _ = voice.gettext
    groups = [group for group in voice.study.separate_groups if _placed(voice, group)]
    if not groups:
        return
    yield Heading(_("Members beside one another"))
    yield Paragraph(_("About one member in twenty falls outside the inner limits by chance alone."))
    for measure in _placed(voice, groups[0])[:MOST_FUNNELS]:
        yield from _of_measure(voice, groups[0], measure)
    yield Heading(_("Who can be told apart"), 3)
    for group in groups:
        yield _apart(voice, group, _placed(voice, group))


def _placed(voice: Voice, group: str) -> list[Measure]:
    """The main figures with enough members for a funnel."""
    return [m for m in voice.study.main_measures(group=group) if voice.study.standings.of(m.code, group)]


def _of_measure(voice: Voice, group: str, measure: Measure) -> Iterator[Block]:
    found = voice.study.standings.of(measure.code, group)
    if found is None:
        return
    axis, name = voice.axis(measure), voice.measure(measure.code)
    yield Heading(name, 3)
    title = f"{name} – {voice.group(group)}"
    frame = voice.frame(
        f"funnel-{group}-{measure.code}", title, funnel_description(words=voice.words), width=900
    )
    names = {code: member.name for code, member in voice.study.members.items()}
    yield Figure(
        drawn_funnel(found=found, names=names, own="", frame=frame, axis=axis, words=voice.words), title
    )
    average = axis.text(found.target, voice.language)
    yield Paragraph(spread_sentence(found=found, value=average, words=voice.words))
    beyond = tuple(_named(voice, found))
    if beyond:
        yield Bullets(beyond)


def _named(voice: Voice, found: Standings) -> Iterator[str]:
    """Who lies beyond the usual spread, by name: no order but the alphabet's."""
    _ = voice.gettext
    for direction, words in (
        (1, _("Above the usual spread: %(names)s.")),
        (-1, _("Below the usual spread: %(names)s.")),
    ):
        codes = [
            code
            for code, one in found.units.items()
            if one.mark is Mark.BEYOND_SPREAD and one.direction == direction
        ]
        if codes:
            yield words % {"names": voice.joined(_by_name(voice, codes)[:MOST_NAMED])}


def _by_name(voice: Voice, codes: Sequence[str]) -> list[str]:
    names = [voice.study.members[code].name for code in codes]
    return sorted(names, key=lambda name: alphabetical(name=name, language=voice.language))


def _apart(voice: Voice, group: str, measures: Sequence[Measure]) -> Table:
    _ = voice.gettext
    header = (
        measures_heading(voice=voice, measures=measures), _("Members"), _("Certainly above the average"),
        _("Cannot be told from it"), _("Certainly below"), _("Pairs told apart"),
    )  # fmt: skip
    words = _("%(group)s: members that can be told apart")
    rows = tuple(
        _apart_row(voice, measure, found)
        for measure in measures
        if (found := voice.study.standings.of(measure.code, group))
    )
    return Table(words % {"group": voice.group(group)}, header, rows)


def _apart_row(voice: Voice, measure: Measure, found: Standings) -> tuple[Cell, ...]:
    count = len(found.units)
    pairs, apart = count * (count - 1) // 2, int(found.apart.sum()) // 2

    def number(holds: Callable[[Standing], bool]) -> Number:
        return Number(sum(holds(one) for one in found.units.values()), 0)

    return (
        voice.measure(measure.code),
        Number(count, 0),
        number(lambda one: one.mark is not Mark.USUAL and one.direction > 0),
        number(lambda one: one.mark is Mark.USUAL),
        number(lambda one: one.mark is not Mark.USUAL and one.direction < 0),
        voice.of(apart, pairs),
    )


def by_name(voice: Voice) -> Iterator[Block]:
    """Every member with its main figures and the places each may have, in the order of the alphabet."""
    _ = voice.gettext
    groups = [group for group in voice.study.separate_groups if _placed(voice, group)]
    if not groups:
        return
    yield Heading(_("Annex: all members, by name"))
    yield Paragraph(
        _("The mean, then the places that the member may have, 1 for the highest mean. A place is no rank.")
    )
    for group in groups:
        yield _table_by_name(voice, group, _placed(voice, group)[:MOST_FUNNELS])


def _table_by_name(voice: Voice, group: str, measures: Sequence[Measure]) -> Table:
    header = (voice.gettext("Member"), *(voice.measure(measure.code) for measure in measures))
    ordered = sorted(
        voice.study.members.values(),
        key=lambda member: alphabetical(name=member.name, language=voice.language),
    )
    rows = tuple(
        (member.name, *(_value_and_place(voice, group, measure, member.code) for measure in measures))
        for member in ordered
    )
    return Table(voice.group(group), header, rows)


def _value_and_place(voice: Voice, group: str, measure: Measure, code: str) -> str:
    """*2.7 (12–48)*."""
    row = voice.study.table.get(measure=measure.code, group=group, unit=code)
    if row is None or not row.is_known:
        return voice.missing(row)
    found = voice.study.standings.of(measure.code, group)
    value = voice.axis(measure).text(row.value, voice.language)
    standing = found.units.get(code) if found else None
    return f"{value} ({standing.first}–{standing.last})" if standing else value
