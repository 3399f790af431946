# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from samband.core.access.queries import names_of
from samband.core.access.rules import INSTALLATION, NOBODY, Actor
from samband.core.audit.queries import EventRecord
from samband.core.web import queries
from samband.core.web.card import MenuEntry


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the menu, in the reader's language."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ToolLine:
    """A tool on the start page. url: empty when this actor finds no page in it."""

    title: str
    purpose: str
    url: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An event as a sentence: who, what, about what."""

    at: datetime
    who: str
    what: str
    about: str
    about_name: str
    details: str


def frame(request: HttpRequest) -> dict[str, object]:
    """What the frame around every page needs (a context processor)."""
    actor = getattr(request, "actor", NOBODY)
    return {
        "association": settings.SAMBAND_ASSOCIATION,
        "is_demo": settings.SAMBAND_IS_DEMO,
        "menu": _places(actor, request.path),
        "languages": settings.LANGUAGES,
        "person_name": request.user.name if actor.is_signed_in else "",  # type: ignore[union-attr]
    }


def tool_lines(*, actor: Actor) -> tuple[ToolLine, ...]:
    """The tools of this installation, in its order."""
    return tuple(
        ToolLine(gettext(card.title), gettext(card.purpose), _first_url(card.menu, actor))
        for card in queries.tool_cards()
    )


def audit_lines(*, events: tuple[EventRecord, ...]) -> tuple[AuditLine, ...]:
    """Events as sentences, with the names of people who still have an account."""
    names = names_of(references={reference for event in events for reference in (event.by, event.about)})
    return tuple(_audit_line(event, names) for event in events)


def _audit_line(event: EventRecord, names: Mapping[str, str]) -> AuditLine:
    itself = {INSTALLATION.reference: gettext("The installation")}
    return AuditLine(
        at=event.at,
        who={**itself, **names}.get(event.by, event.by),
        what=gettext(queries.words_for(code=event.event)),
        about=event.about,
        about_name=names.get(event.about, event.about),
        details=", ".join(f"{name}: {value}" for name, value in event.details.items() if value),
    )


def _places(actor: Actor, path: str) -> list[Place]:
    entries = ((entry, _url(entry)) for entry in queries.menu(actor=actor))
    return [Place(gettext(entry.label), url, path.startswith(url)) for entry, url in entries if url]


def _first_url(entries: tuple[MenuEntry, ...], actor: Actor) -> str:
    return next((_url(entry) for entry in entries if queries.may_see(entry=entry, actor=actor)), "")


def _url(entry: MenuEntry) -> str:
    """Empty when there is no such route: a card's slip must not take down every page (a test finds it)."""
    try:
        return reverse(entry.url)
    except NoReverseMatch:
        return ""
