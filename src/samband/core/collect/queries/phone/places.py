# SPDX-License-Identifier: EUPL-1.2
"""Places in quota cells: taken, kept for somebody who is being interviewed, open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from samband.core.collect.models import QuotaCell, QuotaHold
from samband.core.collect.queries.cases import CaseRecord
from samband.core.collect.rules import Mode


@dataclass(frozen=True, slots=True)
class Places:
    """full: cells with all their answers. kept: cells that are full once those now asked have answered."""

    full: frozenset[int]
    kept: frozenset[int]


def places(*, ask: int, at: datetime) -> Places:
    """ask: its row's number. Not exact for whoever does not lock the cells: for choosing whom to call."""
    cells = QuotaCell.objects.filter(ask=ask)
    full = frozenset(cells.filter(taken__gte=F("target")).values_list("pk", flat=True))
    held = QuotaHold.objects.filter(cell__ask=ask, until__gt=at).values_list("cell").order_by()
    waiting = dict(held.annotate(number=Count("pk")))
    some = cells.filter(Q(pk__in=waiting)).values_list("pk", "target", "taken")
    kept = frozenset(pk for pk, target, taken in some if taken + waiting[pk] >= target)
    return Places(full, kept - full)


def traits_of(*, case: CaseRecord, background: Mapping[str, str]) -> dict[str, str]:
    """What decides in which cells somebody counts who is asked on the telephone."""
    place = {"unit": case.unit, "group": case.group, "mode": Mode.PHONE.value}
    return {**case.known, **background, **place}
