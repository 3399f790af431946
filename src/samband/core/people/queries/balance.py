# SPDX-License-Identifier: EUPL-1.2
"""Women and men in bodies, from day to day. Counts are public, as the bodies are."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from samband.core.access.rules import Actor
from samband.core.people import models
from samband.core.people.analysis.balance import Balance, summed
from samband.core.people.queries.offices import body as known_body
from samband.core.people.queries.seeing import held_on
from samband.core.people.rules import BodyKind, PostKind

_COUNTS = ("valid_from", "valid_to", "women", "men", "others", "unknown")


def balance_of_body(*, actor: Actor, body: str, kind: PostKind | None = None) -> tuple[Balance, ...]:
    """Spells of one body, oldest first: of all seats, or of one office. Raises NoSuchBody."""
    known_body(actor=actor, code=body)
    rows = models.BodyBalance.objects.filter(body__code=body, kind=kind or "").order_by("valid_from")
    return tuple(Balance(*row) for row in rows.values_list(*_COUNTS))


def balance_on(
    *, body_kind: BodyKind, days: Collection[date], kind: PostKind | None = None
) -> Mapping[date, Mapping[str, Balance]]:
    """Day -> code of the authority -> its bodies of that kind together, when anybody sits in them."""
    wanted = Q()
    for day in days:
        wanted |= held_on(on=day)
    rows = models.BodyBalance.objects.filter(wanted, body__kind=body_kind, kind=kind or "")
    spells: dict[str, list[Balance]] = {}
    for authority, *spell in rows.values_list("body__authority", *_COUNTS):
        spells.setdefault(authority, []).append(Balance(*spell))
    return {day: _on(spells, day) for day in days}


def _on(spells: Mapping[str, list[Balance]], day: date) -> dict[str, Balance]:
    together = {authority: summed(spells=held, on=day) for authority, held in spells.items()}
    return {authority: balance for authority, balance in together.items() if balance.total}
