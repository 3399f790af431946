# SPDX-License-Identifier: EUPL-1.2
"""A person's private list: remembered, taken out, erased. Each is the same event as looking at it."""

import os
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.tools.ethics.analysis.kin_sealing import KEY_BYTES, NONCE_BYTES, key_name, seal, wrap
from samband.tools.ethics.analysis.names import fold
from samband.tools.ethics.models import KinList
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries import country, policy_on
from samband.tools.ethics.queries.kin import kin_owner, list_key, note_opening, opened, owner_of
from samband.tools.ethics.rules import (
    MOST_KIN,
    KinEntry,
    KinUnreadable,
    NewKin,
    is_number,
    kin_to_plain,
    months_after,
    plain_number,
)

Entries = tuple[KinEntry, ...]


@transaction.atomic
def remember_kin(*, new: Iterable[NewKin], by: Actor, at: datetime) -> None:
    """Write these into the own list; what stands there already is not written twice.

    Raises Refused, NotAllowed.
    """
    wanted = tuple(new)
    for one in wanted:
        _check(one)

    def with_new(entries: Entries) -> Entries:
        told = {_key(one.kin) for one in entries}
        fresh = {_key(one): one for one in wanted if _key(one) not in told}
        made = (KinEntry(secrets.token_hex(4), one, localdate(at)) for one in fresh.values())
        return (*entries, *made)

    _change(with_new, by, at)


@transaction.atomic
def forget_kin(*, code: str, by: Actor, at: datetime) -> None:
    """Take one entry out; nothing happens when it is not there. Raises Refused, NotAllowed."""
    _change(lambda entries: tuple(one for one in entries if one.code != code), by, at)


@transaction.atomic
def erase_kin(*, by: Actor, at: datetime) -> None:
    """Erase the own list with its key, also one that cannot be opened. Raises NotAllowed."""
    person = kin_owner(actor=by)
    shred(rows=KinList.objects.filter(person_id=person.id))
    note_opening(person=person.id, by=by, at=at)


def shred(*, rows: Iterable[KinList]) -> int:
    """Write over the keys, then take the rows out; how many they were. Called in a transaction."""
    listed = list(rows)
    for row in listed:
        row.wrapped_key, row.sealed = os.urandom(len(row.wrapped_key)), os.urandom(len(row.sealed))
        row.save(update_fields=["wrapped_key", "sealed"])
        row.delete()
    return len(listed)


def erase_kin_whose_term_is_over(*, at: datetime) -> int:
    """Lists of persons who were erased, and of those whose last office ended long enough ago; how many.

    Called by the worker. The one write without an event: in the log it would tell, on the day on which a term
    ends, that there was a list.
    """
    today = localdate(at)
    kept_from = months_after(today, -policy_on(on=today).kin_keep_months)
    over = Q(person__erased_at__isnull=False) | Q(person__last_office_to__lte=kept_from)
    rows = KinList.objects.filter(over)
    if not rows.exists():
        return 0
    with transaction.atomic():
        return shred(rows=rows)


def rewrap_kin() -> int:
    """Keys that an earlier box key has wrapped come under the present one; how many. No list is opened.

    Those that no key opens stay as they are: the key may come back.
    """
    present = settings.SAMBAND_BOX_KEYS[0]
    rows = KinList.objects.exclude(key_name=key_name(key=present)).select_related("person")
    return sum(_rewrapped(row, row.person.account) for row in rows)


def _rewrapped(row: KinList, account: str) -> bool:
    try:
        _wrap(row, list_key(row=row, account=account), account)
    except KinUnreadable:
        return False
    row.save(update_fields=["key_name", "wrapped_key"])
    return True


def _change(change: Callable[[Entries], Entries], by: Actor, at: datetime) -> None:
    """One opening, whether anything changes or not; a list without entries is none."""
    person = kin_owner(actor=by)
    note_opening(person=person.id, by=by, at=at)
    row = KinList.objects.select_for_update().filter(person_id=person.id).first()
    before = _opened(row, by)
    after = change(before)
    if len(after) > MOST_KIN:
        raise Refused(gettext("The list is full. Take out what you need no longer."))
    if not after and row is not None:
        shred(rows=[row])
    elif after != before:
        _keep(row or _begun(person.id, by), after, by)


def _opened(row: KinList | None, by: Actor) -> Entries:
    try:
        return opened(row=row, actor=by) if row else ()
    except KinUnreadable:
        raise Refused(gettext("Your list cannot be opened. Erase it, then begin anew.")) from None


def _begun(person: int, by: Actor) -> KinList:
    row = KinList(person_id=person, code=secrets.token_hex(16))
    _wrap(row, os.urandom(KEY_BYTES), by.reference)
    return row


def _wrap(row: KinList, key: bytes, account: str) -> None:
    present, owner = settings.SAMBAND_BOX_KEYS[0], owner_of(row=row, account=account)
    row.key_name = key_name(key=present)
    row.wrapped_key = wrap(key=key, owner=owner, box_key=present, nonce=os.urandom(NONCE_BYTES))


def _keep(row: KinList, entries: Entries, by: Actor) -> None:
    key, owner = list_key(row=row, account=by.reference), owner_of(row=row, account=by.reference)
    content = {"entries": kin_to_plain(entries=entries)}
    row.sealed = seal(content=content, key=key, owner=owner, nonce=os.urandom(NONCE_BYTES))
    row.save()


def _key(kin: NewKin) -> tuple[str, ...]:
    return (fold(kin.name), plain_number(kin.number), kin.relation, kin.standing or "")


def _check(kin: NewKin) -> None:
    if not kin.name.strip():
        raise Refused(gettext("Write a name."), "name")
    if kin.number and not is_number(number=plain_number(kin.number), country=country()):
        text = gettext("%(number)s is not the number of an organisation. Correct it, or leave it empty.")
        raise Refused(text % {"number": kin.number}, "number")
