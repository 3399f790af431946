# SPDX-License-Identifier: EUPL-1.2
"""``python -m benchmarks.interests.run [--postgresql] [--out FILE]``: 1 when a goal is missed.

SQLite always; PostgreSQL when it is asked for and here, since filling it takes minutes. Processor seconds are
of this process alone: on SQLite the whole work, on PostgreSQL without its server.
"""

import os
import platform
import sys

from benchmarks.measured import Aim, Better, Figure, Report, arguments, finish, versions_of
from benchmarks.people.run import on_postgres, on_sqlite

MODULE = "benchmarks.interests.measure"


def _aim(name: str, what: str, goal: float, unit: str) -> Aim:
    return Aim(f"interests/{name}", f"12,000 elected people with lists: {what}", "", goal, unit, Better.LOWER)


PAGES = _aim("sqlite_pages", "the slowest page on SQLite, 95th percentile", 100, "CPU ms")
ON_POSTGRES = _aim("postgresql_pages", "the slowest page on PostgreSQL, 95th percentile", 100, "ms")
MEMORY = _aim("file_memory", "what the longest file takes to make", 20, "MB")
FIGURES = _aim("figures", "all counts of a quarter, protected, once a day", 5, "CPU s")
ROUND = _aim("round", "the longest round of the worker at night, ten cases", 10, "CPU s")
IDLE = _aim("idle", "a round of the worker with nothing to do", 100, "CPU ms")
ERASED = _aim("erased", "somebody erased from all that is kept", 30, "CPU s")


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL too")
    given = parser.parse_args()
    found = {"SQLite": on_sqlite(module=MODULE)}
    postgres = on_postgres(module=MODULE) if given.postgresql else None
    if postgres is not None:
        found["PostgreSQL"] = postgres
    report = Report(tables(found), versions=versions_of("django"))
    lite = found["SQLite"]
    slowest = max(lite["pages"], key=lambda name: lite["pages"][name]["process_p95"])
    night = lite["round"]
    report.figures = [
        PAGES.found(lite["pages"][slowest]["process_p95"], agreement=f"the slowest: {slowest}"),
        *_on_postgres(postgres),
        MEMORY.found(max(one["peak_mb"] for one in lite["files"].values())),
        FIGURES.found(night["figures"]),
        ROUND.found(night["longest"]),
        IDLE.found(1000 * night["idle"]),
        ERASED.found(night["erased"], agreement=f"{night['held']} screenings reckoned anew"),
    ]
    return finish(report=report, given=given)


def _on_postgres(found: dict | None) -> list[Figure]:
    if found is None:
        return []
    slowest = max(found["pages"], key=lambda name: found["pages"][name]["p95"])
    return [ON_POSTGRES.found(found["pages"][slowest]["p95"], agreement=f"the slowest: {slowest}")]


def tables(found: dict[str, dict]) -> list[str]:
    """What there is, pages, files, and the night."""
    rows = ", ".join(f"{number:,} {name}" for name, number in found["SQLite"]["rows"].items())
    lines = [f"{rows}; {os.cpu_count()} processors ({platform.machine()}).", ""]
    for name, one in found.items():
        lines += [
            *_pages(name, one["pages"]),
            "",
            *_files(name, one["files"]),
            "",
            _night(name, one["round"]),
            "",
        ]
    return lines


def _pages(name: str, found: dict[str, dict]) -> list[str]:
    kinds = ("process_p95", "process_middle", "p95", "queries")
    ordered = sorted(found.items(), key=lambda item: -item[1]["process_p95"])
    rows = [_row(page, *(f"{one[kind]:.0f}" for kind in kinds)) for page, one in ordered]
    return [
        f"| page on {name}, milliseconds | processor, 95 % within | middle | clock, 95 % within | queries |",
        "|---|--:|--:|--:|--:|",
        *rows,
    ]


def _files(name: str, found: dict[str, dict]) -> list[str]:
    kinds = ("kilobytes", "first", "whole", "peak_mb")
    rows = [_row(file, *(f"{one[kind]:,.0f}" for kind in kinds)) for file, one in found.items()]
    return [
        f"| file on {name} | kB | first byte, ms | last byte, ms | memory of Python, MB |",
        "|---|--:|--:|--:|--:|",
        *rows,
    ]


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _night(name: str, one: dict[str, float]) -> str:
    return (
        f"At night on {name}, processor seconds: {one['due']} open cases in {one['rounds']} rounds "
        f"{one['all']:.1f}, the longest {one['longest']:.1f}; a round with nothing to do {one['idle']:.2f}; "
        f"somebody erased from {one['held']} screenings {one['erased']:.1f}; the counts of a quarter "
        f"{one['figures']:.1f}."
    )


if __name__ == "__main__":
    sys.exit(main())
