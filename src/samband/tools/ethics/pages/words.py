# SPDX-License-Identifier: EUPL-1.2
"""Words that several pages share, in the reader's language."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from samband.core.people.pages.words import POSTS
from samband.core.people.rules import OfficeRecord, PostKind
from samband.engines.charts.numbers import Number, number_text
from samband.tools.ethics.queries import Todo
from samband.tools.ethics.rules import HAPPENED, InterestKind, InterestRecord, PostRole, SourceKind

KINDS: Mapping[InterestKind, Promise] = {
    InterestKind.POST: _("Post"),
    InterestKind.OWNERSHIP: _("Ownership"),
    InterestKind.EMPLOYMENT: _("Work beside the office"),
    InterestKind.INCOME: _("Income"),
    InterestKind.DEBT: _("Debt"),
    InterestKind.MEMBERSHIP: _("Membership"),
    InterestKind.PROPERTY: _("Property"),
    InterestKind.GIFT: _("Gift"),
    InterestKind.TRAVEL: _("Travel paid by others"),
    InterestKind.OTHER: _("Other interest"),
}
EXAMPLES: Mapping[InterestKind, Promise] = {
    InterestKind.POST: _("on a board, as manager, in a foundation or an association"),
    InterestKind.OWNERSHIP: _("shares, a part of a firm, a sole proprietorship"),
    InterestKind.EMPLOYMENT: _("employer, own assignments"),
    InterestKind.INCOME: _("fees, rent, royalties"),
    InterestKind.DEBT: _("loans and guarantees"),
    InterestKind.MEMBERSHIP: _("clubs, unions, orders"),
    InterestKind.PROPERTY: _("land, houses, forest, rights"),
    InterestKind.GIFT: _("what you were given because of your office"),
    InterestKind.TRAVEL: _("travel and stays that others paid"),
    InterestKind.OTHER: _("what else others should know"),
}
ROLES: Mapping[PostRole, Promise] = {
    PostRole.CHAIR: _("Chair of the board"),
    PostRole.DEPUTY_CHAIR: _("Deputy chair of the board"),
    PostRole.BOARD_MEMBER: _("Member of the board"),
    PostRole.DEPUTY_MEMBER: _("Deputy member of the board"),
    PostRole.MANAGER: _("Manager"),
    PostRole.ASSEMBLY: _("Member of the corporate assembly"),
    PostRole.SOLE_OWNER: _("Owner of a sole proprietorship"),
    PostRole.PARTNER: _("Partner with liability"),
    PostRole.OTHER: _("Another post"),
}
TODOS: Mapping[Todo, tuple[Promise, str]] = {
    Todo.NEW: (_("Newly elected, nothing yet"), "warning"),
    Todo.SILENT: (_("Has never confirmed"), "warning"),
    Todo.STALE: (_("Confirmed too long ago"), "warning"),
    Todo.OPEN: (_("Changed since confirmed"), "info"),
    Todo.IN_ORDER: (_("In order"), "success"),
}


def title(*, one: InterestRecord) -> str:
    """Chair of the board, or what else it is: the line that names it."""
    if one.kind is InterestKind.POST and one.role and one.role is not PostRole.OTHER:
        return str(ROLES[one.role])
    if one.share_percent is not None:
        decimals = 0 if one.share_percent == one.share_percent.to_integral_value() else 2
        number = Number(float(one.share_percent) / 100, decimals, is_share=True)
        return gettext("Owns %(share)s") % {
            "share": number_text(number=number, language=get_language() or "en")
        }
    return one.what or str(KINDS[one.kind])


def place(*, one: InterestRecord) -> str:
    """The organisation, with its number when it is known."""
    if one.organisation is None:
        return ""
    number = f" ({one.organisation.number})" if one.organisation.number else ""
    return one.organisation.name + number


def period(*, one: InterestRecord) -> str:
    """since 1 October 2023 / 1 October 2019 to 30 September 2023 / 5 March 2026."""
    if one.kind in HAPPENED:
        return date_format(one.valid_from)
    return period_of(first=one.valid_from, end=one.valid_to)


def period_of(*, first: date, end: date | None) -> str:
    """From the first day up to, not including, the end."""
    begins = date_format(first)
    if end is None:
        return gettext("since %(day)s") % {"day": begins}
    last = date_format(end - timedelta(days=1))
    return gettext("%(first)s to %(last)s") % {"first": begins, "last": last}


def source(*, one: InterestRecord) -> str:
    """Who says so, and when."""
    told = date_format(localtime(one.recorded_at))
    if one.source is SourceKind.PERSON:
        return gettext("declared by the person, %(day)s") % {"day": told}
    if one.source is SourceKind.CONTACT:
        return gettext("written down by the contact person, %(day)s") % {"day": told}
    as_of = date_format(one.source_day) if one.source_day else told
    return gettext("%(register)s, as of %(day)s") % {"register": one.source_name, "day": as_of}


def office(*, held: tuple[OfficeRecord, ...]) -> str:
    """What somebody is elected to: Member, Council of Utsira; several apart by semicolons."""
    language = get_language() or "en"
    parts = (f"{post(one=one)}, {one.body.in_language(language)}" for one in held)
    return "; ".join(dict.fromkeys(parts))


def post(*, one: OfficeRecord) -> str:
    """Head of planning, or Substitute 3 with the place on the list."""
    name = one.post_name or str(POSTS[one.kind])
    return f"{name} {one.order}" if one.order and one.kind is PostKind.SUBSTITUTE else name
