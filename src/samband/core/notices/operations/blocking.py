# SPDX-License-Identifier: EUPL-1.2
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.notices.models import Blocked
from samband.core.notices.queries import digests
from samband.core.notices.rules import LIFT_BLOCKS, Channel, LiftReason


@transaction.atomic
def block_address(*, channel: Channel, address: str, by: Actor, at: datetime) -> bool:
    """Remember that an address wants nothing more by this channel; False when there is no such address.

    Anybody may: whoever holds the link of a message, or hears it on the phone. Twice does nothing more.
    """
    digest = next(digests(channel=channel, address=address), "")
    if not digest:
        return False
    _, is_new = Blocked.objects.get_or_create(
        digest=digest, channel=channel, defaults={"since": timezone.localdate(at)}
    )
    if is_new:
        _tell("notices.blocked", channel, by, at)
    return True


@transaction.atomic
def unblock_address(*, channel: Channel, address: str, reason: LiftReason, by: Actor, at: datetime) -> bool:
    """Write to an address again; False when it was not blocked. Raises NotAllowed.

    The log gets the reason and never the address. What somebody has answered to an ask stays: whoever has
    said no to it is not asked there again.
    """
    require(actor=by, permission=LIFT_BLOCKS)
    known = list(digests(channel=channel, address=address))
    number, _ = Blocked.objects.filter(channel=channel, digest__in=known).delete()
    if number:
        _tell("notices.unblocked", channel, by, at, reason=str(reason))
    return bool(number)


def _tell(event: str, channel: Channel, by: Actor, at: datetime, **more: str) -> None:
    details = {"channel": str(channel), **more}
    record(event=event, by=by.reference, at=at, about="notices:blocked", details=details)
