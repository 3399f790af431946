# SPDX-License-Identifier: EUPL-1.2
"""Every mean of the member in one wide sheet, with a sheet that says what each column holds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite

from samband.engines.charts import Cell, Number
from samband.engines.instrument import Measure
from samband.engines.reports import Sheet
from samband.engines.tables import Estimate
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.comparison import Comparison
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.standings import count_alike
from samband.tools.surveys.rules import INHABITANTS

DECIMALS = 3
"""Of figures in a sheet: enough to compute with."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of one group: what the columns are read from."""

    voice: Voice
    group: str
    measure: Measure

    def row(self, unit: str) -> Estimate | None:
        found = self.voice.study.table.get(measure=self.measure.code, group=self.group, unit=unit)
        return found if found and found.is_known else None

    @property
    def own(self) -> Estimate | None:
        return self.row(self.voice.study.unit)


Reader = Callable[[Line], Cell]


def figures(voice: Voice) -> Iterator[Sheet]:
    """Two sheets: the figures, and what their columns say."""
    _ = voice.gettext
    columns = tuple(_columns(voice))
    lines = [
        Line(voice, group, measure)
        for group in voice.study.separate_groups
        for measure in voice.study.measures(group=group)
    ]
    rows = tuple(tuple(read(line) for _name, _about, read in columns) for line in lines)
    if rows:
        yield Sheet(_("Figures"), tuple(name for name, _about, _read in columns), rows)
        about = tuple((name, said) for name, said, _read in columns)
        yield Sheet(_("Notes"), (_("Column"), _("What it says")), about)


def _columns(voice: Voice) -> Iterator[tuple[str, str, Reader]]:
    yield from _own(voice)
    yield from _others(voice)
    yield from _places(voice)
    if voice.study.modelled_rows.rows:
        yield from _modelled(voice)
    yield from _in_time(voice)
    if voice.study.pair:
        yield from _gaps(voice)


def _own(voice: Voice) -> Iterator[tuple[str, str, Reader]]:
    _ = voice.gettext
    yield _("Group"), _("Who answered."), lambda line: voice.group(line.group)
    yield _("Code"), _("Of the measure, as in the open data."), lambda line: line.measure.code
    yield _("Measure"), _("The statement or index."), lambda line: voice.measure(line.measure.code)
    yield (
        _("Answers"),
        _("How many answered it; empty where the figure is withheld."),
        lambda line: Number(line.own.n, 0) if line.own and line.own.n is not None else "",
    )
    yield _("Mean"), _("Of the answers, weighted."), lambda line: value(line.own)
    yield (
        _("Lower limit"),
        _("Of the 95% interval."),
        lambda line: number(line.own.lower) if line.own else "",
    )
    yield (
        _("Upper limit"),
        _("Of the 95% interval."),
        lambda line: number(line.own.upper) if line.own else "",
    )


def _others(voice: Voice) -> Iterator[tuple[str, str, Reader]]:
    _ = voice.gettext
    study = voice.study
    yield (
        _("Same size") if voice.has_peers else _("Others"),
        _("Mean of the other members of the same size, each counting the same; of all others without sizes."),
        lambda line: _other(voice.against_peers(line.measure.code, line.group)),
    )
    yield (
        _("Judgement"),
        _("The member against these, by the interval of the difference."),
        lambda line: voice.verdict(voice.against_peers(line.measure.code, line.group)),
    )
    if study.similar:
        yield (
            _("Members alike"),
            _("Mean of the members most like it, each counting the same."),
            lambda line: _other(voice.against(line.measure.code, line.group, study.similar)),
        )
    yield (
        _("All members"),
        _("Everybody in all members together, each person counting the same."),
        lambda line: value(line.row(ALL)),
    )


def _places(voice: Voice) -> Iterator[tuple[str, str, Reader]]:
    _ = voice.gettext
    yield _("First place"), _("The highest place it may have, 1 for the highest mean."), _first
    yield _("Last place"), _("The lowest place it may have, with 95% certainty."), _last
    yield _("Members placed"), _("How many members have a figure."), _placed
    yield _("Cannot be told apart from"), _("How many of the others, all pairs judged together."), _alike
    yield (
        _("Among all members"),
        _("Whether it lies farther from their average than chance, or than members usually do."),
        lambda line: voice.marked(line.measure.code, line.group),
    )


