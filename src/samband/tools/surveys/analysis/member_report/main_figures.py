# SPDX-License-Identifier: EUPL-1.2
"""The main figures on a page or two: beside others, place among all, change, what a next wave could tell."""

from collections.abc import Iterator, Sequence
from math import isfinite

from samband.engines.charts import Cell, Number
from samband.engines.instrument import Index, Measure
from samband.engines.reports import Block, Heading, Note, NoteKind, Paragraph, Table
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.comparison import Comparison
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.modelled import ModelledRow
from samband.tools.surveys.rules import INHABITANTS


def main_figures(voice: Voice) -> Iterator[Block]:
    groups = [group for group in voice.study.separate_groups if _has_main(voice, group)]
    tables = [block for group in groups for block in _of_group(voice, group)]
    if not tables and not voice.study.modelled_rows.rows:
        return
    yield Heading(voice.gettext("The main figures"))
    yield from tables
    yield from modelled(voice)


def _has_main(voice: Voice, group: str) -> bool:
    get, unit = voice.study.table.get, voice.study.unit
    found = (get(measure=m.code, group=group, unit=unit) for m in voice.study.main_measures(group=group))
    return any(row is not None and row.is_known for row in found)


def _of_group(voice: Voice, group: str) -> Iterator[Block]:
    _ = voice.gettext
    measures = voice.study.main_measures(group=group)
    names = {"group": voice.group(group), "name": voice.name}
    yield _beside(voice, group, measures, _("Main figures: %(group)s in %(name)s") % _lower(names))
    if any(voice.place(m.code, group) for m in measures):
        yield _places(voice, group, measures, _("%(group)s in %(name)s: place among members") % names)
    earlier = voice.study.earlier
    if earlier is not None and not earlier.territory_changed:
        names["before"] = earlier.wave.title
        words = _("Main figures: %(group)s, change since %(before)s") % _lower(names)
        yield _changes(voice, group, measures, words)


def _lower(names: dict[str, str]) -> dict[str, str]:
    """The group as it stands inside a sentence."""
    return {**names, "group": names["group"].lower()}


def _beside(voice: Voice, group: str, measures: Sequence[Measure], caption: str) -> Table:
    _ = voice.gettext
    rows = tuple(_beside_row(voice, group, measure) for measure in measures)
    header = [
        measures_heading(voice=voice, measures=measures), _("Answers"), _("Mean"), _("Interval"),
        _("Same size") if voice.has_peers else _("Others"), _("Members alike"), _("All members"),
        _("Smallest change next time"),
    ]  # fmt: skip
    left_out = {5: not voice.study.similar, 6: not _has_total(voice, group)}
    kept = [at for at in range(len(header)) if not left_out.get(at)]
    return Table(caption, tuple(header[at] for at in kept), tuple(tuple(r[at] for at in kept) for r in rows))


def measures_heading(*, voice: Voice, measures: Sequence[Measure]) -> str:
    """What the rows of a table of measures are."""
    _ = voice.gettext
    return _("Index") if all(isinstance(m, Index) for m in measures) else _("Statement")


def _has_total(voice: Voice, group: str) -> bool:
    """Whether the table has figures of all members together, and they are not the unit itself."""
    return voice.study.unit != ALL and any(row.unit == ALL for row in voice.study.table.where(group=group))


def _beside_row(voice: Voice, group: str, measure: Measure) -> tuple[Cell, ...]:
    get, code = voice.study.table.get, measure.code
    own = get(measure=code, group=group, unit=voice.study.unit)
    everybody = get(measure=code, group=group, unit=ALL)
    alike = voice.against(code, group, voice.study.similar)
    return (
        voice.measure(code),
        Number(own.n, 0) if own and own.n is not None else "",
        voice.cell(own, measure),
        voice.interval(own, measure),
        _other(voice, voice.against_peers(code, group), measure),
        _other(voice, alike, measure),
        voice.cell(everybody, measure),
        detectable(voice=voice, measure=measure, group=group),
    )


def _other(voice: Voice, compared: Comparison, measure: Measure) -> Cell:
    return voice.cell(compared.other, measure) if compared.other else "–"


