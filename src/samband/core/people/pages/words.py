# SPDX-License-Identifier: EUPL-1.2
"""Words that several pages share, in the reader's language."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.dateformat import format as format_date
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from samband.core.people.rules import BodyKind, Gender, OfficeRecord, PostKind
from samband.core.web.card import gettext_noop
from samband.engines.charts.numbers import Number, number_text

POSTS: Mapping[PostKind, Promise] = {
    PostKind.MAYOR: _("Mayor"),
    PostKind.DEPUTY_MAYOR: _("Deputy mayor"),
    PostKind.CHAIR: _("Chair"),
    PostKind.DEPUTY_CHAIR: _("Deputy chair"),
    PostKind.GROUP_LEADER: _("Group leader"),
    PostKind.MEMBER: _("Member"),
    PostKind.SUBSTITUTE: _("Substitute"),
    PostKind.DELEGATE: _("Delegate"),
    PostKind.CHIEF_EXECUTIVE: _("Chief executive"),
    PostKind.FINANCE_HEAD: _("Finance head"),
    PostKind.HR_HEAD: _("HR head"),
    PostKind.SECRETARY: _("Council secretary"),
    PostKind.CONTACT: _("Contact person"),
    PostKind.OTHER: _("Other office"),
}
BODIES: Mapping[BodyKind, Promise] = {
    BodyKind.COUNCIL: _("Council"),
    BodyKind.EXECUTIVE: _("Executive committee"),
    BodyKind.COMMITTEE: _("Committee"),
    BodyKind.COUNTY_MEETING: _("County meeting"),
    BodyKind.NATIONAL_ASSEMBLY: _("National assembly"),
    BodyKind.BOARD: _("Board"),
    BodyKind.NETWORK: _("Network"),
    BodyKind.ADMINISTRATION: _("Administration"),
    BodyKind.OTHER: _("Other body"),
}
GENDERS: Mapping[Gender, Promise] = {
    Gender.FEMALE: _("Woman"),
    Gender.MALE: _("Man"),
    Gender.OTHER: _("Another gender"),
    Gender.UNKNOWN: _("Not declared"),
}


_MONTHS = (
    gettext_noop("January"), gettext_noop("February"), gettext_noop("March"), gettext_noop("April"),
    gettext_noop("May"), gettext_noop("June"), gettext_noop("July"), gettext_noop("August"),
    gettext_noop("September"), gettext_noop("October"), gettext_noop("November"), gettext_noop("December"),
)  # fmt: skip
"""Here so that a language can write them as in the middle of a sentence; in some, Django's have a capital.

What stands in our catalogues goes before what stands in Django's, on every page.
"""


def day(value: date) -> str:
    """1 January 2024, as the reader's language writes it."""
    return format_date(value, pgettext("format of a date, see Django's date filter", "j F Y"))


def last_day(valid_to: date) -> str:
    """The last day of a half-open period, in words."""
    return day(valid_to - timedelta(days=1))


def figure(value: float, decimals: int = 0, *, is_share: bool = False) -> str:
    return number_text(number=Number(value, decimals, is_share), language=get_language() or "en")


def share(value: float | None) -> str:
    """36%; a dash when there is nobody to count."""
    return "–" if value is None else figure(value, is_share=True)


def period(*, office: OfficeRecord, today: date) -> str:
    """since 1 October 2023 / from 1 October 2027 / 1 October 2019 to 30 September 2023."""
    begins = day(office.valid_from)
    if office.valid_to is None:
        text = gettext("since %(day)s") if office.valid_from <= today else gettext("from %(day)s")
        return text % {"day": begins}
    return gettext("%(first)s to %(last)s") % {"first": begins, "last": last_day(office.valid_to)}


def post(*, office: OfficeRecord) -> str:
    """Mayor, or Substitute 3 with the place on the list."""
    name = office.post_name or str(POSTS[office.kind])
    return f"{name} {office.order}" if office.order and office.kind is PostKind.SUBSTITUTE else name


def party(*, office: OfficeRecord) -> str:
    return office.party.in_language(get_language() or "en") if office.party else ""
