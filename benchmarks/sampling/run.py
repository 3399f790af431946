# SPDX-License-Identifier: EUPL-1.2
"""The race: a stratified sample from four million made-up adults, agreement checked first.

    .venv/bin/python -m benchmarks.sampling.run [--out FILE.md]

No two programs draw the same persons: they must agree in how many each stratum gives, in everybody's
probability, and in that nobody is drawn twice. Median of five runs in turn. polars and R take part where they
are installed. R's package sampling goes through the whole frame once for each stratum, so that it gets a
smaller frame, and we the same. Exit code 1 when a goal is missed.
"""

import csv
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

from benchmarks.measured import (
    Aim,
    Better,
    Report,
    arguments,
    finish,
    lacks_r,
    version_in_r,
    versions_of,
)
from samband.engines.sampling import (
    DrawRules,
    Frame,
    FrameColumns,
    Method,
    draw,
    frame_of,
    pps_probabilities,
    read_frame,
)

PEOPLE, SMALL, EACH, RUNS = 4_000_000, 200_000, 30, 5
SECONDS = Aim("sampling/seconds", "a stratified draw from 4,000,000 people", "", 5, "s", Better.LOWER)
STRATA = Aim("sampling/r", "a stratified draw from 200,000 people", "R sampling, strata(srswor)")
UNITS, SEXES, AGES = 357, ("f", "m"), ("18-29", "30-44", "45-59", "60-74", "75+")
OURS = "Samband: strata, digest, draw, batches"
R_SCRIPT = Path(__file__).with_name("strata.R")
BY = ("unit", "sex", "age_group")


def made_up(people: int) -> dict[str, list]:
    """Keys in no order, units of very unequal size, two sexes, five age groups, a measure of size."""
    chance = np.random.default_rng(20260322)
    unit = np.minimum(chance.exponential(60, people).astype(int), UNITS - 1)
    keys = 10**10 + chance.permutation(people) * 7919
    return {
        "key": list(map(str, keys.tolist())),
        "unit": [f"{code:04}" for code in unit.tolist()],
        "sex": [SEXES[at] for at in chance.integers(0, 2, people).tolist()],
        "age_group": [AGES[at] for at in chance.integers(0, 5, people).tolist()],
        "size": chance.lognormal(3, 1, people).tolist(),
    }


def frame_from(columns: dict[str, list], by: tuple[str, ...]) -> Frame:
    return frame_of(keys=columns["key"], columns={name: columns[name] for name in by}, sizes=columns["size"])


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of the processors."""
    wall, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cpu


def by_numpy(stratum: np.ndarray, wanted: np.ndarray, seed: int) -> np.ndarray:
    """The plain way: sort by stratum, then choose in each."""
    generator = np.random.default_rng(seed)
    order = np.argsort(stratum, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(stratum))[:-1])
    return np.concatenate(
        [generator.choice(rows, n, replace=False) for rows, n in zip(parts, wanted, strict=True)]
    )


def by_polars(table, wanted, seed: int) -> np.ndarray:
    import polars as pl

    place = pl.int_range(pl.len()).shuffle(seed=seed).over("stratum")
    found = table.lazy().with_columns(place=place).join(wanted.lazy(), on="stratum")
    return found.filter(pl.col("place") < pl.col("n")).select("row").collect()["row"].to_numpy()


def large() -> tuple[list[tuple], list[str]]:
    """Rows of the table for four million people, and what does not agree."""
    columns = made_up(PEOPLE)
    reading = read_csv(columns)
    sorting = timed(lambda: frame_from(columns, BY))
    frame = frame_from(columns, BY)
    strata = frame.strata(by=BY)
    wanted = np.minimum(strata.populations, EACH)
    sizes = dict(zip(strata.labels, wanted.tolist(), strict=True))
    rules = DrawRules(sizes=sizes, by=BY, batches=4)
    by_size = DrawRules(sizes=sizes, by=BY, method=Method.PARETO)
    racers: dict[str, Callable[[], np.ndarray]] = {
        OURS: lambda: draw(frame=frame, rules=rules, seed=1).rows,
        "Samband: the same by size (Pareto)": lambda: draw(frame=frame, rules=by_size, seed=1).rows,
        "NumPy, a choice in each stratum": lambda: by_numpy(strata.of, wanted, 1),
    }
    if find_spec("polars"):
        import polars as pl

        table = pl.DataFrame({"row": np.arange(PEOPLE), "stratum": strata.of})
        each = pl.DataFrame({"stratum": np.arange(len(wanted), dtype=np.int32), "n": wanted})
        racers["polars, shuffled in each stratum"] = lambda: by_polars(table, each, 1)
    faults = [
        f"{name} does not agree" for name, work in racers.items() if not agrees(work(), strata.of, wanted)
    ]
    runs = {name: [] for name in racers}
    for _ in range(RUNS):
        for name, work in racers.items():
            runs[name].append(timed(work))
    rows = [(name, *(median(run[at] for run in found) for at in (0, 1))) for name, found in runs.items()]
    rows += [
        ("Samband: before it, sorting by key", *sorting),
        ("Samband: before it, reading and checking CSV", *reading),
    ]
    return rows, faults


def agrees(rows: np.ndarray, stratum: np.ndarray, wanted: np.ndarray) -> bool:
    counts = np.bincount(stratum[rows], minlength=len(wanted))
    return len(np.unique(rows)) == len(rows) and np.array_equal(counts, wanted)


def read_csv(columns: dict[str, list]) -> tuple[float, float]:
    """Seconds of reading and checking a CSV file of them; writing it is not timed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "frame.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("key", *BY))
            writer.writerows(zip(*(columns[name] for name in ("key", *BY)), strict=True))
        wanted = FrameColumns(key="key", unit="unit", strata={"sex": "sex", "age_group": "age_group"})
        return timed(lambda: read_frame(path=path, filename=path.name, folder=Path(folder), columns=wanted))


