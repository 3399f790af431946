# SPDX-License-Identifier: EUPL-1.2
"""Ten million respondents, 20 items and 4 indices: as arrays, and as Parquet that DuckDB reduces where it is.

    .venv/bin/python -m benchmarks.estimation.any_size [RESPONDENTS]

Agreement first; CPU and wall seconds from columns in memory (or files) to means and standard errors by
member, and the peak memory of a process each. Exit code 1 when they differ, or the arrays miss the goal.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import duckdb
import numpy as np

from benchmarks.estimation.data import ITEMS, make, read
from benchmarks.estimation.ours import plan_of, questionnaire
from benchmarks.estimation.report import finish
from samband.engines.estimation.databases import DUCKDB, connected_rows
from samband.engines.estimation.grouped import read_groups
from samband.engines.estimation.means import domain_means
from samband.engines.estimation.sample import Sample

GOAL = 1.5
THIS = "benchmarks.estimation.any_size"


def store(folder: Path) -> None:
    """The columns as one Parquet file, design codes as texts of the same form as in ``ours``."""
    columns = {f"item{i}": read(folder, f"item{i}", "i1") for i in range(ITEMS)}
    columns |= {name: read(folder, name, "i4") for name in ("stratum", "member", "gender", "group")}
    with duckdb.connect() as database:
        database.register("source", columns)
        padded = [f"lpad({name}::VARCHAR, 4, '0') AS {name}" for name in ("stratum", "member")]
        plain = [f'"{name}"::VARCHAR AS "{name}"' for name in ("gender", "group")]
        items = ", ".join(f"item{i}" for i in range(ITEMS))
        database.execute(
            f"COPY (SELECT {', '.join([*padded, *plain])}, {items} FROM source) "
            f"TO '{folder}/answers.parquet' (FORMAT parquet)"
        )


def run(folder: Path) -> dict[str, np.ndarray]:
    """Means and errors as ``ours.run`` gives them."""
    instrument, plan = questionnaire(), plan_of(folder)
    start, wall = process_time(), perf_counter()
    with duckdb.connect() as database:
        table = f"read_parquet('{folder}/answers.parquet')"
        rows = connected_rows(connection=database, dialect=DUCKDB, table=table)
        groups = read_groups(rows=rows, instrument=instrument, plan=plan)
    sample = Sample.of(answers=groups, instrument=instrument, plan=plan)
    layout = sample.tables[1].layout
    found: dict[str, list[np.ndarray]] = {"item": [], "item_se": [], "index": [], "index_se": []}
    for sums in sample.reduced():
        kind = "item" if sums.measure.startswith("item") else "index"
        for members in [None] if kind == "item" else sample.cells.in_group.values():
            means = domain_means(sums=sums, layout=layout, members=members)
            found[kind].append(means.value)
            found[f"{kind}_se"].append(means.se)
    result = {name: np.array(values) for name, values in found.items()}
    return result | {"seconds": np.array(process_time() - start), "wall": np.array(perf_counter() - wall)}


def apart(module: str, folder: Path) -> dict[str, np.ndarray]:
    out = folder / "result.npz"
    subprocess.run([sys.executable, "-m", module, str(folder), str(out)], check=True)
    with np.load(out) as found:
        return dict(found)


def main(respondents: int) -> int:
    with TemporaryDirectory() as name:
        folder = Path(name)
        # In a process of its own: a child's peak memory begins with what its parent holds.
        subprocess.run([sys.executable, "-m", THIS, "store", str(respondents), str(folder)], check=True)
        arrays = [apart("benchmarks.estimation.ours", folder) for _ in range(3)]
        files = apart(THIS, folder)
    names = ("item", "item_se", "index", "index_se")
    differs = max(float(np.abs(files[one] / arrays[0][one] - 1).max()) for one in names)
    best = min(arrays, key=lambda one: float(one["seconds"]))
    for title, one in (("arrays", best), ("Parquet by DuckDB", files)):
        figures = [float(one[name]) for name in ("seconds", "wall", "megabytes")]
        print("{}: {:.2f} CPU s, {:.2f} s, {:.0f} MB".format(title, *figures))
    print(f"largest relative difference {differs:.0e}")
    return int(differs > 1e-9 or float(best["seconds"]) > GOAL)


if __name__ == "__main__":
    if sys.argv[1:2] == ["store"]:
        make(int(sys.argv[2]), Path(sys.argv[3]))
        store(Path(sys.argv[3]))
    elif len(sys.argv) > 2:
        finish(run(Path(sys.argv[1])), Path(sys.argv[2]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000))
