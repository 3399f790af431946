# SPDX-License-Identifier: EUPL-1.2
"""A series carried to the units of one date, each figure with what was done to it and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import isnan, nan

import numpy as np

from samband.engines.geography.geography import Geography
from samband.engines.geography.quantities import (
    EXACT,
    Method,
    Obstacle,
    ObstacleKind,
    Quantity,
    Status,
    obstacles,
)
from samband.engines.geography.table import ConvertedTable, Layer, convert_table
from samband.engines.geography.units import Basis, Happened


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure of a unit as it was on ``known_on``. value None: missing. base: see ``Layer.bases``."""

    code: str
    known_on: date
    value: float | None
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind, at most one for each unit and date."""

    quantity: Quantity
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class ConvertedFigure:
    """The figure of ``known_on`` for the unit ``code`` of the target date.

    value None: there is none, and ``obstacles`` say why. made_of: units of known_on. happened: kinds of
    change on the way. share_estimated: how much of it was divided, by weights of ``basis`` from ``sources``.
    """

    code: str
    known_on: date
    value: float | None
    base: float | None
    status: Status
    happened: Happened
    made_of: tuple[str, ...]
    basis: Basis | None
    share_estimated: float
    sources: tuple[str, ...]
    obstacles: tuple[Obstacle, ...]

    @property
    def reason(self) -> str:
        """Why there is no value, in plain English."""
        return " ".join(obstacle.text for obstacle in self.obstacles)


def convert(
    *, series: Series, geography: Geography, to: date, method: Method = EXACT
) -> tuple[ConvertedFigure, ...]:
    """Carry a series to the units of ``to`` that its units became, or came from. In order of unit and date.

    Sums add; rates are computed anew from numerator and denominator; what was divided has no figure unless
    ``method`` names a basis, and is then marked as estimated. Raises UnknownUnits and BadFigures.
    Not for figures that are on the borders of another date than their own: give that date as ``known_on``.
    """
    layers = _layers(series)
    table = convert_table(geography=geography, layers=layers, to=to, quantity=series.quantity, method=method)
    given = {layer.known_on: frozenset(layer.codes) for layer in layers}
    wanted = {
        part.after
        for way in table.correspondences
        for part in way.parts
        if part.before in given[way.known_on]
    }
    columns = [column for column, code in enumerate(table.codes) if code in wanted]
    return tuple(
        converted_figure(table=table, layers=layers, indicator=0, at=at, column=column)
        for column in columns
        for at in range(len(layers))
    )


def converted_figure(
    *, table: ConvertedTable, layers: Iterable[Layer], indicator: int, at: int, column: int
) -> ConvertedFigure:
    """One figure of a converted table with all that is known about it. layers: those it was made from."""
    layer, way, code = list(layers)[at], table.correspondences[at], table.codes[column]
    status = Status(int(table.status[indicator, at, column]))
    parts = way.parts_of.get(code, ())
    is_estimated = status == Status.ESTIMATED
    return ConvertedFigure(
        code=code,
        known_on=layer.known_on,
        value=_known(table.values[indicator, at, column]),
        base=None if table.bases is None else _known(table.bases[indicator, at, column]),
        status=status,
        happened=Happened(int(table.happened[at, column])),
        made_of=tuple(part.before for part in parts),
        basis=way.basis if is_estimated else None,
        share_estimated=float(table.share_estimated[indicator, at, column]) if is_estimated else 0.0,
        sources=tuple(dict.fromkeys(s for part in parts for s in part.sources)) if is_estimated else (),
        obstacles=() if status.has_value else _why(table, layer, indicator, at, code),
    )


def _why(table: ConvertedTable, layer: Layer, indicator: int, at: int, code: str) -> tuple[Obstacle, ...]:
    way = table.correspondences[at]
    held = np.isnan(layer.values[indicator])
    if layer.bases is not None:
        bases = layer.bases[indicator]
        held = np.isnan(bases) | (held & (bases != 0))
    there = {one for one, is_missing in zip(layer.codes, held.tolist(), strict=True) if not is_missing}
    missing = frozenset(part.before for part in way.parts_of.get(code, ())) - there
    found = obstacles(correspondence=way, code=code, quantity=table.quantity, missing=missing)
    return found or (Obstacle(ObstacleKind.NO_BASE, code),)


def _known(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _layers(series: Series) -> list[Layer]:
    by_day: dict[date, list[Figure]] = {}
    for figure in series.figures:
        by_day.setdefault(figure.known_on, []).append(figure)
    return [
        Layer(
            known_on=day,
            codes=tuple(figure.code for figure in figures),
            values=_row(figure.value for figure in figures),
            bases=_row(figure.base for figure in figures) if series.quantity.has_base else None,
        )
        for day, figures in sorted(by_day.items())
    ]


def _row(values: Iterable[float | None]) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    return np.array([[nan if value is None else value for value in values]], dtype=np.float64)
