# SPDX-License-Identifier: EUPL-1.2
"""What stands on the start page: work that waits, and results that are open."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from samband.core.access.rules import Actor, may
from samband.core.web.card import ResultItem, WaitingItem
from samband.tools.surveys.queries.waves import WaveRecord, waves
from samband.tools.surveys.rules import RUN_WAVES, WaveState


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """For analysts: the next step of every wave that is under way."""
    if not may(actor=actor, permission=RUN_WAVES):
        return ()
    steps = _next_steps()
    return tuple(
        WaitingItem(one.in_language(_language()), _address(one), one.fieldwork_to, steps[one.state])
        for one in waves(actor=actor)
        if one.state in steps
    )


def open_results(*, actor: Actor) -> tuple[ResultItem, ...]:
    """Published waves, latest first."""
    return tuple(
        ResultItem(
            title=one.in_language(_language()),
            url=_address(one),
            published_on=timezone.localdate(one.first_published_at),
            summary=gettext("Synthetic answers, for demonstration") if one.is_synthetic else "",
        )
        for one in waves(actor=actor)
        if one.first_published_at is not None
    )


def _next_steps() -> dict[WaveState, str]:
    return {
        WaveState.DRAFT: gettext("To be opened"),
        WaveState.OPEN: gettext("Open for answers"),
        WaveState.CLOSED: gettext("To be estimated"),
        WaveState.ESTIMATED: gettext("To be reviewed"),
        WaveState.REVIEWED: gettext("To be published"),
    }


def _address(one: WaveRecord) -> str:
    return reverse("surveys:overview", args=[one.slug])


def _language() -> str:
    return get_language() or "en"
