# SPDX-License-Identifier: EUPL-1.2
"""How many have answered, before anything is known of what they answered."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection
from django.db.models import Count, Sum

from samband.core.collect.analysis.reach import Reach
from samband.core.collect.analysis.sealing import NAME_BYTES, envelope_name
from samband.core.collect.models import Ask, Envelope, QuotaCell, Response, Tally
from samband.core.collect.rules import Mode
from samband.engines.instrument import Extent


@dataclass(frozen=True, slots=True)
class DayCount:
    """Answers of one day, by where they belong and how they came. Answers of files are not among them."""

    unit: str
    group: str
    mode: str
    language: str
    day: date
    number: int


@dataclass(frozen=True, slots=True)
class QuotaRecord:
    """definition: field -> values that belong (unit, group, mode, or a field of the background)."""

    code: str
    definition: Mapping[str, tuple[str, ...]]
    target: int
    taken: int

    @property
    def room(self) -> int:
        return max(self.target - self.taken, 0)


def day_counts(*, ask: str) -> tuple[DayCount, ...]:
    """Unguarded: counts alone; whoever shows them decides to whom."""
    fields = ("unit", "group", "mode", "language", "day", "number")
    rows = Tally.objects.filter(ask__slug=ask).order_by("day", "unit", "group", "mode", "language")
    return tuple(DayCount(*row) for row in rows.values_list(*fields))


def answer_counts(*, ask: str) -> Mapping[tuple[str, str], int]:
    """(unit, group) -> answers taken one by one, in the box or out of it. Unguarded: counts alone."""
    rows = Tally.objects.filter(ask__slug=ask).order_by().values_list("unit", "group")
    return {(unit, group): number for unit, group, number in rows.annotate(sum=Sum("number"))}


def sealed_counts(*, ask: str = "") -> Mapping[tuple[str, str], int]:
    """(unit, group) -> answers that still lie in the ballot box; of all asks when none is named."""
    found = Envelope.objects.filter(ask__slug=ask) if ask else Envelope.objects.all()
    rows = found.order_by().values_list("unit", "group").annotate(sum=Count("pk"))
    return {(unit, group): number for unit, group, number in rows}


def reach(*, ask: str, modes: Collection[str] = ()) -> Reach:
    """How far the answers go, of all ways of answering or of some; without files. Unguarded: counts alone."""
    found = Response.objects.filter(ask__slug=ask, import_run__isnull=True)
    if modes:
        found = found.filter(mode__in=modes)
    rows = found.order_by().values_list("extent", "ended_by").annotate(number=Count("pk"))
    by_extent: Counter[str] = Counter()
    early: Counter[str] = Counter()
    for extent, ended_by, number in rows:
        by_extent["" if ended_by else extent] += number
        early.update({ended_by: number} if ended_by else {})
    return Reach(by_extent.total(), by_extent[Extent.PARTIAL], by_extent[Extent.BROKEN_OFF], early)


def reach_of_named(*, asked: Ask) -> Reach:
    """Of people asked by name, as far as their answers can be told from others': an open link's cannot."""
    return reach(ask=asked.slug, modes=[Mode.PHONE] if asked.open_link else [Mode.WEB, Mode.PHONE])


def quotas(*, ask: str) -> tuple[QuotaRecord, ...]:
    """By code. Unguarded: counts alone."""
    rows = QuotaCell.objects.filter(ask__slug=ask).order_by("code")
    return tuple(
        QuotaRecord(
            row.code,
            {name: tuple(values) for name, values in row.definition.items()},
            row.target,
            row.taken,
        )
        for row in rows
    )


def unreadable_envelopes() -> int:
    """How many answers in the ballot box no key of this installation opens, by the names of the keys."""
    known = {envelope_name(key=key) for key in settings.SAMBAND_BOX_KEYS}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT substr(sealed, 1, {NAME_BYTES}), COUNT(*) FROM collect_envelope GROUP BY 1"  # noqa: S608
        )
        return sum(number for name, number in cursor.fetchall() if bytes(name) not in known)