def _first(line: Line) -> Cell:
    found = line.voice.study.standing(measure=line.measure.code, group=line.group)
    return Number(found.units[line.voice.study.unit].first, 0) if found else ""


def _last(line: Line) -> Cell:
    found = line.voice.study.standing(measure=line.measure.code, group=line.group)
    return Number(found.units[line.voice.study.unit].last, 0) if found else ""


def _placed(line: Line) -> Cell:
    found = line.voice.study.standing(measure=line.measure.code, group=line.group)
    return Number(len(found.units), 0) if found else ""


def _alike(line: Line) -> Cell:
    found = line.voice.study.standing(measure=line.measure.code, group=line.group)
    return Number(count_alike(found=found, unit=line.voice.study.unit), 0) if found else ""


def _modelled(voice: Voice) -> Iterator[tuple[str, str, Reader]]:
    _ = voice.gettext
    yield (
        _("Modelled"),
        _("The modelled figure where few have answered; verdicts and places do not use it."),
        lambda line: value(modelled_of(line)),
    )
    yield (
        _("Modelled, lower limit"),
        _("Of the 95% interval."),
        lambda line: number(found.lower) if (found := modelled_of(line)) else "",
    )
    yield (
        _("Modelled, upper limit"),
        _("Of the 95% interval."),
        lambda line: number(found.upper) if (found := modelled_of(line)) else "",
    )


def modelled_of(line: Line) -> Estimate | None:
    if line.group != INHABITANTS:
        return None
    found = line.voice.study.modelled_rows.of(line.measure.code)
    return found.shown if found else None


def _in_time(voice: Voice) -> Iterator[tuple[str, str, Reader]]:
    _ = voice.gettext
    if voice.study.earlier:
        yield _("Before"), _("The mean in the wave before."), lambda line: _before(line)
        yield _("Change"), _("Now minus before; empty where the series breaks."), lambda line: _change(line)
        yield (
            _("Change, judgement"),
            _("By the interval of the change; or why the two cannot be compared."),
            lambda line: _judged_change(line),
        )
    yield (
        _("Smallest change next time"),
        _("A next wave with as many answers finds it in four of five cases."),
        lambda line: number(line.voice.study.detectable(measure=line.measure.code, group=line.group)),
    )


def _before(line: Line) -> Cell:
    change = line.voice.study.change(measure=line.measure.code, group=line.group)
    return _other(change) if change else ""


def _change(line: Line) -> Cell:
    change = line.voice.study.change(measure=line.measure.code, group=line.group)
    return value(change.difference, is_signed=True) if change else ""


def _judged_change(line: Line) -> Cell:
    change = line.voice.study.change(measure=line.measure.code, group=line.group)
    return line.voice.verdict(change) if change else ""


def _gaps(voice: Voice) -> Iterator[tuple[str, str, Reader]]:
    _ = voice.gettext
    by_code = {gap.measure: gap for gap in voice.gaps.gaps}
    first, second = voice.study.pair or ("", "")
    about = _("%(first)s minus %(second)s.") % {
        "first": voice.group(first), "second": voice.group(second).lower(),
    }  # fmt: skip

    def gap(line: Line) -> Comparison | None:
        return by_code.get(line.measure.code)

    yield (
        _("Gap"),
        about,
        lambda line: value(found.difference, is_signed=True) if (found := gap(line)) else "",
    )
    yield (
        _("Gap, adjusted probability"),
        _("Of a gap so large by chance, all gaps of the member judged together (Benjamini and Hochberg)."),
        lambda line: number(voice.gaps.adjusted.get(line.measure.code, float("nan"))),
    )
    yield (
        _("Gap, judgement"),
        _("Certain when that probability is at most 0.05."),
        lambda line: voice.verdict(found) if (found := gap(line)) else "",
    )


def number(figure: float, *, is_signed: bool = False) -> Cell:
    """Empty where there is none."""
    return Number(figure, DECIMALS, is_signed=is_signed) if isfinite(figure) else ""


def value(row: Estimate | None, *, is_signed: bool = False) -> Cell:
    return number(row.value, is_signed=is_signed) if row is not None and row.is_known else ""


def _other(compared: Comparison) -> Cell:
    return value(compared.other)
