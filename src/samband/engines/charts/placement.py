# SPDX-License-Identifier: EUPL-1.2
"""Where the marks of a map come to stand: near their place, and never on one another."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Points = tuple[tuple[float, float], ...]

_FILL = 0.34
"""Share of the map's box that marks would fill at most: leaves room to move apart, keeps the shape."""


def projected(*, longitudes: FloatArray, latitudes: FloatArray) -> FloatArray:
    """(n, 2) plane coordinates, east and south positive, in Earth radii.

    Lambert's azimuthal equal-area projection about the middle of the places (Snyder 1987, eq. 24-2 to 24-4):
    keeps areas in a country of any shape and latitude. Not for measuring distances.
    """
    lon, lat = np.radians(longitudes), np.radians(latitudes)
    lon0, lat0 = (lon.min() + lon.max()) / 2, (lat.min() + lat.max()) / 2
    cosine = np.sin(lat0) * np.sin(lat) + np.cos(lat0) * np.cos(lat) * np.cos(lon - lon0)
    k = np.sqrt(2 / (1 + cosine))
    east = k * np.cos(lat) * np.sin(lon - lon0)
    north = k * (np.cos(lat0) * np.sin(lat) - np.sin(lat0) * np.cos(lat) * np.cos(lon - lon0))
    return np.column_stack([east, -north])


@lru_cache(maxsize=50)
def place(*, degrees: Points, width: float) -> tuple[Points, float, float]:
    """Centres of equal marks for places in (longitude, latitude), the height taken, and the marks' spacing.

    Every place gets a cell of its own in a honeycomb over the map, so that the sum of squared moves is the
    least possible (assignment problem); marks of a diameter up to the spacing cannot overlap.
    The same places give the same map. For thousands of places this is slow: 400 take about 30 ms, once.
    """
    if not degrees:
        return (), 0.0, 0.0
    lon, lat = np.array(degrees, dtype=np.float64).T
    points, height = _scaled(projected(longitudes=lon, latitudes=lat), width)
    spacing = _spacing(points, width, height)
    cells = _honeycomb(width, height, spacing)
    centres = cells[_assigned(points, cells)]
    top = centres[:, 1].min() - spacing / 2
    centres[:, 1] -= top
    return tuple(map(tuple, centres.tolist())), float(centres[:, 1].max() + spacing / 2), spacing


def _scaled(plane: FloatArray, width: float) -> tuple[FloatArray, float]:
    """Fitted into the width with a margin; never taller than 1.25 times that width."""
    low, size = plane.min(axis=0), np.maximum(np.ptp(plane, axis=0), 1e-9)
    margin = width * 0.06
    scale = min((width - 2 * margin) / size[0], (1.25 * width - 2 * margin) / size[1])
    offset = (width - size[0] * scale) / 2
    return (plane - low) * scale + np.array([offset, margin]), float(size[1] * scale + 2 * margin)


def _spacing(points: FloatArray, width: float, height: float) -> float:
    box = max(np.ptp(points[:, 0]), width / 4) * max(np.ptp(points[:, 1]), height / 4)
    return float(np.clip(np.sqrt(box * _FILL / len(points)), 12.0, 40.0))


def _honeycomb(width: float, height: float, spacing: float) -> FloatArray:
    """Centres of a honeycomb: rows √3/2 of the spacing apart, every second shifted by half."""
    step = spacing * np.sqrt(3) / 2
    rows = np.arange(step / 2, max(height, step), step)
    columns = np.arange(spacing / 2, width - spacing, spacing)
    x = np.concatenate([columns + (spacing / 2 if i % 2 else 0.0) for i in range(len(rows))])
    return np.column_stack([x, np.repeat(rows, len(columns))])


def _assigned(points: FloatArray, cells: FloatArray) -> NDArray[np.intp]:
    from scipy.optimize import linear_sum_assignment  # slow to import, and needed for maps alone

    squared = ((points[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    _, chosen = linear_sum_assignment(squared)
    return np.asarray(chosen, dtype=np.intp)
