# SPDX-License-Identifier: EUPL-1.2
"""Lines as plain data to keep with an invoice, and back: nothing is lost, no number becomes a float."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

from samband.engines.fees.model import Reading, Rounding
from samband.engines.fees.results import BasisValue, FeeLine, Rate, RateIndex, Step, StepKind

_FRACTIONS = frozenset({"effect", "quantity", "factor", "whole", "exact", "change"})
_DECIMALS = frozenset({"base", "above", "round_to"})


def line_to_plain(*, line: FeeLine) -> dict[str, object]:
    """The line as numbers, texts, lists and mappings that JSON holds without loss."""
    plain: dict[str, object] = _plain(line)
    return plain


def line_from_plain(*, plain: Mapping[str, object]) -> FeeLine:
    """The line that ``line_to_plain`` wrote. Raises KeyError or ValueError for anything else."""
    data: dict[str, Any] = dict(plain)
    data["steps"] = tuple(_step(step) for step in data["steps"])
    return FeeLine(**data)


def _plain(value: object) -> Any:  # noqa: ANN401  plain data of any shape
    if isinstance(value, FeeLine | Step | Rate | RateIndex | BasisValue):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Fraction | Decimal | StrEnum):
        return str(value)
    return value


def _step(plain: Mapping[str, Any]) -> Step:
    data = _typed(plain)
    data["kind"] = StepKind(plain["kind"])
    data["reading"] = Reading(plain["reading"]) if plain["reading"] else None
    data["rate"] = _rate(plain["rate"]) if plain["rate"] else None
    for key in ("basis", "parameter"):
        data[key] = _basis(plain[key]) if plain[key] else None
    return Step(**data)


def _rate(plain: Mapping[str, Any]) -> Rate:
    data = _typed(plain)
    data["value"] = Fraction(plain["value"])
    data["rounding"] = Rounding(plain["rounding"])
    data["steps"] = tuple(RateIndex(**_typed(step)) for step in plain["steps"])
    return Rate(**data)


def _basis(plain: Mapping[str, Any]) -> BasisValue:
    return BasisValue(**{**plain, "value": Decimal(plain["value"])})


def _typed(plain: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _number(key, value) for key, value in plain.items()}


def _number(key: str, value: object) -> object:
    if isinstance(value, str) and key in _FRACTIONS:
        return Fraction(value)
    if isinstance(value, str) and key in _DECIMALS:
        return Decimal(value)
    return value
