# SPDX-License-Identifier: EUPL-1.2
"""A word to the advisers when somebody asks, and to the asker when it is answered. It names nobody."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from samband.core.access.queries import UnknownPerson, access_in, actor_by_email
from samband.core.access.queries import person as account
from samband.core.access.queries.people import PersonRecord
from samband.core.access.rules import INSTALLATION, may
from samband.core.notices.operations import MailSender
from samband.core.notices.queries import blocked
from samband.core.notices.rules import Channel, Mail
from samband.tools.ethics.card import ADVISE, ADVISE_UNNAMED
from samband.tools.ethics.models import Advice


def tell_advisers(*, number: int, link: str, on: date) -> int:
    """Write to all who may answer, but not to who asked; how many mails were written."""
    row = Advice.objects.select_related("meeting").get(pk=number)
    places = [(row.meeting.authority, ADVISE)] + ([("", ADVISE_UNNAMED)] if row.is_for_association else [])
    found: dict[str, PersonRecord] = {}
    for authority, permission in places:
        for line in access_in(actor=INSTALLATION, authority=authority):
            reader = actor_by_email(email=line.email, on=on)
            if line.is_active and may(actor=reader, permission=permission, authority=authority):
                found[line.grant.person] = account(actor=INSTALLATION, reference=line.grant.person)
    found.pop(row.asked_by, None)
    return _send(found.values(), "asked", link)


def tell_asker(*, number: int, link: str) -> int:
    row = Advice.objects.get(pk=number)
    try:
        asker = account(actor=INSTALLATION, reference=row.asked_by)
    except UnknownPerson:
        return 0
    return _send([asker], "answered", link)


def _send(readers: Iterable[PersonRecord], what: str, link: str) -> int:
    listed = list(readers)
    unwanted = blocked(channel=Channel.EMAIL, addresses=[one.email for one in listed])
    with MailSender() as sender:
        wanted = [one for one in listed if one.email not in unwanted]
        for one in wanted:
            sender.send(mail=_mail(one, what, link))
    return len(wanted)


def _mail(reader: PersonRecord, what: str, link: str) -> Mail:
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        words = {"what": what, "link": link, "association": settings.SAMBAND_ASSOCIATION}
        text = render_to_string("ethics/advice/message.txt", words)
        subject = render_to_string("ethics/advice/subject.txt", words)
    return Mail(reader.email, " ".join(subject.split()), text.strip() + "\n")
