# SPDX-License-Identifier: EUPL-1.2
"""svy (Python, Rust inside), in an environment of its own: two items by member, the rest scaled from them."""

import resource
import sys
from pathlib import Path
from time import process_time

import numpy as np
import polars as pl
import svy


def read(folder: Path, name: str, kind: str) -> np.ndarray:
    return np.fromfile(folder / f"{name}.bin", dtype=kind)


def main(folder: Path, out: Path, items: int) -> None:
    stratum = read(folder, "stratum", "i4")
    columns = {"stratum": stratum, "member": read(folder, "member", "i4"), "w": read(folder, "weight", "f8")}
    columns["population"] = read(folder, "population", "f8")[stratum]
    frame = pl.DataFrame(columns)
    for i in range(items):
        answers = pl.Series(f"item{i}", read(folder, f"item{i}", "i1").astype(np.int32))
        frame = frame.with_columns(pl.when(answers == 9).then(None).otherwise(answers).alias(f"item{i}"))
    start = process_time()
    sample = svy.Sample(frame, svy.Design(stratum="stratum", wgt="w", pop_size="population"))
    made = process_time()
    value, se = [], []
    for i in range(items):
        found = sample.estimation.mean(f"item{i}", by="member", drop_nulls=True)
        rows = sorted((int(row.by_level[0]), row.est, row.se) for row in found.estimates)
        value.append([row[1] for row in rows])
        se.append([row[2] for row in rows])
    end = process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    np.savez(
        out,
        item=np.array(value),
        item_se=np.array(se),
        design=made - start,
        seconds=end - made,
        megabytes=peak,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
