# SPDX-License-Identifier: EUPL-1.2
"""The true mean of every item in every member, and the latent scale that reproduces it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from samband.engines.instrument.model import Instrument, Item, Polarity, Scale
from samband.tools.surveys.analysis.synthetic.calibration import (
    COUNCIL_SPREAD,
    COUNCILLORS,
    DEFAULT_INDEX_SPREAD,
    INDEX_SPREAD,
    PERSON_INDEX_SPREAD,
    SIZE_SLOPE,
    STABLE_SHARE,
    level_of,
)
from samband.tools.surveys.analysis.synthetic.members import MemberFrame, seeded

FloatArray = NDArray[np.float64]
GAP = 1.25
"""Distance between thresholds on the latent scale: a standard deviation of about 0.8 on 1-4."""
_TYPICAL_SPREAD = 0.82
_EDGE = 0.12
"""No mean lies closer to an end of the scale than this part of its width."""


@dataclass(frozen=True, slots=True)
class ItemModel:
    """How far an item's mean follows its dimension and how far it goes its own way, between members.

    loading: correlation of a person's answer with the person's view of the dimension; negative when the
    statement is.
    """

    item: Item
    common: float
    own: float
    loading: float


def item_models(*, instrument: Instrument) -> tuple[ItemModel, ...]:
    """One for each item of the instrument, in its order."""
    return tuple(_item_model(item, _siblings(item, instrument)) for item in instrument.items)


def member_means(
    *, seed: int, wave: str, members: Sequence[MemberFrame], models: Sequence[ItemModel], group: str
) -> FloatArray:
    """True means, (members, items), on the items' own scales, negative statements as asked."""
    return np.array([[_mean(seed, wave, frame, model, group) for model in models] for frame in members])


def shifts(*, means: FloatArray, scale: Scale) -> FloatArray:
    """Latent mean of each wanted mean: the inverse of low + Σ P(shift + noise > threshold)."""
    grid, reached = _curve(len(scale.codes))
    part = (means - scale.low) / (scale.high - scale.low)
    latent: FloatArray = np.interp(part, reached, grid)
    return latent


def thresholds(*, categories: int) -> FloatArray:
    """Between neighbouring answers, (categories − 1,)."""
    between: FloatArray = GAP * (np.arange(categories - 1, dtype=np.float64) - (categories - 2) / 2)
    return between


@lru_cache(maxsize=8)
def _curve(categories: int) -> tuple[FloatArray, FloatArray]:
    grid = np.linspace(-6.0, 6.0, 2401)
    above = ndtr(grid[:, None] - thresholds(categories=categories)[None, :])
    reached: FloatArray = above.sum(axis=1) / (categories - 1)
    return grid, reached


def _siblings(item: Item, instrument: Instrument) -> list[Item]:
    return [other for other in instrument.items if other.dimension == item.dimension]


def _item_model(item: Item, siblings: Sequence[Item]) -> ItemModel:
    """Split the spread between members so that both the item's and its index's come out.

    Index of m items: s² = common² + Σ own² / m², with own² = spread² − common².
    """
    m = len(siblings)
    spreads = sum(level_of(item=other).spread ** 2 for other in siblings) / m**2
    wanted = INDEX_SPREAD.get(item.dimension, DEFAULT_INDEX_SPREAD) ** 2
    common = max(0.0, (wanted - spreads) / (1 - 1 / m)) if m > 1 else wanted
    own = max(0.0, level_of(item=item).spread ** 2 - common)
    return ItemModel(item, sqrt(common), sqrt(own), _loading(m) * _sign(item))


def _loading(items: int) -> float:
    """So that the index of so many items has PERSON_INDEX_SPREAD: s² = σ² (1 + (m − 1) r) / m."""
    if items == 1:
        return 0.5
    correlation = (items * PERSON_INDEX_SPREAD**2 / _TYPICAL_SPREAD**2 - 1) / (items - 1)
    latent = 1.13 * correlation  # answers in few categories correlate less than what lies behind them
    return sqrt(min(0.9, max(0.0, latent)))


def _mean(seed: int, wave: str, frame: MemberFrame, model: ItemModel, group: str) -> float:
    item = model.item
    tilt = SIZE_SLOPE * (np.log10(max(frame.population, 1)) - 3.7)
    common = _standard(seed, wave, group, frame.lineage, item.dimension)
    own = _standard(seed, wave, group, frame.lineage, item.dimension, item.concept or item.code)
    effect = tilt + (model.common * common + model.own * own) * (
        COUNCIL_SPREAD if group == COUNCILLORS else 1
    )
    mean = level_of(item=item).mean(group) + _sign(item) * effect
    edge = _EDGE * (item.scale.high - item.scale.low)
    return float(np.clip(mean, item.scale.low + edge, item.scale.high - edge))


def _standard(seed: int, wave: str, group: str, *names: str) -> float:
    """A standard normal value that mostly stays from wave to wave; councils half share it."""
    shared = seeded(seed, "place", *names).standard_normal()
    if group == COUNCILLORS:
        shared = sqrt(0.5) * (shared + seeded(seed, group, *names).standard_normal())
    moved = seeded(seed, wave, group, *names).standard_normal()
    return float(sqrt(STABLE_SHARE) * shared + sqrt(1 - STABLE_SHARE) * moved)


def _sign(item: Item) -> int:
    return -1 if item.polarity is Polarity.NEGATIVE else 1
