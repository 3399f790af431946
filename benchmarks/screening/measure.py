# SPDX-License-Identifier: EUPL-1.2
"""One program on the records, in a process of its own: ``python -m benchmarks.screening.measure WHAT SHARE``.

WHAT: own, splink:duckdb, recordlinkage, nomenklatura:ALGORITHM, febrl4, names, names@ALGORITHM. Prints one
line of JSON. CPU seconds are those of linking: making the records is left out, and so is, for Splink, what
our own folding of the names costs. nomenklatura compares pairs: it is given our candidates, which cost it
nothing, and its tables are read before the clock starts.
"""

import csv
import json
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np

from benchmarks.measured import peak_megabytes
from benchmarks.screening.records import Records, make, true_pairs
from samband.engines.names import Identity, Person, Register, compare, link, prepare
from samband.engines.names.blocking import candidates
from samband.engines.names.splink_linking import link_by

LIMITS = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999)


def main(what: str, share: float) -> dict:
    if what == "febrl4":
        return febrl4()
    if what.startswith("names"):
        return name_bench(Path(os.environ["SAMBAND_NAME_BENCH"]), what.partition("@")[2])
    left, right = make(share=share)
    if what.startswith("nomenklatura:"):
        return _nomenklatura(left, right, what.partition(":")[2])
    run = {"own": _own, "splink:duckdb": _splink, "recordlinkage": _recordlinkage}[what]
    return run(left, right)


def _register(records: Records) -> Register:
    return Register(records.names, records.births, records.places)


def _own(left: Records, right: Records) -> dict:
    start = process_time()
    there = prepare(register=_register(right), language="nb")
    links = link(left=_register(left), right=there, at_least=min(LIMITS))
    cpu = process_time() - start
    found = _best(left, right, links.left, links.right, links.probability)
    one = Register(left.names[:1], left.births[:1], left.places[:1])
    times = []
    for _ in range(9):
        began = perf_counter()
        link(left=one, right=there)
        times.append(1000 * (perf_counter() - began))
    return {"cpu": cpu, "peak": peak_megabytes(), "one_ms": median(times), **found}


def _splink(left: Records, right: Records) -> dict:
    start = process_time()
    there = prepare(register=_register(right), language="nb")
    prepare(register=_register(left), beside=there)
    ours = process_time() - start
    del there
    start = process_time()
    links = link_by(
        address="splink:duckdb",
        left=_register(left),
        right=_register(right),
        language="nb",
        at_least=min(LIMITS),
    )
    cpu = process_time() - start - ours
    found = _best(left, right, links.left, links.right, links.probability)
    return {"cpu": cpu, "peak": peak_megabytes(), **found}


def _recordlinkage(left: Records, right: Records) -> dict:
    """Three blocks, Jaro-Winkler on the names, the sum of all likenesses."""
    import pandas as pd
    import recordlinkage

    start = process_time()
    frames = [
        pd.DataFrame(
            {
                "given": [name.split()[0] for name in one.names],
                "family": [name.split()[-1] for name in one.names],
                "birth": one.births,
                "place": one.places,
            }
        )
        for one in (left, right)
    ]
    index = recordlinkage.Index()
    for block in (["given", "family"], ["birth", "given"], ["birth", "family"]):
        index.block(block)
    pairs = index.index(*frames)
    likeness = recordlinkage.Compare()
    for column in ("given", "family"):
        likeness.string(column, column, method="jarowinkler")
    for column in ("birth", "place"):
        likeness.exact(column, column)
    score = likeness.compute(pairs, *frames).sum(axis=1) / 4
    cpu = process_time() - start
    rows, others = (np.asarray(pairs.get_level_values(level)) for level in (0, 1))
    found = _best(left, right, rows, others, score.to_numpy(), np.arange(0.5, 1, 0.02))
    return {"cpu": cpu, "peak": peak_megabytes(), **found}


def _nomenklatura(left: Records, right: Records, algorithm: str) -> dict:
    there = prepare(register=_register(right), language="nb")
    rows, others = candidates(left=prepare(register=_register(left), beside=there).blocks, right=there.blocks)
    likeness = _nomenklatura_by(algorithm)
    start = process_time()
    score = np.array(
        [
            likeness(_person(left, row), _person(right, other))
            for row, other in zip(rows.tolist(), others.tolist(), strict=True)
        ]
    )
    cpu = process_time() - start
    found = _best(left, right, rows, others, score, np.arange(0.3, 1.001, 0.02))
    return {"cpu": cpu, "peak": peak_megabytes(), **found}


