# SPDX-License-Identifier: EUPL-1.2
"""Other programs in Python: each gets its own kind of frame, made before the clock starts.

Runs in an environment of its own (Python 3.12 or later; rimpy, weightipy, leafblower, polars, pandas).
Arguments: data folder, result file, program.
"""

import resource
import sys
from pathlib import Path
from time import process_time

import numpy as np

NAMES, SHAPE = ("area", "sex", "school"), (1068, 2, 3)
TOLERANCE = 1e-9
TIMES = 3


def read(folder: Path) -> tuple[dict, dict]:
    columns = {name: np.fromfile(folder / f"column{at}.bin", dtype="i4") for at, name in enumerate(NAMES)}
    margins = {name: np.fromfile(folder / f"margin{at}.bin") for at, name in enumerate(NAMES)}
    return columns, margins


def rimpy(columns, margins, n):
    import polars as pl
    import rimpy

    frame = pl.DataFrame(columns)
    targets = {name: dict(enumerate((margin / n).tolist())) for name, margin in margins.items()}
    return lambda: rimpy.rake(frame, targets, convergence_threshold=TOLERANCE)["weight"].to_numpy()


def weightipy(columns, margins, n):
    import pandas as pd
    import weightipy

    frame = pd.DataFrame(columns)
    targets = {name: dict(enumerate((100 * margin / n).tolist())) for name, margin in margins.items()}
    scheme = weightipy.scheme_from_dict(targets, rim_params={"convcrit": 1e-12, "max_iterations": 1000})
    return lambda: weightipy.weight_dataframe(frame, scheme)["weights"].to_numpy()


def leafblower(columns, margins, n):
    import leafblower
    import pandas as pd

    frame = pd.DataFrame({name: column.astype(str) for name, column in columns.items()}).astype("category")
    targets = {
        name: {str(at): share for at, share in enumerate((margin / n).tolist())}
        for name, margin in margins.items()
    }
    return lambda: leafblower.harvest(
        frame,
        targets,
        max_weight=1e6,
        max_iterations=1000,
        attach_weights=False,
        convergence={"metric": "max_err", "rule": "threshold", "tol": TOLERANCE},
    )["weights"]


def main(folder: Path, to: Path, program: str) -> None:
    columns, margins = read(folder)
    n = len(columns["area"])
    work = {"rimpy": rimpy, "weightipy": weightipy, "leafblower": leafblower}[program](columns, margins, n)
    seconds = []
    for _ in range(1 + TIMES):
        start = process_time()
        weights = np.asarray(work(), dtype=float)
        seconds.append(process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    weights = weights * (n / weights.sum())
    np.savez(to, weights=weights, seconds=np.median(seconds[1:]), first=seconds[0], megabytes=peak)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
