# SPDX-License-Identifier: EUPL-1.2
"""The private list of a person, for that person alone: no role opens it, of an authority or the association.

Every opening is the same event, whether there is a list or not and whatever becomes of it: the log tells the
person that it was opened, and nobody that there is anything in it.
"""

from datetime import datetime

from django.conf import settings

from samband.core.access.rules import Actor, NotAllowed
from samband.core.audit.operations import record
from samband.core.people.rules import PersonRecord
from samband.tools.ethics.analysis.kin_sealing import CannotOpen, unseal, unwrap
from samband.tools.ethics.card import DECLARE
from samband.tools.ethics.models import KinList
from samband.tools.ethics.queries.own import own_person
from samband.tools.ethics.rules import KinEntry, KinUnreadable, kin_from_plain

OPENED = "ethics.kin_opened"


def own_kin(*, actor: Actor, at: datetime) -> tuple[KinEntry, ...] | None:
    """The own list, oldest first; None when there is one that no key opens. Opening it is an event.

    Raises NotAllowed.
    """
    person = kin_owner(actor=actor)
    note_opening(person=person.id, by=actor, at=at)
    row = KinList.objects.filter(person_id=person.id).first()
    try:
        return opened(row=row, actor=actor) if row else ()
    except KinUnreadable:
        return None


def kin_owner(*, actor: Actor) -> PersonRecord:
    """The person whose account it is. Raises NotAllowed for everybody else, whatever their roles."""
    person = own_person(actor=actor)
    if person is None:
        raise NotAllowed(actor, DECLARE, "")
    return person


def note_opening(*, person: int, by: Actor, at: datetime) -> None:
    record(event=OPENED, by=by.reference, at=at, about=f"people.person:{person}")


def owner_of(*, row: KinList, account: str) -> str:
    """To what list and key are bound."""
    return f"{row.person_id}:{account}:{row.code}"


def opened(*, row: KinList, actor: Actor) -> tuple[KinEntry, ...]:
    """For operations and queries of this concept that have noted the opening. Raises KinUnreadable."""
    return kin_from_plain(rows=_content(row, actor)["entries"])


def list_key(*, row: KinList, account: str) -> bytes:
    """Raises KinUnreadable."""
    try:
        return unwrap(
            wrapped=bytes(row.wrapped_key), owner=owner_of(row=row, account=account),
            box_keys=settings.SAMBAND_BOX_KEYS, name=row.key_name,
        )  # fmt: skip
    except CannotOpen as why:
        raise KinUnreadable(str(why)) from None


def _content(row: KinList, actor: Actor) -> dict[str, list[dict[str, str]]]:
    key = list_key(row=row, account=actor.reference)
    try:
        return unseal(sealed=bytes(row.sealed), key=key, owner=owner_of(row=row, account=actor.reference))
    except CannotOpen as why:
        raise KinUnreadable(str(why)) from None
