# SPDX-License-Identifier: EUPL-1.2
"""Whoever was erased from the register of people is taken out of what is kept of meetings."""

from dataclasses import replace
from datetime import date

from samband.engines.conflicts import screening_to_json
from samband.tools.ethics.analysis.evidence import run_again, without
from samband.tools.ethics.analysis.items import items_from_plain, items_to_plain
from samband.tools.ethics.models import BodyDecision, Meeting, Screening, ToldOf
from samband.tools.ethics.queries.meetings import law_named


def erase_from_screenings() -> None:
    """Ties and names go, the number of the seat stays, and what came out is reckoned from the rest.

    Where the law of then is gone it cannot be reckoned, and the screening goes. Called in a transaction.
    """
    for row in Screening.objects.filter(people__erased_at__isnull=False).distinct():
        gone = list(row.people.filter(erased_at__isnull=False).values_list("pk", flat=True))
        for person in gone:
            row.register, row.agenda = without(register=row.register, agenda=row.agenda, person=f"p{person}")
            _forget_party(row.meeting, f"p{person}")
        row.people.remove(*gone)
        _reckon(row)
    for model in (BodyDecision, ToldOf):
        model.objects.filter(person__erased_at__isnull=False).delete()


def _reckon(row: Screening) -> None:
    law = law_named(screening=row)
    if law is None:
        row.delete()
        return
    on: date = row.meeting.day
    found = run_again(register=row.register, agenda=row.agenda, law=law, on=on, known_at=row.known_at)
    row.result = screening_to_json(screening=found)
    row.save(update_fields=["register", "agenda", "result"])


def _forget_party(meeting: Meeting, ref: str) -> None:
    items = [
        replace(one, parties=tuple(party for party in one.parties if party.ref != ref))
        for one in items_from_plain(rows=meeting.items)
    ]
    meeting.items = items_to_plain(items=items)
    meeting.save(update_fields=["items"])
