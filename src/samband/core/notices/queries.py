# SPDX-License-Identifier: EUPL-1.2
"""Who wants no messages, asked before every single one is sent; and where its links lead."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count

from samband.core.access.rules import Actor, require
from samband.core.country.queries import chosen_calendar
from samband.core.notices.analysis import address_digest, plain_email, plain_phone
from samband.core.notices.models import Blocked
from samband.core.notices.rules import LIFT_BLOCKS, Channel

_AT_ONCE = 400


def in_one_spelling(*, channel: Channel, address: str) -> str:
    """An e-mail address or a number of this country as it is compared and sent to; empty when it is none."""
    if channel is Channel.EMAIL:
        return plain_email(address=address)
    calendar = chosen_calendar(country=settings.SAMBAND_COUNTRY)
    code, prefix = calendar.calling_code, calendar.trunk_prefix
    return plain_phone(number=address, calling_code=code, trunk_prefix=prefix)


def site_address() -> str:
    """Origin of the pages as the installation names it, for mails of the worker; '' for none."""
    return str(settings.SAMBAND_ADDRESS)


def blocked(*, channel: Channel, addresses: Iterable[str]) -> frozenset[str]:
    """Those of the addresses that want nothing by this channel. Unguarded: it tells only who knows them.

    A letter cannot be blocked by its address: people of one house share it.
    """
    if channel is Channel.LETTER:
        return frozenset()
    by_digest = {digest: one for one in addresses for digest in digests(channel=channel, address=one)}
    known = list(by_digest)
    found: set[str] = set()
    for at in range(0, len(known), _AT_ONCE):
        rows = Blocked.objects.filter(channel=channel, digest__in=known[at : at + _AT_ONCE])
        found.update(by_digest[digest] for digest in rows.values_list("digest", flat=True))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is noted for one address and one way. since: None when messages may be sent."""

    channel: Channel
    since: date | None


def wishes(*, actor: Actor, address: str) -> tuple[Wish, ...]:
    """An e-mail address has one way, a number two; none for what is neither. Raises NotAllowed."""
    require(actor=actor, permission=LIFT_BLOCKS)
    ways = (Channel.EMAIL,) if "@" in address else (Channel.SMS, Channel.PHONE)
    return tuple(Wish(way, since) for way in ways for known, since in [_since(way, address)] if known)


def _since(channel: Channel, address: str) -> tuple[bool, date | None]:
    """Whether it can be an address, and the first day on which the wish was noted."""
    known = list(digests(channel=channel, address=address))
    days = Blocked.objects.filter(channel=channel, digest__in=known).order_by("since")
    return bool(known), days.values_list("since", flat=True).first()


def wish_counts(*, actor: Actor) -> Mapping[Channel, int]:
    """How many addresses want nothing, by way. Raises NotAllowed."""
    require(actor=actor, permission=LIFT_BLOCKS)
    rows = Blocked.objects.order_by().values_list("channel").annotate(Count("pk"))
    counts = {Channel(channel): number for channel, number in rows}
    return {way: counts.get(way, 0) for way in (Channel.EMAIL, Channel.SMS, Channel.PHONE)}


def digests(*, channel: Channel, address: str) -> Iterator[str]:
    """Under each key that this installation has had, the present one first; none for what is no address."""
    plain = in_one_spelling(channel=channel, address=address)
    for key in settings.SAMBAND_BOX_KEYS if plain else ():
        yield address_digest(channel=channel, address=plain, key=key)
