# SPDX-License-Identifier: EUPL-1.2
"""Numbers as the reader's language writes them."""

from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a table: stays a number in a spreadsheet, is worded on page and paper.

    value: finite; a share is given as a part of one. is_signed: write the plus too, as for differences.
    """

    value: float
    decimals: int = 1
    is_share: bool = False
    is_signed: bool = False

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise ValueError("A missing figure is no number. Say in words why it is missing.")


Cell = str | Number


def cell_text(*, cell: Cell, language: str) -> str:
    """The cell as the reader sees it."""
    return cell if isinstance(cell, str) else number_text(number=cell, language=language)


def number_text(*, number: Number, language: str) -> str:
    """``3,2`` in Norwegian, ``3.2`` in English, ``43 %`` or ``43%`` for a share."""
    return _written(number.value, number.decimals, number.is_share, number.is_signed, language)


def format_code(*, number: Number) -> str:
    """The pattern of spreadsheets for this number: ``0.0``, ``0%``, ``+0.0;-0.0;0.0``."""
    plain = ("#,##0" if not number.decimals else "#,##0." + "0" * number.decimals) + "%" * number.is_share
    return f"+{plain};-{plain};{plain}" if number.is_signed else plain


@lru_cache(maxsize=20_000)
def _written(value: float, decimals: int, is_share: bool, is_signed: bool, language: str) -> str:  # noqa: FBT001
    rounded = _without_negative_zero(round(value, decimals + 2 * is_share))
    digits = "0." + "0" * decimals if decimals else "0"
    if is_share:
        text = format_percent(
            abs(rounded), format=_percent_pattern(language, digits), locale=locale_of(language)
        )
    else:
        text = format_decimal(abs(rounded), format=f"#,##{digits}", locale=locale_of(language))
    return _sign(rounded, is_signed=is_signed, language=language) + text


def _without_negative_zero(value: float) -> float:
    return value or 0.0


def _sign(value: float, *, is_signed: bool, language: str) -> str:
    symbols = locale_of(language).number_symbols["latn"]
    if value < 0:
        return str(symbols["minusSign"]).replace("-", "−")
    return str(symbols["plusSign"]) if value > 0 and is_signed else ""


@lru_cache(maxsize=100)
def _percent_pattern(language: str, digits: str) -> str:
    pattern = locale_of(language).percent_formats[None].pattern
    return str(pattern).replace("#,##0", f"#,##{digits}")


@lru_cache(maxsize=100)
def locale_of(language: str) -> Locale:
    """The conventions of the language, of English when Babel knows none."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)
