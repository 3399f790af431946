# SPDX-License-Identifier: EUPL-1.2
"""The race: Fay–Herriot with its errors, 24,000 bootstrap fits, a logit of cells; agreement checked first.

    .venv/bin/python -m benchmarks.small_areas.run [--out FILE.md]

Median CPU seconds of the runs of each engine. R's sae takes part where it is installed, or where
SAE_SOURCES names a folder with its functions; lme4 where it is installed. Exit code 1 when a goal is missed.
"""

import csv
import os
import subprocess
import sys
from collections.abc import Callable
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
    peak_megabytes,
    version_in_r,
    versions_of,
)
from samband.engines.small_areas import bootstrap_mse, fay_herriot, fit_area_logit, integrated_mse

AREAS, SIZES = 356, (356, 2_000, 10_000)
ITEMS, REPLICATES, PEOPLE = 24, 1_000, 100_000
RUNS = 7
SAE = Aim("small_areas/sae", f"Fay–Herriot by REML with mean squared errors, {AREAS} areas",
          "R sae 1.3, mseFH", 50)  # fmt: skip
GROWTH = Aim("small_areas/growth", "growth of time over growth of areas, 356 to 10,000", "", 1,
             better=Better.LOWER)  # fmt: skip
BOOTSTRAP = Aim("small_areas/bootstrap", "24,000 bootstrap fits, 356 areas", "", 20, "CPU s", Better.LOWER)
GLMER = Aim("small_areas/glmer", "multilevel logit of 100,000 answers in cells", "R lme4, glmer", 50)
HERE = Path(__file__).parent


def areas(count: int, items: int = 1) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Direct estimates (items, areas), their variances, and a constant with two columns."""
    chance = np.random.default_rng(20261122)
    columns = np.column_stack([np.ones(count), chance.normal(size=(count, 2))])
    variances = chance.uniform(0.3, 2.0, count)
    truth = columns @ [3.0, 0.5, -0.5] + chance.normal(size=(items, count))
    return truth + np.sqrt(variances) * chance.normal(size=(items, count)), variances, columns


def cells() -> dict[str, np.ndarray]:
    """A hundred thousand answers in 356 areas of unequal size, by age (7), education (3) and sex."""
    chance = np.random.default_rng(7)
    size = chance.lognormal(8.5, 1, AREAS)
    area = chance.choice(AREAS, PEOPLE, p=size / size.sum())
    age, education, man = (chance.integers(0, count, PEOPLE) for count in (7, 3, 2))
    steps = np.linspace(0, 0.6, 7)[age] + np.array([0, -0.2, -0.5])[education] + 0.15 * man
    odds = np.exp(-0.3 + chance.normal(0, 0.6, AREAS)[area] + steps)
    yes = chance.random(PEOPLE) < odds / (1 + odds)
    key = ((area * 7 + age) * 3 + education) * 2 + man
    asked = np.bincount(key, minlength=AREAS * 42)
    used = np.flatnonzero(asked)
    return {
        "area": used // 42, "age": used // 6 % 7, "education": used // 2 % 3, "man": used % 2,
        "yes": np.bincount(key, weights=yes, minlength=AREAS * 42)[used].astype(int), "asked": asked[used],
    }  # fmt: skip


def cpu(work: Callable[[], object], times: int = RUNS) -> float:
    found = []
    for _ in range(times):
        start = process_time()
        work()
        found.append(process_time() - start)
    return median(found)


def write(path: Path, columns: dict[str, np.ndarray]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*(column.tolist() for column in columns.values()), strict=True))


def lacks_sae() -> str:
    """Its functions may lie in a folder, since CRAN's package is not in Debian."""
    here = os.environ.get("SAE_SOURCES") and not lacks_r("base")
    return (
        "" if here else lacks_r("sae") and f"{lacks_r('sae')} SAE_SOURCES may name a folder with its files."
    )


def by_r(script: str, *words: str) -> list[float]:
    done = subprocess.run(["Rscript", str(HERE / script), *words], capture_output=True, text=True, check=True)
    return list(map(float, done.stdout.split()))


def by_sae(folder: Path, count: int, times: int) -> tuple[float, np.ndarray, np.ndarray]:
    direct, variances, columns = areas(count)
    names = ("direct", "variance", "x1", "x2")
    write(folder / "areas.csv", dict(zip(names, (direct[0], variances, *columns.T[1:]), strict=True)))
    (seconds,) = by_r("sae.R", str(folder / "areas.csv"), str(times), str(folder / "out.csv"))
    with (folder / "out.csv").open() as file:
        rows = list(csv.DictReader(file))
    return seconds, *(np.array([float(row[name]) for row in rows]) for name in ("eblup", "mse"))


