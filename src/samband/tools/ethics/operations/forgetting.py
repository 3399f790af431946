# SPDX-License-Identifier: EUPL-1.2
"""Whoever was erased from the register of people is taken out of what is kept of meetings and cases."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from samband.engines.conflicts import screening_to_json
from samband.tools.ethics.analysis.evidence import people_in, run_again, without
from samband.tools.ethics.analysis.items import items_from_plain, items_to_plain
from samband.tools.ethics.models import (
    Advice,
    BodyDecision,
    CaseHand,
    CaseOutcome,
    PresenceNote,
    ScreenedPerson,
    Screening,
    ToldOf,
)
from samband.tools.ethics.queries.evidence import law_named


def to_forget() -> QuerySet[Screening]:
    """Screenings in which somebody stands who was erased, or is no longer in the register of people."""
    gone = Q(person__isnull=True) | Q(person__erased_at__isnull=False)
    return Screening.objects.filter(pk__in=ScreenedPerson.objects.filter(gone).values("screening_id"))


def erase_from_screenings() -> None:
    """Ties and names go, the number of the seat stays, and what came out is reckoned from the rest.

    Where the law of then is gone it cannot be reckoned, and the screening goes. Called in a transaction.
    """
    for row in to_forget():
        gone = _gone(row)
        for person in gone:
            row.register, row.agenda = without(register=row.register, agenda=row.agenda, person=f"p{person}")
            _forget_party(row, f"p{person}")
        row.people.remove(*gone)
        row.screenedperson_set.filter(person__isnull=True).delete()
        _reckon(row)
    for model in (Advice, BodyDecision, ToldOf, CaseHand, CaseOutcome, PresenceNote):
        model.objects.filter(person__erased_at__isnull=False).delete()
    PresenceNote.objects.filter(instead_of__erased_at__isnull=False).delete()


def _gone(row: Screening) -> list[int]:
    """Who was erased, and who is no longer in the register of people at all."""
    erased = set(row.people.filter(erased_at__isnull=False).values_list("pk", flat=True))
    there = set(row.people.values_list("pk", flat=True))
    return sorted(erased | (people_in(register=row.register) - there))


def _reckon(row: Screening) -> None:
    law = law_named(screening=row)
    if law is None:
        row.delete()
        return
    on = date.fromisoformat(json.loads(row.result)["on"])
    found = run_again(register=row.register, agenda=row.agenda, law=law, on=on, known_at=row.known_at)
    row.result = screening_to_json(screening=found)
    row.save(update_fields=["register", "agenda", "result"])


def _forget_party(row: Screening, ref: str) -> None:
    if row.meeting is not None:
        row.meeting.items = _without(row.meeting.items, ref)
        row.meeting.absent = [one for one in row.meeting.absent if f"p{one}" != ref]
        row.meeting.save(update_fields=["items", "absent"])
    if row.case is not None:
        row.case.item = _without([row.case.item], ref)[0]
        row.case.save(update_fields=["item"])


def _without(rows: list[dict[str, Any]], ref: str) -> list[dict[str, Any]]:
    items = items_from_plain(rows=rows)
    kept = (
        replace(
            one, parties=tuple(party for party in one.parties if party.ref != ref),
            prepared_by=tuple(person for person in one.prepared_by if f"p{person}" != ref),
        )
        for one in items
    )  # fmt: skip
    return items_to_plain(items=kept)
