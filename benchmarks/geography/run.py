# SPDX-License-Identifier: EUPL-1.2
"""The race: 1,000 indicators × 10 years × all municipalities to the borders of 2024, agreement checked first.

    .venv/bin/python -m benchmarks.geography.run [--out FILE.md]

Every engine gets the figures in its own form and gives, for each indicator, year and municipality of 2024,
a value or what is in the way: divided, or missing. Median of five runs taken in turn; two threads for the
peers.
polars joins the race when it is installed (dependency group bench). Exit code 1 when a goal is missed.
"""

import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from statistics import median
from time import perf_counter, process_time

import duckdb
import numpy as np

from benchmarks.geography import data
from benchmarks.measured import Aim, Better, Figure, Report, arguments, finish, versions_of
from samband.engines.geography import Layer, Quantity, Status, convert_table

RUNS = 5
OURS, FROM_ROWS = "Samband, from arrays", "Samband, from the same long table"
DUCKDB, POLARS = "DuckDB, join and group", "polars, join and group, lazy"
WORK = "1,000 indicators × 10 years of all municipalities to the borders of 2024"
SECONDS = Aim("geography/seconds", WORK, "", 1, "s", Better.LOWER)
PEERS = {DUCKDB: Aim("geography/duckdb", WORK, DUCKDB), POLARS: Aim("geography/polars", WORK, POLARS)}
Found = tuple[np.ndarray, np.ndarray]
"""(indicators, years, units): value, NaN where there is none; whether a division is in the way."""

SQL = """
SELECT indicator, year, target, bool_and(is_whole) AS is_known,
       CASE WHEN bool_and(is_whole AND value IS NOT NULL) THEN sum(value) END AS value
FROM figures JOIN parts USING (year, unit) GROUP BY indicator, year, target
"""


