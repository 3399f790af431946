# SPDX-License-Identifier: EUPL-1.2
"""The counts of women and men follow the offices, body by body, in the same transaction."""

from collections.abc import Collection, Iterator

from samband.core.people import models
from samband.core.people.analysis.balance import Seat, balance_over_time
from samband.core.people.rules import SEATED, PostKind

_BATCH = 500
COUNTED_ALONE = (PostKind.MAYOR,)
"""Offices whose balance is told beside that of all seats."""


def count_anew(*, bodies: Collection[int]) -> None:
    """Make the balance of these bodies what their offices say."""
    wanted = sorted(set(bodies))
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        models.BodyBalance.objects.filter(body_id__in=batch).delete()
        models.BodyBalance.objects.bulk_create(_spells(batch), batch_size=1000)


def _spells(bodies: list[int]) -> Iterator[models.BodyBalance]:
    seats: dict[tuple[int, str], list[Seat]] = {}
    held = models.Office.objects.filter(body_id__in=bodies, kind__in=SEATED)
    rows = held.values_list("body_id", "kind", "person_id", "person__gender", "valid_from", "valid_to")
    for body, kind, person, gender, begins, ends in rows.iterator(chunk_size=5000):
        seat = Seat(person, gender, begins, ends)
        seats.setdefault((body, ""), []).append(seat)
        if kind in COUNTED_ALONE:
            seats.setdefault((body, kind), []).append(seat)
    for (body, kind), taken in seats.items():
        for spell in balance_over_time(seats=taken):
            yield models.BodyBalance(
                body_id=body, kind=kind, valid_from=spell.valid_from, valid_to=spell.valid_to,
                women=spell.women, men=spell.men, others=spell.others, unknown=spell.unknown,
            )  # fmt: skip
