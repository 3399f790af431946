# SPDX-License-Identifier: EUPL-1.2
"""Fees as a body has decided them: the whole year, and one member's own beside others of its size."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from samband.core.access.rules import Actor
from samband.engines.charts import Axis, DistributionNames, Frame, Place, Screens, distribution, for_screens
from samband.engines.fees import SIZE_CLASSES, in_language
from samband.tools.membership import queries
from samband.tools.membership.analysis.balance import nearest, size_class
from samband.tools.membership.pages import words
from samband.tools.membership.pages.fees import LineWords, Table, explained, per_head
from samband.tools.membership.pages.member import per_head_text

NEAR = 10


@dataclass(frozen=True, slots=True)
class FeeRow:
    code: str
    name: str
    size: int | None
    amount: str
    per_head: str
    url: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class YearPage:
    """is_sealed: what is stored is what was frozen. to_invoice, to_credit: how many documents are left."""

    year: queries.FeeYearRecord
    model_name: str
    total: str
    rows: tuple[FeeRow, ...]
    is_sealed: bool
    to_invoice: int
    to_credit: int
    invoiced: int


def year_page(*, actor: Actor, year: int, revision: int) -> YearPage:
    """Raises NoSuchYear, NotAllowed."""
    held = queries.fee_year(actor=actor, year=year, revision=revision)
    left = queries.balances(actor=actor, year=year) if held.is_latest else ()
    return YearPage(
        year=held,
        model_name=in_language(words=held.model_name, language=words.language()),
        total=words.amount(held.total, held.minor_units, held.currency),
        rows=tuple(_row(fee, held) for fee in queries.frozen_fees(actor=actor, year=year, revision=revision)),
        is_sealed=queries.is_sealed(year=year, revision=revision),
        to_invoice=sum(due.difference > 0 for due in left),
        to_credit=sum(due.difference < 0 for due in left),
        invoiced=len(queries.invoices(actor=actor, year=year)),
    )


def _row(fee: queries.FrozenFeeRecord, held: queries.FeeYearRecord, *, own: str = "") -> FeeRow:
    return FeeRow(
        code=fee.member,
        name=fee.name,
        size=fee.size,
        amount=words.plain(fee.amount, held.minor_units),
        per_head=per_head(fee.amount, fee.size, held.minor_units),
        url=reverse("membership:own_fee", args=[fee.member, held.year]) if held.is_latest else "",
        is_own=fee.member == own,
    )


@dataclass(frozen=True, slots=True)
class OwnFeePage:
    code: str
    name: str
    year: queries.FeeYearRecord
    total: str
    headline: str
    lines: tuple[LineWords, ...]
    near: tuple[FeeRow, ...]
    chart: Screens | None
    size_label: str


def own_fee_page(*, actor: Actor, member: str, year: int) -> OwnFeePage:
    """Raises NoSuchYear, NotAllowed."""
    found = queries.own_fee(actor=actor, member=member, year=year)
    held, fee = found.year, found.fee
    place = size_class(size=fee.size, starts=SIZE_CLASSES)
    peers = [
        one
        for one in found.others
        if one.member != fee.member and size_class(size=one.size, starts=SIZE_CLASSES) == place
    ]
    return OwnFeePage(
        code=fee.member,
        name=fee.name,
        year=held,
        total=words.amount(fee.amount, held.minor_units, held.currency),
        headline=_headline(fee, held),
        lines=explained(lines=fee.lines, minor_units=held.minor_units, currency=held.currency),
        near=tuple(
            _row(one, held, own=fee.member) for one in nearest(own=fee, others=found.others, count=NEAR)
        ),
        chart=_chart(found, peers),
        size_label=_class_label(place),
    )


def _headline(fee: queries.FrozenFeeRecord, held: queries.FeeYearRecord) -> str:
    values = {
        "name": fee.name,
        "total": words.amount(fee.amount, held.minor_units, held.currency),
        "year": held.year,
        "head": per_head_text(fee.per_head, held),
    }
    if fee.per_head is None:
        return gettext("%(name)s pays %(total)s for %(year)s.") % values
    return gettext("%(name)s pays %(total)s for %(year)s: %(head)s for each inhabitant.") % values


def _class_label(place: int) -> str:
    if place < 0:
        return ""
    end = SIZE_CLASSES[place + 1] if place + 1 < len(SIZE_CLASSES) else None
    return words.size_class(SIZE_CLASSES[place], end)


def _chart(found: queries.OwnFee, peers: Sequence[queries.FrozenFeeRecord]) -> Screens | None:
    """Fee per inhabitant of members of the same tariff and size, with the own one marked."""
    own, scale = found.fee.per_head, 10**found.year.minor_units
    values = [(one, one.per_head) for one in peers]
    known = [(one, value / scale) for one, value in values if value is not None]
    if own is None or len(known) < 2:
        return None
    places = [Place(one.name, value) for one, value in known]
    places.append(Place(found.fee.name, own / scale, is_own=True))
    reach = [place.value for place in places]
    margin = max(1.0, (max(reach) - min(reach)) * 0.08)
    axis = Axis(max(0.0, min(reach) - margin), max(reach) + margin, decimals=0)
    names = DistributionNames(
        member=gettext("Member"), value=gettext("Fee per inhabitant"), peers=gettext("Members of its size"),
        others=gettext("Other members"), median=gettext("Median of its size"),
    )  # fmt: skip
    title = gettext("Fee per inhabitant beside members of its size, %(currency)s")
    description = gettext("%(count)s members of the same size and tariff; one dot each.")
    frame = Frame(
        "per-head",
        title % {"currency": found.year.currency},
        description % {"count": len(known)},
        words.language(),
    )
    return for_screens(
        draw=lambda frame: distribution(frame=frame, places=places, axis=axis, names=names), frame=frame
    )


def year_table(*, held: queries.FeeYearRecord, fees: Sequence[queries.FrozenFeeRecord]) -> Table:
    scale = 10**held.minor_units
    parts = list(dict.fromkeys(line.part for fee in fees for line in fee.lines))
    rows = [
        (
            fee.member, fee.name, fee.kind, fee.tariff, fee.size,
            *(next((line.amount / scale for line in fee.lines if line.part == part), None) for part in parts),
            fee.amount / scale, str(fee.part_of_year),
        )
        for fee in fees
    ]  # fmt: skip
    header = (
        "member",
        "name",
        "kind",
        "tariff",
        "size",
        *parts,
        f"total_{held.currency.lower()}",
        "part_of_year",
    )
    caption = gettext("Fees of %(year)s as decided by %(body)s") % {
        "year": held.year,
        "body": held.decision.body,
    }
    return Table(caption, header, rows)
