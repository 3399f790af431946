# SPDX-License-Identifier: EUPL-1.2
"""Six-digit codes, drawn blindly, shown once and never kept."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.core.collect.analysis.sealing import code_digest
from samband.core.collect.models import Ask, Case, Meeting, MeetingCode
from samband.core.collect.operations.meeting.held import NotPossible, held, tell
from samband.core.collect.operations.meeting.sessions import give_cases
from samband.core.collect.rules import CODE_DIGITS, SPARE_CODES, MeetingState

_ALL: Final = 10**CODE_DIGITS
_draw = secrets.randbelow  # no seed: nobody may draw the same codes again


@transaction.atomic
def make_codes(*, meeting: int, number: int, by: Actor, at: datetime, anew: bool = False) -> tuple[str, ...]:
    """So many codes more, in no order; they are returned this once and kept nowhere.

    anew: those that were made before are forgotten; only before the session is open, since they could be
    in somebody's hand then. Together at most as many as are present, and ``SPARE_CODES``.
    Raises NotPossible, NoSuchMeeting, NotAllowed.
    """
    wanted = {MeetingState.PREPARED} if anew else {MeetingState.PREPARED, MeetingState.OPEN}
    asked, found = held(meeting=meeting, by=by, wanted=wanted)
    if anew:
        found.handed_out.all().delete()
        found.codes = 0
    _check_number(found, number)
    codes = tuple(_new_codes(number))
    digests = [code_digest(ask=asked.slug, code=code, keys=settings.SAMBAND_BOX_KEYS) for code in codes]
    MeetingCode.objects.bulk_create(MeetingCode(meeting=found, digest=digest) for digest in sorted(digests))
    found.codes += number
    found.save(update_fields=["codes"])
    if found.state == MeetingState.OPEN:
        give_cases(asked=asked, found=found)
    tell(event="meeting_codes_made", asked=asked, found=found, by=by, at=at, codes=number)
    return codes


def _check_number(found: Meeting, number: int) -> None:
    present = found.members + found.substitutes
    room = present + SPARE_CODES - found.codes
    if not 0 < number <= room:
        words = gettext(
            "%(present)d are present and %(codes)d codes are made, so between 1 and %(room)d can be added. "
            "Has somebody come? Correct first who is present."
        )
        if room <= 0:
            words = gettext(
                "%(present)d are present and %(codes)d codes are made: that is enough. Has somebody come? "
                "Correct first who is present."
            )
        raise NotPossible(words % {"present": present, "codes": found.codes, "room": room})


def _new_codes(number: int) -> Iterator[str]:
    """Different from one another and from every code that is good anywhere: one leads to one place."""
    drawn: set[str] = set()
    while len(drawn) < number:
        code = f"{_draw(_ALL):0{CODE_DIGITS}}"
        if code not in drawn and not _is_in_use(code):
            drawn.add(code)
            yield code


def _is_in_use(code: str) -> bool:
    keys = settings.SAMBAND_BOX_KEYS
    early = (MeetingState.PREPARED, MeetingState.OPEN)
    asks = Ask.objects.filter(meetings__state__in=early).distinct().values_list("slug", flat=True)
    digests = [code_digest(ask=slug, code=code, keys=keys) for slug in asks]
    return (
        MeetingCode.objects.filter(digest__in=digests).exists()
        or Case.objects.filter(token_digest__in=digests).exists()
    )
