# SPDX-License-Identifier: EUPL-1.2
"""Writes docs/methods/benchmarks.md from benchmarks/recorded.json, which ``make bench`` writes.

Run by ``python -m tasks.ratios``.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.__main__ import RACES, Race
from benchmarks.measured import TIMES, goal_in_words, in_words
from benchmarks.recorded import Row, read

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "methods" / "benchmarks.md"
HEAD = """\
# Speed and memory: all ratios

What was measured last, beside other programs on the same data in the same run, agreement first, and alone
where a goal is set in seconds. Made by `python -m tasks.ratios` (part of `make docs`) from
`benchmarks/recorded.json`, which `make bench` writes; a test fails when this page is not current. How each is
measured stands on its own page.

A ratio of speed is their processor seconds divided by ours. It is held against a recorded value: `make bench`
fails when it is worth less than half of it, when a goal is missed, or when two programs differ. Another value
is recorded on purpose only: `python -m benchmarks --accept AREA/WHAT`. Seconds and megabytes tell of this
machine (two shared x86 processors); for them the goal decides alone. A program that needs a Python of its own
takes part when it is named (`python -m benchmarks --help`); what could not be measured is told and keeps its
last value.
"""
COLUMNS = ("name", "work", "beside", "ours", "theirs", "measured", "recorded", "goal", "", "agreement")


def page(*, rows: Sequence[Row]) -> str:
    """The whole page: what misses its goal first, then each area with its figures."""
    lines = [HEAD, *_summary(rows)]
    for race in RACES:
        own = [row for row in rows if row.aim.area == race.area]
        lines += ["", f"## {race.title}", "", *_area(race, own)] if own else []
    return "\n".join(lines) + "\n"


def _summary(rows: Sequence[Row]) -> Iterator[str]:
    aimed = [row for row in rows if row.aim.goal is not None]
    reached = [row for row in aimed if row.is_reached]
    yield f"{len(rows)} figures, {len(aimed)} of them with a goal: {len(reached)} reach it."
    for row in aimed:
        if row.measured is None:
            yield f"- `{row.aim.name}` has not been measured: {row.absent}"
        elif not row.is_reached:
            found = in_words(row.measured, row.aim.unit)
            yield f"- `{row.aim.name}` misses it: {found}, {goal_in_words(row.aim)}."


def _area(race: Race, rows: Sequence[Row]) -> Iterator[str]:
    if race.page:
        yield f"How, and what it means: [{race.page.removesuffix('.md')}]({race.page}).\n"
    yield "| " + " | ".join(COLUMNS) + " |"
    yield "|---|---|---|--:|--:|--:|--:|---|---|---|"
    yield from map(_line, rows)
    for day, versions in dict.fromkeys((row.measured_on, row.versions) for row in rows if row.measured_on):
        yield f"\nMeasured on {day}: {versions}."


def _line(row: Row) -> str:
    aim = row.aim
    seconds = [_seconds(value) for value in (row.ours, row.theirs)]
    recorded = in_words(row.recorded, aim.unit) if aim.unit == TIMES else ""
    mark = "" if aim.goal is None or row.measured is None else ("met" if row.is_reached else "**missed**")
    measured = in_words(row.measured, aim.unit)
    told = row.agreement or row.absent
    cells = (
        f"`{aim.name}`",
        aim.work,
        aim.peer or "–",
        *seconds,
        measured,
        recorded,
        goal_in_words(aim),
        mark,
        told,
    )
    return "| " + " | ".join(cells) + " |"


def _seconds(value: float | None) -> str:
    return in_words(value * 1000, "ms") if value is not None and value < 0.1 else in_words(value, "s")


if __name__ == "__main__":
    PAGE.write_text(page(rows=read()), encoding="utf-8")
    sys.exit(0)
