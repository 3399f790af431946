# SPDX-License-Identifier: EUPL-1.2
"""What waits for somebody on the start page. Channels add theirs here."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from samband.core.access.rules import Actor
from samband.core.collect.queries.meeting import CouncilToAsk, asks_for_councils
from samband.core.web.card import WaitingItem


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """Councils that have not answered yet, for their secretaries."""
    today = timezone.localdate()
    return tuple(_item(one) for one in asks_for_councils(actor=actor, on=today) if not one.has_result)


def _item(one: CouncilToAsk) -> WaitingItem:
    """The session that is under way, else where one is prepared."""
    language = get_language() or "en"
    title = one.title.get(language) or next(iter(one.title.values()), one.ask)
    url = (
        reverse("collect:meeting", args=[one.current.id])
        if one.current
        else reverse("collect:meeting_council", args=[one.ask, one.unit])
    )
    due = one.current.on if one.current else None
    return WaitingItem(f"{title}: {one.name}", url, due, gettext("In the council meeting"))
