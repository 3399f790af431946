# SPDX-License-Identifier: EUPL-1.2
"""Synthetic answers: members × age strata, gender, three groups, twenty items on 1–5 with 5 % missing."""

import sys
from pathlib import Path

import numpy as np

MEMBERS, AGES, ITEMS, MISSING = 356, 3, 20, 9
SEED = 2021


def make(respondents: int, folder: Path) -> None:
    """One raw file for each column, which NumPy, R and DuckDB (by way of NumPy) all read."""
    rng = np.random.default_rng(SEED)
    strata = MEMBERS * AGES
    adults = np.maximum(150, rng.lognormal(8.4, 1.1, MEMBERS))
    population = np.round(np.outer(adults, [0.3, 0.4, 0.3])).ravel()
    population *= np.maximum(1, 3 * respondents / population.sum())
    share = 0.5 / strata + 0.5 * population / population.sum()
    sampled = np.minimum(np.maximum(12, np.round(share * respondents)), np.floor(population * 0.95)).astype(
        int
    )
    sampled[np.argmax(population)] += respondents - sampled.sum()
    population = np.maximum(population, np.ceil(1.2 * sampled))
    stratum = np.repeat(np.arange(strata), sampled)
    rng.shuffle(stratum)
    n = len(stratum)
    gender = rng.integers(0, 2, n)
    group = rng.choice(3, n, p=[0.5, 0.3, 0.2])
    cell = stratum * 2 + gender
    women = rng.uniform(0.46, 0.54, strata)
    totals = np.stack([population * (1 - women), population * women], axis=1).ravel()
    weight = (totals / np.bincount(cell, minlength=2 * strata))[cell]
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in {
        "stratum": stratum,
        "gender": gender,
        "group": group,
        "member": stratum // AGES,
    }.items():
        values.astype(np.int32).tofile(folder / f"{name}.bin")
    population.astype(np.float64).tofile(folder / "population.bin")
    totals.astype(np.float64).tofile(folder / "totals.bin")
    weight.tofile(folder / "weight.bin")
    level = rng.normal(0, 0.3, MEMBERS)[stratum // AGES]
    for item in range(ITEMS):
        answer = np.clip(np.round(3 + level + 0.1 * gender + rng.normal(0, 1.1, n)), 1, 5).astype(np.int8)
        answer[rng.random(n) < 0.05] = MISSING
        answer.tofile(folder / f"item{item}.bin")


def read(folder: Path, name: str, kind: str) -> np.ndarray:
    return np.fromfile(folder / f"{name}.bin", dtype=kind)


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
