# SPDX-License-Identifier: EUPL-1.2
"""What waits for somebody on the start page. Channels add theirs here."""

from collections.abc import Mapping
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from samband.core.access.rules import Actor
from samband.core.collect.queries.meeting import CouncilToAsk, asks_for_councils
from samband.core.collect.queries.paper import PaperAsk, asks_on_paper
from samband.core.web.card import WaitingItem


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """Councils that have not answered yet, for their secretaries; sheets for whoever keys them in."""
    now = timezone.now()
    today = timezone.localdate(now)
    councils = (_item(one) for one in asks_for_councils(actor=actor, on=today) if not one.has_result)
    return (*councils, *(_on_paper(one) for one in asks_on_paper(actor=actor, at=now)))


def _on_paper(one: PaperAsk) -> WaitingItem:
    words = gettext("Key paper answers: %(title)s") % {"title": _title(one.title, one.slug)}
    sheets = ngettext("%(number)d sheet", "%(number)d sheets", one.sheets) % {"number": one.sheets}
    due = timezone.localdate(one.closes_at - timedelta(microseconds=1)) if one.closes_at else None
    kind = sheets if one.sheets else gettext("On paper")
    return WaitingItem(words, reverse("collect:paper", args=[one.slug]), due, kind)


def _item(one: CouncilToAsk) -> WaitingItem:
    """The session that is under way, else where one is prepared."""
    title = _title(one.title, one.ask)
    url = (
        reverse("collect:meeting", args=[one.current.id])
        if one.current
        else reverse("collect:meeting_council", args=[one.ask, one.unit])
    )
    due = one.current.on if one.current else None
    return WaitingItem(f"{title}: {one.name}", url, due, gettext("In the council meeting"))


def _title(title: Mapping[str, str], slug: str) -> str:
    return title.get(get_language() or "en") or next(iter(title.values()), slug)
