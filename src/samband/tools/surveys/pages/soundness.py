# SPDX-License-Identifier: EUPL-1.2
"""What a wave's own answers tell of their worth, in the reader's language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite

from django.utils.translation import gettext as _

from samband.core.collect.pages.modes import mode_name
from samband.engines.estimation import Reliability
from samband.engines.instrument import Instrument, Words
from samband.tools.surveys.analysis.soundness import Soundness

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
class SoundnessPart:
    """judged, alone, together: gaps over all measures."""

    items: tuple[ItemsLine, ...]
    modes: tuple[ModeLine, ...]
    gaps: tuple[GapLine, ...]
    changes: tuple[ChangeLine, ...]

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
    )


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
