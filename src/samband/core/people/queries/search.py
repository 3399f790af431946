# SPDX-License-Identifier: EUPL-1.2
"""Finding people by name, authority, body, party, office and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from samband.core.access.rules import Actor, may
from samband.core.people import models
from samband.core.people.analysis.names import words
from samband.core.people.card import READ_PRIVATE
from samband.core.people.queries.records import office_records, with_parts
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
    keys = _keys(actor, wanted)
    shown = keys[:MOST]
    pages = max(1, -(-len(shown) // PER_PAGE))
    at = min(max(page, 1), pages)
    records = office_records(offices=_whole(shown[(at - 1) * PER_PAGE : at * PER_PAGE]))
    return Found(records, at, pages, len(shown), has_more=len(keys) > MOST)


def named(*, text: str) -> Q:
    """A condition on offices: every word of the text begins a word of the holder's names."""
    condition = Q()
    for word in words(text)[:5]:  # one in another: so the few people of all words are found before offices
        found = models.NameWord.objects.filter(condition, _begins(word))
        condition = Q(person_id__in=found.values("person_id"))
    return condition


def _begins(word: str) -> Q:
    """By the index: of letters in PostgreSQL, of the order of letters in SQLite."""
    if connection.vendor == "postgresql":
        return Q(word__startswith=word)
    return Q(word__gte=word, word__lt=f"{word}\U0010ffff")


def _keys(actor: Actor, wanted: Wanted) -> list[int]:
    """Keys of the first MOST and one more, by name."""
    if wanted.is_anything:
        found = _matching(actor, wanted).order_by("sort_name", "person_id", "pk")
        return list(found.values_list("pk", flat=True)[: MOST + 1])
    return _first_by_name(actor, wanted.on)


def _first_by_name(actor: Actor, on: date | None) -> list[int]:
    """Along the index of names: a condition on days would lead the database to look at everything first."""
    found = offices_for(actor=actor).order_by("sort_name", "person_id", "pk")
    rows = found.values_list("pk", "valid_from", "valid_to")
    keys: list[int] = []
    start, size = 0, 2 * MOST
    while len(keys) <= MOST and (some := list(rows[start : start + size])):
        keys += [
            key for key, first, until in some if on is None or (first <= on and (until is None or until > on))
        ]
        start, size = start + size, size * 2
    return keys[: MOST + 1]


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


def _whole(keys: Sequence[int]) -> list[models.Office]:
    """The join is of one page and no more."""
    whole = with_parts(offices=models.Office.objects.all()).in_bulk(keys)
    return [whole[key] for key in keys]


def may_see_all(*, actor: Actor) -> bool:
    """The reader finds people of offices that are not public, at least in one authority."""
    return may(actor=actor, permission=READ_PRIVATE) or bool(own_authorities(actor=actor))
