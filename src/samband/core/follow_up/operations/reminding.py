# SPDX-License-Identifier: EUPL-1.2
"""Reminders: claimed once, written in the reader's language, handed over in the background."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from samband.core.access.rules import INSTALLATION
from samband.core.audit.operations import record
from samband.core.follow_up.card import REMIND
from samband.core.follow_up.models import Reminder
from samband.core.follow_up.operations.following import follow_renumbering
from samband.core.follow_up.operations.words import word_for
from samband.core.follow_up.queries import Recipient, due_on, recipients
from samband.core.follow_up.rules import UNDER_OBLIGATION, GoalState, Pulse, ReminderKind
from samband.core.jobs.operations import queue_job
from samband.core.notices.operations import MailSender
from samband.core.notices.queries import blocked, site_address
from samband.core.notices.rules import Channel, Mail, Sent

AGAIN_AFTER = timedelta(hours=6)
"""A reminder that could not be handed over is tried again after this time."""
_FOLLOWED: list[date] = []
"""The day on which this process has followed the register; doing it twice does no harm."""
FIRST_HOUR = 7
"""Nobody is reminded at night."""


@dataclass(frozen=True, slots=True)
class Line:
    """One goal in a mail. url, how_url: the goal, and where one click tells how it goes."""

    title: str
    kind: str
    deadline: date
    url: str
    how_url: str


def make_round(*, at: datetime) -> None:
    """Claim the reminders of the day, once, and have them sent. A quiet minute costs one question."""
    if timezone.localtime(at).hour < FIRST_HOUR:
        return
    today = timezone.localdate(at)
    if today not in _FOLLOWED:
        follow_renumbering(at=at)
        _FOLLOWED[:] = [today]
    with transaction.atomic():
        members = _claimed(at) | _again(at)
        if members:
            day = timezone.localdate(at).isoformat()
            arguments = {"on": day, "members": sorted(members)}
            queue_job(kind=REMIND, arguments=arguments, total=len(members), by=INSTALLATION, at=at)


def _claimed(at: datetime) -> set[str]:
    """Members with reminders that are new today."""
    found = due_on(on=timezone.localdate(at))
    rows = (Reminder(goal_id=goal.id, kind=why.kind, day=why.day, claimed_at=at) for goal, why in found)
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return {goal.authority for goal, _why in found}


def _again(at: datetime) -> set[str]:
    """Members whose reminders could not be handed over some hours ago."""
    left = Reminder.objects.filter(sent_at__isnull=True, claimed_at__lte=at - AGAIN_AFTER)
    members = set(left.values_list("goal__authority", flat=True))
    if members:
        left.update(claimed_at=at)
    return members


def run_reminders(*, arguments: Mapping[str, object], done: frozenset[str]) -> Iterator[str]:
    """Background work: one item for each member, whose people get one mail with all goals that are due."""
    on = date.fromisoformat(str(arguments["on"]))
    with MailSender() as sender:
        for code in arguments["members"]:  # type: ignore[attr-defined]
            if code not in done:
                _remind(sender, str(code), on)
                yield str(code)


def _remind(sender: MailSender, authority: str, on: date) -> None:
    """One line for each goal that somebody still works on: of several reminders the latest."""
    left = Reminder.objects.filter(goal__authority=authority, sent_at__isnull=True)
    waiting = list(left.select_related("goal").order_by("claimed_at", "pk"))
    latest = {one.goal_id: one for one in waiting if GoalState(one.goal.state) in UNDER_OBLIGATION}
    lines = sorted(latest.values(), key=lambda one: (one.goal.deadline, one.goal_id))
    readers = recipients(authority=authority, on=on) if lines else ()
    unwanted = blocked(channel=Channel.EMAIL, addresses=[one.email for one in readers])
    wanting = (reader for reader in readers if reader.email not in unwanted)
    outcomes = [sender.send(mail=_mail(reader, lines)) for reader in wanting]
    if Sent.LATER not in outcomes or Sent.YES in outcomes:
        _note(waiting, authority, outcomes.count(Sent.YES))


@transaction.atomic
def _note(waiting: list[Reminder], authority: str, mails: int) -> None:
    """Who wants no mail, and a member without anybody to write to, are not tried for ever."""
    at = timezone.now()
    Reminder.objects.filter(pk__in=[one.pk for one in waiting]).update(sent_at=at)
    if mails:
        record(
            event="follow_up.reminded",
            by=INSTALLATION.reference,
            at=at,
            about=f"follow_up.member:{authority}",
            authority=authority,
            details={"mails": mails},
        )


def _mail(reader: Recipient, waiting: list[Reminder]) -> Mail:
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        lines = [_line(one, reader) for one in waiting]
        words = {"lines": lines, "association": settings.SAMBAND_ASSOCIATION, "pulses": list(Pulse)}
        subject = render_to_string("follow_up/reminder_subject.txt", words)
        text = render_to_string("follow_up/reminder_message.txt", words)
    return Mail(reader.email, " ".join(subject.split()), text.strip() + "\n")


def _line(one: Reminder, reader: Recipient) -> Line:
    site = one.goal.site or site_address()
    word = word_for(goal_id=one.goal_id, email=reader.email)
    return Line(
        title=one.goal.title,
        kind=ReminderKind(one.kind).value,
        deadline=one.goal.deadline,
        url=site + reverse("follow_up:goal", args=[one.goal_id]),
        how_url=site + reverse("follow_up:how_by_mail", args=[word]),
    )
