# SPDX-License-Identifier: EUPL-1.2
"""Words that several pages of the register share, in the reader's language."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.text import get_text_list
from django.utils.translation import get_language, gettext, pgettext

from samband.core.country.rules import LOCAL, UPPER, SizeClass, Tier
from samband.engines.charts.numbers import Number, number_text
from samband.engines.geography import ChangeKind


def day(value: date) -> str:
    """1 January 2024, in words, as the reader's language writes it."""
    return format_date(value, pgettext("format of a date, see Django's date filter", "j F Y"))


def counted_on(year: int | None, days: Mapping[int, date]) -> str:
    """The day on which the inhabitants of the year were counted, in words; empty for no year."""
    return day(days.get(year, date(year, 1, 1))) if year else ""


def figure(value: float, decimals: int = 0, *, is_share: bool = False) -> str:
    """5,155 or 36.5%, as the reader's language writes it."""
    return number_text(number=Number(value, decimals, is_share), language=get_language() or "en")


def kind(code: str, tiers: Sequence[Tier]) -> str:
    """Municipality, self-governing city, județ: what the country calls the kind, in the reader's language."""
    tier = next((one for one in tiers if one.kind == code), None)
    return capitalised(_word(tier.names) if tier else code)


class Country:
    """The words for all that is listed of a country: its local authorities, and what they lie in."""

    def __init__(self, tiers: Sequence[Tier]) -> None:
        self.local = kinds([tier for tier in tiers if tier.level == LOCAL]) or gettext("local authorities")
        self.upper = kinds([tier for tier in tiers if tier.level == UPPER]) or gettext("what they lie in")


def kinds(tiers: Sequence[Tier], *, count: int = 2) -> str:
    """municipalities, towns and communes; in the singular for one of the only kind."""
    names = [_word(one.names if count == 1 and len(tiers) == 1 else one.plurals) for one in tiers]
    return get_text_list(names, gettext("and"))


def county_label(tiers: Sequence[Tier]) -> str:
    """What members lie in: County, Region; a general word where there are several kinds."""
    above = [tier for tier in tiers if tier.level == UPPER]
    return kind(above[0].kind, above) if len(above) == 1 else gettext("Lies in")


def capitalised(text: str) -> str:
    return text[:1].title() + text[1:]


def _word(texts: Mapping[str, str]) -> str:
    """In the reader's language, else in English, else in any."""
    language = (get_language() or "en").partition("-")[0]
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def size_name(code: str) -> str:
    names = {"small": gettext("Small"), "medium": gettext("Medium"), "large": gettext("Large")}
    return names.get(code, code)


def size_label(size: SizeClass) -> str:
    """Small (fewer than 5,000 inhabitants)."""
    low, name = figure(size.minimum), size_name(size.code)
    if size.below is None:
        return gettext("%(name)s (%(low)s inhabitants or more)") % {"name": name, "low": low}
    if not size.minimum:
        high = figure(size.below)
        return gettext("%(name)s (fewer than %(high)s inhabitants)") % {"name": name, "high": high}
    high = figure(size.below - 1)
    return gettext("%(name)s (%(low)s to %(high)s inhabitants)") % {"name": name, "low": low, "high": high}


def size_code(population: int | None, sizes: tuple[SizeClass, ...]) -> str:
    """Code of the size class; empty when the population is unknown."""
    if population is None:
        return ""
    return next((size.code for size in sizes if size.holds(population)), "")


def change(kind: ChangeKind) -> str:
    """What happened to a unit, in one word."""
    names = {
        ChangeKind.RENUMBERED: gettext("New number"),
        ChangeKind.RENAMED: gettext("New name"),
        ChangeKind.MERGED: gettext("Merged"),
        ChangeKind.SPLIT: gettext("Divided"),
        ChangeKind.TRANSFERRED: gettext("Part moved"),
    }
    return names[kind]
