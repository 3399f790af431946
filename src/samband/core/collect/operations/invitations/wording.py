# SPDX-License-Identifier: EUPL-1.2
"""What stands in one person's message, in that person's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from samband.core.collect.analysis.invitations import address_lines, filled
from samband.core.collect.models import Ask, Case, Mailing
from samband.core.collect.operations.invitations.replies import stop_word
from samband.core.notices.rules import Channel, Mail, TextMessage
from samband.engines.reports.letters import Letter

ENGLISH: Final = "en"


def language_of(*, case: Case, asked: Ask) -> str:
    """The person's own when the questionnaire speaks it, else the association's, else its first one."""
    languages = asked.languages or [ENGLISH]
    wanted = (case.language, case.language.split("-")[0], settings.LANGUAGE_CODE.split("-")[0])
    return next((one for one in wanted if one in languages), languages[0])


def mail_to(*, case: Case, mailing: Mailing, address: str, token: str) -> Mail:
    """Plain text and the same as HTML, with a link of its own and a way out of one click."""
    language = language_of(case=case, asked=mailing.ask)
    stop = mailing.site + reverse("answering:stop", args=[stop_word(case=case.pk, channel=Channel.EMAIL)])
    link = link_of(mailing=mailing, token=token)
    with override(_interface(language)):
        words = _words(case, mailing, language, link)
        body = words["body"] if link in words["body"] else f"{words['body'].rstrip()}\n\n{link}"
        foot = gettext("You get this because you were drawn for “%(title)s”. Want no more of it?")
        foot = foot % {"title": words["title"]}
        page = f"{stop}?language={language}"
        text = f"{body.rstrip()}\n\n--\n{foot}\n{page}\n"
        html = _html(language, words["subject"], body, foot, page, gettext("Write to me no more"), link)
    return Mail(address, words["subject"], text, html, stop)


def text_to(*, case: Case, mailing: Mailing, address: str, token: str) -> TextMessage:
    language = language_of(case=case, asked=mailing.ask)
    with override(_interface(language)):
        words = _words(case, mailing, language, link_of(mailing=mailing, token=token))
    return TextMessage(address, words["body"], key=f"{mailing.pk}-{case.pk}")


def letter_to(*, case: Case, mailing: Mailing, token: str, on: date) -> Letter:
    language = language_of(case=case, asked=mailing.ask)
    link = link_of(mailing=mailing, token=token)
    with override(_interface(language)):
        words = _words(case, mailing, language, link)
        return Letter(
            language=language,
            recipient=address_lines(contact=case.contact),
            sender=settings.SAMBAND_SENDER or settings.SAMBAND_ASSOCIATION,
            day=date_format(on, "DATE_FORMAT"),
            title=words["subject"],
            paragraphs=tuple(part for part in _paragraphs(words["body"]) if part != link),
            link=link,
            scan=gettext("Point the camera of your telephone at the square,"),
            visit=gettext("or type this address in your browser:"),
            code=token,
            code_label=gettext("Your code is"),
            square_label=gettext("Square (QR code) that holds the address of your questionnaire"),
            reference=case.number,
        )


def link_of(*, mailing: Mailing, token: str) -> str:
    return mailing.site + reverse("answering:personal_link", args=[token])


def _interface(language: str) -> str:
    """The language of our own words around the text: the nearest that the program speaks."""
    known = (*dict(settings.LANGUAGES), *settings.SAMBAND_RESPONDENT_LANGUAGES)
    plain = language.split("-")[0]
    return language if language in known else plain if plain in known else settings.LANGUAGE_CODE


def _words(case: Case, mailing: Mailing, language: str, link: str) -> Mapping[str, str]:
    texts = mailing.texts.get(language) or next(iter(mailing.texts.values()))
    asked = mailing.ask
    title = asked.title.get(language) or next(iter(asked.title.values()), asked.slug)
    values = values_of(
        name=case.contact.get("name", ""), member=asked.units.get(case.unit, case.unit), title=title,
        closes_at=asked.closes_at, link=link,
    )  # fmt: skip
    return {"subject": "", "title": title, **in_words(texts=texts, values=values)}


def values_of(*, name: str, member: str, title: str, closes_at: datetime | None, link: str) -> dict[str, str]:
    """What stands for the names in braces, in the language that is active."""
    last_day = date_format(timezone.localtime(closes_at), "DATE_FORMAT") if closes_at else ""
    return {
        "name": name, "member": member, "title": title, "deadline": last_day,
        "association": settings.SAMBAND_ASSOCIATION, "link": link,
    }  # fmt: skip


def in_words(*, texts: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """Subject and body with the values in place."""
    return {name: filled(text=text, values=values) for name, text in texts.items()}


def _paragraphs(body: str) -> list[str]:
    return [part.strip() for part in body.split("\n\n") if part.strip()]


def _html(language: str, subject: str, body: str, foot: str, stop: str, stop_label: str, link: str) -> str:
    parts = _paragraphs(body)
    told = {
        "language": language,
        "subject": subject,
        "parts": [(part, part == link) for part in parts],
        "link": link,
        "foot": foot,
        "stop": stop,
        "stop_label": stop_label,
    }
    return render_to_string("collect/people/mail.html", told)
