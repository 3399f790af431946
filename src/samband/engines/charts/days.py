# SPDX-License-Identifier: EUPL-1.2
"""Days as the reader's language writes them."""

from datetime import date

from babel.dates import format_date

from samband.engines.charts.numbers import locale_of

_EUROPEAN_ENGLISH = "en_GB"  # 1 September 2021, as everywhere else in the program


def day_text(*, day: date, language: str) -> str:
    """``1 September 2021`` in English, ``1. september 2021`` in Norwegian."""
    return format_date(day, "long", locale=locale_of(_EUROPEAN_ENGLISH if language == "en" else language))
