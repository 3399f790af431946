# SPDX-License-Identifier: EUPL-1.2
"""Rows as the records that others get."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from samband.core.people import models
from samband.core.people.rules import (
    BodyKind,
    BodyRecord,
    Gender,
    OfficeRecord,
    PartyRecord,
    PersonRecord,
    PostKind,
    PostRecord,
    PrivateRecord,
    TermRecord,
)

OFFICE_PARTS = ("person", "post", "body", "party", "term")
"""What an office record needs beside its own row."""

_UNSEEN = (
    "sources",
    *(f"person__{field}" for field in ("other_names", "identifiers", "links", "sources")),
    *(f"{part}__{field}" for part in ("body", "party", "term") for field in ("identifiers", "links")),
)
"""What no office record shows, and what costs time to read in hundreds of rows."""


def with_parts(*, offices: QuerySet[models.Office]) -> QuerySet[models.Office]:
    """The offices as ``office_record`` needs them, in one query."""
    return offices.select_related(*OFFICE_PARTS).defer(*_UNSEEN)


def party_record(*, party: models.Organisation) -> PartyRecord:
    return PartyRecord(party.code, party.name, party.short or party.name, _languages(party.other_names))


def body_record(*, body: models.Body) -> BodyRecord:
    return BodyRecord(
        code=body.code,
        name=body.name,
        kind=BodyKind(body.kind),
        authority=body.authority,
        valid_from=body.valid_from,
        valid_to=body.valid_to,
        names=_languages(body.other_names),
    )


def post_record(*, post: models.Post) -> PostRecord:
    return PostRecord(post.pk, post.body.code, PostKind(post.kind), post.name, post.seats)


def term_record(*, term: models.Term) -> TermRecord:
    return TermRecord(term.code, term.name, term.valid_from, term.valid_to, _languages(term.other_names))


def person_record(*, person: models.Person) -> PersonRecord:
    others = dict.fromkeys(str(other.get("name", "")) for other in person.other_names)
    names = tuple(name for name in others if name and name != person.name)
    return PersonRecord(person.pk, person.name, Gender(person.gender), person.erased_at is not None, names)


def private_record(*, private: models.PrivateData | None) -> PrivateRecord:
    """Empty when nothing is held."""
    if private is None:
        return PrivateRecord("", "", "", "", "", "", None)
    return PrivateRecord(
        birth_date=private.birth_date,
        language=private.language,
        email=private.email,
        phone=private.phone,
        address=private.address,
        email_state=private.email_state,
        unsubscribed_at=private.unsubscribed_at,
    )


def office_record(*, office: models.Office) -> OfficeRecord:
    """Needs the row with OFFICE_PARTS."""
    return OfficeRecord(
        id=office.pk,
        person=office.person_id,
        name=office.person.name,
        kind=PostKind(office.kind),
        post_name=office.post.name,
        body=body_record(body=office.body),
        party=party_record(party=office.party) if office.party else None,
        term=term_record(term=office.term) if office.term else None,
        order=office.list_order,
        valid_from=office.valid_from,
        valid_to=office.valid_to,
        is_public=office.is_public,
    )


def office_records(*, offices: Iterable[models.Office]) -> tuple[OfficeRecord, ...]:
    return tuple(office_record(office=office) for office in offices)


def _languages(other_names: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """Language -> name; the first of each language."""
    named = [(str(other.get("lang", "")), str(other.get("name", ""))) for other in other_names]
    return {language: name for language, name in reversed(named) if language and name}
