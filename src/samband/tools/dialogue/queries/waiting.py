# SPDX-License-Identifier: EUPL-1.2
"""What waits on the start page."""

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from samband.core.access.rules import Actor, may
from samband.core.web.card import WaitingItem
from samband.tools.dialogue.card import RUN, STATE
from samband.tools.dialogue.models import Need, ServiceUse
from samband.tools.dialogue.rules import NeedState


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """Needs without an answer for the association; services not yet rated for a member's contact."""
    return (*_unanswered(actor), *_unrated(actor))


def _unanswered(actor: Actor) -> Iterator[WaitingItem]:
    if not may(actor=actor, permission=RUN):
        return
    if count := Need.objects.filter(state=NeedState.RECEIVED).count():
        text = ngettext("%(n)s need waits for an answer", "%(n)s needs wait for an answer", count)
        url = f"{reverse('dialogue:needs')}?state={NeedState.RECEIVED}"
        yield WaitingItem(text % {"n": count}, url, None, gettext("Needs dialogue"))


def _unrated(actor: Actor) -> Iterator[WaitingItem]:
    own = [code for code in actor.authorities if may(actor=actor, permission=STATE, authority=code)]
    found = ServiceUse.objects.filter(authority__in=own, rating__isnull=True).values("authority")
    for row in found.annotate(n=Count("pk")).order_by("authority"):
        text = ngettext(
            "Say how %(n)s service was that you used", "Say how %(n)s services were that you used", row["n"]
        )
        url = reverse("dialogue:member", args=[row["authority"]])
        yield WaitingItem(text % {"n": row["n"]}, url, None, gettext("Needs dialogue"))
