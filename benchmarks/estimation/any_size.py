# SPDX-License-Identifier: EUPL-1.2
"""Ten million respondents, 20 items and 4 indices: as arrays, and as Parquet that DuckDB reduces where it is.

    .venv/bin/python -m benchmarks.estimation.any_size [RESPONDENTS]

Agreement first; seconds of the clock and of the processors from columns in memory (or files) to means and
standard errors by member, and the peak memory of a process each. Exit code 1 when they differ, or the arrays
miss the goal by the clock, the best of three runs.
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
from benchmarks.estimation.report import finish as hand_in
from benchmarks.measured import Aim, Better, Report, arguments, finish, versions_of
from samband.engines.estimation.databases import DUCKDB, connected_rows
from samband.engines.estimation.grouped import read_groups
from samband.engines.estimation.means import domain_means
from samband.engines.estimation.sample import Sample

AIM = Aim("any_size/arrays", "20 items and 4 indices of 10,000,000 respondents, from memory", "", 1.5, "s",
          Better.LOWER)  # fmt: skip
MOST_APART = 1e-9
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


def apart(folder: Path, *words: str) -> dict[str, np.ndarray]:
    out = folder / "result.npz"
    subprocess.run([sys.executable, "-m", *words, str(folder), str(out)], check=True)
    with np.load(out) as found:
        return dict(found)


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("respondents", type=int, nargs="?", default=10_000_000)
    given = parser.parse_args()
    report = Report(versions=versions_of("numpy", "duckdb"))
    measure(given.respondents, report)
    return finish(report=report, given=given)


def measure(respondents: int, report: Report) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        # In a process of its own: a child's peak memory begins with what its parent holds.
        subprocess.run([sys.executable, "-m", THIS, "store", str(respondents), str(folder)], check=True)
        arrays = [apart(folder, "benchmarks.estimation.ours") for _ in range(3)]
        files = apart(folder, THIS, "files")
    names = ("item", "item_se", "index", "index_se")
    differs = max(float(np.abs(files[one] / arrays[0][one] - 1).max()) for one in names)
    best = min(arrays, key=lambda one: float(one["wall"]))
    report.lines += ["| from | CPU s | s | MB |", "|---|--:|--:|--:|"]
    for title, one in (("arrays", best), ("Parquet by DuckDB", files)):
        figures = [float(one[name]) for name in ("seconds", "wall", "megabytes")]
        report.lines.append("| {} | {:.2f} | {:.2f} | {:.0f} |".format(title, *figures))
    if differs > MOST_APART:
        report.faults.append(f"arrays and files differ by {differs:.0e}, more than {MOST_APART}")
    agreement = f"the same from a Parquet file by DuckDB, within {differs:.0e}"
    report.figures.append(AIM.found(float(best["wall"]), agreement=agreement))


if __name__ == "__main__":
    if sys.argv[1:2] == ["store"]:
        make(int(sys.argv[2]), Path(sys.argv[3]))
        store(Path(sys.argv[3]))
    elif sys.argv[1:2] == ["files"]:
        hand_in(run(Path(sys.argv[2])), Path(sys.argv[3]))
    else:
        sys.exit(main())
