# SPDX-License-Identifier: EUPL-1.2
"""Waves as they stand in lists and headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from samband.core.publications.queries import PublicationRecord
from samband.tools.surveys.queries import WaveRecord
from samband.tools.surveys.rules import WaveState


@dataclass(frozen=True, slots=True)
class WaveHeading:
    """What every page of a wave says of it."""

    slug: str
    title: str
    is_synthetic: bool

    @classmethod
    def of(cls, *, wave: WaveRecord, language: str) -> Self:
        return cls(wave.slug, wave.in_language(language), wave.is_synthetic)


@dataclass(frozen=True, slots=True)
class WaveCard:
    """A wave in a list. facts: one line on what it is. state: in words."""

    slug: str
    title: str
    facts: str
    state: str
    is_synthetic: bool


def wave_cards(
    *, waves: Sequence[WaveRecord], publications: Mapping[str, PublicationRecord | None], language: str
) -> tuple[WaveCard, ...]:
    """One card for each wave, in the order given."""
    words = state_words()
    return tuple(
        WaveCard(
            slug=wave.slug,
            title=wave.in_language(language),
            facts=_facts(wave, publications.get(wave.slug)),
            state=words[wave.state],
            is_synthetic=wave.is_synthetic,
        )
        for wave in waves
    )


def state_words() -> Mapping[WaveState, str]:
    """The states of a wave in the reader's language."""
    return {
        WaveState.DRAFT: _("In preparation"),
        WaveState.OPEN: _("Open for answers"),
        WaveState.CLOSED: _("Closed, not yet computed"),
        WaveState.ESTIMATED: _("Computed, to be reviewed"),
        WaveState.REVIEWED: _("Reviewed, to be published"),
        WaveState.PUBLISHED: _("Published"),
    }


def _facts(wave: WaveRecord, publication: PublicationRecord | None) -> str:
    if publication is None:
        return str(wave.year)
    return _("%(year)d, version %(version)d") % {"year": wave.year, "version": publication.version}
