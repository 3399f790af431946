# SPDX-License-Identifier: EUPL-1.2
"""One study told in one language: names, figures and verdicts in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from gettext import NullTranslations

from babel.lists import format_list

from samband.engines.charts import Axis, Cell, ColumnNames, Dot, Frame, Number, number_text
from samband.engines.charts.days import day_text
from samband.engines.charts.numbers import locale_of
from samband.engines.comparison import Mark
from samband.engines.instrument import Index, Item, Measure, Polarity, Words
from samband.engines.small_areas import Kind
from samband.engines.tables import Estimate, Status
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.comparison import (
    Comparison,
    Reason,
    Verdict,
    Wanted,
    with_members,
)
from samband.tools.surveys.analysis.gaps import JudgedGaps
from samband.tools.surveys.analysis.member_report.study import Mode, Places, Study
from samband.tools.surveys.analysis.member_report.wording import translations
from samband.tools.surveys.analysis.standings import count_alike, mark_text, place_text

_QUOTES = {"nb": ("«", "»"), "nn": ("«", "»"), "ro": ("„", "”"), "bg": ("„", "“"), "ka": ("„", "“")}


@dataclass(frozen=True)
class Voice:
    """A study and the language it is told in."""

    study: Study
    language: str

    @cached_property
    def words(self) -> NullTranslations:
        return translations(language=self.language)

    @cached_property
    def asked(self) -> Words:
        """The words of the instrument in this language, else in its first."""
        return self.study.instrument.in_language(self.language)

    def gettext(self, message: str) -> str:
        return self.words.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.words.ngettext(one, many, count)

    # Names

    def group(self, code: str) -> str:
        return self.gettext("All who answered") if code == ALL else self.asked.groups.get(code, code)

    @property
    def name(self) -> str:
        """As the register has it; in words where a unit has a code alone."""
        own = self.study.own
        if own.code == ALL:
            return self.gettext("all units")
        return self.gettext("unit %(code)s") % {"code": own.code} if own.name == own.code else own.name

    @property
    def others(self) -> str:
        if self.study.places is Places.MUNICIPALITIES:
            return self.gettext("the other municipalities")
        return self.gettext("the other units")

    @property
    def peers(self) -> str:
        """Those compared with first: the own size class, or all others where there is none."""
        return self.gettext("municipalities of the same size") if self.has_peers else self.others

    @property
    def has_peers(self) -> bool:
        return bool(self.study.peers)

    def measure(self, code: str) -> str:
        return self.asked.measure(code)

    def joined(self, parts: Iterable[str]) -> str:
        """*a, b and c* in this language."""
        return format_list(list(parts), locale=locale_of(self.language))

    def either(self, parts: Iterable[str]) -> str:
        """*a, b or c* in this language."""
        return format_list(list(parts), style="or", locale=locale_of(self.language))

    def quoted(self, code: str) -> str:
        opening, closing = _QUOTES.get(self.language, ("“", "”"))
        return f"{opening}{self.measure(code)}{closing}"

    def period(self) -> str:
        if self.study.wave.period is None:
            return ""
        first, last = (day_text(day=day, language=self.language) for day in self.study.wave.period)
        return self.gettext("%(first)s to %(last)s") % {"first": first, "last": last}

    def count(self, number: float) -> str:
        return number_text(number=Number(number, 0), language=self.language)

    def answers(self, group: str) -> str:
        """*319 of 9,291, by telephone*."""
        _ = self.gettext
        answered, persons = self.study.respondents(group=group), self.study.persons(group=group)
        if answered is None:
            return _("withheld, since too few have answered")
        if persons is None:
            return self.count(answered)
        words = self.of(answered, persons)
        mode = self.study.wave.modes.get(group)
        return f"{words}, {self.mode(mode)}" if mode else words

    def mode(self, mode: Mode) -> str:
        _ = self.gettext
        return {
            Mode.PHONE: _("by telephone"),
            Mode.MEETING: _("in the council meeting"),
            Mode.WEB: _("on the web"),
            Mode.PAPER: _("on paper"),
            Mode.MIXED: _("in several ways"),
        }[mode]

    def of(self, part: int, whole: int) -> str:
        """*319 of 9,291*."""
        facts = {"answered": self.count(part), "persons": self.count(whole)}
        return self.gettext("%(answered)s of %(persons)s") % facts

    # Figures

    def axis(self, measure: Measure) -> Axis:
        labels = self.asked.scales.get(measure.scale.code, {})
        axis = Axis(
            float(measure.scale.low), float(measure.scale.high),
            labels.get(measure.scale.low, ""), labels.get(measure.scale.high, ""),
        )  # fmt: skip
        if isinstance(measure, Index):
            return replace(
                axis,
                low=measure.low,
                high=measure.high,
                low_label="",
                high_label="",
                decimals=_decimals(measure),
            )
        return axis

    def dot(self, estimate: Estimate | None) -> Dot:
        if estimate is not None and estimate.is_known:
            return Dot(estimate.value, estimate.lower, estimate.upper)
        return Dot(note=self.missing(estimate))

    def cell(self, estimate: Estimate | None, measure: Measure, *, is_signed: bool = False) -> Cell:
        if estimate is None or not estimate.is_known:
            return self.missing(estimate)
        return Number(
            estimate.value, self._decimals(estimate, measure, is_signed=is_signed), is_signed=is_signed
        )

    def _decimals(self, estimate: Estimate, measure: Measure, *, is_signed: bool = False) -> int:
        """One more where the interval is narrower than a digit: of all members together, of differences."""
        decimals = self.axis(measure).decimals
        is_fine = is_signed or self.study.unit == ALL
        return decimals + (is_fine and estimate.upper - estimate.lower < 10.0**-decimals)

    def interval(self, estimate: Estimate | None, measure: Measure) -> str:
        """*2.8–3.1*; nothing where there is no figure."""
        if estimate is None or not estimate.is_known or estimate.lower != estimate.lower:
            return ""
        axis = replace(self.axis(measure), decimals=self._decimals(estimate, measure))
        return f"{axis.text(estimate.lower, self.language)}–{axis.text(estimate.upper, self.language)}"

    def missing(self, estimate: Estimate | None) -> str:
        if estimate is None:
            return self.gettext("Not measured")
        if estimate.status is Status.NOT_ASKED:
            return self.gettext("Not asked")
        return self.gettext("No answers") if estimate.status is Status.EMPTY else self.gettext("Withheld")

    def columns(self) -> ColumnNames:
        _ = self.gettext
        return ColumnNames(
            _("Statement"), _("Group"), _("Mean"), _("Lower limit"), _("Upper limit"), _("Difference")
        )

    def frame(self, prefix: str, title: str, description: str, *, width: int = 640) -> Frame:
        return Frame(f"{prefix}-{self.study.unit}", title, description, self.language, width)

    # Places, gaps, models

    @property
    def gaps(self) -> JudgedGaps:
        return self.study.gaps

    def place(self, measure: str, group: str) -> str:
        """*between place 3 and 17 of 24*; empty where there is no place."""
        found = self.study.standing(measure=measure, group=group)
        if found is None:
            return ""
        standing = found.units[self.study.unit]
        return place_text(standing=standing, count=len(found.units), words=self.words)

    def alike(self, measure: str, group: str) -> str:
        """*81 of 119*: how many others cannot be told apart."""
        found = self.study.standing(measure=measure, group=group)
        if found is None:
            return ""
        return self.of(count_alike(found=found, unit=self.study.unit), len(found.units) - 1)

    def mark(self, measure: str, group: str) -> Mark | None:
        """How far the own unit is from the mean of all; None where that is not known."""
        found = self.study.standing(measure=measure, group=group)
        return found.units[self.study.unit].mark if found else None

    def marked(self, measure: str, group: str) -> str:
        """The same in words; empty where it is not known."""
        mark = self.mark(measure, group)
        if mark is None:
            return ""
        return mark_text(mark=mark, words=self.words) or self.gettext("Within the usual spread")

    def kind(self, kind: Kind) -> str:
        """What a modelled figure is made of."""
        _ = self.gettext
        return _("modelled") if kind is Kind.MODELLED else _("from members alike only")

    # Comparisons

    def against_peers(self, measure: str, group: str) -> Comparison:
        """With the own size class; with all others where the study knows no classes."""
        return self.against(measure, group, self.study.peers if self.has_peers else self.study.others)

    def against(self, measure: str, group: str, others: tuple[str, ...], *, minimum: int = 3) -> Comparison:
        """With the equal-weight mean of the others; computed once, since several sections ask for it."""
        key = (measure, group, others, minimum)
        if key not in self._compared:
            self._compared[key] = with_members(
                table=self.study.table,
                wanted=Wanted(measure, group),
                unit=self.study.unit,
                others=others,
                minimum_members=minimum,
            )
        return self._compared[key]

    @cached_property
    def _compared(self) -> dict[tuple[str, str, tuple[str, ...], int], Comparison]:
        return {}

    def verdict(self, comparison: Comparison) -> str:
        _ = self.gettext
        worded = {
            Verdict.CERTAINLY_HIGHER: _("Certainly higher"),
            Verdict.CERTAINLY_LOWER: _("Certainly lower"),
            Verdict.NO_CERTAIN_DIFFERENCE: _("No certain difference"),
        }
        if comparison.verdict is Verdict.CANNOT_COMPARE:
            return self.reason(comparison.reason or Reason.NOT_MEASURED)
        return worded[comparison.verdict]

    def reason(self, reason: Reason) -> str:
        _ = self.gettext
        return {
            Reason.OWN_WITHHELD: _("Withheld"),
            Reason.OTHER_WITHHELD: _("Cannot be compared: withheld"),
            Reason.TOO_FEW_MEMBERS: _("Cannot be compared: too few others"),
            Reason.NOT_ASKED: _("Not asked"),
            Reason.REWORDED: _("Cannot be compared: new wording"),
            Reason.NEW: _("New this time"),
            Reason.NOT_MEASURED: _("Not measured"),
            Reason.TERRITORY_CHANGED: _("Cannot be compared: new borders"),
            Reason.NO_UNCERTAINTY: _("Cannot be compared: unknown uncertainty"),
        }[reason]

    def signed(self, comparison: Comparison, measure: Measure) -> str:
        """*+0.4*, or nothing."""
        if comparison.difference is None:
            return ""
        apart = comparison.difference
        number = Number(apart.value, self._decimals(apart, measure, is_signed=True), is_signed=True)
        return number_text(number=number, language=self.language)

    def polarity(self, item: Item) -> str:
        """Which end is favourable."""
        is_negative = item.polarity is Polarity.NEGATIVE
        return self.gettext("low") if is_negative else self.gettext("high")


def _decimals(index: Index) -> int:
    return 0 if index.high - index.low >= 50 else 1


def capitalised(words: str) -> str:
    """With a capital at the beginning, as a label stands; the rest as it is."""
    return words[:1].title() + words[1:]
