# SPDX-License-Identifier: EUPL-1.2
"""A new model beside the present one: what changes in all, for each size class, for each member."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext, ngettext

from samband.engines.charts import (
    Axis,
    ColumnNames,
    DistributionNames,
    Dot,
    Frame,
    Pair,
    Place,
    Screens,
    distribution,
    for_screens,
    paired_dots,
)
from samband.engines.fees import CliffKind, MemberChange, Simulation, SizeClass
from samband.tools.membership import queries
from samband.tools.membership.pages import words
from samband.tools.membership.pages.fees import Table, per_head

FURTHEST = 1.0
"""Changes beyond ± 100 % are drawn at the end of the axis; the table has them as they are."""


@dataclass(frozen=True, slots=True)
class ClassRow:
    label: str
    members: int
    winners: int
    losers: int
    before: str
    after: str
    change: str
    change_share: str
    largest_rise: str
    largest_fall: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    code: str
    name: str
    size: float | None
    before: str
    after: str
    change: str
    change_share: str
    head_before: str
    head_after: str


@dataclass(frozen=True, slots=True)
class SimulationPage:
    headline: str
    sentences: tuple[str, ...]
    cliffs_before: tuple[str, ...]
    cliffs_after: tuple[str, ...]
    jumps: str
    classes: tuple[ClassRow, ...]
    rows: tuple[ChangeRow, ...]
    left_out: tuple[str, ...]
    currency: str
    head_chart: Screens | None
    change_chart: Screens | None


def simulation_page(
    *, found: Simulation, before: queries.FeeModelRecord, after: queries.FeeModelRecord
) -> SimulationPage:
    money = _Money(found)
    return SimulationPage(
        headline=_headline(found, money),
        sentences=tuple(_sentences(found)),
        cliffs_before=_cliffs(found, is_after=False),
        cliffs_after=_cliffs(found, is_after=True),
        jumps=_jumps(found),
        classes=tuple(_class_row(one, money) for one in found.classes if one.members),
        rows=tuple(_change_row(one, money) for one in _ordered(found)),
        left_out=tuple(map(str, found.left_out)),
        currency=money.currency,
        head_chart=_head_chart(found, money, _names(before, after)),
        change_chart=_change_chart(found),
    )


class _Money:
    """Writes amounts of a simulation."""

    def __init__(self, found: Simulation) -> None:
        self.currency, self.units = found.before.rules.currency, found.before.rules.minor_units

    def text(self, amount: int) -> str:
        return words.amount(amount, self.units, self.currency)

    def plain(self, amount: int) -> str:
        return words.plain(amount, self.units)

    def change(self, amount: int) -> str:
        return words.signed_plain(amount, self.units)


def _names(before: queries.FeeModelRecord, after: queries.FeeModelRecord) -> tuple[str, str]:
    language = words.language()
    first, second = before.in_language(language), after.in_language(language)
    if first == second:
        return f"{first} ({before.version})", f"{second} ({after.version})"
    return first, second


def _headline(found: Simulation, money: _Money) -> str:
    difference = found.total_after - found.total_before
    values = {
        "total": money.text(found.total_after),
        "difference": money.text(abs(difference)),
        "share": words.percent(difference / found.total_before if found.total_before else None),
    }
    if difference > 0:
        text = gettext("The new model brings in %(total)s, %(difference)s more (%(share)s).")
    elif difference < 0:
        text = gettext("The new model brings in %(total)s, %(difference)s less (%(share)s).")
    else:
        text = gettext("The new model brings in %(total)s, as much as the present one.")
    return text % values


def _sentences(found: Simulation) -> Iterator[str]:
    less = ngettext("%(count)s member pays less", "%(count)s members pay less", found.winners)
    more = ngettext("%(count)s pays more", "%(count)s pay more", found.losers)
    same = ngettext("%(count)s pays the same", "%(count)s pay the same", found.unchanged)
    parts = ((less, found.winners), (more, found.losers), (same, found.unchanged))
    yield ", ".join(text % {"count": words.count(number)} for text, number in parts) + "."
    yield gettext("The ten that pay most carry %(before)s of it today and %(after)s in the new model.") % {
        "before": words.share(found.concentration_before.largest_ten),
        "after": words.share(found.concentration_after.largest_ten),
    }


def _cliffs(found: Simulation, *, is_after: bool) -> tuple[str, ...]:
    cliffs = found.cliffs_after if is_after else found.cliffs_before
    currency = found.before.rules.currency
    return tuple(words.cliff(one, currency) for one in cliffs if one.kind is CliffKind.DROP)


def _jumps(found: Simulation) -> str:
    """Steps are no faults, but members just above one will ask."""
    jumps = [one for one in found.cliffs_after if one.kind is CliffKind.JUMP]
    if not jumps:
        return ""
    largest = max(jumps, key=lambda one: one.at - one.below)
    text = ngettext(
        "The new model rises by %(count)s jump. %(largest)s",
        "The new model rises by %(count)s jumps. The largest: %(largest)s",
        len(jumps),
    )
    return text % {"count": len(jumps), "largest": words.cliff(largest, found.before.rules.currency)}


def _class_row(one: SizeClass, money: _Money) -> ClassRow:
    change = one.after - one.before
    return ClassRow(
        label=words.short_size_class(one.start, one.end),
        members=one.members,
        winners=one.winners,
        losers=one.losers,
        before=money.plain(one.before),
        after=money.plain(one.after),
        change=money.change(change),
        change_share=words.percent(change / one.before if one.before else None),
        largest_rise=money.change(one.largest_rise),
        largest_fall=money.change(one.largest_fall),
    )


def _ordered(found: Simulation) -> list[MemberChange]:
    """Largest rise in per cent first; those that paid nothing before at the head."""
    return sorted(found.changes, key=_by_share)


def _by_share(one: MemberChange) -> tuple[float, str]:
    share = one.change_share
    return (-share if share is not None else -1e9 if one.after else 0.0), one.member


def _change_row(one: MemberChange, money: _Money) -> ChangeRow:
    return ChangeRow(
        code=one.member,
        name=one.name,
        size=float(one.size) if one.size is not None else None,
        before=money.plain(one.before),
        after=money.plain(one.after),
        change=money.change(one.change),
        change_share=words.percent(one.change_share),
        head_before=per_head(one.before, one.size, money.units),
        head_after=per_head(one.after, one.size, money.units),
    )


def _head_chart(found: Simulation, money: _Money, series: tuple[str, str]) -> Screens | None:
    """Mean fee per inhabitant in each size class, under both models."""
    held = [one for one in found.classes if one.members and one.size]
    if not held:
        return None
    scale = 10**money.units
    pairs = [
        Pair(
            words.size_class(one.start, one.end),
            Dot(float(Fraction(one.before, scale) / Fraction(one.size))),
            Dot(float(Fraction(one.after, scale) / Fraction(one.size))),
        )
        for one in held
    ]
    highest = max(max(pair.first.value, pair.second.value) for pair in pairs)
    axis = Axis(0.0, highest * 1.05 or 1.0, decimals=0 if highest >= 20 else 1)
    title = gettext("Fee per inhabitant by size, %(currency)s") % {"currency": money.currency}
    description = gettext("From %(first)s to %(second)s; the sum of a class divided by its inhabitants.") % {
        "first": series[0],
        "second": series[1],
    }
    columns = ColumnNames(
        row=gettext("Size"), series=gettext("Model"), value=gettext("Fee per inhabitant"),
        lower=gettext("From"), upper=gettext("To"), note=gettext("Note"),
    )  # fmt: skip
    return for_screens(
        draw=lambda frame: paired_dots(frame=frame, pairs=pairs, series=series, axis=axis, columns=columns),
        frame=Frame("per-head", title, description, words.language()),
    )


def _change_chart(found: Simulation) -> Screens | None:
    """Every member as a dot by its change in per cent."""
    shares = [(one, one.change_share) for one in found.changes]
    known = [(one, share) for one, share in shares if share is not None]
    if not known:
        return None
    reach = min(FURTHEST, max([0.05, *(abs(share) for _, share in known)]))
    places = [Place(one.name, max(-reach, min(reach, share))) for one, share in known]
    axis = Axis(-reach, reach, gettext("pays less"), gettext("pays more"), decimals=0, is_share=True)
    names = DistributionNames(
        member=gettext("Member"), value=gettext("Change"), peers=gettext("Members"),
        others=gettext("Other members"), median=gettext("Median"),
    )  # fmt: skip
    title = gettext("Change for each member, per cent of the present fee")
    return for_screens(
        draw=lambda frame: distribution(frame=frame, places=places, axis=axis, names=names),
        frame=Frame("changes", title, _described(known), words.language()),
    )


def _described(known: Sequence[tuple[MemberChange, float]]) -> str:
    lowest = min(known, key=lambda pair: pair[1])
    highest = max(known, key=lambda pair: pair[1])
    text = gettext("From %(low)s for %(lowest)s to %(high)s for %(highest)s.")
    return text % {
        "low": words.percent(lowest[1]),
        "lowest": lowest[0].name,
        "high": words.percent(highest[1]),
        "highest": highest[0].name,
    }


def simulation_table(*, found: Simulation) -> Table:
    scale = 10**found.before.rules.minor_units
    rows = [
        (
            one.member, one.name, one.kind, None if one.size is None else int(one.size), one.before / scale,
            one.after / scale, one.change / scale,
            None if one.change_share is None else round(one.change_share * 100, 2),
            _rounded(one, one.before, scale), _rounded(one, one.after, scale),
        )
        for one in found.changes
    ]  # fmt: skip
    header = (
        "member", "name", "kind", "size", "before", "after", "change", "change_percent", "before_per_head",
        "after_per_head",
    )  # fmt: skip
    caption = gettext("Simulation for %(year)s: %(before)s beside %(after)s") % {
        "year": found.after.year,
        "before": found.before.rules.code,
        "after": found.after.rules.code,
    }
    return Table(caption, header, rows)


def _rounded(one: MemberChange, amount: int, scale: int) -> float | None:
    found = one.per_head(amount)
    return None if found is None else round(float(found / scale), 4)
