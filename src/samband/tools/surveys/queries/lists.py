# SPDX-License-Identifier: EUPL-1.2
"""What stands on the start page: work that waits, and results that are open."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from samband.core.access.rules import Actor, may
from samband.core.web.card import ResultItem, WaitingItem
from samband.tools.surveys.queries.waves import WaveRecord, participants, waves
from samband.tools.surveys.rules import RUN_WAVES, WaveState, can_preview


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """For analysts the next step of every wave under way; for members their results before others."""
    if not actor.is_signed_in:
        return ()
    under_way = [one for one in waves(actor=actor) if one.state is not WaveState.PUBLISHED]
    if may(actor=actor, permission=RUN_WAVES):
        return tuple(map(_next_step, under_way))
    return tuple(item for one in under_way for item in _own_results(actor, one))


def _next_step(one: WaveRecord) -> WaitingItem:
    address = reverse("surveys:work", args=[one.slug])
    return WaitingItem(one.in_language(_language()), address, one.fieldwork_to, _next_steps()[one.state])


def _own_results(actor: Actor, one: WaveRecord) -> Iterator[WaitingItem]:
    """One for each own member whose protected results may be looked at, due on the day of its council."""
    for member in participants(actor=actor, wave=one.slug):
        if can_preview(actor=actor, state=one.state, authority=member.authority):
            title = f"{one.in_language(_language())}: {member.name}"
            address = reverse("surveys:member", args=[one.slug, member.authority])
            yield WaitingItem(title, address, member.council_date, gettext("Results to look at"))


def open_results(*, actor: Actor) -> tuple[ResultItem, ...]:
    """Published waves, latest first; before each wave the pages of the reader's own members."""
    published = [one for one in waves(actor=actor) if one.was_published]
    return tuple(item for one in published for item in (*_of_own_members(actor, one), _of_all(one)))


def _of_own_members(actor: Actor, one: WaveRecord) -> Iterator[ResultItem]:
    if not actor.authorities:
        return
    for member in participants(actor=actor, wave=one.slug):
        if member.authority in actor.authorities:
            title = f"{member.name}: {one.in_language(_language())}"
            yield _result(one, title, reverse("surveys:member", args=[one.slug, member.authority]))


def _of_all(one: WaveRecord) -> ResultItem:
    return _result(one, one.in_language(_language()), reverse("surveys:overview", args=[one.slug]))


def _result(one: WaveRecord, title: str, url: str) -> ResultItem:
    return ResultItem(
        title=title,
        url=url,
        published_on=timezone.localdate(one.first_published_at),
        summary=gettext("Synthetic answers, for demonstration") if one.is_synthetic else "",
    )


def _next_steps() -> dict[WaveState, str]:
    return {
        WaveState.DRAFT: gettext("To be opened"),
        WaveState.OPEN: gettext("Open for answers"),
        WaveState.CLOSED: gettext("To be estimated"),
        WaveState.ESTIMATED: gettext("To be reviewed"),
        WaveState.REVIEWED: gettext("To be published"),
    }


def _language() -> str:
    return get_language() or "en"