def area_level(report: Report) -> None:
    ours = {}
    for count in SIZES:
        direct, variances, columns = areas(count)
        one = direct[0]
        ours[count] = cpu(lambda: fay_herriot(direct=one, variances=variances, auxiliaries=columns), 30)  # noqa: B023
    report.lines += [
        "| engine | areas | CPU ms | times ours | largest relative difference |",
        "|---|--:|--:|--:|--:|",
    ]
    for count in SIZES:
        report.lines.append(f"| Samband, EBLUP and MSE | {count:,} | {ours[count] * 1e3:.2f} | 1 | |")
        if count == AREAS:
            beside_sae(report, count, ours[count])
    direct, variances, columns = areas(AREAS)
    model = fay_herriot(direct=direct[0], variances=variances, auxiliaries=columns)
    doubt = cpu(
        lambda: integrated_mse(model=model, direct=direct[0], variances=variances, auxiliaries=columns)
    )
    report.lines += [f"| Samband, error integrated over the variance | {AREAS} | {doubt * 1e3:.2f} | | |", ""]
    report.figures.append(GROWTH.found((ours[10_000] / ours[356]) / (10_000 / 356)))


def beside_sae(report: Report, count: int, ours: float) -> None:
    if lacks_sae():
        report.figures.append(SAE.absent(lacks_sae()))
        return
    with TemporaryDirectory() as folder:
        seconds, eblup, mse = by_sae(Path(folder), count, 20)
    direct, variances, columns = areas(count)
    model = fay_herriot(direct=direct[0], variances=variances, auxiliaries=columns)
    apart = max(np.abs(model.eblup / eblup - 1).max(), np.abs(model.mse / mse - 1).max())
    report.lines.append(
        f"| R sae 1.3, mseFH | {count:,} | {seconds * 1e3:.1f} | {seconds / ours:.0f} | {apart:.0e} |"
    )
    agrees(report, "sae: EBLUP and MSE", apart, 1e-9)
    agreement = f"EBLUP and MSE within {apart:.0e}"
    report.figures.append(SAE.beside(ours=ours, theirs=seconds, agreement=agreement))


def agrees(report: Report, what: str, apart: float, at_most: float) -> None:
    if not apart <= at_most:
        report.faults.append(f"{what}: apart by {apart:.0e}, more than {at_most:g}")


def bootstrap(report: Report) -> None:
    direct, variances, columns = areas(AREAS, ITEMS)
    variances = np.broadcast_to(variances, direct.shape)
    wall, start = perf_counter(), process_time()
    bootstrap_mse(direct=direct, variances=variances, auxiliaries=columns, replicates=REPLICATES, seed=1)
    wall, used = perf_counter() - wall, process_time() - start
    report.lines += [
        f"{ITEMS * REPLICATES:,} bootstrap fits ({ITEMS} items × {REPLICATES:,} replicates, {AREAS} areas): "
        f"{wall:.1f} s by the clock, {used:.1f} CPU s, peak memory of the whole process "
        f"{peak_megabytes():.0f} MB.",
        "",
    ]
    report.figures.append(BOOTSTRAP.found(used))


def logit(report: Report) -> None:
    found = cells()
    dummies = [found["age"] == code for code in range(1, 7)] + [found["education"] == code for code in (1, 2)]
    columns = np.column_stack([np.ones(len(found["yes"])), *dummies, found["man"]]).astype(float)
    yes, asked = found["yes"].astype(float), found["asked"].astype(float)

    def fit():
        return fit_area_logit(yes=yes, asked=asked, columns=columns, areas=found["area"], size=AREAS)

    model, ours = fit(), cpu(fit)
    report.lines += [
        f"{PEOPLE:,} answers in {len(yes):,} cells, {AREAS} areas, {columns.shape[1]} columns.",
        "",
        "| engine | CPU s | times ours | log-likelihood | sd of areas |",
        "|---|--:|--:|--:|--:|",
        f"| Samband | {ours:.3f} | 1 | {model.log_likelihood:.4f} | {model.sd:.6f} |",
    ]
    if lacks_r("lme4"):
        report.figures.append(GLMER.absent(lacks_r("lme4")))
    else:
        with TemporaryDirectory() as folder:
            write(Path(folder) / "cells.csv", found)
            seconds, likelihood, sd, *coefficients = by_r("glmer.R", str(Path(folder) / "cells.csv"))
        report.lines.append(
            f"| R lme4, glmer on the same cells | {seconds:.2f} | {seconds / ours:.0f} | {likelihood:.4f} "
            f"| {sd:.6f} |"
        )
        report.versions.append(version_in_r("lme4"))
        apart = float(np.abs(model.coefficients - coefficients).max())
        agrees(report, "glmer: log-likelihood", likelihood - model.log_likelihood, 1e-3)
        agrees(report, "glmer: coefficients", apart, 2e-3)
        agreement = f"coefficients within {apart:.0e}"
        report.figures.append(GLMER.beside(ours=ours, theirs=seconds, agreement=agreement))
    report.lines.append("")


def main() -> int:
    given = arguments(__doc__).parse_args()
    report = Report(versions=versions_of("numpy"))
    for race in (area_level, bootstrap, logit):
        race(report)
    return finish(report=report, given=given)


if __name__ == "__main__":
    sys.exit(main())
