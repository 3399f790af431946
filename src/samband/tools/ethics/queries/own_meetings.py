# SPDX-License-Identifier: EUPL-1.2
"""What came out about oneself for meetings to come. Nothing of it is kept, and nobody else is named."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from samband.core.access.rules import Actor
from samband.core.people.queries import offices_by_person
from samband.engines.conflicts import Place, in_language
from samband.tools.ethics.analysis.preparing import places_prepared, seated_in
from samband.tools.ethics.models import Meeting, Screening
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

    number: of the meeting. titles: place, number and title of every item; of those alone that one prepared
    when one has no seat in the body. law: its title. steps: what the law says that one of the body does.
    """

    number: int
    titles: tuple[tuple[int, str, str], ...]
    body_name: str
    day: date
    items: tuple[OwnItem, ...]
    others: int
    law: str
    steps: tuple[str, ...]


def own_meetings(*, actor: Actor, on: date, language: str) -> tuple[OwnMeeting, ...] | None:
    """Screened meetings from the day on of bodies in which one sits or may be called, and those for which one
    prepared an item; the next first.

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
    rows = Meeting.objects.filter(day__gte=on, screenings__isnull=False).distinct()
    prepared = rows.filter(screenings__people=person.id, screenings__agenda__contains='"handled_by"')
    named = (row for row in prepared.exclude(body__in=bodies) if _prepared(row, f"p{person.id}"))
    return tuple(sorted((*rows.filter(body__in=bodies), *named), key=lambda row: (row.day, row.pk)))


def _prepared(row: Meeting, person: str) -> frozenset[int]:
    return places_prepared(agenda=last_screening(meeting=row).agenda, person=person)


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
    titles, has_seat = tuple(_titles(last, person)), not _is_outside(last, person)
    return OwnMeeting(
        number=row.pk,
        titles=titles,
        body_name=row.body_name,
        day=row.day,
        items=items,
        others=len(titles) - len(items),
        law=title,
        steps=tuple(words.get(language) or words.get("en", "") for words in law.procedure.steps if has_seat),
    )


def _titles(last: Screening, person: str) -> Iterator[tuple[int, str, str]]:
    prepared = places_prepared(agenda=last.agenda, person=person) if _is_outside(last, person) else ()
    for place, item in enumerate(json.loads(last.agenda)["items"], start=1):
        if not prepared or place in prepared:
            yield place, item["item"], item.get("title", "")


def _is_outside(last: Screening, person: str) -> bool:
    """Whether somebody prepared an item and has no seat in the body, so that its steps are not for them."""
    seated = {f"p{one}" for one in seated_in(agenda=last.agenda)}
    return person not in seated and bool(places_prepared(agenda=last.agenda, person=person))


def _items(result: Mapping[str, Any], person: str) -> Iterator[OwnItem]:
    """Once for each item: of who has a seat and prepared it, what concerns the seat."""
    for item in result["items"]:
        own = [one for one in item["people"] if one["person"] == person and one["findings"]]
        for found in sorted(own, key=lambda one: bool(one["place"] == Place.HANDLER))[:1]:
            missing = tuple(one["words"] for one in item["missing"])
            yield OwnItem(item["item"], item["title"], found, missing)
