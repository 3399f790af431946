# SPDX-License-Identifier: EUPL-1.2
"""Whole tables carried to the units of one date: indicators × dates × units at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from samband.engines.geography.correspondence import Correspondence, correspond
from samband.engines.geography.geography import Geography, UnknownUnits
from samband.engines.geography.operators import Operator, make_operator
from samband.engines.geography.quantities import EXACT, Method, Quantity, Status

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layer:
    """Figures of one date. values, bases: (indicators, codes), NaN where missing.

    bases: denominators of a RATIO, whose values are numerators; n or denominators of a MEAN; else None.
    """

    known_on: date
    codes: tuple[str, ...]
    values: FloatArray
    bases: FloatArray | None = None


class BadFigures(ValueError):  # noqa: N818  it names what was found
    """Figures that are not of the kind they are said to be."""


@dataclass(frozen=True, slots=True)
class ConvertedTable:
    """The same indicators on the units ``codes`` of the day ``to``. Axes: indicators, dates, codes.

    values: NaN where there is none; of a RATIO the quotient. bases: summed denominators or n, else None.
    status: ``Status`` of every figure. share_estimated: of its amount (of its base, if it has one), 0 to 1.
    happened: (dates, codes), ``Happened`` on the way to the unit; two dates of one unit are comparable
    without more ado when both are SAME.
    """

    to: date
    quantity: Quantity
    known_on: tuple[date, ...]
    codes: tuple[str, ...]
    values: FloatArray
    bases: FloatArray | None
    status: NDArray[np.int8]
    share_estimated: FloatArray
    happened: NDArray[np.uint8]
    correspondences: tuple[Correspondence, ...]


def convert_table(
    *,
    geography: Geography,
    layers: Sequence[Layer],
    to: date,
    quantity: Quantity,
    method: Method = EXACT,
    tier: str = "",
) -> ConvertedTable:
    """Carry every layer to the units of ``to``, forwards or backwards in time.

    layers: of the same indicators in the same order. tier: the kind of authority; by default that of the
    layers' codes. A unit that a layer does not name has no figure, which is not zero.
    Raises UnknownUnits for a code that is not in force on its date, BadFigures for numbers not of the kind.
    Not for microdata: give each row the code of today instead, by ``correspond``.
    """
    for layer in layers:
        _check(layer, geography, quantity)
    ways = {
        on: correspond(
            geography=geography,
            known_on=on,
            to=to,
            tier=tier or _tier(geography, layers),
            basis=method.basis,
        )
        for on in {layer.known_on for layer in layers}
    }
    codes = _targets(geography, to, tier or _tier(geography, layers))
    operators = {on: make_operator(correspondence=way, codes=codes) for on, way in ways.items()}
    table = _empty(layers, codes, quantity, to, ways)
    for at, layer in enumerate(layers):
        _fill(table, at, layer, operators[layer.known_on])
    return table


def _check(layer: Layer, geography: Geography, quantity: Quantity) -> None:
    known = geography.generation(on=layer.known_on)
    if unknown := [code for code in layer.codes if code not in known]:
        raise UnknownUnits(unknown, layer.known_on)
    if twice := [code for code, times in Counter(layer.codes).items() if times > 1]:
        raise BadFigures(f"{layer.known_on}: {twice[0]} stands twice. Give each unit one figure.")
    if (layer.bases is not None) != quantity.has_base:
        needs = "needs bases" if quantity.has_base else "has no bases"
        raise BadFigures(f"{layer.known_on}: a {quantity} {needs}. See Layer.")
    if np.isinf(layer.values).any() or (layer.bases is not None and not _are_bases(layer.bases)):
        raise BadFigures(f"{layer.known_on}: figures must be finite, and bases not below zero.")
    if quantity == Quantity.COUNT and not _are_counts(layer.values):
        raise BadFigures(f"{layer.known_on}: counts are whole numbers from 0 to 2^53. Else use total.")


def _are_bases(bases: FloatArray) -> bool:
    return not (np.isinf(bases).any() or (bases < 0).any())


def _are_counts(values: FloatArray) -> bool:
    known = values[~np.isnan(values)]
    return bool(((known >= 0) & (known <= 2**53) & (known == np.floor(known))).all())


def _tier(geography: Geography, layers: Sequence[Layer]) -> str:
    tiers = {geography.generation(on=layer.known_on)[code].tier for layer in layers for code in layer.codes}
    return next(iter(tiers)) if len(tiers) == 1 else ""


def _targets(geography: Geography, to: date, tier: str) -> tuple[str, ...]:
    return tuple(code for code, unit in geography.generation(on=to).items() if tier in ("", unit.tier))


def _empty(
    layers: Sequence[Layer],
    codes: tuple[str, ...],
    quantity: Quantity,
    to: date,
    ways: dict[date, Correspondence],
) -> ConvertedTable:
    shape = (len(layers[0].values) if layers else 0, len(layers), len(codes))
    return ConvertedTable(
        to=to,
        quantity=quantity,
        known_on=tuple(layer.known_on for layer in layers),
        codes=codes,
        values=np.empty(shape),
        bases=np.empty(shape) if quantity.has_base else None,
        status=np.empty(shape, dtype=np.int8),
        share_estimated=np.zeros(shape),
        happened=np.zeros(shape[1:], dtype=np.uint8),
        correspondences=tuple(ways[layer.known_on] for layer in layers),
    )


def _fill(table: ConvertedTable, at: int, layer: Layer, operator: Operator) -> None:
    status = operator.status_for(quantity=table.quantity)
    known = status <= Status.ESTIMATED
    values, amounts = _carried(table.quantity, layer, operator, status)
    values[:, ~known] = np.nan
    table.values[:, at] = values
    table.status[:, at] = np.where(np.isnan(values) & known, np.int8(Status.MISSING), status)
    table.happened[at] = operator.happened
    if table.bases is not None:
        table.bases[:, at] = np.where(known, operator.summed(parts=amounts), np.nan)
    estimated = np.flatnonzero(status == Status.ESTIMATED)
    if len(estimated):
        table.share_estimated[:, at, estimated] = operator.shares_estimated(parts=amounts, targets=estimated)


def _carried(
    quantity: Quantity, layer: Layer, operator: Operator, status: NDArray[np.int8]
) -> tuple[FloatArray, FloatArray]:
    """The values by unit, and the amounts by part that they were made of (the bases, where there are any)."""
    given = operator.gathered(figures=layer.values, codes=layer.codes)
    if layer.bases is None:
        amounts = operator.divided(gathered=given, are_counts=quantity == Quantity.COUNT)
        return operator.summed(parts=amounts), amounts
    bases = operator.gathered(figures=layer.bases, codes=layer.codes)
    amounts = operator.divided(gathered=bases, are_counts=False)
    sums = operator.summed(parts=amounts)
    if quantity == Quantity.RATIO:
        return _quotients(operator, given, sums), amounts
    # A mean of nobody has no value to miss.
    means = _quotients(operator, np.where(bases == 0, 0.0, given * bases), sums)
    _keep_alone(means, operator.summed(parts=given), sums, status)
    return means, amounts


def _quotients(operator: Operator, numerators: FloatArray, sums: FloatArray) -> FloatArray:
    summed = operator.summed(parts=operator.divided(gathered=numerators, are_counts=False))
    quotients: FloatArray = np.divide(summed, sums, out=np.full_like(sums, np.nan), where=sums != 0)
    return quotients


def _keep_alone(means: FloatArray, given: FloatArray, sums: FloatArray, status: NDArray[np.int8]) -> None:
    """The mean of one unit alone stays as it was, to the last digit."""
    alone = status == Status.SAME
    means[:, alone] = np.where(sums[:, alone] > 0, given[:, alone], np.nan)
