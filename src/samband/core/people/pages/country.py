# SPDX-License-Identifier: EUPL-1.2
"""Women and men in all bodies of a kind, by county or by size, on the days that matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import get_language, gettext

from samband.core.country.rules import UPPER
from samband.core.members.pages.words import size_code, size_label
from samband.core.members.queries import authorities_on, latest_authority, size_classes
from samband.core.members.rules import AuthorityRecord, UnknownAuthority
from samband.core.people import queries
from samband.core.people.analysis.balance import Balance, together
from samband.core.people.analysis.cells import as_csv
from samband.core.people.forms import BalanceForm
from samband.core.people.pages import words
from samband.core.people.pages.balance import balance_table, moments
from samband.core.people.rules import BodyKind, PostKind
from samband.engines.charts.axis import Axis
from samband.engines.charts.chart import Chart, Frame
from samband.engines.charts.series_with_breaks import series_with_breaks

_MOST_DAYS = 6


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A county or size class. figures: for each day the women of all declared; empty for none."""

    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountryPage:
    """days: heads of the columns. total: all groups together."""

    form: BalanceForm
    title: str
    summary: str
    days: tuple[str, ...]
    lines: tuple[GroupLine, ...]
    total: GroupLine
    chart: Chart | None


Groups = Mapping[str, Balance]


def country_page(*, wanted: Mapping[str, str], today: date) -> CountryPage:
    """wanted: body, kind, by as in the address."""
    form = BalanceForm(wanted)
    days, grouped, whole = _counted(form, today)
    known = [(day, one) for day, one in zip(days, whole, strict=True) if one.share is not None]
    title = _title(form)
    elsewhere = gettext("Elsewhere")
    names = sorted(
        {name for groups in grouped for name in groups}, key=lambda name: (name == elsewhere, name)
    )
    return CountryPage(
        form=form,
        title=title,
        summary=_summary(known),
        days=tuple(words.day(day) for day in days),
        lines=tuple(GroupLine(name, tuple(_figure(one.get(name)) for one in grouped)) for name in names),
        total=GroupLine(gettext("All together"), tuple(map(_figure, whole))),
        chart=_chart(title, known),
    )


def country_csv(*, wanted: Mapping[str, str], today: date) -> str:
    """One row for each group and day, with the numbers."""
    days, grouped, whole = _counted(BalanceForm(wanted), today)
    header = ("day", "group", "women", "men", "others", "not_declared", "share_of_women")
    rows = [
        (
            day.isoformat(),
            name,
            one.women,
            one.men,
            one.others,
            one.unknown,
            "" if one.share is None else one.share,
        )
        for day, groups, total in zip(days, grouped, whole, strict=True)
        for name, one in [*sorted(groups.items()), (gettext("All together"), total)]
    ]
    return as_csv(header=header, rows=rows)


def _counted(form: BalanceForm, today: date) -> tuple[list[date], list[Groups], list[Balance]]:
    chosen = form.cleaned_data if form.is_valid() else {}
    body = BodyKind(chosen.get("body") or BodyKind.COUNCIL)
    kind = PostKind(chosen["kind"]) if chosen.get("kind") else None
    days = shown_days(today=today)
    counted = queries.balance_on(body_kind=body, days=days, kind=kind)
    by = chosen.get("by") or "county"
    names = _names(by, today, {code for day in days for code in counted[day]})
    grouped = [_grouped(counted[day], names) for day in days]
    return days, grouped, [together(balances=counted[day].values(), on=day) for day in days]


def shown_days(*, today: date) -> list[date]:
    """A month into each term that has begun, when councils are formed, and today."""
    begun = {term.valid_from + timedelta(days=31) for term in queries.terms()}
    return [*sorted(day for day in begun if day < today)[-_MOST_DAYS + 1 :], today]


def _names(by: str, today: date, codes: set[str]) -> dict[str, str]:
    """Code of the member -> name of its group today; of a member that has ended, when it last was."""
    units = {unit.code: unit for unit in authorities_on(on=today)}
    if any(code not in units for code in codes):
        units |= {unit.code: unit for unit in authorities_on(on=today, level=UPPER)}
    units |= {code: unit for code in codes - units.keys() if (unit := _ended(code, today))}
    sizes = size_classes()
    labels = {size.code: size_label(size) for size in sizes}
    if by == "size":
        return {code: labels.get(size_code(unit.population, sizes), "") for code, unit in units.items()}
    return {code: unit.county_name or unit.name for code, unit in units.items()}


def _ended(code: str, today: date) -> AuthorityRecord | None:
    try:
        return latest_authority(code=code, on=today)
    except UnknownAuthority:
        return None


def _grouped(counted: Mapping[str, Balance], names: Mapping[str, str]) -> Groups:
    inside: dict[str, list[Balance]] = {}
    for code, balance in counted.items():
        inside.setdefault(names.get(code) or gettext("Elsewhere"), []).append(balance)
    return {name: together(balances=held, on=held[0].valid_from) for name, held in inside.items()}


def _figure(balance: Balance | None) -> str:
    """36% (10 of 28)."""
    if balance is None or balance.share is None:
        return ""
    known = words.figure(balance.total - balance.unknown)
    parts = {"share": words.share(balance.share), "women": words.figure(balance.women), "known": known}
    return gettext("%(share)s (%(women)s of %(known)s)") % parts


def _title(form: BalanceForm) -> str:
    chosen = form.cleaned_data if form.is_valid() else {}
    if chosen.get("kind"):
        return gettext("Women among the mayors")
    titles = {
        BodyKind.COUNCIL: gettext("Women and men in the councils"),
        BodyKind.EXECUTIVE: gettext("Women and men in the executive committees"),
        BodyKind.COUNTY_MEETING: gettext("Women and men in the county meetings"),
    }
    return titles[BodyKind(chosen.get("body") or BodyKind.COUNCIL)]


def _summary(known: Sequence[tuple[date, Balance]]) -> str:
    if not known:
        return ""
    day, balance = known[-1]
    text = gettext("On %(day)s, %(women)s of %(known)s are women: %(share)s.")
    return text % {
        "day": words.day(day),
        "women": words.figure(balance.women),
        "known": words.figure(balance.total - balance.unknown),
        "share": words.share(balance.share),
    }


def _chart(title: str, known: Sequence[tuple[date, Balance]]) -> Chart | None:
    if len(known) < 2:
        return None
    frame = Frame("country", title, _summary(known), get_language() or "en")
    axis = Axis(0.0, 1.0, decimals=0, is_share=True)
    drawn = series_with_breaks(
        frame=frame, moments=moments(known=known), series=(gettext("Women, share"),), axis=axis
    )
    return replace(drawn, table=balance_table(known=known))
