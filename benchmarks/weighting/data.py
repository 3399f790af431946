# SPDX-License-Identifier: EUPL-1.2
"""Synthetic respondents: 356 members × 3 ages, two sexes, three schoolings; margins of another year."""

import sys
from pathlib import Path

import numpy as np

SHAPE = (1068, 2, 3)
SEED = 2022


def make(respondents: int, folder: Path) -> None:
    """One raw file for each column and each margin, which every program reads."""
    rng = np.random.default_rng(SEED)
    sizes = rng.lognormal(0, 1, SHAPE[0])
    area = rng.choice(SHAPE[0], respondents, p=sizes / sizes.sum())
    area[: SHAPE[0]] = np.arange(SHAPE[0])
    sex = (rng.random(respondents) < 0.45 + 0.1 * (area % 3 == 0)).astype(int)
    school = rng.choice(3, respondents, p=[0.2, 0.45, 0.35])
    folder.mkdir(parents=True, exist_ok=True)
    for at, column in enumerate((area, sex, school)):
        column.astype(np.int32).tofile(folder / f"column{at}.bin")
        margin = np.bincount(column, minlength=SHAPE[at]) * rng.lognormal(0, 0.2, SHAPE[at])
        (margin * respondents / margin.sum()).tofile(folder / f"margin{at}.bin")


def columns(folder: Path) -> list[np.ndarray]:
    return [np.fromfile(folder / f"column{at}.bin", dtype="i4") for at in range(len(SHAPE))]


def margins(folder: Path) -> list[np.ndarray]:
    return [np.fromfile(folder / f"margin{at}.bin") for at in range(len(SHAPE))]


if __name__ == "__main__":
    make(int(sys.argv[1]), Path(sys.argv[2]))
