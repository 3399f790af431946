# SPDX-License-Identifier: EUPL-1.2
"""The results of one member: a sentence, inhabitants and councillors side by side, comparisons in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samband.engines import charts
from samband.engines.charts import Chart, Frame, IntervalRow, Place, Screens, for_screens
from samband.engines.instrument import Item, Measure, Polarity
from samband.tools.surveys.analysis.comparison import (
    Comparison,
    Verdict,
    Wanted,
    with_members,
)
from samband.tools.surveys.analysis.comparison import with_previous as compare_with_previous
from samband.tools.surveys.analysis.member_report.study import Study
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.order import alphabetical
from samband.tools.surveys.pages.choices import Option
from samband.tools.surveys.pages.gaps import drawn_gaps, judged_sentence, largest_gaps


class Beside(StrEnum):
    """What the member is compared with."""

    SIZE = "size"
    SIMILAR = "similar"
    ALL = "all"
    CHOSEN = "chosen"
    PREVIOUS = "previous"


@dataclass(frozen=True, slots=True)
class Line:
    """One measure of one group, compared. texts in the reader's language; value empty when withheld.

    measure, group: codes. is_weak: low where high is favourable, certainly worse than the others, or
    certainly changed since: a figure from which a member may want to set a goal.
    """

    name: str
    remark: str
    value: str
    interval: str
    respondents: str
    other: str
    verdict: str
    tone: str
    measure: str
    group: str
    is_weak: bool


@dataclass(frozen=True, slots=True)
class GroupResults:
    """All measures of one group beside what was chosen."""

    code: str
    name: str
    answered: str
    indices: tuple[Line, ...]
    items: tuple[Line, ...]
    chart: Screens


@dataclass(frozen=True, slots=True)
class MemberPage:
    """What the page of a member shows."""

    name: str
    sentence: str
    compared_with: str
    alike: str
    choices: tuple[Option, ...]
    candidates: tuple[Option, ...]
    pairs: Screens | None
    judged: str
    gaps: tuple[tuple[str, str], ...]
    groups: tuple[GroupResults, ...]
    place: Screens | None
    can_compare: bool


@dataclass(frozen=True)
class Compared:
    """A member beside something: makes every comparison of the page in one way."""

    study: Study
    beside: Beside
    chosen: tuple[str, ...]
    similar: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        if self.beside is Beside.SIZE:
            return self.study.peers
        if self.beside is Beside.SIMILAR:
            return self.similar
        return self.chosen if self.beside is Beside.CHOSEN else self.study.others

    @cached_property
    def is_possible(self) -> bool:
        """Whether there is anything beside the member: before publication it sees no other member."""
        return self.study.earlier is not None or bool(_with_figures(self.study))

    @cached_property
    def _made(self) -> dict[tuple[str, str], Comparison]:
        return {}

    def of(self, measure: str, group: str) -> Comparison:
        """The comparison of one measure in one group, made once: sentence, chart and table ask for it."""
        if (measure, group) not in self._made:
            self._made[measure, group] = self._compared(measure, group)
        return self._made[measure, group]

    def _compared(self, measure: str, group: str) -> Comparison:
        if self.beside is Beside.PREVIOUS and self.study.earlier is not None:
            earlier = self.study.earlier
            return compare_with_previous(
                now=self.study.table,
                before=earlier.wave.table,
                wanted=Wanted(measure, group),
                unit=self.study.unit,
                continuity=earlier.continuity.get(measure),
                territory_changed=earlier.territory_changed,
            )
        return with_members(
            table=self.study.table,
            wanted=Wanted(measure, group),
            unit=self.study.unit,
            others=self.units,
            minimum_members=1 if self.beside is Beside.CHOSEN else 3,
        )


def _with_figures(study: Study) -> frozenset[str]:
    """The other members in the table; withheld figures count."""
    return frozenset(study.others) & frozenset(row.unit for row in study.table)


def beside_of(*, study: Study, wanted: str, chosen: Sequence[str], similar: tuple[str, ...] = ()) -> Compared:
    """What the address asks to compare with; what cannot be had gives way to the size class, else to all."""
    known = tuple(code for code in chosen if code in _with_figures(study))[:20]
    possible = {
        Beside.SIZE: bool(study.peers),
        Beside.SIMILAR: bool(similar),
        Beside.ALL: bool(study.others),
        Beside.CHOSEN: bool(known),
        Beside.PREVIOUS: study.earlier is not None,
    }
    beside = Beside(wanted) if wanted in set(Beside) and possible[Beside(wanted)] else None
    return Compared(study, beside or (Beside.SIZE if possible[Beside.SIZE] else Beside.ALL), known, similar)


def member_page(*, compared: Compared, language: str) -> MemberPage:
    """All of the page. Every figure comes from the released table of the study."""
    study, voice = compared.study, Voice(compared.study, language)
    groups = tuple(_group(group, compared, voice) for group in study.separate_groups)
    return MemberPage(
        name=study.own.name,
        sentence=_sentence(compared, voice),
        compared_with=compared_with(compared=compared, voice=voice),
        alike=_alike(compared, voice),
        choices=_choices(compared),
        candidates=_candidates(compared),
        pairs=drawn_gaps(voice=voice),
        judged=judged_sentence(voice=voice),
        gaps=largest_gaps(voice=voice),
        groups=groups,
        place=_place(compared, voice),
        can_compare=compared.is_possible,
    )


def compared_with(*, compared: Compared, voice: Voice) -> str:
    """What stands beside the member, in words, averages named as such."""
    if compared.beside is Beside.PREVIOUS and compared.study.earlier:
        return compared.study.earlier.wave.title
    names = {
        Beside.SIZE: _("average of other members of the same size"),
        Beside.SIMILAR: _("average of the members most like it"),
        Beside.ALL: _("average of all other members"),
        Beside.CHOSEN: _("average of %(names)s") % {"names": voice.joined(_names(compared))},
    }
    return names.get(compared.beside, "")


def _alike(compared: Compared, voice: Voice) -> str:
    """Who the members most like it are, and why; empty when something else was chosen."""
    if compared.beside is not Beside.SIMILAR:
        return ""
    names = [compared.study.members[code].name for code in compared.similar]
    facts = {"name": compared.study.own.name, "names": voice.joined(names)}
    return _("Most like %(name)s in the number of adults and the share of old people: %(names)s.") % facts


def _names(compared: Compared) -> list[str]:
    return [compared.study.members[code].name for code in compared.chosen]


def _sentence(compared: Compared, voice: Voice) -> str:
    """How many of the figures certainly differ: the one thing to take away."""
    verdicts = [
        compared.of(measure.code, group).verdict
        for group in compared.study.separate_groups
        for measure in compared.study.measures(group=group)
    ]
    comparable = [verdict for verdict in verdicts if verdict is not Verdict.CANNOT_COMPARE]
    higher, lower = (verdicts.count(wanted) for wanted in (Verdict.CERTAINLY_HIGHER, Verdict.CERTAINLY_LOWER))
    facts = {
        "member": compared.study.own.name,
        "other": compared_with(compared=compared, voice=voice),
        "all": len(comparable),
        "higher": higher,
        "lower": lower,
    }
    if not compared.is_possible:
        return _("These are the results of %(member)s.") % facts
    if not comparable:
        return _("%(member)s cannot be compared with the %(other)s.") % facts
    if not higher + lower:
        return _("%(member)s does not certainly differ from the %(other)s in any of %(all)d figures.") % facts
    return (
        _(
            "Of %(all)d figures for %(member)s, %(higher)d are certainly higher "
            "and %(lower)d certainly lower than the %(other)s."
        )
        % facts
    )


def _choices(compared: Compared) -> tuple[Option, ...]:
    study = compared.study
    found = []
    if study.peers:
        found.append((Beside.SIZE, _("Members of the same size")))
    if compared.similar:
        found.append((Beside.SIMILAR, _("Members like this one")))
    found.append((Beside.ALL, _("All other members")))
    found.append((Beside.CHOSEN, _("Members I choose below")))
    if study.earlier:
        found.append((Beside.PREVIOUS, _("The previous wave")))
    return tuple(Option(value, label, value is compared.beside) for value, label in found)


def _candidates(compared: Compared) -> tuple[Option, ...]:
    members = compared.study.members
    language = get_language() or "en"
    others = sorted(
        compared.study.others, key=lambda code: alphabetical(name=members[code].name, language=language)
    )
    return tuple(Option(code, members[code].name, code in compared.chosen) for code in others)


def _group(group: str, compared: Compared, voice: Voice) -> GroupResults:
    study = compared.study
    measures = study.measures(group=group)
    lines = {measure.code: _line(measure, group, compared, voice) for measure in measures}
    answered = study.respondents(group=group)
    return GroupResults(
        code=group,
        name=voice.group(group),
        answered=""
        if answered is None
        else ngettext("%(n)d person answered.", "%(n)d people answered.", answered) % {"n": answered},
        indices=tuple(lines[index.code] for index in study.instrument.indices if index.code in lines),
        items=tuple(lines[item.code] for item in study.items(group=group)),
        chart=_chart(group, measures, compared, voice),
    )


def _line(measure: Measure, group: str, compared: Compared, voice: Voice) -> Line:
    found = compared.of(measure.code, group)
    own = found.own
    is_shown = own is not None and own.is_known
    return Line(
        name=voice.measure(measure.code),
        remark=_("Negative statement: a high figure is unfavourable.") if _is_negative(measure) else "",
        value=str(charts.cell_text(cell=voice.cell(own, measure), language=voice.language)),
        interval=voice.interval(own, measure),
        respondents=voice.count(own.n) if is_shown and own and own.n is not None else "",
        other=str(charts.cell_text(cell=voice.cell(found.other, measure), language=voice.language)),
        verdict=voice.verdict(found),
        tone="accent" if found.verdict.is_certain else "neutral",
        measure=measure.code,
        group=group,
        is_weak=_is_weak(found, measure, voice, is_in_time=compared.beside is Beside.PREVIOUS),
    )


def _is_weak(found: Comparison, measure: Measure, voice: Voice, *, is_in_time: bool) -> bool:
    """Nothing is weak that is withheld."""
    own = found.own
    if own is None or not own.is_known:
        return False
    worse = Verdict.CERTAINLY_HIGHER if _is_negative(measure) else Verdict.CERTAINLY_LOWER
    if found.verdict is worse or (is_in_time and found.verdict.is_certain):
        return True
    axis = voice.axis(measure)
    middle = (axis.low + axis.high) / 2
    return own.value > middle if _is_negative(measure) else own.value < middle


def _is_negative(measure: Measure) -> bool:
    return isinstance(measure, Item) and measure.polarity is Polarity.NEGATIVE


def _chart(group: str, measures: Sequence[Measure], compared: Compared, voice: Voice) -> Screens:
    rows = []
    for measure in measures:
        found = compared.of(measure.code, group)
        rows.append(IntervalRow(voice.measure(measure.code), (voice.dot(found.own), voice.dot(found.other))))
    title = _("%(member)s: %(group)s") % {
        "member": compared.study.own.name,
        "group": voice.group(group).lower(),
    }
    description = _("Each dot is an average, each line its 95% interval.")
    frame = Frame(f"group-{group}", title, description, voice.language, 720)
    names = (compared.study.own.name, _capital(compared_with(compared=compared, voice=voice)))

    def draw(frame: Frame) -> Chart:
        return charts.dot_interval(
            frame=frame, rows=rows, series=names, axis=voice.axis(measures[-1]), columns=voice.columns()
        )

    return for_screens(draw=draw, frame=frame)


def _capital(text: str) -> str:
    return text[:1].title() + text[1:]


def _place(compared: Compared, voice: Voice) -> Screens | None:
    """Where the member stands among all, on the first index for its first group."""
    study = compared.study
    group = next(iter(study.separate_groups), "")
    measures: Mapping[str, Measure] = {measure.code: measure for measure in study.measures(group=group)}
    if not measures:
        return None
    measure = next(iter(measures.values()))
    wanted = Wanted(measure.code, group)
    places = []
    for code, member in study.members.items():
        found = wanted.of(study.table, code)
        if found is not None and found.is_known:
            places.append(
                Place(
                    member.name,
                    found.value,
                    is_peer=code in study.peers or not study.peers,
                    is_own=code == study.unit,
                    lower=found.lower,
                    upper=found.upper,
                )
            )
    if not places:
        return None
    names = charts.DistributionNames(
        member=_("Member"),
        value=_("Value"),
        peers=_("Members of the same size"),
        others=_("Other members"),
        median=_("Median of the same size"),
    )
    title = f"{voice.measure(measure.code)} – {voice.group(group)}"
    description = _("Every member is one dot; the marked one is %(member)s.") % {"member": study.own.name}
    frame = Frame("place", title, description, voice.language, 720)

    def draw(frame: Frame) -> Chart:
        return charts.distribution(frame=frame, places=places, axis=voice.axis(measure), names=names)

    return for_screens(draw=draw, frame=frame)