def _person(records: Records, row: int) -> Person:
    return Person(records.names[row], records.births[row])


def _nomenklatura_by(algorithm: str) -> Callable[[Person, Person], float]:
    """Its likeness of two people, 0 to 1. It remembers by id what it has read: each is given an id anew."""
    from followthemoney import ValueEntity
    from nomenklatura.matching import ScoringConfig, get_algorithm

    chosen, config, ids = get_algorithm(algorithm), ScoringConfig.defaults(), count()

    def entity(one: Person) -> ValueEntity:
        born = [one.birth_date] if one.birth_date else []
        told = {"name": [one.name], "birthDate": born}
        return ValueEntity.from_dict({"id": f"p{next(ids)}", "schema": "Person", "properties": told})

    def likeness(one: Person, other: Person) -> float:
        return chosen.compare(entity(one), entity(other), config).score

    likeness(Person("Kari Vik", "1970-05-17"), Person("Карі Вік", "1970-05-18"))
    return likeness


def _best(
    left: Records,
    right: Records,
    rows: np.ndarray,
    others: np.ndarray,
    score: np.ndarray,
    limits: np.ndarray | tuple[float, ...] = LIMITS,
) -> dict:
    """The best F1 over all limits: as kind to one program as to the other."""
    true, is_one = true_pairs(left=left, right=right), left.person[rows] == right.person[others]
    best = {"f1": 0.0, "precision": 0.0, "recall": 0.0, "true": true, "told": len(rows)}
    for limit in limits:
        kept = score >= limit
        right_ones = int((is_one & kept).sum())
        f1 = 2 * right_ones / (true + int(kept.sum()))
        if f1 > best["f1"]:
            best |= {"f1": f1, "precision": right_ones / max(int(kept.sum()), 1), "recall": right_ones / true}
    return best


def febrl4() -> dict:
    """Febrl's fourth data set: 5,000 made-up Australians, each once more with faults; not the state."""
    spec = find_spec("recordlinkage")
    if spec is None or spec.origin is None:
        return {"absent": "recordlinkage, which brings Febrl's data, is not installed there."}
    folder = Path(spec.origin).parent / "datasets" / "febrl"
    sides = [_febrl_side(folder / f"dataset4{side}.csv") for side in "ab"]
    start = process_time()
    links = link(left=sides[0][1], right=sides[1][1])
    cpu = process_time() - start
    is_one = sides[0][0][links.left] == sides[1][0][links.right]
    return {"cpu": cpu, "precision": float(is_one.mean()), "recall": int(is_one.sum()) / len(sides[0][0])}


def _febrl_side(path: Path) -> tuple[np.ndarray, Register]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{key.strip(): cell.strip() for key, cell in row.items()} for row in csv.DictReader(file)]
    traits = ("soc_sec_id", "address_1", "address_2", "street_number", "suburb")
    days = [row["date_of_birth"] for row in rows]
    register = Register(
        [f"{row['given_name']} {row['surname']}" for row in rows],
        [f"{day[:4]}-{day[4:6]}-{day[6:]}" if len(day) == 8 else "" for day in days],
        [row["postcode"] for row in rows],
        (),
        {trait: [row[trait] for row in rows] for trait in traits},
    )
    return np.array([row["rec_id"].split("-")[1] for row in rows]), register


def name_bench(path: Path, algorithm: str) -> dict:
    """The pairs of people of nomenklatura's name bench, at the limit that is always used.

    algorithm: of nomenklatura, whose documentation has 0.7 as its limit; "" for our own.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] == "Person"]
    is_one = _is_one_by(_nomenklatura_by(algorithm)) if algorithm else _is_one
    start = process_time()
    said = [is_one(Person(row["name1"]), Person(row["name2"])) for row in rows]
    cpu = process_time() - start
    is_true = [row["is_match"] == "true" for row in rows]
    told, true = sum(said), sum(is_true)
    right = sum(one and other for one, other in zip(said, is_true, strict=True))
    figures = {"f1": 2 * right / (told + true), "precision": right / told, "recall": right / true}
    return {"cpu": cpu, **figures, "pairs": len(rows)}


def _is_one(one: Person, other: Person) -> bool:
    return compare(left=one, right=other).identity != Identity.NONE


def _is_one_by(likeness: Callable[[Person, Person], float]) -> Callable[[Person, Person], bool]:
    return lambda one, other: likeness(one, other) >= 0.7


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)))
