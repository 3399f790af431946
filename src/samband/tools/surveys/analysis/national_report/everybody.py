# SPDX-License-Identifier: EUPL-1.2
"""All members together: the few things to know, and the main figures."""

from collections.abc import Iterator, Sequence

from samband.engines.charts import Cell, Number
from samband.engines.comparison import Mark
from samband.engines.instrument import Index, Measure
from samband.engines.reports import Block, Bullets, Heading, KeySentence, Paragraph, Table
from samband.engines.tables import Estimate
from samband.tools.surveys.analysis.comparison import Comparison
from samband.tools.surveys.analysis.member_report.main_figures import detectable, measures_heading
from samband.tools.surveys.analysis.member_report.summary import certain, change_sentence, gaps_in_words
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.modelled import members_modelled


def summary(voice: Voice) -> Iterator[Block]:
    yield Heading(voice.gettext("Summary"))
    first, *rest = voice.study.separate_groups or ("all",)
    yield KeySentence(_headline(voice, first))
    points = [_headline(voice, group) for group in rest]
    points += [
        *_beyond(voice, first),
        *gaps_in_words(voice=voice),
        *_changes(voice, first),
        *_modelled(voice),
    ]
    if points:
        yield Bullets(tuple(points))
    yield Paragraph(certain(voice=voice))


def _headline(voice: Voice, group: str) -> str:
    """The highest and the lowest of the main figures where these are indices; else the first of them."""
    known = [(m, row) for m in voice.study.main_measures(group=group) if (row := _row(voice, m, group))]
    if not known:
        words = voice.gettext("%(group)s: the figures for all members together are not published.")
        return words % {"group": voice.group(group)}
    if len(known) > 1 and all(isinstance(m, Index) for m, _row_of in known):
        return _ends(voice, group, known)
    measure, row = known[0]
    words = voice.gettext("%(group)s in %(members)s members give %(measure)s an average of %(value)s.")
    facts = {"measure": voice.quoted(measure.code), "value": _text(voice, measure, row)}
    return words % {**_facts(voice, group), **facts}


def _ends(voice: Voice, group: str, known: Sequence[tuple[Measure, Estimate]]) -> str:
    ordered = sorted(known, key=lambda pair: pair[1].value)
    (lowest, low), (highest, high) = ordered[0], ordered[-1]
    axis = voice.axis(highest)
    words = voice.gettext(
        "%(group)s in %(members)s members give the highest score to %(highest)s (%(high)s) and the lowest to "
        "%(lowest)s (%(low)s), on a scale from %(from)s to %(to)s."
    )
    return words % {
        **_facts(voice, group),
        "highest": voice.quoted(highest.code),
        "high": _text(voice, highest, high),
        "lowest": voice.quoted(lowest.code),
        "low": _text(voice, lowest, low),
        "from": f"{axis.low:g}",
        "to": f"{axis.high:g}",
    }


def _facts(voice: Voice, group: str) -> dict[str, str]:
    return {"group": voice.group(group), "members": voice.count(len(voice.study.members))}


def _text(voice: Voice, measure: Measure, row: Estimate) -> str:
    return voice.axis(measure).text(row.value, voice.language)


def _row(voice: Voice, measure: Measure, group: str) -> Estimate | None:
    found = voice.study.table.get(measure=measure.code, group=group, unit=voice.study.unit)
    return found if found is not None and found.is_known else None


def _beyond(voice: Voice, group: str) -> Iterator[str]:
    """On which figures most members lie beyond the usual spread, and how many."""
    counts = [
        (measure, sum(one.mark is Mark.BEYOND_SPREAD for one in found.units.values()), len(found.units))
        for measure in voice.study.main_measures(group=group)
        if (found := voice.study.standings.of(measure.code, group))
    ]
    if not counts:
        return
    told = [
        f"{voice.quoted(measure.code)}: {voice.of(beyond, placed)}" for measure, beyond, placed in counts[:4]
    ]
    words = voice.gettext("%(group)s: so many members lie beyond the usual spread of members: %(counts)s.")
    yield words % {"group": voice.group(group), "counts": "; ".join(told)}


def _changes(voice: Voice, group: str) -> Iterator[str]:
    """In members that took part in both waves."""
    earlier = voice.study.earlier
    if earlier is None:
        return
    found = [voice.study.change(measure=m.code, group=group) for m in voice.study.main_measures(group=group)]
    changes = [change for change in found if change is not None]
    both = max((change.members for change in changes if change.difference), default=0)
    told = change_sentence(voice=voice, group=group, changes=changes, before=earlier.wave.title)
    words = voice.ngettext(
        "Counted in the %(count)d member that took part in both waves.",
        "Counted in the %(count)d members that took part in both waves, each counting the same.",
        both,
    )
    yield f"{told} {words % {'count': both}}" if both else told


def _modelled(voice: Voice) -> Iterator[str]:
    count = len(members_modelled(figures=voice.study.modelled))
    if count:
        words = voice.ngettext(
            "In %(count)d member few have answered: modelled figures stand beside its direct ones.",
            "In %(count)d members few have answered: modelled figures stand beside their direct ones.",
            count,
        )
        yield words % {"count": count}


def main_figures(voice: Voice) -> Iterator[Block]:
    _ = voice.gettext
    groups = [g for g in voice.study.separate_groups if voice.study.respondents(group=g) is not None]
    if groups:
        yield Heading(_("The main figures"))
    for group in groups:
        measures = voice.study.main_measures(group=group)
        words = _("Main figures: %(group)s in all members")
        yield _table(voice, group, measures, words % {"group": voice.group(group).lower()})


def _table(voice: Voice, group: str, measures: Sequence[Measure], caption: str) -> Table:
    _ = voice.gettext
    header = [measures_heading(voice=voice, measures=measures), _("Answers"), _("Mean"), _("Interval")]
    if voice.study.earlier:
        header += [_("Change"), _("Judgement")]
    header.append(_("Smallest change next time"))
    return Table(caption, tuple(header), tuple(_line(voice, group, measure) for measure in measures))


def _line(voice: Voice, group: str, measure: Measure) -> tuple[Cell, ...]:
    own = voice.study.table.get(measure=measure.code, group=group, unit=voice.study.unit)
    change = voice.study.change(measure=measure.code, group=group)
    return (
        voice.measure(measure.code),
        Number(own.n, 0) if own and own.n is not None else "",
        voice.cell(own, measure),
        voice.interval(own, measure),
        *(_change(voice, measure, change) if change else ()),
        detectable(voice=voice, measure=measure, group=group),
    )


def _change(voice: Voice, measure: Measure, change: Comparison) -> tuple[Cell, Cell]:
    apart = voice.cell(change.difference, measure, is_signed=True) if change.difference else "–"
    return apart, voice.verdict(change)
