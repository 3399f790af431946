# SPDX-License-Identifier: EUPL-1.2
"""Data that several tests read or draw."""

import csv
from pathlib import Path

import numpy as np

REFERENCE = Path(__file__).parent / "reference"


def rows_of(name):
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def column(rows, name):
    return np.array([float(row[name]) for row in rows])


def dummies(values, codes):
    """A constant and one column for each code."""
    return np.column_stack([np.ones(len(values)), *(values == code for code in codes)]).astype(float)


def drawn_areas(*, areas, seed, items=1, columns=2, between=1.0):
    """Direct estimates, their variances, columns and the truth, from the model itself."""
    chance = np.random.default_rng(seed)
    auxiliaries = np.column_stack([np.ones(areas), chance.normal(size=(areas, columns))])
    variances = chance.uniform(0.3, 2.0, areas)
    expected = auxiliaries @ np.linspace(1, -1, columns + 1)
    truth = expected + np.sqrt(between) * chance.normal(size=(items, areas))
    direct = truth + np.sqrt(variances) * chance.normal(size=(items, areas))
    return direct, variances, auxiliaries, truth
