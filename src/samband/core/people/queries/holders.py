# SPDX-License-Identifier: EUPL-1.2
"""Who holds office on a day, for tools that keep something about these people."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from samband.core.access.rules import Actor, require
from samband.core.people import models
from samband.core.people.card import READ_PRIVATE
from samband.core.people.queries.records import office_record, with_parts
from samband.core.people.queries.search import named
from samband.core.people.queries.seeing import held_on, offices_for
from samband.core.people.rules import OfficeRecord


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one person from another. names: every way in which the register writes the name."""

    person: int
    names: tuple[str, ...]
    birth_date: str


def holders(
    *, actor: Actor, on: date, authority: str = "", body: str = "", text: str = ""
) -> QuerySet[models.Office, int]:
    """Numbers of the persons in offices that this reader may know of, to stand inside another query.

    authority, body: codes, empty for all. text: beginnings of words of the name. Whoever was erased is left
    out, though the office stays in the record.
    """
    found = offices_for(actor=actor).filter(held_on(on=on), person__erased_at__isnull=True)
    if authority:
        found = found.filter(authority=authority)
    if body:
        found = found.filter(body__code=body)
    if text.strip():
        found = found.filter(named(text=text))
    return found.order_by().values_list("person_id", flat=True)


def offices_by_person(
    *, actor: Actor, persons: Collection[int], on: date
) -> Mapping[int, tuple[OfficeRecord, ...]]:
    """Person -> offices held on the day that this reader may know of."""
    held = offices_for(actor=actor).filter(held_on(on=on), person_id__in=persons)
    found: dict[int, tuple[OfficeRecord, ...]] = {}
    for office in with_parts(offices=held).order_by("valid_from", "pk"):
        found[office.person_id] = (*found.get(office.person_id, ()), office_record(office=office))
    return found


def identities(*, actor: Actor, authority: str, on: date) -> tuple[Identity, ...]:
    """Everybody in public office on the day, with names and birth date; the caller writes the event.

    authority: code, empty for the whole country. Raises NotAllowed.
    """
    require(actor=actor, permission=READ_PRIVATE, authority=authority)
    wanted = holders(actor=actor, on=on, authority=authority)
    found = models.Person.objects.filter(pk__in=wanted, offices__is_public=True).distinct()
    rows = found.values_list("pk", "name", "other_names", "private__birth_date")
    return tuple(
        Identity(key, (name, *(str(other.get("name", "")) for other in others)), birth or "")
        for key, name, others, birth in rows
    )


def left_office(*, authority: str, since: date, on: date) -> tuple[tuple[int, str, date], ...]:
    """Who left the last public office in the authority after ``since`` and holds none there on the day.

    Person, name, and the first day without it; by name. Public, as the offices are.
    """
    ended = models.Office.objects.filter(
        authority=authority,
        is_public=True,
        valid_to__gt=since,
        valid_to__lte=on,
        person__erased_at__isnull=True,
    )
    there = models.Office.objects.filter(held_on(on=on), authority=authority, is_public=True)
    rows = (
        ended.exclude(person_id__in=there.values("person_id"))
        .order_by()
        .values_list("person_id", "sort_name")
    )
    latest = rows.annotate(Max("valid_to")).values_list("person_id", "person__name", "valid_to__max")
    return tuple(latest.order_by("sort_name", "person_id"))
