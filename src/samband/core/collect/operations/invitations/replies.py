# SPDX-License-Identifier: EUPL-1.2
"""What people answer to being asked, other than answers: no more of it, not known here, no."""

from datetime import datetime

from django.core import signing
from django.db import transaction

from samband.core.access.rules import NOBODY, Actor, require
from samband.core.audit.operations import record
from samband.core.collect.analysis.invitations import SAID_NO
from samband.core.collect.models import Case
from samband.core.collect.queries.cases import NoSuchCase
from samband.core.collect.rules import COMPLETE, MANAGE_CASES
from samband.core.notices.operations import block_address
from samband.core.notices.rules import Channel
from samband.engines.sampling import outcome_of

_SALT = "samband.collect.stop"


def stop_word(*, case: int, channel: Channel) -> str:
    """Stands in the address that ends messages: signed, and good for nothing else, not for answering."""
    return signing.Signer(salt=_SALT).sign(f"{case}-{channel}")


def read_stop(*, word: str) -> tuple[int, Channel] | None:
    """Case and channel of a word that this installation signed; None for any other."""
    try:
        case, _, channel = signing.Signer(salt=_SALT).unsign(word).partition("-")
        return int(case), Channel(channel)
    except (signing.BadSignature, ValueError):
        return None


@transaction.atomic
def stop(*, word: str, at: datetime) -> bool:
    """Write no more to whoever holds this word, in any ask; False when the word is none of ours.

    The person counts as having said no, unless they have answered. Twice does nothing more.
    """
    meant = read_stop(word=word)
    if meant is None:
        return False
    case, channel = meant
    found = Case.objects.select_for_update().filter(pk=case).select_related("ask").first()
    if found is None:
        return True
    contact = found.contact.get("email" if channel is Channel.EMAIL else "phone", "")
    block_address(channel=channel, address=contact, by=NOBODY, at=at)
    if found.answered_on is None and found.disposition not in {COMPLETE, SAID_NO}:
        found.disposition = SAID_NO
        found.save(update_fields=["disposition"])
        _tell("collect.somebody_stopped", found, NOBODY, at)
    return True


@transaction.atomic
def note_outcome(*, ask: str, case: int, disposition: str, by: Actor, at: datetime) -> None:
    """What became of somebody, by hand. One who has answered stays complete.

    Raises UnknownDisposition, NoSuchCase, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    outcome_of(disposition)
    found = Case.objects.select_for_update().filter(ask__slug=ask, pk=case).select_related("ask").first()
    if found is None:
        raise NoSuchCase(case)
    if found.answered_on is None and found.disposition != disposition:
        found.disposition = disposition
        found.save(update_fields=["disposition"])
        _tell("collect.outcome_noted", found, by, at, code=disposition)


def _tell(event: str, case: Case, by: Actor, at: datetime, **details: object) -> None:
    about = f"collect.ask:{case.ask.slug}"
    record(event=event, by=by.reference, at=at, about=about, details=details)
