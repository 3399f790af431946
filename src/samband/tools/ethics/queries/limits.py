# SPDX-License-Identifier: EUPL-1.2
"""Above which value something is to be declared, and in which currency: ``interests.yaml``."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from samband.core.country.rules import Source
from samband.tools.ethics.queries.policy import BadPolicy, policy_files, policy_on, sources_of
from samband.tools.ethics.rules import InterestKind, Limit

_CURRENCY = re.compile(r"[A-Z]{3}")


def limits(*, kind: InterestKind | None = None) -> tuple[Limit, ...]:
    """What is known for a kind, or for all; of the association when its file has limits, else of the country.

    Raises BadPolicy.
    """
    told = (_remembered(file, file.stat().st_mtime_ns) for file in policy_files())
    found = next((some for some in told if some), ())
    return tuple(one for one in found if kind is None or one.kind is kind)


def currency(*, on: date) -> str:
    """In which values are told, by ISO 4217; '' when neither association nor country says so."""
    return policy_on(on=on).currency or next((one.currency for one in limits()), "")


def is_currency(*, text: str) -> bool:
    return _CURRENCY.fullmatch(text) is not None


def read_limits(*, file: Path) -> tuple[Limit, ...]:
    """Limits in a file; nothing when it has none. Raises BadPolicy."""
    try:
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        sources = sources_of(told=told)
        return tuple(_limit(row, sources) for row in told.get("limits", ()))
    except KeyError as missing:
        raise BadPolicy(file, f"{missing} is missing. Add it.") from None
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, ValueError, AttributeError) as fault:
        raise BadPolicy(file, f"{fault}.") from None


@lru_cache(maxsize=4)
def _remembered(file: Path, _changed_at: int) -> tuple[Limit, ...]:
    return read_limits(file=file)


def _limit(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Limit:
    if row["source"] not in sources:
        raise ValueError(f"the source “{row['source']}” is not among its sources. Add it there")
    source = sources[row["source"]]
    return Limit(
        kind=InterestKind(row["kind"]),
        above=_value(row["above"]),
        currency=_currency(row["currency"]),
        says={str(language): str(text) for language, text in row["says"].items()},
        source=f"{source.title} ({source.publisher})",
        is_verified=row.get("verified") is True,
    )


def _currency(told: object) -> str:
    if not is_currency(text=str(told)):
        raise ValueError(f"“currency” is “{told}”. Write the three letters of ISO 4217, as NOK")
    return str(told)


def _value(told: object) -> Decimal:
    try:
        value = Decimal(str(told))
    except InvalidOperation:
        raise ValueError(f"“above” is “{told}”. Write a number") from None
    if not value.is_finite() or value < 0:
        raise ValueError(f"“above” is “{told}”. Write a number of 0 or more")
    return value
