# SPDX-License-Identifier: EUPL-1.2
"""Those whom a mailing goes to, looked at anew right before sending."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from samband.core.collect.analysis.invitations import (
    NOT_REACHED,
    SENT,
    Purpose,
    Reader,
    SendingState,
    Skip,
    has_postal_address,
    reason_to_skip,
)
from samband.core.collect.models import Case, Mailing, Sending
from samband.core.notices.queries import blocked, in_one_spelling
from samband.core.notices.rules import Channel, Sent

UNDELIVERED = Q(state=SendingState.RETURNED) | Q(state=SendingState.FAILED, reason=Sent.NEVER)
_CONTACT = {Channel.EMAIL: "email", Channel.SMS: "phone"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """skip: why this person gets nothing. address: in one spelling; empty for a letter."""

    sending: Sending
    case: Case
    address: str
    skip: Skip | None


def chosen(*, mailing: Mailing, sendings: Iterable[Sending]) -> Iterator[Chosen]:
    """sendings: with their cases."""
    channel = Channel(mailing.channel)
    rows = [(one, one.case, address_of(case=one.case, channel=channel)) for one in sendings]
    unwanted = blocked(channel=channel, addresses=[address for _, _, address in rows if address])
    earlier = _earlier(mailing, [case.pk for _, case, _ in rows])
    returned = set(earlier.filter(UNDELIVERED, mailing__channel=channel).values_list("case_id", flat=True))
    reached = set(earlier.filter(state=SendingState.SENT).values_list("case_id", flat=True))
    for sending, case, address in rows:
        reader = Reader(
            has_answered=case.answered_on is not None,
            disposition=case.disposition,
            has_address=bool(address)
            or (channel is Channel.LETTER and has_postal_address(contact=case.contact)),
            is_blocked=address in unwanted,
            has_come_back=case.pk in returned,
            is_reached=case.pk in reached,
        )
        yield Chosen(sending, case, address, reason_to_skip(reader=reader, purpose=Purpose(mailing.purpose)))


def _earlier(mailing: Mailing, cases: Sequence[int]) -> QuerySet[Sending]:
    """What else was sent to them. The thousands of a file of letters are not named one by one."""
    others = Sending.objects.exclude(mailing=mailing)
    return others.filter(case__in=cases) if len(cases) == 1 else others.filter(case__ask=mailing.ask_id)


def address_of(*, case: Case, channel: Channel) -> str:
    """Empty for a letter, and for what cannot be an address."""
    if channel not in _CONTACT:
        return ""
    return in_one_spelling(channel=channel, address=case.contact.get(_CONTACT[channel], ""))


def note_skipped(*, one: Chosen) -> None:
    one.sending.state, one.sending.reason = SendingState.SKIPPED, str(one.skip)
    one.sending.not_before = None


def note_sent(*, one: Chosen, on: date) -> None:
    """The person has been written to; an outcome that tells more stays."""
    one.sending.state, one.sending.sent_on = SendingState.SENT, on
    one.sending.not_before, one.sending.reason = None, ""
    if one.case.disposition in NOT_REACHED:
        one.case.disposition = SENT


def save(*, chosen: Iterable[Chosen]) -> None:
    rows = list(chosen)
    Sending.objects.bulk_update(
        [one.sending for one in rows],
        ["state", "reason", "not_before", "sent_on", "attempts"],
        batch_size=200,
    )
    new = [one.case.pk for one in rows if one.case.disposition == SENT]
    for at in range(0, len(new), 500):
        not_reached = Case.objects.filter(pk__in=new[at : at + 500], disposition__in=NOT_REACHED)
        not_reached.update(disposition=SENT)
