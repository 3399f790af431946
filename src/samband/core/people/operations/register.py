# SPDX-License-Identifier: EUPL-1.2
"""The ground of the register: parties, bodies, posts, terms. Registering the same again changes nothing."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.people import models
from samband.core.people.card import LOAD_REGISTER, MANAGE
from samband.core.people.queries.records import body_record, party_record, term_record
from samband.core.people.rules import (
    BodyKind,
    BodyRecord,
    NoSuchBody,
    OrganisationKind,
    PartyRecord,
    PostKind,
    TermRecord,
)

Names = Mapping[str, str]
Row = TypeVar("Row", models.Organisation, models.Body, models.Term)


@transaction.atomic
def register_party(
    *, code: str, name: str, short: str = "", names: Names | None = None, by: Actor, at: datetime
) -> PartyRecord:
    """Add a party or correct its names. code: country-neutral, such as ``no-v``. Raises NotAllowed."""
    require(actor=by, permission=LOAD_REGISTER)
    fields: dict[str, object] = {
        "kind": OrganisationKind.PARTY,
        "name": name,
        "short": short,
        "other_names": _other(names),
    }
    party, is_new = _held(models.Organisation, code, fields)
    if is_new:
        _tell("people.party_registered", f"people.party:{code}", by, at)
    return party_record(party=party)


@transaction.atomic
def register_body(
    *,
    code: str,
    name: str,
    kind: BodyKind,
    authority: str = "",
    seats: int | None = None,
    names: Names | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> BodyRecord:
    """Add a body or correct it. authority: code of the member; empty for a body of the association.

    Raises NotAllowed.
    """
    require(actor=by, permission=MANAGE, authority=authority)
    fields: dict[str, object] = {
        "name": name,
        "kind": kind,
        "authority": authority,
        "seats": seats,
        "other_names": _other(names),
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    known = models.Body.objects.filter(code=code).first()
    if known is not None and known.authority != authority:
        require(actor=by, permission=MANAGE, authority=known.authority)
    body, is_new = _held(models.Body, code, fields)
    if is_new:
        _tell("people.body_registered", f"people.body:{code}", by, at, kind=kind, authority=authority)
    return body_record(body=body)


@transaction.atomic
def register_term(
    *,
    code: str,
    name: str,
    valid_from: date,
    valid_to: date | None = None,
    names: Names | None = None,
    by: Actor,
    at: datetime,
) -> TermRecord:
    """Add a term that bodies share, or correct it. Raises NotAllowed."""
    require(actor=by, permission=LOAD_REGISTER)
    fields: dict[str, object] = {
        "name": name,
        "other_names": _other(names),
        "valid_from": valid_from,
        "valid_to": valid_to,
    }
    term, is_new = _held(models.Term, code, fields)
    if is_new:
        _tell("people.term_registered", f"people.term:{code}", by, at)
    return term_record(term=term)


def body_row(*, code: str) -> models.Body:
    """Raises NoSuchBody."""
    found = models.Body.objects.filter(code=code).first()
    if found is None:
        raise NoSuchBody(code)
    return found


def post_row(*, body: models.Body, kind: PostKind, name: str = "") -> models.Post:
    """The post of this kind, made when there is none yet."""
    found = models.Post.objects.filter(body=body, kind=kind, name=name).order_by("pk").first()
    return found or models.Post.objects.create(body=body, kind=kind, name=name)


def _held(model: type[Row], code: str, fields: dict[str, object]) -> tuple[Row, bool]:
    """The row under this code with these fields, and whether anything is new."""
    found = model._default_manager.filter(code=code).first()
    if found is None:
        return model._default_manager.create(code=code, **fields), True
    changed = [name for name, value in fields.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, fields[name])
    if changed:
        found.save(update_fields=changed)
    return found, bool(changed)


def _other(names: Names | None) -> list[dict[str, str]]:
    return [{"lang": language, "name": name} for language, name in (names or {}).items()]


def _tell(event: str, about: str, by: Actor, at: datetime, **details: object) -> None:
    record(event=event, by=by.reference, at=at, about=about, details=details)
