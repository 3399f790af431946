# SPDX-License-Identifier: EUPL-1.2
"""Shares in percent, as different sources write them."""

import re
from decimal import Decimal

from samband.engines.registers.found import Part

WHOLE = Decimal(100)
_NUMBER = r"([0-9]{1,3}(?:[.,][0-9]{1,12})?)"
_ONE = re.compile(rf"{_NUMBER} ?%?")
_RANGE = re.compile(rf"{_NUMBER} ?%? ?(?:-|–|to) ?{_NUMBER} ?%?")


def percent(text: str) -> Decimal | None:
    """A number from 0 to 100; None when there is none. Raises ValueError."""
    if not text:
        return None
    found = _ONE.fullmatch(text)
    value = Decimal(found[1].replace(",", ".")) if found else Decimal(-1)
    if not 0 <= value <= WHOLE:
        raise ValueError(f"“{text[:40]}” is no percentage.")
    return value


def part_of(*, exact: str = "", low: str = "", high: str = "") -> Part | None:
    """Exactly, between bounds, or from a range such as “25-50”. None when nothing is told, or 0.

    Raises ValueError.
    """
    ranged = _RANGE.fullmatch(exact)
    if ranged:
        exact, low, high = "", ranged[1], ranged[2]
    value, least, most = percent(exact), percent(low), percent(high)
    if value is not None:
        return Part(value, value) if value else None
    if least is None and most is None:
        return None
    found = Part(least or Decimal(0), WHOLE if most is None else most)
    if found.low > found.high:
        raise ValueError(f"{found.low} is more than {found.high}.")
    return found if found.high else None
