# SPDX-License-Identifier: EUPL-1.2
"""What a wave's own answers tell of their worth, in the reader's language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samband.core.collect.pages.modes import mode_name
from samband.engines import charts
from samband.engines.estimation import Reliability
from samband.engines.instrument import Instrument, Words
from samband.tools.surveys.analysis.soundness import Soundness
from samband.tools.surveys.analysis.who_answered import MARGINS, GroupResponse

SEX = MARGINS[0]

TOLD_FROM = 0.05
"""Part of the adults that answered from which on the R-indicator is told: below, it is near 1 anyhow."""

LOW_ALPHA = 0.7
"""Below it an index of some items is worth a look: Nunnally, Psychometric Theory, 1978."""

Named = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ItemsLine:
    """One index in one group. weakest: item that goes least with the others. remarks: what wants a look."""

    index: str
    group: str
    respondents: int
    alpha: float | None
    omega: float | None
    weakest: str
    rest: float | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DifferingLine:
    """An item answered otherwise by one mode than by the most frequent one."""

    item: str
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class ModeLine:
    group: str
    mode: str
    reference: str
    answers: int
    judged: int
    differing: tuple[DifferingLine, ...]


@dataclass(frozen=True, slots=True)
class GapLine:
    """In how many members a gap of one measure could be judged, and stands."""

    measure: str
    judged: int
    alone: int
    together: int


@dataclass(frozen=True, slots=True)
class ChangeLine:
    measure: str
    group: str
    all_members: float | None
    median_member: float | None


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """Who answered, of one group. sentences: how far from the adults, then by sex, by age."""

    group: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """Standard errors by replicates, through those by formula."""

    measure: str
    group: str
    replicates: int
    all_members: float | None
    least: float
    middle: float
    greatest: float


@dataclass(frozen=True, slots=True)
class SoundnessPart:
    """judged, alone, together: gaps over all measures."""

    items: tuple[ItemsLine, ...]
    modes: tuple[ModeLine, ...]
    gaps: tuple[GapLine, ...]
    changes: tuple[ChangeLine, ...]
    responses: tuple[ResponseLine, ...] = ()
    opinions: tuple[OpinionLine, ...] = ()

    @property
    def judged(self) -> int:
        return sum(one.judged for one in self.gaps)

    @property
    def alone(self) -> int:
        return sum(one.alone for one in self.gaps)

    @property
    def together(self) -> int:
        return sum(one.together for one in self.gaps)


def soundness_part(*, found: Soundness, instrument: Instrument, language: str) -> SoundnessPart:
    words = instrument.in_language(language)

    def named(code: str) -> str:
        return words.indices.get(code) or words.items.get(code, code)

    return SoundnessPart(
        items=tuple(_items(found, words, named)),
        modes=tuple(_modes(found, words, named)),
        gaps=tuple(GapLine(named(one.measure), one.judged, one.alone, one.together) for one in found.gaps),
        changes=tuple(
            ChangeLine(
                named(one.measure),
                words.groups.get(one.group, one.group),
                _known(one.all_members),
                _known(one.median_member),
            )
            for one in found.changes
        ),
        responses=tuple(
            ResponseLine(words.groups.get(one.group, one.group), tuple(_who(one))) for one in found.responses
        ),
        opinions=tuple(
            OpinionLine(
                named(one.measure),
                words.groups.get(one.group, one.group),
                one.replicates,
                _known(one.all_members),
                one.least,
                one.middle,
                one.greatest,
            )
            for one in found.opinions
        ),
    )


def _who(one: GroupResponse) -> Iterator[str]:
    facts = {
        "bias": _number(one.most_bias),
        "bias_from": _number(one.most_bias_lower),
        "bias_to": _number(one.most_bias_upper),
        "r": _number(one.indicator),
        "r_from": _number(one.lower),
        "r_to": _number(one.upper),
    }
    yield (
        _(
            "Before weighting, a mean is off by at most %(bias)s standard deviations (%(bias_from)s to "
            "%(bias_to)s), if sex and age explain who answered."
        )
        % facts
    )
    if one.rate >= TOLD_FROM:
        yield (
            _("R-indicator over all adults: %(r)s (%(r_from)s to %(r_to)s). 1: all answered alike.") % facts
        )
    for margin in sorted(one.margins, key=lambda margin: -margin.partial):
        told = [f"{background_name(part.label)}: {_number(part.times)}" for part in margin.categories]
        facts = {"spread": _number(margin.partial), "categories": ", ".join(told)}
        if margin.margin == SEX:
            yield (
                _(
                    "Sex alone makes %(spread)s of it. How often each answered, by the average: "
                    "%(categories)s."
                )
                % facts
            )
        else:
            yield (
                _(
                    "Age alone makes %(spread)s of it. How often each answered, by the average: "
                    "%(categories)s."
                )
                % facts
            )


def _number(value: float) -> str:
    return charts.number_text(number=charts.Number(value, 2), language=get_language() or "en")


def background_name(code: str) -> str:
    return {"female": _("women"), "male": _("men")}.get(code, code)


def _items(found: Soundness, words: Words, named: Named) -> Iterator[ItemsLine]:
    for one in found.items:
        told = one.found
        weakest = min(told.items, key=lambda item: item.rest, default=None)
        yield ItemsLine(
            index=named(told.index),
            group=words.groups.get(one.group, one.group),
            respondents=told.n,
            alpha=_known(told.alpha),
            omega=_known(told.omega),
            weakest=named(weakest.item) if weakest else "",
            rest=_known(weakest.rest) if weakest else None,
            remarks=tuple(_remarks(told, named)),
        )


def _remarks(told: Reliability, named: Named) -> Iterator[str]:
    if told.n < 10 * len(told.items) or not told.items:
        yield _("too few answered all its questions to say")
        return
    if told.alpha < LOW_ALPHA:
        yield _("its questions go together only loosely")
    for item in told.items:
        if item.alpha_without > told.alpha:
            yield _("hangs together better without “%(item)s”") % {"item": named(item.item)}
    if told.is_at_edge:
        yield _("do not trust its omega: one question has no variation of its own")


def _modes(found: Soundness, words: Words, named: Named) -> Iterator[ModeLine]:
    for one in found.modes:
        yield ModeLine(
            group=words.groups.get(one.group, one.group),
            mode=mode_name(one.mode),
            reference=mode_name(one.reference),
            answers=one.answers,
            judged=one.judged,
            differing=tuple(
                DifferingLine(named(item), told.adjusted, told.lower, told.upper)
                for item, told in one.differing
            ),
        )


def _known(value: float) -> float | None:
    return value if isfinite(value) else None
