# SPDX-License-Identifier: EUPL-1.2
"""Ways to draw a fixed number without replacement, given numbers of chance; all return places, ascending."""

import numpy as np
from numpy.typing import NDArray

from samband.engines.sampling.frames import FloatArray
from samband.engines.sampling.probabilities import CERTAIN

Places = NDArray[np.intp]
_WHOLE = 1 << 53


def smallest(*, ranks: FloatArray, count: int) -> Places:
    """The places of the smallest ranks; of equal ones the earlier place."""
    if count >= len(ranks):
        return np.arange(len(ranks))
    if count <= 0:
        return np.arange(0)
    limit = np.partition(ranks, count - 1)[count - 1]
    below = np.flatnonzero(ranks < limit)
    return np.sort(np.concatenate([below, np.flatnonzero(ranks == limit)[: count - len(below)]]))


def every_kth(*, people: int, count: int, start: float) -> Places:
    """Systematic: the persons at (start + k)·N/n, k = 0 … n − 1, in whole numbers throughout.

    start in [0, 1). Everybody has the probability n/N, whether N is a multiple of n or not.
    """
    if count == 0:
        return np.arange(0)
    first = int(start * _WHOLE)
    return np.array([(first + k * _WHOLE) * people // (count * _WHOLE) for k in range(count)], dtype=np.intp)


def along_the_sum(*, probabilities: FloatArray, start: float) -> Places:
    """Systematic with unequal probabilities: persons in whose stretch of the running sum start + k falls.

    Source: Madow 1949. Reference values: R sampling::UPsystematic. Those who are certain are taken apart.
    """
    certain, others = _parted(probabilities)
    count = round(float(probabilities[others].sum()))
    if not count:
        return certain
    ends = np.cumsum(probabilities[others])
    step = np.arange(count)
    at = np.searchsorted(ends * (count / ends[-1]), start + step, side="right")
    # Rounding of a long sum must neither take a person twice nor one behind the last.
    apart = np.minimum(np.maximum.accumulate(at - step), len(others) - count) + step
    return np.sort(np.concatenate([certain, others[apart]]))


def pareto(*, probabilities: FloatArray, numbers: FloatArray) -> Places:
    """The n smallest of u(1 − π)/((1 − u)π).

    Holds π up to a small error that vanishes as Σπ(1 − π) grows; the number drawn is always exact.
    Source: Rosén 1997. Reference values: R sampling::UPopips.
    """
    certain, others = _parted(probabilities)
    part, u = probabilities[others], numbers[others]
    ranks = u * (1 - part) / ((1 - u) * part)
    count = round(float(part.sum()))
    return np.sort(np.concatenate([certain, others[smallest(ranks=ranks, count=count)]]))


def pivotal(*, probabilities: FloatArray, numbers: FloatArray, order: Places) -> Places:
    """Two at a time settle which of them is out or in, until all are; holds π exactly, and the number drawn.

    numbers: (persons,), one for each meeting. order: in which persons meet; chance makes every pair possible.
    Source: Deville and Tillé 1998. Slower than the others: a loop over persons.
    """
    left = probabilities.tolist()
    chosen = [at for at in order.tolist() if left[at] >= CERTAIN]
    holder, held = -1, 0.0
    for u, at in zip(numbers.tolist(), order.tolist(), strict=True):
        if not 0 < (part := left[at]) < CERTAIN:
            continue
        if holder < 0:
            holder, held = at, part
        elif held + part < 1:
            holder, held = (holder if u * (held + part) < held else at), held + part
        else:
            stays = u * (2 - held - part) < 1 - part
            chosen.append(holder if stays else at)
            holder, held = (at if stays else holder), held + part - 1
    if holder >= 0 and held > 0.5:  # what is left is 0 or 1 but for rounding
        chosen.append(holder)
    return np.array(sorted(chosen), dtype=np.intp)


def _parted(probabilities: FloatArray) -> tuple[Places, Places]:
    return np.flatnonzero(probabilities >= CERTAIN), np.flatnonzero(
        (probabilities > 0) & (probabilities < CERTAIN)
    )
