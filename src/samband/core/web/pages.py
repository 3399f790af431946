# SPDX-License-Identifier: EUPL-1.2
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from samband.core.access.card import ROLE_WORDS
from samband.core.access.queries import RoleGrantRecord, names_of, place_names, roles_at
from samband.core.access.rules import INSTALLATION, NOBODY, Actor, Role
from samband.core.audit.queries import EventFilter, EventRecord
from samband.core.web import queries
from samband.core.web.analysis import Room, rooms_of
from samband.core.web.card import MenuEntry

FIRST_DAYS, LAST_DAYS = frozenset({"from", "on", "valid_from"}), frozenset({"to", "valid_to"})
"""Details of events that are days; without one there is no end."""
LOG_COLUMNS = ("at", "who", "role", "what", "event", "by", "about", "authority", "details")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the menu, in the reader's language. room: in what windows it stands in the line of the menu,
    in narrower ones it is folded away under "More".
    """

    label: str
    url: str
    is_current: bool
    is_upkeep: bool = False
    room: Room = Room.ANY


@dataclass(frozen=True, slots=True)
class ToolLine:
    """A tool on the start page. url: empty when this actor finds no page in it."""

    title: str
    purpose: str
    url: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An event as a sentence: who (in which role), what. about, person: to narrow the log to it; empty for
    none.
    """

    at: datetime
    who: str
    role: str
    what: str
    about: str
    person: str
    details: str


def frame(request: HttpRequest) -> dict[str, object]:
    """What the frame around every page needs (a context processor)."""
    actor = getattr(request, "actor", NOBODY)
    places = _places(actor, request.path)
    menu = _in_line([place for place in places if not place.is_upkeep])
    return {
        "association": settings.SAMBAND_ASSOCIATION,
        "is_demo": settings.SAMBAND_IS_DEMO,
        "menu": menu,
        "menu_room": menu[-1].room if menu else Room.ANY,
        "upkeep": [place for place in places if place.is_upkeep],
        "languages": settings.LANGUAGES,
        "person_name": request.user.name if actor.is_signed_in else "",  # type: ignore[union-attr]
    }


def tool_lines(*, actor: Actor) -> tuple[ToolLine, ...]:
    """The tools of this installation, in its order."""
    return tuple(
        ToolLine(gettext(card.title), gettext(card.purpose), _first_url(card.menu, actor))
        for card in queries.tool_cards()
    )


def audit_lines(*, events: Iterable[EventRecord]) -> tuple[AuditLine, ...]:
    """Events as sentences, with the names of people who still have an account and their roles on that day."""
    shown = tuple(events)
    known = _known(shown)
    return tuple(_audit_line(event, known) for event in shown)


def log_rows(*, events: Iterable[EventRecord]) -> Iterator[tuple[str, ...]]:
    """The log under LOG_COLUMNS: what the page says, and the references that stay the same for ever."""
    shown = iter(events)
    while some := tuple(islice(shown, 500)):
        known = _known(some)
        for event in some:
            line = _audit_line(event, known)
            told = json.dumps(dict(event.details), ensure_ascii=False, sort_keys=True)
            at = localtime(event.at).isoformat(timespec="seconds")
            codes = (event.event, event.by, event.about, event.authority)
            yield (at, line.who, line.role, line.what, *codes, told)


def area_choices(*, areas: Iterable[str]) -> list[tuple[str, str]]:
    titles = queries.area_titles()
    return [(area, gettext(titles.get(area, area))) for area in areas]


