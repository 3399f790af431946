# SPDX-License-Identifier: EUPL-1.2
"""The register in figures, for one day and beside it for others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext

from samband.core.members import queries
from samband.core.members.forms import DayForm
from samband.core.members.pages import words
from samband.core.members.rules import THRESHOLD, AuthorityRecord, RegisterStatistics, Vintage

Whole = TypeVar("Whole")


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    label: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """chosen: the day asked for. days: heads of the columns; rows: one figure for each day."""

    form: DayForm
    chosen: RegisterStatistics
    summary: str
    days: tuple[str, ...]
    rows: tuple[StatisticsRow, ...]
    notes: tuple[str, ...]
    vintage: Vintage | None


def statistics_page(*, wanted: Mapping[str, str], today: date) -> StatisticsPage:
    """wanted: ``on`` as in the address, today when there is none."""
    form = DayForm(wanted)
    on = (form.cleaned_data.get("on") if form.is_valid() else None) or today
    columns = [queries.register_statistics(on=day) for day in sorted({on, *queries.notable_days()})]
    chosen = next(column for column in columns if column.on == on)
    found = queries.kinds_on(on=on)
    country = words.Country(tuple(tier for tier in queries.tiers() if tier.kind in found))
    return StatisticsPage(
        form=form,
        chosen=chosen,
        summary=_summary(chosen, country.local),
        days=tuple(words.day(column.on) for column in columns),
        rows=_rows(columns, country),
        notes=tuple(note for column in columns if (note := _note(column))),
        vintage=queries.vintage(),
    )


def _summary(figures: RegisterStatistics, kinds: str) -> str:
    parts = {"day": words.day(figures.on), "count": words.figure(figures.count), "kinds": kinds}
    if not figures.count:
        return ""
    if figures.smallest is None or figures.largest is None:
        text = gettext("On %(day)s there were %(count)s %(kinds)s. How many live there is not known.")
        return text % parts
    if figures.without_population:
        text = gettext(
            "On %(day)s there were %(count)s %(kinds)s. How many live in %(unknown)s of them is not known, "
            "so there is nothing to add up or to compare."
        )
        return text % {**parts, "unknown": words.figure(figures.without_population)}
    parts |= {
        "least": words.figure(figures.smallest.population or 0),
        "smallest": figures.smallest.name,
        "most": words.figure(figures.largest.population or 0),
        "largest": figures.largest.name,
        "share": words.figure(figures.share_below_threshold or 0.0, 1, is_share=True),
        "threshold": words.figure(THRESHOLD),
    }
    text = gettext(
        "On %(day)s there were %(count)s %(kinds)s, from %(smallest)s with %(least)s inhabitants "
        "to %(largest)s with %(most)s; %(share)s had fewer than %(threshold)s inhabitants."
    )
    return text % parts


def _rows(columns: list[RegisterStatistics], country: words.Country) -> tuple[StatisticsRow, ...]:
    below = gettext("Fewer than %(threshold)s inhabitants") % {"threshold": words.figure(THRESHOLD)}
    rows = [
        _row(words.capitalised(country.local), [words.figure(c.count) for c in columns]),
        _row(words.capitalised(country.upper), [words.figure(c.counties) for c in columns]),
        _row(gettext("Inhabitants"), [_known(_whole(c, c.population)) for c in columns]),
        _row(gettext("Smallest"), [_named(_whole(c, c.smallest)) for c in columns]),
        _row(gettext("Largest"), [_named(_whole(c, c.largest)) for c in columns]),
        _row(gettext("Mean"), [_known(_whole(c, c.mean)) for c in columns]),
        _row(gettext("Median"), [_known(_whole(c, c.median)) for c in columns]),
        _row(below, [_known(_whole(c, c.below_threshold)) for c in columns]),
        _row(
            gettext("Fewer than %(threshold)s inhabitants, share") % {"threshold": words.figure(THRESHOLD)},
            [_known(_whole(c, c.share_below_threshold), 1, is_share=True) for c in columns],
        ),
    ]
    classes = [
        _row(words.size_label(size), [_known(_whole(c, c.size_classes[index].count)) for c in columns])
        for index, size in enumerate(queries.size_classes())
    ]
    return (
        *rows,
        *classes,
        _row(gettext("Inhabitants counted on"), _counted_on(columns)),
    )


def _whole(figures: RegisterStatistics, value: Whole | None) -> Whole | None:
    """The value, unless the inhabitants of somebody are not known: it would be of a part of the country."""
    return None if figures.without_population or not figures.count else value


def _counted_on(columns: list[RegisterStatistics]) -> list[str]:
    days = queries.population_days()
    return [words.counted_on(column.population_year, days) or "–" for column in columns]


def _row(label: str, figures: list[str]) -> StatisticsRow:
    return StatisticsRow(label, tuple(figures))


def _named(authority: AuthorityRecord | None) -> str:
    if authority is None:
        return "–"
    return f"{words.figure(authority.population or 0)} ({authority.name})"


def _known(value: float | None, decimals: int = 0, *, is_share: bool = False) -> str:
    return "–" if value is None else words.figure(value, decimals, is_share=is_share)


def _note(figures: RegisterStatistics) -> str:
    if not figures.older_figures and not figures.without_population:
        return ""
    text = gettext(
        "%(day)s: the inhabitants of %(older)s members are from an earlier year, "
        "those of %(unknown)s are not known and not counted."
    )
    return text % {
        "day": words.day(figures.on),
        "older": words.figure(figures.older_figures),
        "unknown": words.figure(figures.without_population),
    }
