# SPDX-License-Identifier: EUPL-1.2
"""The register as Popolo: public offices for everybody, the rest for those who may read it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from django.db.models import Q

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.people import models
from samband.core.people.analysis import popolo as file
from samband.core.people.analysis.popolo.dating import end_date, start_date
from samband.core.people.card import LOAD_REGISTER
from samband.core.people.queries.seeing import PUBLIC
from samband.core.people.rules import BodyKind, Gender, OrganisationKind

Row = TypeVar("Row", bound=models.Sourced)
_CLASSES = {
    BodyKind.COUNCIL: "legislature",
    BodyKind.NATIONAL_ASSEMBLY: "legislature",
    BodyKind.COUNTY_MEETING: "legislature",
}


def public_popolo(*, authority: str = "", body: str = "", source: str = "") -> file.Popolo:
    """Elected offices of a member, a body or a source: names, parties, offices and terms, for everybody."""
    return _popolo(_of(authority, body, source) & PUBLIC, is_private=False)


def whole_popolo(
    *, actor: Actor, authority: str = "", body: str = "", source: str = "", at: datetime
) -> file.Popolo:
    """With gender, birth and contact data, and every office; that it was made stands in the log.

    Raises NotAllowed.
    """
    require(actor=actor, permission=LOAD_REGISTER)
    made = _popolo(_of(authority, body, source), is_private=True)
    details = {"people": len(made.persons), "offices": len(made.memberships)}
    about = f"people.popolo:{authority or body or source or 'all'}"
    record(event="people.popolo_written", by=actor.reference, at=at, about=about, details=details)
    return made


def sources() -> tuple[str, ...]:
    """Short names of the files that bodies are from."""
    found = models.Body.objects.exclude(source="").order_by("source")
    return tuple(found.values_list("source", flat=True).distinct())


def _of(authority: str, body: str, source: str) -> Q:
    condition = Q()
    if authority:
        condition &= Q(authority=authority)
    if body:
        condition &= Q(body__code=body)
    if source:
        condition &= Q(body__source=source)
    return condition


def _popolo(condition: Q, *, is_private: bool) -> file.Popolo:
    offices = list(
        models.Office.objects.filter(condition)
        .select_related("post", "body", "party", "term", "area")
        .order_by("person__source_id", "person_id", "valid_from", "pk")
    )
    people = models.Person.objects.select_related("private").in_bulk({one.person_id for one in offices})
    bodies = _unique([one.body for one in offices])
    parties = _unique(one.party for one in offices if one.party)
    terms = _unique(one.term for one in offices if one.term)
    areas = _unique(one.area for one in offices if one.area)
    ids = _Ids({row.source for row in (*people.values(), *bodies, *parties, *terms, *areas) if row.source})
    return file.Popolo(
        persons=tuple(_person(one, ids, is_private=is_private) for one in people.values()),
        organizations=(
            *(_party(one, ids) for one in parties),
            *(_body(one, ids) for one in bodies),
        ),
        posts=tuple(_post(one, ids) for one in _posts(offices)),
        memberships=tuple(_membership(one, people[one.person_id], ids) for one in offices),
        events=tuple(_event(one, ids) for one in terms),
        areas=tuple(_area(one, ids) for one in areas),
    )


class _Ids:
    """What a row is called in the file: as in its own source; with the source before it when several meet."""

    def __init__(self, sources: set[str]) -> None:
        self.is_mixed = len(sources) > 1

    def of(self, row: models.Sourced | None, *, other: str = "") -> str:
        if row is None:
            return ""
        if row.source_id:
            return f"{row.source}:{row.source_id}" if self.is_mixed else row.source_id
        return other or str(getattr(row, "code", ""))

    def person(self, row: models.Person) -> str:
        return self.of(row, other=f"person/{row.pk}")


def _unique(rows: Iterable[Row]) -> list[Row]:
    return list({row.pk: row for row in rows}.values())


def _posts(offices: Iterable[models.Office]) -> list[models.Post]:
    return list({one.post.pk: one.post for one in offices if one.post.source_id}.values())


def _person(one: models.Person, ids: _Ids, *, is_private: bool) -> file.Person:
    public = file.Person(
        id=ids.person(one), name=one.name, given_name=one.given_name, family_name=one.family_name,
        other_names=tuple(one.other_names), identifiers=tuple(one.identifiers), links=tuple(one.links),
        sources=tuple(one.sources),
    )  # fmt: skip
    return _with_private(public, one) if is_private else public


def _with_private(public: file.Person, one: models.Person) -> file.Person:
    gender = "" if one.gender == Gender.UNKNOWN else one.gender
    private = getattr(one, "private", None)
    if private is None:
        return replace(public, gender=gender)
    pictures = [picture for picture in private.images if "main" not in picture]
    main = next((picture["main"] for picture in private.images if "main" in picture), "")
    return replace(
        public, gender=gender, birth_date=private.birth_date, death_date=private.death_date,
        email=private.email, contact_details=tuple(private.contact_details), images=tuple(pictures),
        image=main,
    )  # fmt: skip


def _party(one: models.Organisation, ids: _Ids) -> file.Organization:
    kind = "" if one.kind == OrganisationKind.OTHER else one.kind
    return file.Organization(
        id=ids.of(one), name=one.name, classification=kind, other_names=tuple(one.other_names),
        identifiers=tuple(one.identifiers), links=tuple(one.links),
    )  # fmt: skip


def _body(one: models.Body, ids: _Ids) -> file.Organization:
    return file.Organization(
        id=ids.of(one), name=one.name, classification=_CLASSES.get(BodyKind(one.kind), one.kind),
        seats=one.seats, founding_date=one.valid_from.isoformat() if one.valid_from else "",
        dissolution_date=end_date(valid_to=one.valid_to, stated=""), other_names=tuple(one.other_names),
        identifiers=tuple(one.identifiers), links=tuple(one.links),
    )  # fmt: skip


def _post(one: models.Post, ids: _Ids) -> file.PopoloPost:
    return file.PopoloPost(one.source_id, one.name, one.kind, ids.of(one.body))


def _event(one: models.Term, ids: _Ids) -> file.Event:
    return file.Event(
        id=ids.of(one, other=f"term/{one.code}"), name=one.name, organization_id=ids.of(one.body),
        start_date=start_date(valid_from=one.valid_from, stated=one.stated_from),
        end_date=end_date(valid_to=one.valid_to, stated=one.stated_to),
        other_names=tuple(one.other_names), identifiers=tuple(one.identifiers),
    )  # fmt: skip


def _area(one: models.Area, ids: _Ids) -> file.AreaItem:
    return file.AreaItem(ids.of(one), one.name, one.kind, tuple(one.other_names), tuple(one.identifiers))


def _membership(one: models.Office, person: models.Person, ids: _Ids) -> file.Membership:
    return file.Membership(
        person_id=ids.person(person), organization_id=ids.of(one.body), role=one.role or one.kind,
        on_behalf_of_id=ids.of(one.party), area_id=ids.of(one.area),
        legislative_period_id=ids.of(one.term, other=f"term/{one.term.code}" if one.term else ""),
        post_id=one.post.source_id,
        start_date=start_date(valid_from=one.valid_from, stated=one.stated_from),
        end_date=end_date(valid_to=one.valid_to, stated=one.stated_to), sources=tuple(one.sources),
    )  # fmt: skip
