# SPDX-License-Identifier: EUPL-1.2
"""A member that only got another number keeps its bodies: they follow to the number of today."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from samband.core.access.rules import Actor, require
from samband.core.audit.operations import record
from samband.core.members.queries import latest_authority, successions_of
from samband.core.members.rules import UnknownAuthority
from samband.core.people import models
from samband.core.people.card import LOAD_REGISTER


@transaction.atomic
def follow_renumbering(*, by: Actor, at: datetime) -> int:
    """Carry bodies and offices over to the number their member has today; how many bodies moved.

    After a merger or a split the bodies stay with the old number: a new council is another body.
    Raises NotAllowed.
    """
    require(actor=by, permission=LOAD_REGISTER)
    codes = models.Body.objects.exclude(authority="").values_list("authority", flat=True).distinct()
    today = localdate(at)
    moved = 0
    for code in codes:
        number = _number_today(code, at)
        if number != code:
            moved += models.Body.objects.filter(authority=code).update(authority=number)
            models.Office.objects.filter(authority=code).update(authority=number)
            details = {"from_number": code, "day": today.isoformat()}
            about = f"people.authority:{number}"
            record(event="people.bodies_followed", by=by.reference, at=at, about=about, details=details)
    return moved


def _number_today(code: str, at: datetime) -> str:
    """The number itself unless it was given up by renumbering alone."""
    today = localdate(at)
    try:
        ended = latest_authority(code=code, on=today).valid_to
    except UnknownAuthority:
        return code
    if ended is None or ended > today:
        return code
    steps = [one for one in successions_of(code=code) if one.code_before == code and one.on <= today]
    later = [one for one in steps if one.code_after != code]
    if len(later) != 1 or later[0].kind != "renumbered":
        return code
    return _number_today(later[0].code_after, at)
