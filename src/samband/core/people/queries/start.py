# SPDX-License-Identifier: EUPL-1.2
"""What waits for somebody on the start page."""

from django.urls import reverse
from django.utils.translation import gettext

from samband.core.access.rules import Actor, may
from samband.core.people import models
from samband.core.people.card import APPLY_RETENTION, IMPORT_ELECTION
from samband.core.people.queries.turnover import PREVIEWED
from samband.core.web.card import WaitingItem


def waiting(*, actor: Actor) -> tuple[WaitingItem, ...]:
    """Election files that somebody has to end, and requests for erasure."""
    return (*_elections(actor), *_erasures(actor))


def _elections(actor: Actor) -> tuple[WaitingItem, ...]:
    rows = models.Turnover.objects.filter(state=PREVIEWED).order_by("uploaded_at")
    own = [row for row in rows if may(actor=actor, permission=IMPORT_ELECTION, authority=row.authority)]
    return tuple(
        WaitingItem(
            row.filename, reverse("people:election", args=[row.pk]), None, gettext("Election to load")
        )
        for row in own
    )


def _erasures(actor: Actor) -> tuple[WaitingItem, ...]:
    if not may(actor=actor, permission=APPLY_RETENTION):
        return ()
    number = models.ErasureRequest.objects.filter(state="open").count()
    title = gettext("Requests for erasure: %(number)d") % {"number": number}
    url = f"{reverse('people:retention')}#requests"
    return (WaitingItem(title, url, None, gettext("To answer")),) if number else ()
