# SPDX-License-Identifier: EUPL-1.2
"""Tau-Argus's optimal method, in a Python of its own: python tau.py COUNTS.csv STATUS.csv.

Threshold 5 with a range of 10 per cent, every cell at the same cost (-2). Prints processor seconds.
"""

import csv
import sys
from time import process_time

from pytauargus import protect

NAMES = ("unit", "age", "answer")


def main(counts: str, status: str) -> None:
    people: dict[str, list] = {name: [] for name in (*NAMES, "one")}
    with open(counts, encoding="utf-8") as file:  # noqa: PTH123  runs apart
        for row in csv.DictReader(file):
            for name in NAMES:
                people[name] += [row[name]] * int(row["count"])
            people["one"] += [1] * int(row["count"])
    begun = process_time()
    found = protect(people, list(NAMES), "one", safety_rules="FREQ(5,10)", suppress="OPT(1)", cost_var="-2")
    print(process_time() - begun)
    found.tables[0].dataframe()[[*NAMES, "status"]].to_csv(status, index=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
