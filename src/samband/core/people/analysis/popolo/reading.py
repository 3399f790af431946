# SPDX-License-Identifier: EUPL-1.2
"""Read a Popolo file: what is understood, what is not, and what is wrong, all of it at once."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, cast

from samband.core.people.analysis.dates import is_date
from samband.core.people.analysis.popolo.model import (
    FACTS,
    LEGISLATIVE_PERIOD,
    PARTS,
    AreaItem,
    Event,
    Membership,
    Organization,
    Person,
    Popolo,
    PopoloPost,
)
from samband.engines.catalogues import gettext_noop
from samband.engines.files import Fault, FaultKind, shown

LARGEST_BYTES = 60_000_000
_LONGEST_TEXT = 2_000
_MOST_PATHS = 200
_DATES = ("birth_date", "death_date", "start_date", "end_date", "founding_date", "dissolution_date")


class PopoloFault(FaultKind):
    """What makes one object of the file unusable; it is left out."""

    NO_ID = (
        "popolo_no_id",
        gettext_noop("{limit}: the object has no id or no name."),
        gettext_noop("Give it both."),
    )
    TWICE = (
        "popolo_twice",
        gettext_noop("{limit}: the id “{value}” stands twice."),
        gettext_noop("The first is kept. Give each object an id of its own."),
    )
    BAD_DATE = (
        "popolo_bad_date",
        gettext_noop("{limit}: “{value}” is not a date."),
        gettext_noop("Write 2015, 2015-03 or 2015-03-30."),
    )
    NOBODY = (
        "popolo_nobody",
        gettext_noop("{limit}: the file has no “{value}”."),
        gettext_noop("Add what it names, or take the membership out."),
    )
    NO_BEGINNING = (
        "popolo_no_beginning",
        gettext_noop("{limit}: neither the membership nor its period says when it begins."),
        gettext_noop("Add start_date to one of them."),
    )
    TURNED = (
        "popolo_turned",
        gettext_noop("{limit}: it ends before it begins ({value})."),
        gettext_noop("Correct one of the dates."),
    )


class NotPopolo(ValueError):  # noqa: N818  it names the fact
    """The file is no Popolo file at all. The text says why."""


@dataclass(frozen=True)
class Reading:
    """popolo: what was understood. unread: what was not, as path -> how often; faults: objects left out."""

    popolo: Popolo
    unread: Mapping[str, int]
    faults: tuple[Fault, ...]


def read_popolo(*, content: bytes) -> Reading:
    """Raises NotPopolo when it is not JSON, too large, or has no persons."""
    if len(content) > LARGEST_BYTES:
        raise NotPopolo(f"The file is larger than {LARGEST_BYTES // 1_000_000} MB.")
    return _Reader().read(_loaded(content))


def _loaded(content: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise NotPopolo(f"The file is not JSON in UTF-8: {fault}") from None
    if not isinstance(document, dict) or not isinstance(document.get("persons"), list):
        raise NotPopolo("The file has no list “persons”, so it is not a Popolo file.")
    return document


@dataclass
class _Reader:
    unread: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def read(self, document: Mapping[str, Any]) -> Reading:
        for name in document.keys() - PARTS.keys():
            self._left(name)
        persons = self._part(document, "persons", Person)
        organizations = self._part(document, "organizations", Organization)
        posts = self._part(document, "posts", PopoloPost)
        areas = self._part(document, "areas", AreaItem)
        events = [one for one in self._part(document, "events", Event) if self._is_period(one)]
        memberships = self._part(document, "memberships", Membership)
        known = {
            "person_id": {one.id for one in persons},
            "organization_id": {one.id for one in organizations},
            "on_behalf_of_id": {one.id for one in organizations},
            "area_id": {one.id for one in areas},
            "legislative_period_id": {one.id for one in events},
            "post_id": {one.id for one in posts},
        }
        whole = tuple(one for one in memberships if self._leads_somewhere(one, known))
        popolo = Popolo(
            tuple(persons), tuple(organizations), tuple(posts), whole, tuple(events), tuple(areas)
        )
        return Reading(popolo, dict(sorted(self.unread.items())), tuple(self.faults))

    def _part(self, document: Mapping[str, Any], name: str, kind: type) -> list[Any]:
        raw = document.get(name)
        if raw is not None and not isinstance(raw, list):
            self._left(name)
        there = raw if isinstance(raw, list) else []
        seen: set[str] = set()
        return [one for place, item in enumerate(there) if (one := self._one(name, place, item, kind, seen))]

    def _one(self, part: str, place: int, item: object, kind: type, seen: set[str]) -> object | None:
        where = f"{part}[{place}]"
        if not isinstance(item, dict):
            self._left(part)
            return None
        values = self._values(part, where, item, kind)
        needed = ("person_id", "organization_id") if kind is Membership else ("id",)
        named = (*needed, *(("name",) if kind in (Person, Organization, AreaItem) else ()))
        if not all(values.get(name) for name in named):
            self._fault(PopoloFault.NO_ID, where)
            return None
        own = str(values.get("id", ""))
        if own and own in seen:
            self._fault(PopoloFault.TWICE, where, own)
            return None
        seen.add(own)
        values.setdefault("name", own) if kind is Event else None
        return cast(object, kind(**values))

    def _values(self, part: str, where: str, item: Mapping[str, Any], kind: type) -> dict[str, Any]:
        known = {one.name for one in fields(kind)}
        values: dict[str, Any] = {}
        for name, value in item.items():
            if value is None or value == "" or value == []:
                continue
            if name not in known:
                self._left(f"{part}.{name}")
                continue
            read = self._value(f"{part}.{name}", name, value)
            if read is not None:
                values[name] = read
        return {
            name: value for name, value in values.items() if name not in _DATES or self._is_date(where, value)
        }

    def _value(self, path: str, name: str, value: object) -> object | None:
        if name in FACTS:
            return self._facts(path, value)
        if name == "seats":
            if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 100_000:
                return value
        elif isinstance(value, str):
            return value[:_LONGEST_TEXT]
        self._left(path)
        return None

    def _facts(self, path: str, value: object) -> tuple[dict[str, str], ...] | None:
        if not isinstance(value, list):
            self._left(path)
            return None
        return tuple(fact for item in value if (fact := self._fact(path, item)))

    def _fact(self, path: str, item: object) -> dict[str, str] | None:
        if not isinstance(item, dict):
            self._left(path)
            return None
        for name in (name for name, text in item.items() if text is not None and not isinstance(text, str)):
            self._left(f"{path}.{name}")
        return {name: text[:_LONGEST_TEXT] for name, text in item.items() if isinstance(text, str)}

    def _left(self, path: str) -> None:
        """Count what is not understood; a hostile file may name endlessly many things."""
        name = shown(path)
        self.unread[name if name in self.unread or len(self.unread) < _MOST_PATHS else "…"] += 1

    def _fault(self, kind: FaultKind, where: str, value: str = "") -> None:
        self.faults.append(Fault(kind, value=shown(value), limit=where))

    def _is_date(self, where: str, value: str) -> bool:
        """A date that cannot be read is told and left out; the rest of the object is kept."""
        if is_date(value):
            return True
        self._fault(PopoloFault.BAD_DATE, where, value)
        return False

    def _is_period(self, event: Event) -> bool:
        """Elections and the like are not kept."""
        if event.classification != LEGISLATIVE_PERIOD:
            self._left(f"events ({event.classification})")
        return event.classification == LEGISLATIVE_PERIOD

    def _leads_somewhere(self, membership: Membership, known: Mapping[str, set[str]]) -> bool:
        missing = list(_missing(membership, known))
        for name in missing:
            self._fault(PopoloFault.NOBODY, f"memberships, {name}", str(getattr(membership, name)))
        return not missing


def _missing(membership: Membership, known: Mapping[str, set[str]]) -> Iterator[str]:
    for name, ids in known.items():
        value = getattr(membership, name)
        if value and value not in ids:
            yield name