def _places(voice: Voice, group: str, measures: Sequence[Measure], caption: str) -> Table:
    _ = voice.gettext
    header = (
        measures_heading(voice=voice, measures=measures),
        _("Place"),
        _("Cannot be told apart from"),
        _("Among all members"),
    )
    rows = tuple(
        (
            voice.measure(m.code),
            voice.place(m.code, group) or "–",
            voice.alike(m.code, group),
            voice.marked(m.code, group),
        )
        for m in measures
    )
    return Table(caption, header, rows)


def _changes(voice: Voice, group: str, measures: Sequence[Measure], caption: str) -> Table:
    """A break of the series stands as the judgement."""
    _ = voice.gettext
    header = (
        measures_heading(voice=voice, measures=measures),
        _("Before"),
        _("Now"),
        _("Change"),
        _("Judgement"),
    )
    changes = [(m, voice.study.change(measure=m.code, group=group)) for m in measures]
    return Table(caption, header, tuple(_change_row(voice, m, change) for m, change in changes if change))


def _change_row(voice: Voice, measure: Measure, change: Comparison) -> tuple[Cell, ...]:
    return (
        voice.measure(measure.code),
        _other(voice, change, measure),
        voice.cell(change.own, measure),
        voice.cell(change.difference, measure, is_signed=True) if change.difference else "–",
        voice.verdict(change),
    )


def detectable(*, voice: Voice, measure: Measure, group: str) -> Cell:
    """The smallest change that a next wave as large would tell, one digit finer than figures."""
    found = voice.study.detectable(measure=measure.code, group=group)
    return Number(found, voice.axis(measure).decimals + 1) if isfinite(found) else "–"


def modelled(voice: Voice) -> Iterator[Block]:
    """Both figures side by side where the wave models small members; why, in a few sentences."""
    _ = voice.gettext
    found = voice.study.modelled_rows
    main = [m.code for m in voice.study.main_measures(group=INHABITANTS)]
    rows = [row for row in found.rows if row.measure in main] or list(found.rows)
    if not rows:
        return
    header = (_("Measure"), _("Direct"), _("Interval"), _("Modelled"), _("Interval"), _("Mark"))
    yield Table(
        _("%(group)s in %(name)s: direct and modelled figures")
        % {"group": voice.group(INHABITANTS), "name": voice.name},
        header,
        tuple(_modelled_row(voice, row) for row in rows),
    )
    yield Note(NoteKind.METHOD, _("Modelled figures"), " ".join(_why_modelled(voice)))


def _modelled_row(voice: Voice, row: ModelledRow) -> tuple[Cell, ...]:
    measure = voice.study.instrument.measures[row.measure]
    return (
        voice.measure(row.measure),
        voice.cell(row.direct, measure),
        voice.interval(row.direct, measure),
        voice.cell(row.shown, measure),
        voice.interval(row.shown, measure),
        voice.kind(row.kind),
    )


def _why_modelled(voice: Voice) -> Iterator[str]:
    _ = voice.gettext
    yield _(
        "Fewer have answered here than the plan of the wave wants. A modelled figure draws the member's own "
        "towards what members alike answered. It says what is likely, not that this place differs."
    )
    if not voice.study.modelled_rows.helps:
        yield _("Here it adds little: the direct figures are certain enough.")


def model_sentences(*, voice: Voice) -> Iterator[str]:
    """Why some figures are modelled, what they must not be used for; none where the wave models nothing."""
    _ = voice.gettext
    if voice.study.model_below:
        yield _(
            "Where fewer than %(below)s inhabitants answered, a modelled figure stands beside the direct "
            "one. It draws the member's own figure towards what members with as many adults and as many old "
            "people answered, the more so the fewer its own answers are. It is made of published figures "
            "only."
        ) % {"below": voice.study.model_below}
        yield _(
            "A modelled figure says what is likely in such a place. It cannot show that a place differs from "
            "others like it, so it is not used for verdicts, ranks or change over time."
        )


def members_alike(*, voice: Voice) -> Iterator[Paragraph]:
    """Who the members most like it are, and why."""
    if voice.study.similar:
        names = [voice.study.members[code].name for code in voice.study.similar]
        words = voice.gettext(
            "Most like %(name)s in the number of adults and the share of old people: %(names)s."
        )
        yield Paragraph(words % {"name": voice.name, "names": voice.joined(names)})
