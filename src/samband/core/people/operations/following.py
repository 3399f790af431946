# SPDX-License-Identifier: EUPL-1.2
"""When a person's last office ends, and whether one was public: kept with the person, from the offices."""

from collections.abc import Iterable

from django.db.models import DateField, Exists, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from samband.core.people import models

_BATCH = 500


def follow_offices(*, persons: Iterable[int]) -> None:
    """Call it in the transaction that changes offices, for everybody whose offices it changed."""
    wanted = sorted(set(persons))
    held = models.Office.objects.filter(person=OuterRef("pk"))
    end = Coalesce("valid_to", Value(models.OPEN), output_field=DateField())
    last = held.order_by().values("person").annotate(last=Max(end)).values("last")
    for start in range(0, len(wanted), _BATCH):
        models.Person.objects.filter(pk__in=wanted[start : start + _BATCH]).update(
            last_office_to=Subquery(last), has_public_office=Exists(held.filter(is_public=True))
        )
