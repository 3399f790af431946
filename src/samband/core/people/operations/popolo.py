# SPDX-License-Identifier: EUPL-1.2
"""A Popolo file into the register. It is the truth of its own bodies: loading it again corrects them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.people import models
from samband.core.people.analysis import popolo as file
from samband.core.people.analysis.addresses import email_state
from samband.core.people.analysis.dates import day_after, first_day
from samband.core.people.analysis.names import sort_key
from samband.core.people.analysis.popolo.dating import Dated, dated
from samband.core.people.card import LOAD_REGISTER
from samband.core.people.operations.balancing import count_anew
from samband.core.people.operations.following import follow_offices
from samband.core.people.operations.persons import index_names
from samband.core.people.operations.refusals import Refused
from samband.core.people.rules import BodyKind, Gender, OrganisationKind, PostKind, is_public
from samband.engines.files import Fault

BODIES: Mapping[str, BodyKind] = {
    "legislature": BodyKind.COUNCIL,
    "council": BodyKind.COUNCIL,
    "executive": BodyKind.EXECUTIVE,
    "committee": BodyKind.COMMITTEE,
    "board": BodyKind.BOARD,
}
"""Classification -> kind; other organisations are outside and hold no posts here."""
ROLES: Mapping[str, PostKind] = {
    **{kind.value: kind for kind in PostKind},
    "": PostKind.MEMBER,
    "representative": PostKind.MEMBER,
    "speaker": PostKind.CHAIR,
    "president": PostKind.CHAIR,
}
Row = TypeVar("Row", models.Person, models.Organisation, models.Body, models.Area, models.Term)
_BATCH = 500


@dataclass(frozen=True, slots=True)
class LoadedPopolo:
    """How many of each are in the register from this file now.

    faults: memberships that could not be dated. outside: memberships of organisations that are no body.
    """

    persons: int
    bodies: int
    organisations: int
    terms: int
    offices: int
    faults: tuple[Fault, ...]
    outside: int


@transaction.atomic
def load_popolo(
    *,
    popolo: file.Popolo,
    source: str,
    body_kind: BodyKind = BodyKind.COUNCIL,
    authority: str = "",
    by: Actor,
    at: datetime,
) -> LoadedPopolo:
    """Load what was read from a file.

    source: short name of where it is from; ids are unique within it, so the same file meets its own rows.
    body_kind, authority: of the legislatures in it. Raises NotAllowed, Refused.
    """
    require(actor=by, permission=LOAD_REGISTER)
    if not source or slugify(source) != source:
        raise Refused(
            gettext("Name the source with small letters, digits and hyphens, such as estonia-riigikogu.")
        )
    loaded = _Loader(popolo, source, body_kind, authority, at).load()
    details = {"source": source, "people": loaded.persons, "offices": loaded.offices}
    about = f"people.source:{source}"
    record(event="people.popolo_loaded", by=by.reference, at=at, about=about, details=details)
    return loaded


class _Loader:
    """Holds the rows of one file by their ids while they are made."""

    def __init__(
        self, popolo: file.Popolo, source: str, body_kind: BodyKind, authority: str, at: datetime
    ) -> None:
        self.popolo, self.source, self.at = popolo, source, at
        self.body_kind, self.authority = body_kind, authority
        self.faults: list[Fault] = []
        self.outside = 0

    def load(self) -> LoadedPopolo:
        organizations = self.popolo.organizations
        self.bodies = self._kept(models.Body, {
            one.id: self._body(one) for one in organizations if one.classification in BODIES
        })  # fmt: skip
        self.organisations = self._kept(models.Organisation, {
            one.id: self._organisation(one) for one in organizations if one.classification not in BODIES
        })  # fmt: skip
        self.areas = self._kept(models.Area, {one.id: self._area(one) for one in self.popolo.areas})
        periods = [one for one in self.popolo.events if one.start_date]
        self.terms = self._kept(models.Term, {one.id: self._term(one) for one in periods})
        self.persons = self._kept(models.Person, {one.id: self._person(one) for one in self.popolo.persons})
        self._private()
        index_names(persons=self.persons.values())
        offices = self._offices()
        follow_offices(persons=[person.pk for person in self.persons.values()])
        count_anew(bodies=[body.pk for body in self.bodies.values()])
        return LoadedPopolo(
            persons=len(self.persons), bodies=len(self.bodies), organisations=len(self.organisations),
            terms=len(self.terms), offices=offices, faults=tuple(self.faults), outside=self.outside,
        )  # fmt: skip

    def _kept(self, model: type[Row], fields_by_id: Mapping[str, dict[str, object]]) -> dict[str, Row]:
        """Id -> row, new or corrected: rows of this source keep their keys."""
        rows = model._default_manager.filter(source=self.source)
        held = {row.source_id: row for row in rows if row.source_id in fields_by_id}
        for source_id, row in held.items():
            for name, value in fields_by_id[source_id].items():
                setattr(row, name, value)
        new = {
            source_id: model(source=self.source, source_id=source_id, **fields)
            for source_id, fields in fields_by_id.items()
            if source_id not in held
        }
        names = sorted({name for fields in fields_by_id.values() for name in fields} - {"created_at", "code"})
        if held:
            model._default_manager.bulk_update(held.values(), names, batch_size=_BATCH)
        model._default_manager.bulk_create(new.values(), batch_size=_BATCH)
        return {**held, **new}

    def _code(self, source_id: str, most: int) -> str:
        return f"{self.source}-{slugify(source_id, allow_unicode=True) or 'x'}"[:most]

    def _body(self, one: file.Organization) -> dict[str, object]:
        is_legislature = one.classification in {"legislature", "council"}
        return {
            **_common(one),
            "code": self._code(one.id, 120),
            "kind": self.body_kind if is_legislature else BODIES[one.classification],
            "authority": self.authority,
            "seats": one.seats,
            "valid_from": first_day(one.founding_date) if one.founding_date else None,
            "valid_to": day_after(one.dissolution_date) if one.dissolution_date else None,
        }

    def _organisation(self, one: file.Organization) -> dict[str, object]:
        is_party = one.classification == OrganisationKind.PARTY
        return {
            **_common(one),
            "code": self._code(one.id, 80),
            "kind": OrganisationKind.PARTY if is_party else OrganisationKind.OTHER,
        }

    def _area(self, one: file.AreaItem) -> dict[str, object]:
        return {**_common(one), "code": self._code(one.id, 120), "kind": one.type[:60]}

    def _term(self, one: file.Event) -> dict[str, object]:
        return {
            **_common(one),
            "code": self._code(one.id, 120),
            "body": self.bodies.get(one.organization_id),
            "valid_from": first_day(one.start_date),
            "valid_to": day_after(one.end_date) if one.end_date else None,
            "stated_from": "" if len(one.start_date) == 10 else one.start_date,
            "stated_to": "" if len(one.end_date) == 10 else one.end_date,
        }

    def _person(self, one: file.Person) -> dict[str, object]:
        known = {gender.value for gender in Gender}
        return {
            **_common(one),
            "given_name": one.given_name[:200],
            "family_name": one.family_name[:200],
            "sort_name": sort_key(name=one.name[:300], family=one.family_name[:200]),
            "gender": one.gender if one.gender in known else Gender.UNKNOWN,
            "sources": list(one.sources),
            "created_at": self.at,
        }

    def _private(self) -> None:
        """What the file says; who has had it erased here is left erased."""
        models.PrivateData.objects.filter(person__source=self.source).delete()
        rows = [
            models.PrivateData(
                person=self.persons[one.id], birth_date=one.birth_date, death_date=one.death_date,
                email=one.email[:254], email_state=email_state(address=one.email),
                contact_details=list(one.contact_details), images=_images(one), changed_at=self.at,
            )
            for one in self.popolo.persons
            if self.persons[one.id].erased_at is None and _has_private(one)
        ]  # fmt: skip
        models.PrivateData.objects.bulk_create(rows, batch_size=_BATCH)

    def _offices(self) -> int:
        models.Office.objects.filter(body__source=self.source).delete()
        self.posts: dict[tuple[int, str, str, str], models.Post] = {
            (post.body_id, post.kind, post.name, post.source_id): post
            for post in models.Post.objects.filter(body__in=self.bodies.values())
        }
        periods = {one.id: one for one in self.popolo.events}
        made = [
            office
            for one in self.popolo.memberships
            if (office := self._office(one, periods.get(one.legislative_period_id)))
        ]
        models.Office.objects.bulk_create(made, batch_size=_BATCH)
        return len(made)

    def _office(self, one: file.Membership, period: file.Event | None) -> models.Office | None:
        body = self.bodies.get(one.organization_id)
        if body is None:
            self.outside += 1
            return None
        when = dated(membership=one, period=period)
        person = self.persons[one.person_id]
        if not isinstance(when, Dated):
            self.faults.append(Fault(when, value=f"{one.start_date}–{one.end_date}", limit=person.name))
            return None
        post = self._post(one, body)
        return models.Office(
            person=person, post=post, body=body, kind=post.kind, authority=body.authority,
            is_public=is_public(post=PostKind(post.kind), body=BodyKind(body.kind)),
            sort_name=person.sort_name, party=self.organisations.get(one.on_behalf_of_id),
            term=self.terms.get(one.legislative_period_id), area=self.areas.get(one.area_id),
            role=one.role[:200], sources=list(one.sources), valid_from=when.valid_from,
            valid_to=when.valid_to, stated_from=when.stated_from, stated_to=when.stated_to,
        )  # fmt: skip

    def _post(self, one: file.Membership, body: models.Body) -> models.Post:
        """By the file's own post, else by the role."""
        stated = {post.id: post for post in self.popolo.posts}.get(one.post_id)
        kind = ROLES.get((stated.role if stated else one.role).casefold(), PostKind.OTHER)
        unnamed = one.role if kind is PostKind.OTHER else ""
        key = (body.pk, str(kind), (stated.label if stated else unnamed)[:200], one.post_id)
        if key not in self.posts:
            self.posts[key] = models.Post.objects.create(
                body=body, kind=kind, name=key[2], source_id=one.post_id
            )
        return self.posts[key]


def _common(one: file.Person | file.Organization | file.AreaItem | file.Event) -> dict[str, object]:
    links = getattr(one, "links", ())
    return {
        "name": one.name[:300],
        "other_names": list(one.other_names),
        "identifiers": list(one.identifiers),
        **({"links": list(links)} if hasattr(one, "links") else {}),
    }


def _images(one: file.Person) -> list[dict[str, str]]:
    """The one picture of the file is marked, so that it is written as it was."""
    return [*({"main": one.image} for _ in [0] if one.image), *one.images]


def _has_private(one: file.Person) -> bool:
    return bool(
        one.birth_date or one.death_date or one.email or one.contact_details or one.image or one.images
    )