def small() -> tuple[list[tuple], list[str]]:
    """Beside R: 200,000 people, strata of the units alone; and a systematic draw by size of 1,000."""
    columns = made_up(SMALL)
    frame = frame_from(columns, ("unit",))
    strata = frame.strata(by=("unit",))
    each = int(min(EACH, strata.populations.min()))
    rules = DrawRules(sizes=dict.fromkeys(strata.labels, each), by=("unit",))
    by_size = DrawRules(sizes={(): 1000}, method=Method.PPS_SYSTEMATIC)
    ours = median(timed(lambda: draw(frame=frame, rules=rules, seed=1)) for _ in range(RUNS))
    sized = median(timed(lambda: draw(frame=frame, rules=by_size, seed=1)) for _ in range(RUNS))
    with TemporaryDirectory() as folder:
        theirs, counts = by_r(Path(folder), frame, strata.of, each)
    sample = draw(frame=frame, rules=rules, seed=1)
    expected = {
        at: (each, float(p)) for at, p in zip(sample.stratum.tolist(), sample.probability, strict=True)
    }
    squares = float((pps_probabilities(sizes=frame.sizes, count=1000) ** 2).sum())
    faults = [] if counts == expected else ["R draws other numbers or gives other probabilities"]
    if int(theirs[4]) != 1000 or abs(squares - theirs[5]) > 1e-9:
        faults.append("R has other probabilities by size")
    rows = [
        ("Samband, stratified", *ours), ("R sampling, strata(srswor)", theirs[1], theirs[0]),
        ("Samband, systematic by size", *sized), ("R sampling, UPsystematic", theirs[3], theirs[2]),
    ]  # fmt: skip
    return rows, faults


def by_r(folder: Path, frame: Frame, stratum: np.ndarray, each: int) -> tuple[list[float], dict[int, tuple]]:
    with (folder / "frame.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("key", "stratum", "size"))
        for row in range(len(frame)):
            writer.writerow((frame.key(row), int(stratum[row]), repr(float(frame.sizes[row]))))
    words = ["Rscript", str(R_SCRIPT), str(folder / "frame.csv"), str(each), str(folder / "out.csv")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    with (folder / "out.csv").open() as file:
        counts = {int(row["stratum"]): (int(row["n"]), float(row["p"])) for row in csv.DictReader(file)}
    return list(map(float, done.stdout.split())), counts


def table(rows: list[tuple], first: str) -> list[str]:
    ours = {name: cpu for name, _, cpu in rows}[first]
    lines = ["| engine | wall s | CPU s | CPU, times ours |", "|---|--:|--:|--:|"]
    return lines + [f"| {name} | {wall:.2f} | {cpu:.2f} | {cpu / ours:.1f} |" for name, wall, cpu in rows]


def main() -> int:
    given = arguments(__doc__).parse_args()
    report = Report(versions=versions_of("numpy"))
    rows, report.faults = large()
    report.lines = [
        f"{PEOPLE:,} people, {UNITS * len(SEXES) * len(AGES):,} strata at most, {EACH} of each.",
        "",
    ]
    report.lines += [*table(rows, OURS), ""]
    report.figures.append(SECONDS.found(rows[0][1]))
    if lacks_r("sampling"):
        report.figures.append(STRATA.absent(lacks_r("sampling")))
    else:
        beside_r(report)
    return finish(report=report, given=given)


def beside_r(report: Report) -> None:
    rows, faults = small()
    report.versions.append(version_in_r("sampling"))
    report.faults += faults
    report.lines += [f"{SMALL:,} people, beside R.", "", *table(rows[:2], rows[0][0]), ""]
    report.lines += table(rows[2:], rows[2][0])
    agreement = "as many of each stratum, the same probabilities"
    report.figures.append(STRATA.beside(ours=rows[0][2], theirs=rows[1][2], agreement=agreement))


if __name__ == "__main__":
    sys.exit(main())
