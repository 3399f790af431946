# SPDX-License-Identifier: EUPL-1.2
"""Mail and text messages leave one by one, at a pace, in decent hours. What fails is tried again later."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from samband.core.access.rules import INSTALLATION, Actor, require
from samband.core.collect.analysis.invitations import (
    MOST_ATTEMPTS,
    MailingState,
    SendingState,
    is_decent,
    pause_after,
)
from samband.core.collect.models import Case, Mailing, Sending
from samband.core.collect.operations.invitations.planning import held, tell
from samband.core.collect.operations.invitations.readers import (
    Chosen,
    chosen,
    note_sent,
    note_skipped,
    save,
)
from samband.core.collect.operations.invitations.wording import mail_to, text_to
from samband.core.collect.operations.links import fresh_links, take_back
from samband.core.collect.rules import MANAGE_CASES, AskState
from samband.core.country.queries import chosen_calendar
from samband.core.jobs.operations import STOP, queue_job
from samband.core.jobs.queries import UnknownJob, job
from samband.core.notices.operations import MailSender, sms_provider
from samband.core.notices.rules import Channel, Sent

KIND: Final = "collect.send"
_BY_ITSELF: Final = (Channel.EMAIL, Channel.SMS)
_RUNNING: Final = (MailingState.PLANNED, MailingState.UNDER_WAY)
HandOver = Callable[[Chosen, Mailing, str], Sent]


def is_time(*, at: datetime) -> bool:
    """Whether people may be written to now, by the clock and the calendar of the country."""
    return is_decent(local=timezone.localtime(at), calendar=chosen_calendar(country=settings.SAMBAND_COUNTRY))


def queue_due(*, at: datetime) -> int:
    """Start what is due and not under way, end what has nothing left; how many were started.

    Called by the worker again and again. Twice at the same moment starts nothing twice.
    """
    due = Mailing.objects.filter(channel__in=_BY_ITSELF, state__in=_RUNNING, on__lte=timezone.localdate(at))
    return sum(_start(pk, INSTALLATION, at) for pk in due.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def send_now(*, ask: str, mailing: int, by: Actor, at: datetime) -> bool:
    """Start it today, whatever its day was; False when this is no hour to write to people: it waits then.

    Raises NoSuchMailing, NotAllowed.
    """
    require(actor=by, permission=MANAGE_CASES)
    found = held(ask=ask, mailing=mailing)
    found.on = min(found.on, timezone.localdate(at))
    found.save(update_fields=["on"])
    return bool(_start(found.pk, by, at)) or _is_under_way(found)


@transaction.atomic
def _start(pk: int, by: Actor, at: datetime) -> int:
    mailing = Mailing.objects.select_for_update().select_related("ask").get(pk=pk)
    waiting = mailing.sendings.filter(state=SendingState.WAITING)
    if mailing.state not in _RUNNING or mailing.channel not in _BY_ITSELF or _is_under_way(mailing):
        return 0
    if mailing.ask.state == AskState.CLOSED or not waiting.exists():
        mailing.state = MailingState.DONE if not waiting.exists() else MailingState.CALLED_OFF
        mailing.save(update_fields=["state"])
        return 0
    if not is_time(at=at) or not _due(waiting, at).exists():
        return 0
    mailing.state = MailingState.UNDER_WAY
    mailing.save(update_fields=["state"])
    tell(event="mailing_started", mailing=mailing, by=by, at=at)
    total = _due(waiting, at).count()
    queued = queue_job(kind=KIND, arguments={"mailing": mailing.pk}, total=total, by=by, at=at)
    Mailing.objects.filter(pk=mailing.pk).update(job=str(queued.id))
    return 1


def _is_under_way(mailing: Mailing) -> bool:
    try:
        return bool(mailing.job) and job(actor=INSTALLATION, job_id=UUID(mailing.job)).is_open
    except UnknownJob:
        return False


def _due(waiting: QuerySet[Sending], at: datetime) -> QuerySet[Sending]:
    return waiting.filter(Q(not_before__isnull=True) | Q(not_before__lte=at))


def run(*, arguments: Mapping[str, object], done: frozenset[str]) -> Iterator[str]:
    """The job. Stops by itself when the hour is over or the mailing is called off; the rest waits."""
    mailing = Mailing.objects.select_related("ask").get(pk=int(str(arguments["mailing"])))
    pause = _pause(Channel(mailing.channel))
    waiting = mailing.sendings.filter(state=SendingState.WAITING)
    with _hands(Channel(mailing.channel)) as hand_over:
        for pk in list(_due(waiting, timezone.now()).order_by("pk").values_list("pk", flat=True)):
            if not _goes_on(mailing.pk):
                return
            if str(pk) not in done and _one(mailing, pk, hand_over):
                STOP.wait(pause)
            yield str(pk)
    _end_if_over(mailing.pk)


def _pause(channel: Channel) -> float:
    a_minute = {
        Channel.EMAIL: settings.SAMBAND_MAIL_PER_MINUTE,
        Channel.SMS: settings.SAMBAND_SMS_PER_MINUTE,
    }[channel]
    return 60 / a_minute if a_minute else 0.0


def _goes_on(pk: int) -> bool:
    state = Mailing.objects.values_list("state", "ask__state").get(pk=pk)
    is_wanted = state[0] in _RUNNING and state[1] != AskState.CLOSED
    return is_wanted and is_time(at=timezone.now())


@contextmanager
def _hands(channel: Channel) -> Iterator[HandOver]:
    if channel is Channel.SMS:
        provider = sms_provider()
        yield lambda one, mailing, token: provider.send(
            message=text_to(case=one.case, mailing=mailing, address=one.address, token=token)
        )
        return
    with MailSender() as sender:
        yield lambda one, mailing, token: sender.send(
            mail=mail_to(case=one.case, mailing=mailing, address=one.address, token=token)
        )


def _one(mailing: Mailing, pk: int, hand_over: HandOver) -> bool:
    """Send to one person, unless they need it no more. True when something left the house."""
    with transaction.atomic():
        sending = Sending.objects.select_for_update().get(pk=pk)
        sending.case = Case.objects.get(pk=sending.case_id)
        one = next(iter(chosen(mailing=mailing, sendings=[sending])))
        if sending.state != SendingState.WAITING:
            return False
        if one.skip is not None:
            note_skipped(one=one)
            save(chosen=[one])
            return False
        token = fresh_links(cases=[one.case.pk])[one.case.pk]
    sent = hand_over(one, mailing, token)
    with transaction.atomic():
        _note(one, sent, token)
        save(chosen=[one])
    return True


def _note(one: Chosen, sent: Sent, token: str) -> None:
    now = timezone.now()
    if sent is Sent.YES:
        note_sent(one=one, on=timezone.localdate(now))
        return
    take_back(case=one.case.pk, token=token)
    one.sending.attempts += 1
    one.sending.reason = str(sent)
    if sent is Sent.NEVER or one.sending.attempts >= MOST_ATTEMPTS:
        one.sending.state, one.sending.not_before = SendingState.FAILED, None
    else:
        one.sending.not_before = now + pause_after(attempts=one.sending.attempts)


@transaction.atomic
def _end_if_over(pk: int) -> None:
    mailing = Mailing.objects.select_for_update().get(pk=pk)
    is_left = mailing.sendings.filter(state=SendingState.WAITING).exists()
    if mailing.state in _RUNNING and not is_left:
        mailing.state = MailingState.DONE
        mailing.save(update_fields=["state"])
