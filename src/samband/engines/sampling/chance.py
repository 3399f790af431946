# SPDX-License-Identifier: EUPL-1.2
"""Numbers between 0 and 1, the same on every machine: one stream for each stratum, or one number for life."""

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from samband.engines.sampling.frames import FloatArray, Label

GENERATOR = "numpy PCG64, SeedSequence of the seed and SHA-256 of purpose and stratum, 53 bits"
_UNIT = 2.0**-53


def stream(*, seed: int, purpose: str, stratum: Label, count: int) -> FloatArray:
    """(count,) numbers in [0, 1) that belong to the seed, the purpose and the stratum.

    Raw output of PCG64, which NumPy keeps unchanged from version to version; a further stratum, or more
    people in another one, changes nothing here. Raises ValueError for a seed below 0.
    """
    if seed < 0:
        raise ValueError(f"The seed is {seed}. Give a whole number of 0 or more.")
    text = "\x1f".join((purpose, *stratum)).encode()
    words = np.frombuffer(hashlib.sha256(text).digest(), dtype="<u4").tolist()
    generator = np.random.PCG64(np.random.SeedSequence([seed, *words]))
    raw = np.asarray(generator.random_raw(count), dtype=np.uint64)
    return _as_part(raw)


def permanent_numbers(*, keys: Iterable[bytes], seed: int) -> FloatArray:
    """One number in [0, 1) for each key, which the person keeps as long as the seed is kept.

    Whoever comes or goes, the others keep theirs: so two draws can overlap much or not at all (Ohlsson 1995).
    """
    start = hashlib.blake2b(f"samband permanent {seed}\x1f".encode(), digest_size=8)

    def number(key: bytes) -> bytes:
        one = start.copy()
        one.update(key)
        return one.digest()

    raw = np.frombuffer(b"".join(map(number, keys)), dtype="<u8")
    return _as_part(raw)


def _as_part(raw: NDArray[np.uint64]) -> FloatArray:
    parts: FloatArray = (raw >> np.uint64(11)).astype(np.float64) * _UNIT
    return parts
