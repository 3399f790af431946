# SPDX-License-Identifier: EUPL-1.2
import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

REFERENCE = Path(__file__).parent / "reference"
Rows = list[dict[str, str]]


def rows_of(name: str, **wanted: str) -> Rows:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if all(row[key] == value for key, value in wanted.items())]


def column(rows: Rows, name: str) -> NDArray[np.float64]:
    return np.array([float(row[name]) for row in rows])
