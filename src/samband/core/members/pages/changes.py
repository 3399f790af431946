# SPDX-License-Identifier: EUPL-1.2
"""What is different between two days: which numbers and borders changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext, ngettext

from samband.core.country.rules import LOCAL, UPPER
from samband.core.members import queries
from samband.core.members.forms import PeriodForm
from samband.core.members.pages import words
from samband.core.members.rules import Vintage
from samband.core.members.rules.geography import Comparison, Regrouping, compare_generations
from samband.engines.geography import Geography

MOST_DAYS = 12
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ChangeTable:
    """One kind of change. note: what it means for figures."""

    title: str
    note: str
    groups: tuple[Regrouping, ...]


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """A day of change, to choose by a link. eve: the day before it."""

    on: date
    eve: date


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """tables: those with something in them."""

    form: PeriodForm
    level: str
    first: date
    last: date
    summary: str
    tables: tuple[ChangeTable, ...]
    days: tuple[ChangeDay, ...]
    vintage: Vintage | None


def changes_page(*, wanted: Mapping[str, str], today: date) -> ChangesPage:
    """wanted: ``first``, ``last`` and ``level`` as in the address; the latest change when there are none."""
    register = queries.geography()
    form = _form(wanted)
    chosen = form.cleaned_data if form.is_valid() else {}
    level = chosen.get("level") or LOCAL
    days = _days(register, level, today)
    last = chosen.get("last") or (days[0].on if days else today)
    first = chosen.get("first") or last - DAY
    found = compare_generations(geography=register, first=first, last=last, tier=level)
    return ChangesPage(
        form=form if form.errors else _filled(first, last, level),
        level=level,
        first=first,
        last=last,
        summary=_summary(found, level),
        tables=tuple(table for table in _tables(found) if table.groups),
        days=days[:MOST_DAYS],
        vintage=queries.vintage(),
    )


def _form(wanted: Mapping[str, object]) -> PeriodForm:
    local, upper = (words.capitalised(_kinds(level)) for level in (LOCAL, UPPER))
    return PeriodForm(wanted, local=local, upper=upper)


def _filled(first: date, last: date, level: str) -> PeriodForm:
    """What was compared stands in the fields."""
    return _form({"first": first.isoformat(), "last": last.isoformat(), "level": level})


def _kinds(level: str) -> str:
    """What the authorities of a level are called; empty where the country has none."""
    tiers = [tier for tier in queries.tiers() if tier.level == level]
    return words.kinds(tiers) if tiers else ""


def _days(register: Geography, level: str, today: date) -> tuple[ChangeDay, ...]:
    """Latest first."""
    tier_of = {unit.code: unit.tier for unit in register.units}
    days = {change.on for change in register.changes if tier_of.get(change.after) == level}
    return tuple(ChangeDay(day, day - DAY) for day in sorted(days, reverse=True) if day <= today)


def _summary(found: Comparison, level: str) -> str:
    """How many there were and are, and what became of them."""
    counts = {
        "first": words.day(found.first),
        "before": words.figure(found.count_before),
        "last": words.day(found.last),
        "after": words.figure(found.count_after),
    }
    if not found.count_before or not found.count_after:
        return gettext("The register knows no unit on one of the two days. Choose later days.")
    text = gettext("On %(first)s there were %(before)s %(kinds)s, on %(last)s %(after)s.")
    same = ngettext("%(count)s of them is unchanged.", "%(count)s of them are unchanged.", found.unchanged)
    return f"{text % {**counts, 'kinds': _kinds(level)}} {same % {'count': words.figure(found.unchanged)}}"


def _tables(found: Comparison) -> Sequence[ChangeTable]:
    return (
        ChangeTable(
            gettext("Merged"),
            gettext("Totals add up and rates are computed anew; medians and indices end here."),
            found.merged,
        ),
        ChangeTable(
            gettext("Divided"),
            gettext("Figures are not convertible: nobody knows how they divide."),
            found.divided,
        ),
        ChangeTable(
            gettext("Divided among others, or borders moved"),
            gettext("Figures are not convertible where a part went elsewhere."),
            found.redrawn,
        ),
        ChangeTable(
            gettext("New number"),
            gettext("The territory is the same, so every figure can be carried over."),
            found.renumbered,
        ),
        ChangeTable(
            gettext("New name"),
            gettext("The territory is the same, so every figure can be carried over."),
            found.renamed,
        ),
    )
