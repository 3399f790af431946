# SPDX-License-Identifier: EUPL-1.2
"""What came out about oneself for meetings to come. Nothing of it is kept, and nobody else is named."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samband.core.access.rules import Actor
from samband.core.people.queries import offices_by_person
from samband.engines.conflicts import in_language
from samband.tools.ethics.models import Meeting
from samband.tools.ethics.queries.evidence import law_of, told_about
from samband.tools.ethics.queries.meetings import last_screening
from samband.tools.ethics.queries.own import own_person

ASKED = ("mandatory", "assess")


@dataclass(frozen=True, slots=True)
class OwnItem:
    """found: the own assessment, as the engine tells it. not_said: what of the item is unknown."""

    number: str
    title: str
    found: Mapping[str, Any]
    not_said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """items: those in which something was found about the person. others: how many more there are.

    number: of the meeting. titles: number and title of every item. law: its title. steps: what the law says
    that one does, in order.
    """

    number: int
    titles: tuple[tuple[str, str], ...]
    body_name: str
    day: date
    items: tuple[OwnItem, ...]
    others: int
    law: str
    steps: tuple[str, ...]


def own_meetings(*, actor: Actor, on: date, language: str) -> tuple[OwnMeeting, ...] | None:
    """Screened meetings from the day on of bodies in which one sits or may be called, the next first.

    None when no person belongs to the account. Raises NotAllowed.
    """
    person = own_person(actor=actor)
    if person is None:
        return None
    return tuple(_own(row, f"p{person.id}", language) for row in own_rows(actor=actor, on=on))


def own_rows(*, actor: Actor, on: date) -> tuple[Meeting, ...]:
    """The same meetings, for queries of this area. Raises NotAllowed."""
    person = own_person(actor=actor)
    if person is None:
        return ()
    offices = offices_by_person(actor=actor, persons=[person.id], on=on).get(person.id, ())
    bodies = {one.body.code for one in offices if one.is_public}
    rows = Meeting.objects.filter(body__in=bodies, day__gte=on, screenings__isnull=False).distinct()
    return tuple(rows.order_by("day", "pk"))


def questions(*, person: int, on: date) -> tuple[tuple[date, str], ...]:
    """Day and body of each screened meeting from the day on with a question about the person. Unguarded, for
    the start page of that person.
    """
    rows = Meeting.objects.filter(day__gte=on, screenings__people=person).distinct().order_by("day", "pk")
    return tuple((row.day, row.body_name) for row in rows if _is_asked(row, f"p{person}"))


def kept_of(*, person: int) -> tuple[tuple[date, str], ...]:
    """Day and body of each meeting that is kept with the person in it. Unguarded, for that person."""
    rows = Meeting.objects.filter(screenings__people=person).distinct().order_by("-day", "-pk")
    return tuple(rows.values_list("day", "body_name"))


def _is_asked(row: Meeting, person: str) -> bool:
    kept = json.loads(last_screening(meeting=row).result)
    return any(one.found["outcome"] in ASKED for one in _items(kept, person))


def _own(row: Meeting, person: str, language: str) -> OwnMeeting:
    """Run again where something was found: only that has words, and those are of the reader's language."""
    last, law = last_screening(meeting=row), law_of(on=row.day)
    result = json.loads(last.result)
    title = in_language(words=law.title, language=language)
    if any(_items(result, person)):
        result = told_about(screening=last, person=person, language=language)
        title = result["law"]["title"]
    items = tuple(_items(result, person))
    return OwnMeeting(
        number=row.pk,
        titles=tuple((item["item"], item["title"]) for item in result["items"]),
        body_name=row.body_name,
        day=row.day,
        items=items,
        others=len(result["items"]) - len(items),
        law=title,
        steps=tuple(words.get(language) or words.get("en", "") for words in law.procedure.steps),
    )


def _items(result: Mapping[str, Any], person: str) -> Iterator[OwnItem]:
    for item in result["items"]:
        for found in item["people"]:
            if found["person"] == person and found["findings"]:
                missing = tuple(one["words"] for one in item["missing"])
                yield OwnItem(item["item"], item["title"], found, missing)
