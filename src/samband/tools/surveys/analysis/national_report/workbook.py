# SPDX-License-Identifier: EUPL-1.2
"""Every mean of every member in one sheet, with a sheet that says what each column holds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from samband.engines.charts import Cell, Number
from samband.engines.comparison import Standing, Standings
from samband.engines.instrument import Measure
from samband.engines.reports import Sheet
from samband.engines.tables import Estimate
from samband.tools.surveys.analysis.comparison import Comparison
from samband.tools.surveys.analysis.gaps import JudgedGaps
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.member_report.workbook import number, value
from samband.tools.surveys.analysis.modelled import ModelledRows, modelled_rows
from samband.tools.surveys.analysis.national_report.agreement import gaps_of
from samband.tools.surveys.analysis.standings import count_alike, mark_text
from samband.tools.surveys.rules import INHABITANTS


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of one group in one member."""

    voice: Voice
    group: str
    measure: Measure
    code: str
    found: Standings | None
    modelled: ModelledRows
    gaps: JudgedGaps

    @property
    def own(self) -> Estimate | None:
        row = self.voice.study.table.get(measure=self.measure.code, group=self.group, unit=self.code)
        return row if row and row.is_known else None

    @property
    def standing(self) -> Standing | None:
        return self.found.units.get(self.code) if self.found else None

    @property
    def model(self) -> Estimate | None:
        row = self.modelled.of(self.measure.code) if self.group == INHABITANTS else None
        return row.shown if row else None

    @property
    def gap(self) -> Comparison | None:
        return next((gap for gap in self.gaps.gaps if gap.measure == self.measure.code), None)


Column = tuple[str, str, Callable[[Line], Cell]]


def figures(voice: Voice) -> Iterator[Sheet]:
    """Two sheets: the figures, and what their columns say."""
    _ = voice.gettext
    columns = [*_named(voice), *_figures(voice), *_places(voice), *_modelled(voice), *_gaps(voice)]
    rows = tuple(tuple(read(line) for _name, _about, read in columns) for line in _lines(voice))
    yield Sheet(_("Figures"), tuple(name for name, _about, _read in columns), rows)
    about = tuple((name, said) for name, said, _read in columns)
    yield Sheet(_("Notes"), (_("Column"), _("What it says")), about)


def _lines(voice: Voice) -> Iterator[Line]:
    study = voice.study
    modelled: Mapping[str, ModelledRows] = {
        code: modelled_rows(figures=study.modelled, unit=code, instrument=study.instrument)
        for code in study.members
    }
    gaps = {code: gaps_of(voice=voice, unit=code) for code in study.members}
    for group in study.separate_groups:
        for measure in study.measures(group=group):
            found = study.standings.of(measure.code, group)
            for code in study.members:
                yield Line(voice, group, measure, code, found, modelled[code], gaps[code])


def _named(voice: Voice) -> Iterator[Column]:
    _ = voice.gettext
    yield _("Group"), _("Who answered."), lambda line: voice.group(line.group)
    yield _("Code"), _("Of the measure, as in the open data."), lambda line: line.measure.code
    yield _("Measure"), _("The statement or index."), lambda line: voice.measure(line.measure.code)
    yield _("Member code"), _("As in the register."), lambda line: line.code
    yield (
        _("Member"),
        _("Its name on the day of reference."),
        lambda line: voice.study.members[line.code].name,
    )


def _figures(voice: Voice) -> Iterator[Column]:
    _ = voice.gettext
    yield (
        _("Answers"),
        _("How many answered it; empty where the figure is withheld."),
        lambda line: Number(line.own.n, 0) if line.own and line.own.n is not None else "",
    )
    yield _("Mean"), _("Of the answers, weighted."), lambda line: value(line.own)
    yield _("Lower limit"), _("Of the 95% interval."), lambda line: number(line.own.lower) if line.own else ""
    yield _("Upper limit"), _("Of the 95% interval."), lambda line: number(line.own.upper) if line.own else ""


def _places(voice: Voice) -> Iterator[Column]:
    _ = voice.gettext
    yield (
        _("First place"),
        _("The highest place it may have, 1 for the highest mean."),
        lambda line: Number(line.standing.first, 0) if line.standing else "",
    )
    yield (
        _("Last place"),
        _("The lowest place it may have, with 95% certainty."),
        lambda line: Number(line.standing.last, 0) if line.standing else "",
    )
    yield (
        _("Members placed"),
        _("How many members have a figure."),
        lambda line: Number(len(line.found.units), 0) if line.found and line.standing else "",
    )
    yield _("Cannot be told apart from"), _("How many of the others, all pairs judged together."), _alike
    yield (
        _("Among all members"),
        _("Whether it lies farther from their average than chance, or than members usually do."),
        _marked,
    )


def _alike(line: Line) -> Cell:
    if line.found is None or line.standing is None:
        return ""
    return Number(count_alike(found=line.found, unit=line.code), 0)


def _marked(line: Line) -> Cell:
    if line.standing is None:
        return ""
    words = line.voice.words
    return mark_text(mark=line.standing.mark, words=words) or words.gettext("Within the usual spread")


def _modelled(voice: Voice) -> Iterator[Column]:
    _ = voice.gettext
    if not voice.study.modelled:
        return
    yield (
        _("Modelled"),
        _("The modelled figure where few have answered; verdicts and places do not use it."),
        lambda line: value(line.model),
    )
    yield (
        _("Modelled, lower limit"),
        _("Of the 95% interval."),
        lambda line: number(line.model.lower) if line.model else "",
    )
    yield (
        _("Modelled, upper limit"),
        _("Of the 95% interval."),
        lambda line: number(line.model.upper) if line.model else "",
    )


def _gaps(voice: Voice) -> Iterator[Column]:
    if voice.study.pair is None:
        return
    _ = voice.gettext
    first, second = voice.study.pair
    about = _("%(first)s minus %(second)s.")
    names = {"first": voice.group(first), "second": voice.group(second).lower()}
    yield (
        _("Gap"),
        about % names,
        lambda line: value(line.gap.difference, is_signed=True) if line.gap else "",
    )
    yield (
        _("Gap, adjusted probability"),
        _("Of a gap so large by chance, all gaps of the member judged together (Benjamini and Hochberg)."),
        lambda line: number(line.gaps.adjusted.get(line.measure.code, float("nan"))),
    )
    yield (
        _("Gap, judgement"),
        _("Certain when that probability is at most 0.05."),
        lambda line: voice.verdict(line.gap) if line.gap else "",
    )
