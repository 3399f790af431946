# SPDX-License-Identifier: EUPL-1.2
"""The states of a ballot and what may happen when; who may see what."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from samband.core.access.card import gettext_noop
from samband.core.access.rules import Actor, may
from samband.tools.congress.card import RUN, VOTE

__all__ = [
    "RUN",
    "VOTE",
    "Electorate",
    "NotNow",
    "Phase",
    "State",
    "can_see_ballot",
    "check_phase",
    "phase_of",
]


class State(StrEnum):
    """What is stored."""

    DRAFT = "draft"
    CALLED = "called"
    DECLARED = "declared"
    WITHDRAWN = "withdrawn"


class Phase(StrEnum):
    """Where a ballot is at a moment."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    DECLARED = "declared"
    WITHDRAWN = "withdrawn"


class Electorate(StrEnum):
    MEMBERS = "members"
    """Members vote openly, by decisions of their councils."""
    DELEGATES = "delegates"
    """Delegates vote secretly, with one-time codes."""


PHASE_WORDS = {
    Phase.DRAFT: gettext_noop("being prepared"),
    Phase.ANNOUNCED: gettext_noop("called, not yet open"),
    Phase.OPEN: gettext_noop("open for votes"),
    Phase.CLOSED: gettext_noop("closed"),
    Phase.DECLARED: gettext_noop("declared"),
    Phase.WITHDRAWN: gettext_noop("withdrawn"),
}
"""What a ballot is, in a sentence."""


class NotNow(ValueError):  # noqa: N818  it names the fact
    """The ballot is not where it must be for this."""

    def __init__(self, phase: Phase) -> None:
        self.phase = phase
        super().__init__(self.words())

    def words(self, translate: Callable[[str], str] = str) -> str:
        """In the reader's language. translate: gettext or the like."""
        text = gettext_noop("The ballot is %(phase)s, so this cannot be done now.")
        return translate(text) % {"phase": translate(PHASE_WORDS[self.phase])}


def phase_of(*, state: State, opens_at: datetime, closes_at: datetime, at: datetime) -> Phase:
    """Open on [opens_at, closes_at)."""
    if state is not State.CALLED:
        return Phase(state.value)
    if at < opens_at:
        return Phase.ANNOUNCED
    return Phase.OPEN if at < closes_at else Phase.CLOSED


def check_phase(*, phase: Phase, wanted: frozenset[Phase]) -> None:
    """Raise NotNow unless the ballot is in one of the phases."""
    if phase not in wanted:
        raise NotNow(phase)


def can_see_ballot(*, actor: Actor, phase: Phase, is_published: bool, on_the_roll: frozenset[str]) -> bool:
    """Everybody what is published; those who run it all; members on the roll from the call on."""
    if is_published or may(actor=actor, permission=RUN):
        return True
    votes = any(may(actor=actor, permission=VOTE, authority=code) for code in actor.authorities & on_the_roll)
    return votes and phase is not Phase.DRAFT
