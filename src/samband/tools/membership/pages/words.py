# SPDX-License-Identifier: EUPL-1.2
"""Words that several pages share, in the reader's language."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from samband.core.members.queries import scopes
from samband.core.members.queries import tiers as tiers_of_country
from samband.core.members.rules.memberships import COMPANY, JOINT_BODY, Reason
from samband.engines.charts import Number, number_text
from samband.engines.fees import Cliff, CliffKind, in_language
from samband.tools.membership.queries import amount_text, figure
from samband.tools.membership.queries.wording import money
from samband.tools.membership.rules import InvoiceState, NoticeState


def language() -> str:
    return get_language() or "en"


def day(value: date) -> str:
    return str(date_format(value, "DATE_FORMAT"))


def last_day(valid_to: date) -> date:
    """The last day of a period whose end is the day after."""
    return date.fromordinal(valid_to.toordinal() - 1)


def count(value: float, decimals: int = 0) -> str:
    return number_text(number=Number(float(value), decimals), language=language())


def percent(value: float | None) -> str:
    """+3.2 %; a dash where there is nothing to compare with. value: a part of one."""
    if value is None:
        return "–"
    return number_text(number=Number(value, 1, is_share=True, is_signed=True), language=language())


def share(value: float, decimals: int = 0) -> str:
    return number_text(number=Number(value, decimals, is_share=True), language=language())


def scope_name(code: str) -> str:
    return next((scope.in_language(language()) for scope in scopes() if scope.code == code), code)


def kind(tiers: Sequence[str], kind: str) -> str:
    names = {
        **{
            tier.kind: _capital(in_language(words=tier.names, language=language()))
            for tier in tiers_of_country()
        },
        COMPANY: gettext("Company"),
        JOINT_BODY: gettext("Joint body"),
    }
    if len(tiers) > 1:
        first, second = (names.get(tier, tier) for tier in tiers)
        return gettext("%(first)s and %(second)s") % {"first": first, "second": second.lower()}
    return names.get(tiers[0] if tiers else kind, kind)


def _capital(text: str) -> str:
    return text[:1].title() + text[1:]


def reason(value: Reason) -> str:
    return {
        Reason.JOINED: gettext("joined"),
        Reason.INHERITED: gettext("taken over from those it came from"),
        Reason.WITHDRAWN: gettext("withdrawal"),
        Reason.EXCLUDED: gettext("exclusion"),
        Reason.CEASED: gettext("the authority was merged, divided or renumbered"),
        Reason.AGREED: gettext("by decision"),
    }[value]


def invoice_state(value: InvoiceState) -> str:
    return {
        InvoiceState.ISSUED: gettext("Issued"),
        InvoiceState.SENT: gettext("Sent"),
        InvoiceState.PAID: gettext("Paid"),
    }[value]


STATE_COLOURS = {
    InvoiceState.ISSUED: "neutral",
    InvoiceState.SENT: "info",
    InvoiceState.PAID: "success",
}


def notice_state(value: NoticeState) -> str:
    return {
        NoticeState.PREPARED: gettext("waits at the association"),
        NoticeState.REGISTERED: gettext("registered"),
        NoticeState.RETURNED: gettext("returned"),
    }[value]


def amount(value: int, minor_units: int, currency: str) -> str:
    """value: minor units."""
    return amount_text(amount=value, minor_units=minor_units, currency=currency)


def plain(value: int, minor_units: int) -> str:
    """An amount in a column that names its currency. value: minor units."""
    whole = value % 10**minor_units == 0
    return count(value / 10**minor_units, 0 if whole else minor_units)


def signed_plain(value: int, minor_units: int) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + plain(abs(value), minor_units)


def signed(value: int, minor_units: int, currency: str) -> str:
    """+NOK 1,200 or −NOK 300. value: minor units."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + amount(abs(value), minor_units, currency)


def cliff(found: Cliff, currency: str) -> str:
    """Where one more inhabitant changes a fee at a jump."""
    words = {
        "tariff": in_language(words=found.tariff_name, language=language()),
        "before": figure(found.value - 1),
        "at": figure(found.value),
        "below": money(found.below, currency),
        "after": money(found.at, currency),
        "difference": money(abs(found.at - found.below), currency),
    }
    if found.kind is CliffKind.DROP:
        text = gettext(
            "%(tariff)s: with %(before)s the fee is %(below)s, with %(at)s it is %(after)s, "
            "%(difference)s less."
        )
    else:
        text = gettext(
            "%(tariff)s: with %(before)s the fee is %(below)s, with %(at)s it is %(after)s, "
            "%(difference)s more."
        )
    return text % words


def short_size_class(start: int, end: int | None) -> str:
    """In a column that says of what: *5,000 to 9,999*."""
    if end is None:
        return gettext("%(start)s or more") % {"start": count(start)}
    return gettext("%(start)s to %(end)s") % {"start": count(start), "end": count(end - 1)}


def size_class(start: int, end: int | None) -> str:
    if end is None:
        return gettext("%(start)s inhabitants or more") % {"start": count(start)}
    if start == 0:
        return gettext("Fewer than %(end)s inhabitants") % {"end": count(end)}
    return gettext("%(start)s to %(end)s inhabitants") % {"start": count(start), "end": count(end - 1)}
