# SPDX-License-Identifier: EUPL-1.2
"""Gifts, travel and work beside the office, in words and as columns."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from samband.engines.charts.numbers import Number, number_text
from samband.tools.ethics.rules import Approval, Became, Detail, Giver, Limit

GIVERS: Mapping[str, Promise] = {
    Giver.ORGANISATION.value: _("An organisation"),
    Giver.PRIVATE.value: _("A private person"),
}
BECAME: Mapping[str, Promise] = {
    Became.KEPT.value: _("Kept"),
    Became.SHARED.value: _("Shared with colleagues"),
    Became.HANDED_OVER.value: _("Handed over to the council"),
    Became.RETURNED.value: _("Given back"),
    Became.DECLINED.value: _("Declined"),
}
APPROVALS: Mapping[str, Promise] = {
    Approval.TOLD.value: _("Told"),
    Approval.APPROVED.value: _("Approved"),
    Approval.REFUSED.value: _("Refused"),
    Approval.NOT_NEEDED.value: _("Not needed"),
}
COLUMNS = (
    "giver", "occasion", "value", "currency", "became", "destination", "days", "giver_percent",
    "authority_percent", "extent_percent", "hours_week", "approval", "approved_by", "approved_on",
    "conditions",
)  # fmt: skip


def detail_words(*, found: Detail | None) -> str:
    """All that is told of it, apart by dots; '' without anything."""
    return " · ".join(_parts(found)) if found else ""


def detail_cells(*, found: Detail | None) -> tuple[str, ...]:
    """In the order of COLUMNS, as machines read them."""
    told = (getattr(found, name) if found else None for name in COLUMNS)
    return tuple("" if one is None else plain(one) for one in told)


def plain(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def rule_words(*, limit: Limit) -> str:
    """What the country or the association says, in the reader's language, else in English."""
    return limit.says.get(get_language() or "en") or limit.says.get("en", "")


def money(*, value: Decimal, currency: str) -> str:
    """NOK 1,200, which no line breaks."""
    decimals = 0 if value == value.to_integral_value() else 2
    number = number_text(number=Number(float(value), decimals), language=get_language() or "en")
    return f"{currency}\N{NO-BREAK SPACE}{number}"


def _parts(found: Detail) -> Iterator[str]:
    if found.giver is Giver.PRIVATE:
        yield _private(found)
    if found.occasion:
        yield found.occasion
    if found.value is not None:
        yield gettext("worth about %(value)s") % {"value": money(value=found.value, currency=found.currency)}
    if found.became:
        yield str(BECAME[found.became])
    yield from _of_travel(found)
    yield from _of_work(found)
    if found.approval:
        yield _approval(found)
    if found.conditions:
        yield gettext("on condition: %(conditions)s") % {"conditions": found.conditions}


def _private(found: Detail) -> str:
    if not found.private_giver:
        return gettext("from a private person")
    return gettext("from %(name)s, a private person") % {"name": found.private_giver}


def _of_travel(found: Detail) -> Iterator[str]:
    if found.days:
        yield ngettext("%(n)s day", "%(n)s days", found.days) % {"n": found.days}
    if found.giver_percent is None:
        return
    yield gettext("they paid %(percent)s %%") % {"percent": found.giver_percent}
    if found.authority_percent:
        yield gettext("the council paid %(percent)s %%") % {"percent": found.authority_percent}
    if found.own_percent:
        yield gettext("the person paid %(percent)s %%") % {"percent": found.own_percent}


def _of_work(found: Detail) -> Iterator[str]:
    if found.extent_percent is not None:
        yield gettext("%(percent)s %% of full time") % {"percent": plain(found.extent_percent)}
    if found.hours_week is not None:
        yield gettext("%(hours)s hours a week") % {"hours": plain(found.hours_week)}


def _approval(found: Detail) -> str:
    assert found.approval is not None  # noqa: S101  asked before
    told = " – ".join(part for part in (str(APPROVALS[found.approval]), found.approved_by) if part)
    return f"{told}, {date_format(found.approved_on)}" if found.approved_on else told
