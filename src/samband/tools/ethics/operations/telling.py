# SPDX-License-Identifier: EUPL-1.2
"""A word to those concerned by a meeting, when the secretary asks for it. It says neither item nor reason."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format

from samband.core.access.rules import Actor
from samband.core.audit.operations import record
from samband.core.notices.operations import MailSender
from samband.core.notices.queries import blocked
from samband.core.notices.rules import Channel, Mail, Sent
from samband.core.people.queries import may_read, private_data
from samband.core.people.rules import PrivateRecord
from samband.tools.ethics.models import Meeting, ToldOf
from samband.tools.ethics.queries.meetings import meeting_row


def tell_concerned(
    *, meeting: int, persons: Collection[int], link: str, by: Actor, at: datetime
) -> tuple[int, int]:
    """Write to each who was not written to about this meeting; how many were, and how many could not be.

    link: where they read, signed in, what was found. Raises NoSuchMeeting, NotAllowed.
    """
    row = meeting_row(actor=by, number=meeting)
    left = sorted(set(persons) - set(row.told.values_list("person_id", flat=True)))
    there = (person for person in left if may_read(actor=by, person=person, at=at))
    known = {person: private_data(actor=by, person=person, at=at) for person in there}
    unwanted = blocked(channel=Channel.EMAIL, addresses=[one.email for one in known.values() if one.email])
    reachable = {person: one for person, one in known.items() if one.email and one.email not in unwanted}
    claimed = _claimed(row, reachable, at)
    sent: list[int] = []
    try:
        with MailSender() as sender:
            sent.extend(
                person
                for person in claimed
                if sender.send(mail=_mail(row, reachable[person], link)) is Sent.YES
            )
    finally:
        _note(row, sent, claimed, by, at)
    return len(sent), len(left) - len(reachable) + len(claimed) - len(sent)


@transaction.atomic
def _claimed(row: Meeting, persons: Iterable[int], at: datetime) -> tuple[int, ...]:
    """Who is written to now. Of two who press at once, each person is taken by one."""
    made = {
        person: ToldOf.objects.get_or_create(meeting=row, person_id=person, defaults={"told_at": at})[1]
        for person in persons
    }
    return tuple(person for person, is_new in made.items() if is_new)


@transaction.atomic
def _note(row: Meeting, persons: Collection[int], claimed: Collection[int], by: Actor, at: datetime) -> None:
    """What was sent, also when sending broke off; whoever was not reached may be written to again."""
    ToldOf.objects.filter(meeting=row, person_id__in=set(claimed) - set(persons)).delete()
    record(
        event="ethics.concerned_told", by=by.reference, at=at, about=f"ethics.meeting:{row.pk}",
        authority=row.authority, details={"mails": len(persons)},
    )  # fmt: skip


def _mail(row: Meeting, reader: PrivateRecord, link: str) -> Mail:
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        words = {
            "body": row.body_name, "day": date_format(row.day), "link": link,
            "association": settings.SAMBAND_ASSOCIATION,
        }  # fmt: skip
        subject = render_to_string("ethics/told_subject.txt", words)
        text = render_to_string("ethics/told_message.txt", words)
    return Mail(reader.email, " ".join(subject.split()), text.strip() + "\n")
