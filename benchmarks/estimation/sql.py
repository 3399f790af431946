# SPDX-License-Identifier: EUPL-1.2
"""Plain SQL in DuckDB, two formulations: straight from the rows, and by way of weighting cells."""

import sys
from pathlib import Path
from time import perf_counter, process_time

import duckdb
import numpy as np

from benchmarks.estimation.data import ITEMS, MEMBERS, read
from benchmarks.estimation.report import finish

INDICES = [[f"item{5 * i + j}" for j in range(5)] for i in range(4)]


def valid(item: str) -> str:
    return f"nullif({item}, 9)"


def index_sql(items: list[str]) -> str:
    """60 × the mean of the valid items, a whole number, where at least three are valid."""
    total = " + ".join(f"coalesce({valid(item)}, 0)::INTEGER" for item in items)
    count = " + ".join(f"({item} <> 9)::INTEGER" for item in items)
    return (
        f"CASE {count} WHEN 5 THEN 12 * ({total}) WHEN 4 THEN 15 * ({total}) WHEN 3 THEN 20 * ({total}) END"
    )


def load(folder: Path, threads: int) -> duckdb.DuckDBPyConnection:
    """Table answers in memory, columns of the narrowest type; table strata."""
    database = duckdb.connect()
    database.execute(f"SET threads = {threads}")
    columns = {"stratum": read(folder, "stratum", "i4").astype(np.int16)}
    columns |= {"member": read(folder, "member", "i4").astype(np.int16)}
    columns["gender"] = read(folder, "gender", "i4").astype(np.int8)
    columns["g"] = read(folder, "group", "i4").astype(np.int8)
    columns["w"] = read(folder, "weight", "f8")
    columns |= {f"item{i}": read(folder, f"item{i}", "i1") for i in range(ITEMS)}
    database.register("source", columns)
    database.execute("CREATE TABLE answers AS SELECT * FROM source")
    database.unregister("source")
    population = read(folder, "population", "f8")
    sampled = np.bincount(columns["stratum"], minlength=len(population))
    database.register("sizes", {"stratum": np.arange(len(population)), "n": sampled, "size": population})
    database.execute(
        "CREATE TABLE strata AS SELECT stratum::SMALLINT AS stratum, n::DOUBLE AS n, "
        "(1 - n / size) * n / (n - 1) AS scale FROM sizes"
    )
    return database


def measures() -> list[tuple[str, str]]:
    return [(f"item{i}", valid(f"item{i}")) for i in range(ITEMS)] + [
        (f"index{i}", index_sql(items)) for i, items in enumerate(INDICES)
    ]


def five_sums_from_rows(names: list[tuple[str, str]], keys: str) -> str:
    """A = Σw, B = Σwy, C = Σw², D = Σw²y, E = Σw²y² of each measure by domain and stratum."""
    inner = ", ".join(f"({expression})::DOUBLE AS {name}" for name, expression in names)
    sums = ", ".join(
        f"sum(w) FILTER ({name} IS NOT NULL) AS A_{name}, sum(w * {name}) AS B_{name}, "
        f"sum(w * w) FILTER ({name} IS NOT NULL) AS C_{name}, sum(w * w * {name}) AS D_{name}, "
        f"sum(w * w * {name} * {name}) AS E_{name}"
        for name, _ in names
    )
    return f"SELECT {keys}, {sums} FROM (SELECT {keys}, w, {inner} FROM answers) GROUP BY {keys}"


def cells(names: list[tuple[str, str]]) -> str:
    """n, Σy and Σy² in whole numbers by stratum, gender and group."""
    inner = ", ".join(f"({expression})::INTEGER AS {name}" for name, expression in names)
    sums = ", ".join(
        f"count({name}) AS n_{name}, sum({name}) AS s_{name}, sum({name} * {name}) AS q_{name}"
        for name, _ in names
    )
    return (
        f"CREATE TEMP TABLE cells AS SELECT member, stratum, gender, g, any_value(w) AS w, {sums} "
        f"FROM (SELECT member, stratum, gender, g, w, {inner} FROM answers) "
        "GROUP BY member, stratum, gender, g"
    )


def five_sums_from_cells(names: list[tuple[str, str]], keys: str) -> str:
    sums = ", ".join(
        f"sum(w * n_{m}) AS A_{m}, sum(w * s_{m}) AS B_{m}, sum(w * w * n_{m}) AS C_{m}, "
        f"sum(w * w * s_{m}) AS D_{m}, sum(w * w * q_{m}) AS E_{m}"
        for m, _ in names
    )
    return f"SELECT {keys}, {sums} FROM cells GROUP BY {keys}"


def estimates(names: list[tuple[str, str]], five_sums: str, domain: str) -> str:
    """Means and standard errors by domain; Σz and Σz² follow from the five sums."""
    centres = ", ".join(
        f"sum(A_{m}) OVER d AS W_{m}, sum(B_{m}) OVER d / sum(A_{m}) OVER d AS M_{m}" for m, _ in names
    )
    figures = ", ".join(
        f"any_value(M_{m}) AS {m}, sqrt(sum(scale * greatest("
        f"(E_{m} - 2 * M_{m} * D_{m} + M_{m} * M_{m} * C_{m}) "
        f"- (B_{m} - M_{m} * A_{m}) * (B_{m} - M_{m} * A_{m}) / n, 0))) / any_value(W_{m}) AS se_{m}"
        for m, _ in names
    )
    return (
        f"WITH f AS ({five_sums}), c AS (SELECT *, {centres} FROM f WINDOW d AS (PARTITION BY {domain})) "
        f"SELECT {domain}, {figures} FROM c JOIN strata USING (stratum) GROUP BY {domain} ORDER BY {domain}"
    )


def run(folder: Path, formulation: str, threads: int) -> dict[str, np.ndarray]:
    database = load(folder, threads)
    items, indices = measures()[:ITEMS], measures()[ITEMS:]
    start, wall = process_time(), perf_counter()
    if formulation == "cells":
        database.execute(cells(items + indices))
        by_member = five_sums_from_cells(items, "member, stratum")
        by_group = five_sums_from_cells(indices, "g, member, stratum")
    else:
        by_member = five_sums_from_rows(items, "member, stratum")
        by_group = five_sums_from_rows(indices, "g, member, stratum")
    first = database.execute(estimates(items, by_member, "member")).fetchnumpy()
    second = database.execute(estimates(indices, by_group, "g, member")).fetchnumpy()
    seconds, elapsed = process_time() - start, perf_counter() - wall
    scaled = {name: np.asarray(values, dtype=float) / 60 for name, values in second.items()}
    return {
        "item": np.array([first[m] for m, _ in items], dtype=float),
        "item_se": np.array([first[f"se_{m}"] for m, _ in items], dtype=float),
        "index": np.concatenate([scaled[m].reshape(3, MEMBERS) for m, _ in indices]),
        "index_se": np.concatenate([scaled[f"se_{m}"].reshape(3, MEMBERS) for m, _ in indices]),
        "seconds": np.array(seconds),
        "wall": np.array(elapsed),
    }


if __name__ == "__main__":
    finish(run(Path(sys.argv[1]), sys.argv[3], int(sys.argv[4])), Path(sys.argv[2]))
