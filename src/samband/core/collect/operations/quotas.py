# SPDX-License-Identifier: EUPL-1.2
"""How many answers are wanted of respondents of a kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.collect.models import QuotaCell
from samband.core.collect.operations.asks import locked_ask
from samband.core.collect.queries import QuotaRecord, quotas
from samband.core.collect.rules import COLLECT


@dataclass(frozen=True, slots=True)
class NewCell:
    """code: its name. definition: field -> values that belong: unit, group, mode, a field of the background
    or of what is known of a case. target: answers wanted."""

    code: str
    definition: Mapping[str, Sequence[str]]
    target: int


@transaction.atomic
def set_quotas(*, ask: str, cells: Sequence[NewCell], by: Actor, at: datetime) -> tuple[QuotaRecord, ...]:
    """Set the quota cells of an ask anew. Cells that keep their name keep what they have taken.

    Answers taken before a cell was there do not count in it. Raises NoSuchAsk, NotAllowed.
    """
    require(actor=by, permission=COLLECT)
    asked = locked_ask(slug=ask)
    before = dict(QuotaCell.objects.filter(ask=asked).values_list("code", "taken"))
    QuotaCell.objects.filter(ask=asked).delete()
    QuotaCell.objects.bulk_create(
        QuotaCell(
            ask=asked,
            code=cell.code,
            definition={name: list(map(str, values)) for name, values in cell.definition.items()},
            target=cell.target,
            taken=before.get(cell.code, 0),
        )
        for cell in cells
    )
    asked.revision += 1
    asked.save(update_fields=["revision"])
    about = f"collect.ask:{ask}"
    record(event="collect.quotas_set", by=by.reference, at=at, about=about, details={"cells": len(cells)})
    return quotas(ask=ask)
