# SPDX-License-Identifier: EUPL-1.2
"""Samband: from columns in memory to weights. Arguments: data folder, result file, what to do."""

import resource
import sys
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from benchmarks.weighting.data import columns, margins
from samband.engines.weighting import Bounds, rake, rake_replicates

REPLICATES, UNITS = 200, 80
TIMES = 5
TOLERANCE = 1e-9


def main(folder: Path, to: Path, work: str) -> None:
    """The median of five calls in one process, the first one apart."""
    groups, known = columns(folder), margins(folder)
    design_weights = np.ones(len(groups[0]))
    rng = np.random.default_rng(1)
    unit = rng.integers(0, UNITS, len(design_weights))
    multipliers = rng.exponential(1, (UNITS, REPLICATES))
    everything = {"design_weights": design_weights, "groups": groups, "margins": known}
    exactly = {"tolerance": TOLERANCE}
    works = {
        "rake": lambda: rake(**everything, **exactly),
        "bounded": lambda: rake(**everything, bounds=Bounds(0.3, 3)),
        "replicates": lambda: rake_replicates(**everything, multipliers=multipliers, unit_by_respondent=unit),
    }
    seconds, walls = [], []
    for _ in range(1 + TIMES):
        start, wall = process_time(), perf_counter()
        found = works[work]()
        seconds.append(process_time() - start)
        walls.append(perf_counter() - wall)
    weights = found.weights if work != "replicates" else np.zeros(0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    np.savez(to, weights=weights, seconds=np.median(seconds[1:]), first=seconds[0], megabytes=peak)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
