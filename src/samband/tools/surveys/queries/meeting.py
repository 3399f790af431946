# SPDX-License-Identifier: EUPL-1.2
"""What a wave adds to the result of a council that answered it in its meeting."""

from collections.abc import Mapping

from django.urls import reverse

from samband.core.collect.rules import Beside
from samband.core.publications import queries as publications
from samband.tools.surveys.models import Wave
from samband.tools.surveys.rules import INHABITANTS

Figures = Mapping[tuple[str, str], tuple[float, float, float]]


def beside_meeting(*, ask: str, unit: str) -> Beside | None:
    """The wave's own disclosure rules, the seats of the council, and what is published of its inhabitants.

    None when no wave asks it. Unguarded: what is not public is not in it.
    """
    wave = Wave.objects.filter(ask_id=ask).first()
    if wave is None:
        return None
    one = wave.participations.filter(authority=unit).first()
    is_published = wave.first_published_at is not None and one is not None
    return Beside(
        disclosure_rules=wave.disclosure_rules,
        title=wave.title,
        url=reverse("surveys:member", args=[wave.slug, unit]) if is_published else "",
        figures=_published(wave, unit) if is_published else {},
        seats=one.council_seats if one else None,
        is_synthetic=wave.is_synthetic,
    )


def _published(wave: Wave, unit: str) -> Figures:
    record = publications.latest(wave.series)
    if record is None:
        return {}
    table = publications.table(record).where(unit=unit, group=INHABITANTS, statistic="mean")
    return {(row.group, row.measure): (row.value, row.lower, row.upper) for row in table if row.is_known}