class Race:
    """The data, laid out for everybody before the clock starts."""

    def __init__(self) -> None:
        self.geography = data.geography()
        self.layers = data.layers(self.geography)
        codes = sorted({unit.code for unit in self.geography.units})
        self.number = {code: at for at, code in enumerate(codes)}
        self.rows = data.long_table(self.layers, self.number)
        self.parts = data.mapping(data.correspondences(self.geography), self.number)
        there = self.geography.generation(on=data.TO).items()
        self.targets = [code for code, unit in there if unit.tier == data.TIER]
        self.database = duckdb.connect()
        self.database.execute("SET threads = 2")
        for name, columns in (("figures", self.rows), ("parts", self.parts)):
            self.database.register("source", columns)
            self.database.execute(f"CREATE TABLE {name} AS SELECT * FROM source")
            self.database.unregister("source")
        self.database.execute("UPDATE figures SET value = NULL WHERE isnan(value)")

    def ours(self) -> Found:
        return self._convert(self.layers)

    def ours_from_rows(self) -> Found:
        """The long table laid out as arrays first, row by row to its place."""
        place = np.full((len(data.YEARS), len(self.number)), -1, dtype=np.int64)
        for at, layer in enumerate(self.layers):
            place[at, [self.number[code] for code in layer.codes]] = np.arange(len(layer.codes))
        year = self.rows["year"] - data.YEARS[0]
        laid = []
        for at, layer in enumerate(self.layers):
            own = year == at
            values = np.full(layer.values.shape, np.nan)
            values[self.rows["indicator"][own], place[at, self.rows["unit"][own]]] = self.rows["value"][own]
            laid.append(Layer(layer.known_on, layer.codes, values))
        return self._convert(laid)

    def _convert(self, layers: list[Layer]) -> Found:
        table = convert_table(
            geography=self.geography, layers=layers, to=data.TO, quantity=Quantity.TOTAL, tier=data.TIER
        )
        return table.values, table.status == Status.NOT_CONVERTIBLE

    def duckdb(self) -> dict[str, np.ndarray]:
        return self.database.execute(SQL).fetchnumpy()

    def polars(self) -> dict[str, np.ndarray]:
        import polars as pl

        figures, parts = self.polars_frames()
        found = (
            figures.lazy()
            .join(parts.lazy(), on=["year", "unit"])
            .group_by("indicator", "year", "target")
            .agg(
                is_known=pl.col("is_whole").all(),
                value=pl.when((pl.col("is_whole") & pl.col("value").is_not_null()).all()).then(
                    pl.col("value").sum()
                ),
            )
            .collect()
        )
        return {name: found[name].to_numpy() for name in found.columns}

    def polars_frames(self):
        import polars as pl

        if not hasattr(self, "_frames"):
            figures = pl.DataFrame(self.rows).with_columns(pl.col("value").fill_nan(None))
            self._frames = figures, pl.DataFrame(self.parts)
        return self._frames

    def as_arrays(self, found: dict[str, np.ndarray]) -> Found:
        """Not timed: a peer's rows, where they can be held against ours."""
        column = {self.number[code]: at for at, code in enumerate(self.targets)}
        shape = (data.INDICATORS, len(data.YEARS), len(self.targets))
        values, is_divided = np.full(shape, np.nan), np.zeros(shape, dtype=np.bool_)
        target = np.array([column[int(unit)] for unit in found["target"]])
        at = (found["indicator"], found["year"] - data.YEARS[0], target)
        values[at] = np.ma.filled(found["value"].astype(np.float64), np.nan)
        is_divided[at] = ~found["is_known"]
        return values, is_divided


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock and of all processors."""
    wall, cpu = perf_counter(), process_time()
    work()
    return perf_counter() - wall, process_time() - cpu


def engines(race: Race) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {
        OURS: race.ours,
        FROM_ROWS: race.ours_from_rows,
        DUCKDB: race.duckdb,
    }
    if find_spec("polars"):
        race.polars_frames()
        found[POLARS] = race.polars
    return found


def disagreements(race: Race, chosen: dict[str, Callable[[], object]]) -> list[str]:
    ours = race.ours()
    faults = []
    for name, work in chosen.items():
        got = work()
        other = race.as_arrays(got) if isinstance(got, dict) else got
        if not all(np.array_equal(*pair, equal_nan=True) for pair in zip(ours, other, strict=True)):
            faults.append(f"{name} differs from {OURS}")
    return faults


def main() -> int:
    given = arguments(__doc__).parse_args()
    race = Race()
    chosen = engines(race)
    report = Report(versions=versions_of("numpy", "duckdb"), faults=disagreements(race, chosen))
    report.versions += versions_of("polars") if POLARS in chosen else []
    runs = {name: [] for name in chosen}
    for _ in range(RUNS):
        for name, work in chosen.items():
            runs[name].append(timed(work))
    wall, cpu = ({name: median(run[i] for run in of) for name, of in runs.items()} for i in (0, 1))
    rows, units = len(race.rows["value"]), len(race.targets)
    report.lines = [
        *table(wall, cpu),
        "",
        f"{rows:,} figures in, {data.INDICATORS * len(data.YEARS) * units:,} out.",
    ]
    report.figures = [SECONDS.found(wall[OURS]), *beside(cpu)]
    return finish(report=report, given=given)


def table(wall: dict[str, float], cpu: dict[str, float]) -> list[str]:
    lines = ["| engine | wall s | times ours | CPU s | times ours |", "|---|---|---|---|---|"]
    return lines + [
        f"| {name} | {wall[name]:.3f} | {wall[name] / wall[OURS]:.1f} | {cpu[name]:.3f} "
        f"| {cpu[name] / cpu[OURS]:.1f} |"
        for name in wall
    ]


def beside(cpu: dict[str, float]) -> Iterator[Figure]:
    for name, aim in PEERS.items():
        if name in cpu:
            yield aim.beside(ours=cpu[OURS], theirs=cpu[name], agreement="every value and refusal the same")
        else:
            yield aim.absent("polars is not here: it is in the dependency group bench.")


if __name__ == "__main__":
    sys.exit(main())
