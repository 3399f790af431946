# SPDX-License-Identifier: EUPL-1.2
"""The register as a list that can be searched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samband.core.country.rules import SizeClass
from samband.core.members import queries
from samband.core.members.forms import SearchForm
from samband.core.members.pages import words
from samband.core.members.rules import (
    COUNTY,
    MUNICIPALITY,
    AuthorityRecord,
    UnknownAuthority,
    Vintage,
    matches,
)


@dataclass(frozen=True, slots=True)
class ListRow:
    authority: AuthorityRecord
    size: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """total: authorities in force; rows: those that fit the search.

    former: the authority that bore the number somebody looks for, no longer in force.
    """

    form: SearchForm
    on: date
    is_searched: bool
    has_more_choices: bool
    total: int
    rows: tuple[ListRow, ...]
    former: AuthorityRecord | None
    population_year: int | None
    vintage: Vintage | None
    is_county_list: bool


def list_page(*, wanted: Mapping[str, str], today: date) -> ListPage:
    """wanted: q, kind, county, size, on as in the address; what cannot be read is told in the form."""
    sizes = queries.size_classes()
    form, on = _form(wanted, today, sizes)
    chosen = form.cleaned_data if form.is_valid() else {}
    kind = chosen.get("kind") or MUNICIPALITY
    everything = queries.authorities_on(on=on, kind=kind)
    rows = tuple(_rows(everything, chosen, sizes))
    return ListPage(
        form=form,
        on=on,
        is_searched=any(chosen.get(name) for name in ("q", "county", "size")),
        has_more_choices=not form.is_valid() or any(chosen.get(name) for name in ("size", "kind", "on")),
        total=len(everything),
        rows=rows,
        former=None if rows else _former(chosen.get("q", ""), on),
        population_year=max((row.authority.population_year or 0 for row in rows), default=0) or None,
        vintage=queries.vintage(),
        is_county_list=kind == COUNTY,
    )


def _form(wanted: Mapping[str, str], today: date, sizes: tuple[SizeClass, ...]) -> tuple[SearchForm, date]:
    """The counties to choose from are those in force on the day asked for."""
    on = _day(wanted.get("on", "")) or today
    form = SearchForm(
        wanted,
        counties=queries.county_names(on=on),
        sizes=[(size.code, words.size_label(size)) for size in sizes],
    )
    return form, on


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _rows(
    authorities: tuple[AuthorityRecord, ...], chosen: Mapping[str, str], sizes: tuple[SizeClass, ...]
) -> list[ListRow]:
    text, county, size = (chosen.get(name) or "" for name in ("q", "county", "size"))
    rows = [ListRow(one, words.size_code(one.population, sizes)) for one in authorities]
    return [
        ListRow(row.authority, words.size_name(row.size))
        for row in rows
        if (not text or matches(authority=row.authority, text=text))
        and county in ("", row.authority.county_code)
        and size in ("", row.size)
    ]


def _former(text: str, on: date) -> AuthorityRecord | None:
    """The authority that bore the number once, when somebody looks for an old number."""
    try:
        return queries.latest_authority(code=text.strip(), on=on) if text.strip() else None
    except UnknownAuthority:
        return None
