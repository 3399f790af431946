# SPDX-License-Identifier: EUPL-1.2
"""The register as a list that can be searched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from samband.core.country.rules import LOCAL, UPPER, SizeClass, Tier
from samband.core.members import queries
from samband.core.members.forms import SearchForm
from samband.core.members.pages import words
from samband.core.members.rules import (
    AuthorityRecord,
    UnknownAuthority,
    Vintage,
    matches,
)

ROWS = 400
"""On one page: all of Norway, an eighth of Romania."""
CHOICES = ("q", "kind", "county", "size", "on")


@dataclass(frozen=True, slots=True)
class ListRow:
    authority: AuthorityRecord
    size: str
    kind: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """total: authorities in force; found: those that fit the search; rows: those of this page.

    given: what was asked for, to keep from page to page.
    former: the authority that bore the number somebody looks for, no longer in force. kinds: what is listed,
    in words that fit the total; county_label: what the country calls what they lie in.
    """

    form: SearchForm
    on: date
    is_searched: bool
    has_more_choices: bool
    total: int
    found: int
    page: int
    pages: int
    given: Mapping[str, str]
    rows: tuple[ListRow, ...]
    former: AuthorityRecord | None
    population_year: int | None
    vintage: Vintage | None
    kinds: str
    county_label: str
    has_sizes: bool
    has_kinds: bool
    is_county_list: bool


def list_page(*, wanted: Mapping[str, str], today: date) -> ListPage:
    """wanted: q, kind, county, size, on as in the address; what cannot be read is told in the form."""
    sizes = queries.size_classes()
    on = _day(wanted.get("on", "")) or today
    country = _Country(on)
    form = _form(wanted, country, sizes)
    chosen = form.cleaned_data if form.is_valid() else {}
    listed = country.listed(chosen.get("kind") or "")
    everything = _authorities(on, listed)
    found = _found(everything, chosen, sizes)
    pages = max(1, ceil(len(found) / ROWS))
    page = min(_page(wanted.get("page", "")), pages)
    rows = tuple(_row(one, sizes, listed) for one in found[(page - 1) * ROWS : page * ROWS])
    return ListPage(
        form=form,
        on=on,
        is_searched=any(chosen.get(name) for name in ("q", "county", "size")),
        has_more_choices=not form.is_valid() or any(chosen.get(name) for name in ("size", "kind", "on")),
        total=len(everything),
        found=len(found),
        page=page,
        pages=pages,
        given={name: text for name in CHOICES if (text := wanted.get(name, ""))},
        rows=rows,
        former=None if rows else _former(chosen.get("q", ""), on),
        population_year=max((row.authority.population_year or 0 for row in rows), default=0) or None,
        vintage=queries.vintage(),
        kinds=words.kinds(listed, count=len(everything)),
        county_label=country.county_label,
        has_sizes=bool(sizes),
        has_kinds=len(listed) > 1,
        is_county_list=any(tier.level == UPPER for tier in listed),
    )


class _Country:
    """The tiers that somebody is of on the day, and what is listed of them."""

    def __init__(self, on: date) -> None:
        self.on, found = on, queries.kinds_on(on=on)
        self.tiers = tuple(tier for tier in queries.tiers() if tier.kind in found)
        local = tuple(tier for tier in self.tiers if tier.level == LOCAL)
        self.first = local or tuple(tier for tier in self.tiers if tier.level == UPPER)
        self.county_label = words.county_label(self.tiers)

    def listed(self, kind: str) -> tuple[Tier, ...]:
        return tuple(tier for tier in self.tiers if tier.kind == kind) or self.first

    def choices(self) -> list[tuple[str, str]]:
        """All that is listed at first together, then each kind."""
        each = [(tier.kind, words.capitalised(words.kinds([tier]))) for tier in self.tiers]
        together = [("", words.capitalised(words.kinds(self.first)))]
        return each if len(self.first) == 1 else [*together, *each]


def _authorities(on: date, listed: Sequence[Tier]) -> tuple[AuthorityRecord, ...]:
    if len(listed) == 1:
        return queries.authorities_on(on=on, kind=listed[0].kind)
    level = listed[0].level if listed else LOCAL
    return queries.authorities_on(on=on, level=level)


def _form(wanted: Mapping[str, str], country: _Country, sizes: tuple[SizeClass, ...]) -> SearchForm:
    """The counties to choose from are those in force on the day asked for."""
    return SearchForm(
        wanted,
        kinds=country.choices(),
        counties=queries.county_names(on=country.on),
        county_label=country.county_label,
        sizes=[(size.code, words.size_label(size)) for size in sizes],
    )


def _page(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _found(
    authorities: tuple[AuthorityRecord, ...], chosen: Mapping[str, str], sizes: tuple[SizeClass, ...]
) -> list[AuthorityRecord]:
    text, county, size = (chosen.get(name) or "" for name in ("q", "county", "size"))
    return [
        one
        for one in authorities
        if (not text or matches(authority=one, text=text))
        and county in ("", one.county_code)
        and (not size or size == words.size_code(one.population, sizes))
    ]


def _row(authority: AuthorityRecord, sizes: tuple[SizeClass, ...], tiers: Sequence[Tier]) -> ListRow:
    size = words.size_name(words.size_code(authority.population, sizes))
    return ListRow(authority, size, words.kind(authority.kind, tiers))


def _former(text: str, on: date) -> AuthorityRecord | None:
    """The authority that bore the number once, when somebody looks for an old number."""
    try:
        return queries.latest_authority(code=text.strip(), on=on) if text.strip() else None
    except UnknownAuthority:
        return None
