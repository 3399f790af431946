# SPDX-License-Identifier: EUPL-1.2
"""Open cases are looked at again when facts have changed, and whoever entered them is told."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate

from samband.core.access.queries import UnknownPerson, actor_by_email
from samband.core.access.queries import person as account
from samband.core.access.rules import INSTALLATION, may
from samband.core.audit.operations import record
from samband.core.notices.operations import MailSender
from samband.core.notices.queries import blocked, site_address
from samband.core.notices.rules import Channel, Mail
from samband.engines.conflicts import NoSuchLaw
from samband.tools.ethics.analysis.evidence import state_of
from samband.tools.ethics.card import CHECK
from samband.tools.ethics.models import CaseCheck, Screening
from samband.tools.ethics.operations.evidence import keep_screening
from samband.tools.ethics.queries import law_of
from samband.tools.ethics.queries.cases import evidence_of, findings, gaps_in, gaps_of


def look_again(*, case: int, register: str, agenda: str, at: datetime) -> bool:
    """Check an open case again when anything it rests on has changed; whether something else came out.

    register, agenda: as ``pages.case_files`` writes them now. The case is then not looked at again that day.
    """
    with transaction.atomic():
        row = CaseCheck.objects.select_for_update().filter(pk=case, closed_at__isnull=True).first()
        if row is None:
            return False
        has_news = _has_changed(row, register, agenda, at) and _checked(row, register, agenda, at)
        row.looked_on = localdate(at)
        row.news_at = at if has_news else row.news_at
        row.save(update_fields=["looked_on", "news_at"])
    if has_news:
        _tell_officer(row, localdate(at))
    return has_news


def pass_over(*, case: int, at: datetime) -> None:
    """It cannot be looked at, since its body is gone: not again today."""
    CaseCheck.objects.filter(pk=case).update(looked_on=localdate(at))


def _has_changed(row: CaseCheck, register: str, agenda: str, at: datetime) -> bool:
    """Declarations, seats, the file of the law, or what grew old. False without a law for the day."""
    last = _last(row)
    try:
        law = law_of(on=row.day)
    except NoSuchLaw:
        return False
    return (
        state_of(register=register, agenda=agenda) != last.state
        or law.digest != last.law_digest
        or set(gaps_of(register=register, agenda=agenda, on=localdate(at))) != set(gaps_in(screening=last))
    )


def _checked(row: CaseCheck, register: str, agenda: str, at: datetime) -> bool:
    """Whether something else came out, or something else was not looked at."""
    last = _last(row)
    made = keep_screening(of=row, register=register, agenda=agenda, by=INSTALLATION.reference, at=at)
    has_news = findings(screening=made) != findings(screening=last) or set(gaps_in(screening=made)) != set(
        gaps_in(screening=last)
    )
    record(
        event="ethics.case_checked_again", by=INSTALLATION.reference, at=at, about=f"ethics.case:{row.pk}",
        authority=row.authority, details={"changed": int(has_news)},
    )  # fmt: skip
    return has_news


def _last(row: CaseCheck) -> Screening:
    return evidence_of(row=row)[0]


def _tell_officer(row: CaseCheck, on: date) -> None:
    """Whoever entered the case, as long as they may still read it. The mail names nobody in it."""
    try:
        officer = account(actor=INSTALLATION, reference=row.entered_by)
    except UnknownPerson:
        return
    reader = actor_by_email(email=officer.email, on=on)
    if not may(actor=reader, permission=CHECK, authority=row.authority):
        return
    if officer.email in blocked(channel=Channel.EMAIL, addresses=[officer.email]):
        return
    with translation.override(officer.language or settings.LANGUAGE_CODE):
        words = {
            "reference": row.reference,
            "url": _address(row),
            "association": settings.SAMBAND_ASSOCIATION,
        }
        subject = render_to_string("ethics/case_news_subject.txt", words)
        text = render_to_string("ethics/case_news_message.txt", words)
    with MailSender() as sender:
        sender.send(mail=Mail(officer.email, " ".join(subject.split()), text.strip() + "\n"))


def _address(row: CaseCheck) -> str:
    site = site_address()
    return site + reverse("ethics:case_result", args=[row.pk]) if site else ""
