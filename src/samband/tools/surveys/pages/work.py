# SPDX-License-Identifier: EUPL-1.2
"""Where a wave stands and what comes next; and what there is to look at before it is published."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samband.core.publications.queries import PublicationRecord
from samband.engines.disclosure import Cause
from samband.engines.instrument import Instrument
from samband.engines.weighting import Finding
from samband.tools.surveys.pages.soundness import SoundnessPart, soundness_part
from samband.tools.surveys.queries import Review, StatusLine, WaveRecord
from samband.tools.surveys.rules import ORDER, WaveState, can_become


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way. is_next: the one to take now."""

    label: str
    explanation: str
    is_done: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class WorkPage:
    """next: name of the step to take now, as the template words its button."""

    title: str
    state: WaveState
    steps: tuple[Step, ...]
    board: Sequence[StatusLine]
    inhabitants: int
    councillors: int
    silent: int
    version: int
    can_reopen: bool


def work_page(
    *, wave: WaveRecord, board: Sequence[StatusLine], published: PublicationRecord | None, language: str
) -> WorkPage:
    """The analyst's page of one wave."""
    return WorkPage(
        title=wave.in_language(language),
        state=wave.state,
        steps=_steps(wave.state),
        board=board,
        inhabitants=sum(line.inhabitants for line in board),
        councillors=sum(line.councillors for line in board),
        silent=sum(not (line.inhabitants or line.councillors) for line in board),
        version=published.version if published else 0,
        can_reopen=wave.state not in (WaveState.DRAFT, WaveState.OPEN),
    )


def _steps(state: WaveState) -> tuple[Step, ...]:
    worded = (
        (_("Participants"), _("Say which members take part, and when their councils have the results.")),
        (
            _("Answers"),
            _("Ask on the web, in meetings or by letter, or load files of answers. Nobody is counted twice."),
        ),
        (_("Figures"), _("Compute all figures with their margins of error.")),
        (_("Review"), _("Look at response, weights and what is withheld.")),
        (_("Publish"), _("Make the protected figures open to everybody.")),
        (_("Reports"), _("One report for each member, as a page, as PDF and as a spreadsheet.")),
    )
    at = ORDER.index(state)
    return tuple(Step(label, text, place < at, place == at) for place, (label, text) in enumerate(worded))


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group in all members. design_effect: None where there are no weights."""

    name: str
    respondents: int
    population: int
    rate: float
    silent: int
    design_effect: float | None
    effective: float | None


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One group in one member."""

    name: str
    group: str
    respondents: int
    population: int
    rate: float
    design_effect: float | None
    joined: int


@dataclass(frozen=True, slots=True)
class WeightLine:
    """One group in one member whose weights want a look. why: in words."""

    name: str
    group: str
    why: str


@dataclass(frozen=True, slots=True)
class CauseLine:
    """Figures of one group withheld for one cause. For the analyst's eyes alone."""

    group: str
    cause: str
    figures: int


@dataclass(frozen=True, slots=True)
class WithheldLine:
    """How many figures of one group in one unit are withheld, and for which causes."""

    unit: str
    group: str
    figures: int
    causes: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What the analyst looks at before publishing."""

    groups: tuple[GroupLine, ...]
    members: tuple[MemberLine, ...]
    weights: tuple[WeightLine, ...]
    causes: tuple[CauseLine, ...]
    withheld: tuple[WithheldLine, ...]
    withheld_cells: int
    cells: int
    can_be_reviewed: bool
    soundness: SoundnessPart


FINDING_WORDS = {
    Finding.WEIGHTS_COST_MUCH: gettext_noop(
        "unequal weights cost more than half of what the answers are worth"
    ),
    Finding.ONE_WEIGHS_MUCH: gettext_noop("one answer stands for more than a twentieth of the people"),
    Finding.FEW_SPEAK_FOR_MANY: gettext_noop(
        "a few heavy answers stand for more than a quarter of the people"
    ),
}


def _weights(review: Review, words: Mapping[str, str]) -> Iterator[WeightLine]:
    """Inside members only: over all of them weights differ by design, as small members are asked too."""
    for one in review.members:
        for finding in one.weights.findings if one.weights else ():
            yield WeightLine(one.name, words.get(one.group, one.group), _(FINDING_WORDS[finding]))


def review_page(*, review: Review, wave: WaveRecord, instrument: Instrument, language: str) -> ReviewPage:
    """The review in the reader's language."""
    words = instrument.in_language(language).groups
    return ReviewPage(
        groups=tuple(
            GroupLine(
                name=words.get(one.group, one.group),
                respondents=one.respondents,
                population=one.population,
                rate=one.respondents / one.population if one.population else 0.0,
                silent=len(one.members_without_answers),
                design_effect=one.weights.design_effect if one.weights else None,
                effective=one.weights.effective_respondents if one.weights else None,
            )
            for one in review.groups
        ),
        members=tuple(
            MemberLine(
                name=one.name,
                group=words.get(one.group, one.group),
                respondents=one.respondents,
                population=one.population,
                rate=one.response,
                design_effect=one.weights.design_effect if one.weights else None,
                joined=len(one.joined_cells),
            )
            for one in review.members
        ),
        weights=tuple(_weights(review, words)),
        causes=_causes(review, words),
        withheld=_withheld(review, words),
        withheld_cells=sum(one.measures for one in review.withheld if one.group in words),
        cells=review.cells,
        can_be_reviewed=can_become(state=wave.state, wanted=WaveState.REVIEWED),
        soundness=soundness_part(found=review.soundness, instrument=instrument, language=language),
    )


def _causes(review: Review, groups: Mapping[str, str]) -> tuple[CauseLine, ...]:
    """Differences between groups fall with either group; they are not counted again."""
    counts: Counter[tuple[str, Cause]] = Counter()
    for one in review.withheld:
        for cause, number in one.causes.items():
            counts[one.group, cause] += number
    known = {key: number for key, number in counts.items() if key[0] in groups}
    return tuple(CauseLine(groups[group], _cause(cause), n) for (group, cause), n in sorted(known.items()))


def _withheld(review: Review, groups: Mapping[str, str]) -> tuple[WithheldLine, ...]:
    names = {one.authority: one.name for one in review.members}
    return tuple(
        WithheldLine(
            unit=unit_name(unit=one.unit, names=names),
            group=groups[one.group],
            figures=one.measures,
            causes="; ".join(_cause(cause) for cause in one.causes),
        )
        for one in review.withheld
        if one.group in groups
    )


def unit_name(*, unit: str, names: Mapping[str, str]) -> str:
    """A member, a size class or all, in words."""
    sizes = {
        "all": _("All members"),
        "size:small": _("Small members"),
        "size:medium": _("Medium-sized members"),
        "size:large": _("Large members"),
    }
    return names.get(unit) or sizes.get(unit, unit)


def _cause(cause: Cause) -> str:
    return {
        Cause.EMPTY: _("nobody answered"),
        Cause.RESPONDENTS: _("too few answers"),
        Cause.POPULATION: _("covers too few people"),
        Cause.RESPONSE: _("too small a part answered"),
        Cause.UNANIMITY: _("all answered alike"),
        Cause.COUNT: _("too few chose, or did not choose, an answer"),
        Cause.DOMINANCE: _("one respondent carries too much weight"),
        Cause.P_PERCENT: _("the largest respondent could be guessed"),
        Cause.EARLIER: _("an earlier version could be subtracted from it"),
        Cause.SECONDARY: _("protects another figure from subtraction"),
    }[cause]
