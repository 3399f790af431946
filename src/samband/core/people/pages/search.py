# SPDX-License-Identifier: EUPL-1.2
"""The register of people as a list that can be searched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from samband.core.access.rules import Actor, Permission, may
from samband.core.members.queries.register import unit_names
from samband.core.people import queries
from samband.core.people.card import (
    APPLY_RETENTION,
    EXPORT_CONTACTS,
    IMPORT_ELECTION,
    LOAD_REGISTER,
)
from samband.core.people.forms import SearchForm
from samband.core.people.pages.offices import OfficeLine, office_lines
from samband.core.people.queries.search import Found, Wanted
from samband.core.people.rules import BodyKind, PostKind


@dataclass(frozen=True, slots=True)
class SearchPage:
    """query: what was asked for, as in the address, for links to other pages of the list."""

    form: SearchForm
    on: date
    lines: tuple[OfficeLine, ...]
    found: Found
    is_searched: bool
    has_more_choices: bool
    query: Mapping[str, str]
    may_import: bool
    may_export: bool
    may_load: bool
    may_retain: bool


def search_page(*, actor: Actor, wanted: Mapping[str, str], today: date) -> SearchPage:
    """wanted: q, authority, kind, body, party, on, former, page as in the address."""
    form = SearchForm(wanted, parties=party_choices(), authorities=authority_choices(on=today))
    chosen = form.cleaned_data if form.is_valid() else {}
    on = chosen.get("on") or today
    asked = _asked(chosen, on)
    page = wanted.get("page", "1")
    found = queries.search(actor=actor, wanted=asked, page=int(page) if page.isdecimal() else 1)
    return SearchPage(
        form=form,
        on=on,
        lines=office_lines(offices=found.offices, today=today),
        found=found,
        is_searched=asked.is_anything or asked.on != today,
        has_more_choices=not form.is_valid() or any(chosen.get(n) for n in ("body", "party", "on", "former")),
        query={name: wanted[name] for name in form.fields if wanted.get(name)},
        may_import=anywhere(actor=actor, permission=IMPORT_ELECTION),
        may_export=anywhere(actor=actor, permission=EXPORT_CONTACTS),
        may_load=may(actor=actor, permission=LOAD_REGISTER),
        may_retain=may(actor=actor, permission=APPLY_RETENTION),
    )


def anywhere(*, actor: Actor, permission: Permission) -> bool:
    """The actor may do it for all, or for an authority of their own."""
    return any(may(actor=actor, permission=permission, authority=code) for code in ("", *actor.authorities))


def party_choices() -> list[tuple[str, str]]:
    language = get_language() or "en"
    return [(party.code, party.in_language(language)) for party in queries.parties()]


def authority_choices(*, on: date) -> list[tuple[str, str]]:
    """Municipalities and counties in force on the day, by name."""
    return list(unit_names(on=on))


def _asked(chosen: Mapping[str, object], on: date) -> Wanted:
    def text(name: str) -> str:
        return str(chosen.get(name) or "")

    return Wanted(
        text=text("q"),
        authority=text("authority"),
        body_kind=BodyKind(text("body")) if text("body") else None,
        kind=PostKind(text("kind")) if text("kind") else None,
        party=text("party"),
        on=None if chosen.get("former") else on,
    )
