# SPDX-License-Identifier: EUPL-1.2
"""Numbers and days as people write them in their language, and back."""

import re
from datetime import date
from decimal import Decimal
from unicodedata import normalize

_POINT_LANGUAGES = ("en", "ga", "he", "ja", "ko", "zh", "th")
"""Languages that write 1,234.5; all others here write 1 234,5 or 1.234,5."""

_SPACES = re.compile(r"[\s'’]")
_DIGITS = re.compile(r"[0-9]{1,15}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ ,.][0-9]{3})+")
_PARTS = re.compile(r"([0-9]{1,4})\s*[./ -]\s*([0-9]{1,2})\s*[./ -]\s*([0-9]{1,4})\.?(?:\s*г\.?)?")

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


class Unclear(ValueError):  # noqa: N818  it names the fact
    """A number that can be read in two ways. readings: both, as the language writes them."""

    def __init__(self, *readings: str) -> None:
        super().__init__(" / ".join(readings))
        self.readings = readings


def decimal_sign(language: str) -> str:
    return "." if language.partition("-")[0] in _POINT_LANGUAGES else ","


def read_number(*, text: str, language: str, decimals: int) -> Decimal | None:
    """The number in the text; None when it is none. Raises Unclear for ``1.234`` where both readings fit.

    Groups of three may be parted by spaces or by the sign that is not the decimal one; that sign is taken for
    the decimal one where it cannot part groups (``1.5`` in Norwegian).
    """
    cleaned = normalize("NFKC", text).strip().replace("−", "-")
    sign, digits = ("-", cleaned[1:].lstrip()) if cleaned[:1] == "-" else ("", cleaned.removeprefix("+"))
    mark = decimal_sign(language)
    found = _unsigned(_SPACES.sub(" ", digits), mark, "," if mark == "." else ".", decimals)
    return None if found is None else Decimal(f"{sign}{found}")


def _unsigned(text: str, mark: str, group: str, decimals: int) -> str | None:
    whole, has_mark, rest = text.partition(mark)
    if not has_mark and text.count(group) == 1 and " " not in text:
        return _with_odd_sign(text, mark, group, decimals)
    if has_mark and not _DIGITS.fullmatch(rest):
        return None
    joined = _without_groups(whole, group)
    return None if joined is None else f"{joined}.{rest}" if has_mark else joined


def _with_odd_sign(text: str, mark: str, group: str, decimals: int) -> str | None:
    """One sign, and not the decimal one of the language: three digits after it are a group."""
    whole, _sign, rest = text.partition(group)
    if not (_DIGITS.fullmatch(whole) and _DIGITS.fullmatch(rest)):
        return None
    if not _GROUPED.fullmatch(text) or whole == "0":
        return f"{whole}.{rest}"
    if decimals >= len(rest):
        raise Unclear(f"{whole}{rest}", f"{whole}{mark}{rest}")
    return whole + rest


def _without_groups(text: str, group: str) -> str | None:
    if _DIGITS.fullmatch(text):
        return text
    parted = next((sign for sign in (" ", group) if sign in text), "")
    is_grouped = parted and _GROUPED.fullmatch(text) and not set(text) - set("0123456789" + parted)
    return text.replace(parted, "") if is_grouped and len(text) < 24 else None


def number_text(*, value: float, language: str) -> str:
    """The number as the language writes it: ``1 234,5`` (with no-break spaces), ``1,234.5``."""
    text = f"{value:,}" if isinstance(value, int) else f"{Decimal(repr(value)):,f}"
    if decimal_sign(language) == ".":
        return text
    return text.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")


def read_day(*, text: str, language: str) -> date | None:
    """A day as ISO writes it, or in figures as day, month, year (month, day, year in American English)."""
    found = _PARTS.fullmatch(normalize("NFKC", text).strip())
    if not found:
        return None
    one, two, three = found.groups()
    if len(one) == 4:
        return day_of(year=one, month=two, day=three)
    if language == "en-US":
        one, two = two, one
    return day_of(year=three, month=two, day=one)


def day_of(*, year: str, month: str, day: str) -> date | None:
    """The day of three texts; None when there is none. Years have four digits, so that none is guessed."""
    parts = [normalize("NFKC", part).strip() for part in (year, month, day)]
    if len(parts[0]) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def day_text(*, day: date, language: str) -> str:
    """The day as the language writes it: in figures; in English with the month's name, to be clear."""
    if language.partition("-")[0] == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day:02}.{day.month:02}.{day.year:04}"