def chosen_words(*, wanted: EventFilter) -> str:
    """Whom or what the log is narrowed to, apart from what the form shows; empty for nobody."""
    references = frozenset(filter(None, (wanted.person, wanted.about)))
    names = {**queries.names_of_things(references=references), **names_of(references=references)}
    return ", ".join(names.get(one, one) for one in sorted(references))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the references of some events are called."""

    names: Mapping[str, str]
    roles: Mapping[str, tuple[RoleGrantRecord, ...]]
    places: Mapping[str, str]


def _known(events: tuple[EventRecord, ...]) -> _Known:
    references = frozenset(reference for event in events for reference in _references(event))
    roles = roles_at(references={event.by for event in events})
    codes = {event.authority for event in events} | {one.authority for held in roles.values() for one in held}
    people = names_of(references=references)
    names = {**queries.names_of_things(references=references), **people}
    return _Known(names, roles, place_names(codes=codes, on=timezone.localdate()))


def _references(event: EventRecord) -> Iterator[str]:
    """Who, about what, and what the details name: ``people.body:council-1151`` for the body of an event."""
    yield from (event.by, event.about)
    yield from (_named(event, name, value) for name, value in event.details.items())


def _named(event: EventRecord, name: str, value: object) -> str:
    return f"{event.event.partition('.')[0]}.{name}:{value}"


def _audit_line(event: EventRecord, known: _Known) -> AuditLine:
    itself = {INSTALLATION.reference: gettext("The installation"), "nobody": gettext("Somebody unknown")}
    about = known.names.get(event.about, event.about.partition(":")[2] or event.about)
    pattern = gettext(queries.words_for(code=event.event))
    is_sentence = "{" in pattern
    told = {
        name: known.names.get(_named(event, name, value)) or _told(name, value)
        for name, value in event.details.items()
    }
    place = known.places.get(event.authority) or gettext("the association")
    words = {"to": gettext("further notice"), **told, "about": about, "authority": place}
    said = pattern.format_map(_Words(words)) if is_sentence else f"{pattern} {about}"
    left = () if is_sentence else [f"{name}: {value}" for name, value in told.items() if value]
    return AuditLine(
        at=event.at,
        who={**itself, **known.names}.get(event.by, event.by),
        role=_role_then(event, known),
        what=pattern if event.about == event.by and not is_sentence else said,
        about="" if event.about.startswith("person:") else event.about,
        person=event.by if event.by.startswith("person:") else "",
        details=", ".join(left),
    )


class _Words(dict[str, str]):
    """Details that an older event does not have leave a gap, not a fault."""

    def __missing__(self, key: str) -> str:
        return "…"


def _told(name: str, value: object) -> str:
    """A detail as the reader says it: roles and days in words."""
    if name == "role" and value in set(Role):
        return gettext(ROLE_WORDS[Role(str(value))])
    if name in FIRST_DAYS | LAST_DAYS and isinstance(value, str):
        return _day_told(name, value)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return str(value)


def _day_told(name: str, value: str) -> str:
    """A period ends before its LAST_DAYS, and people are told the day before."""
    if not value:
        return gettext("further notice")
    day = date.fromisoformat(value) - timedelta(days=1 if name in LAST_DAYS else 0)
    return date_format(day, "DATE_FORMAT")


def _role_then(event: EventRecord, known: _Known) -> str:
    """In what capacity somebody acted: in the authority of the event when there is one, else the first."""
    day = localtime(event.at).date()
    held = [one for one in known.roles.get(event.by, ()) if one.period.holds_on(day)]
    one = next((one for one in held if one.authority == event.authority), next(iter(held), None))
    if one is None:
        return ""
    role = gettext(ROLE_WORDS[one.role])
    if not one.authority:
        return role
    place = known.places.get(one.authority, one.authority)
    return gettext("%(role)s of %(place)s") % {"role": role, "place": place}


def _places(actor: Actor, path: str) -> list[Place]:
    """The one whose address begins that of the page is where the reader is; of several the longest."""
    entries = [(entry, url) for entry in queries.menu(actor=actor) if (url := _url(entry))]
    here = max((url for _entry, url in entries if path.startswith(url)), key=len, default="")
    return [Place(gettext(entry.label), url, url == here, entry.is_upkeep) for entry, url in entries]


def _in_line(places: list[Place]) -> list[Place]:
    rooms = rooms_of(labels=[place.label for place in places], more=gettext("More"))
    return [replace(place, room=room) for place, room in zip(places, rooms, strict=True)]


def _first_url(entries: tuple[MenuEntry, ...], actor: Actor) -> str:
    return next((_url(entry) for entry in entries if queries.may_see(entry=entry, actor=actor)), "")


def _url(entry: MenuEntry) -> str:
    """Empty when there is no such route: a card's slip must not take down every page (a test finds it)."""
    try:
        return reverse(entry.url)
    except NoReverseMatch:
        return ""
