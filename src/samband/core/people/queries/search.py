# SPDX-License-Identifier: EUPL-1.2
"""Finding people by name, authority, body, party, office and day."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from samband.core.access.rules import Actor, may
from samband.core.people import models
from samband.core.people.analysis.names import words
from samband.core.people.card import READ_PRIVATE
from samband.core.people.queries.records import OFFICE_PARTS, office_records
from samband.core.people.queries.seeing import held_on, offices_for, own_authorities
from samband.core.people.rules import BodyKind, OfficeRecord, PostKind

PER_PAGE = 50
MOST = 1_000
"""Offices that a search shows at most; who finds more narrows it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; empty means any. on: the day the office is held; None for any time.

    text: beginnings of words of the name. authority, body, party: codes.
    """

    text: str = ""
    authority: str = ""
    body: str = ""
    body_kind: BodyKind | None = None
    kind: PostKind | None = None
    party: str = ""
    on: date | None = None

    @property
    def is_anything(self) -> bool:
        return any((self.text, self.authority, self.body, self.body_kind, self.kind, self.party))


@dataclass(frozen=True, slots=True)
class Found:
    """One page of offices by name of the holder. total: how many, at most MOST; has_more: there are more."""

    offices: tuple[OfficeRecord, ...]
    page: int
    pages: int
    total: int
    has_more: bool


def search(*, actor: Actor, wanted: Wanted, page: int = 1) -> Found:
    """Offices that this reader may know of, by name."""
    found = _matching(actor, wanted)
    total = found.order_by()[: MOST + 1].count()
    shown = min(total, MOST)
    pages = max(1, -(-shown // PER_PAGE))
    at = min(max(page, 1), pages)
    rows = found.order_by("sort_name", "person_id", "pk")[(at - 1) * PER_PAGE : at * PER_PAGE]
    records = office_records(offices=_whole(rows))
    return Found(records, at, pages, shown, has_more=total > MOST)


def named(*, text: str) -> Q:
    """A condition on offices: every word of the text begins a word of the holder's names."""
    condition = Q()
    for word in words(text)[:5]:
        condition &= Q(person_id__in=models.NameWord.objects.filter(_begins(word)).values("person_id"))
    return condition


def _begins(word: str) -> Q:
    """By the index: of letters in PostgreSQL, of the order of letters in SQLite."""
    if connection.vendor == "postgresql":
        return Q(word__startswith=word)
    return Q(word__gte=word, word__lt=f"{word}\U0010ffff")


def _matching(actor: Actor, wanted: Wanted) -> QuerySet[models.Office]:
    found = offices_for(actor=actor).filter(named(text=wanted.text))
    if wanted.on is not None:
        found = found.filter(held_on(on=wanted.on))
    if wanted.authority:
        found = found.filter(authority=wanted.authority)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.body:
        found = found.filter(body__in=_bodies(code=wanted.body))
    if wanted.body_kind:
        found = found.filter(body__in=_bodies(kind=wanted.body_kind))
    if wanted.party:
        found = found.filter(party__in=models.Organisation.objects.filter(code=wanted.party))
    return found


def _bodies(**of: str) -> QuerySet[models.Body]:
    return models.Body.objects.filter(**of)


def _whole(rows: QuerySet[models.Office]) -> list[models.Office]:
    """The keys first, so that the join is of one page and no more."""
    keys = list(rows.values_list("pk", flat=True))
    whole = models.Office.objects.select_related(*OFFICE_PARTS).in_bulk(keys)
    return [whole[key] for key in keys]


def may_see_all(*, actor: Actor) -> bool:
    """The reader finds people of offices that are not public, at least in one authority."""
    return may(actor=actor, permission=READ_PRIVATE) or bool(own_authorities(actor=actor))
