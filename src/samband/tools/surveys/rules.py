# SPDX-License-Identifier: EUPL-1.2
"""The states of a wave, what may follow what, and who may see what."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from samband.core.access.card import gettext_noop
from samband.core.access.rules import Actor, may
from samband.tools.surveys.card import BREAK_DOWN, MARK_PRESENTED, PREVIEW_OWN, RUN_WAVES

__all__ = [
    "BREAK_DOWN",
    "COUNCILLORS",
    "INHABITANTS",
    "LEAST_LIMIT",
    "MARK_PRESENTED",
    "ORDER",
    "PREVIEW_OWN",
    "RUN_WAVES",
    "STATE_WORDS",
    "WaveState",
    "WaysJoined",
    "WeightedBy",
    "WeightingRule",
    "WrongStep",
    "can_be_asked",
    "can_become",
    "can_preview",
    "can_see_wave",
    "check_step",
    "has_reached",
]

INHABITANTS = "inhabitants"
COUNCILLORS = "councillors"


class WeightedBy(StrEnum):
    """How the answers of inhabitants are weighted by sex and age inside each member."""

    CELLS = "cells"
    """Sex by age, cells with few answers joined."""
    MARGINS = "margins"
    """Sex and age each by itself."""
    AGE = "age"
    """Age alone."""
    NOTHING = "nothing"
    """All answers of a member count alike."""


class WaysJoined(StrEnum):
    """How answers by phone, on the web and so on are joined inside a member."""

    TOGETHER = "together"
    """As one sample."""
    SHARES = "shares"
    """Each way weighted to the whole member; then each counts by its effective number of answers."""


LEAST_LIMIT = 1.5
"""Times the average: a lower limit would join nearly everything."""


@dataclass(frozen=True, slots=True)
class WeightingRule:
    """How one group is weighted inside its members.

    most_times: no answer weighs more than this many times the average of its member (or of its way of
    asking in the member); cells are joined until it is so. None: no limit, five where sex and age go each
    by itself.
    """

    by: WeightedBy = WeightedBy.CELLS
    most_times: float | None = None
    ways: WaysJoined = WaysJoined.TOGETHER


class WaveState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ESTIMATED = "estimated"
    REVIEWED = "reviewed"
    PUBLISHED = "published"


_ALLOWED: dict[WaveState, frozenset[WaveState]] = {
    WaveState.DRAFT: frozenset({WaveState.OPEN}),
    WaveState.OPEN: frozenset({WaveState.CLOSED}),
    WaveState.CLOSED: frozenset({WaveState.ESTIMATED, WaveState.OPEN}),
    WaveState.ESTIMATED: frozenset({WaveState.ESTIMATED, WaveState.REVIEWED, WaveState.OPEN}),
    WaveState.REVIEWED: frozenset({WaveState.ESTIMATED, WaveState.PUBLISHED, WaveState.OPEN}),
    WaveState.PUBLISHED: frozenset({WaveState.OPEN}),
}
"""What may follow what. From OPEN on, a step back means reopening: estimates and review are made anew."""

ORDER = tuple(WaveState)


STATE_WORDS: Mapping[WaveState, str] = {
    WaveState.DRAFT: gettext_noop("a draft"),
    WaveState.OPEN: gettext_noop("open for answers"),
    WaveState.CLOSED: gettext_noop("closed"),
    WaveState.ESTIMATED: gettext_noop("estimated"),
    WaveState.REVIEWED: gettext_noop("reviewed"),
    WaveState.PUBLISHED: gettext_noop("published"),
}
"""What a wave is called in a sentence."""


class WrongStep(ValueError):  # noqa: N818  it names the fact
    """A wave cannot go from where it is to where it was asked to go."""

    def __init__(self, state: WaveState, wanted: WaveState) -> None:
        self.state, self.wanted = state, wanted
        super().__init__(self.words())

    def words(self, translate: Callable[[str], str] = str) -> str:
        """In the reader's language. translate: gettext or the like."""
        text = gettext_noop("The wave is %(state)s and cannot be %(wanted)s. Next it can be: %(following)s.")
        following = [translate(STATE_WORDS[one]) for one in sorted(_ALLOWED[self.state], key=ORDER.index)]
        state, wanted = translate(STATE_WORDS[self.state]), translate(STATE_WORDS[self.wanted])
        return translate(text) % {"state": state, "wanted": wanted, "following": ", ".join(following)}


def can_be_asked(*, groups: Iterable[str]) -> bool:
    """Whether a wave can ask an instrument of these groups: it counts inhabitants and councillors."""
    asked = set(groups)
    return bool(asked) and asked <= {INHABITANTS, COUNCILLORS}


def can_become(*, state: WaveState, wanted: WaveState) -> bool:
    return wanted in _ALLOWED[state]


def check_step(*, state: WaveState, wanted: WaveState) -> None:
    """Raise WrongStep unless the step is allowed."""
    if not can_become(state=state, wanted=wanted):
        raise WrongStep(state, wanted)


def has_reached(*, state: WaveState, wanted: WaveState) -> bool:
    return ORDER.index(state) >= ORDER.index(wanted)


def can_see_wave(
    *, actor: Actor, state: WaveState, has_published: bool, participants: frozenset[str]
) -> bool:
    """Everybody sees what was ever published; analysts all; members their waves, from the opening."""
    if has_published or may(actor=actor, permission=RUN_WAVES):
        return True
    takes_part = any(
        may(actor=actor, permission=PREVIEW_OWN, authority=code) for code in actor.authorities & participants
    )
    return takes_part and state is not WaveState.DRAFT


def can_preview(*, actor: Actor, state: WaveState, authority: str) -> bool:
    """Own results may be looked at from the review on, so that the council can have them first."""
    return has_reached(state=state, wanted=WaveState.REVIEWED) and may(
        actor=actor, permission=PREVIEW_OWN, authority=authority
    )
