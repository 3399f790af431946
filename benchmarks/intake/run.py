# SPDX-License-Identifier: EUPL-1.2
"""``python -m benchmarks.intake.run [--out FILE] [--seconds N]``: 60 answers at a time, and a plain view.

First agreement: what is stored is what was acknowledged. Then rate, waiting time and processor time, the
database's processes included. 1 when a goal is missed or the counts differ.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.intake.stacks import Stack, ours, plain
from benchmarks.measured import Aim, Better, Figure, Report, arguments, finish, versions_of
from tests import postgres_lane as lane

CLIENTS = (16, 64)
WARM_UP_SECONDS = 2
SQLITE, POSTGRESQL, PLAIN = "ours on SQLite", "ours on PostgreSQL", "plain Django on PostgreSQL"
CODES = {SQLITE: "sqlite", POSTGRESQL: "postgresql"}
WORK = "taking 60 answers at a time, durably, {}"
RATIOS = {
    name: Aim(f"intake/{code}", WORK.format(name), "plain Django with gunicorn on PostgreSQL", 3)
    for name, code in CODES.items()
}
RATES = {
    name: Aim(f"intake/{code}_rate", WORK.format(name), "", 1_000, "answers a second")
    for name, code in CODES.items()
}
LONGEST = {
    (name, clients): Aim(
        f"intake/{code}_p99_{clients}", f"{WORK.format(name)}: 99 % within, {clients} clients", "", most,
        "ms", Better.LOWER)
    for name, code in CODES.items() for clients, most in zip(CLIENTS, (50, 200), strict=True)
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One stack under so many clients. cpu_ms: of server and database for one answer."""

    stack: str
    clients: int
    per_second: float
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    acknowledged: int


def main() -> int:
    parser = arguments(__doc__)
    parser.add_argument("--seconds", type=int, default=6, help="of each measurement")
    parser.add_argument("--only", choices=("sqlite", "postgresql", "plain"))
    given = parser.parse_args()
    report = Report(versions=versions_of("django", "granian"))
    if lacking := _lacking():
        report.figures = [
            aim.absent(lacking) for aim in (*RATIOS.values(), *RATES.values(), *LONGEST.values())
        ]
        return finish(report=report, given=given)
    runs, agreements = [], []
    for name, stack in _stacks(given.only):
        with stack as (server, counted):
            measured = list(_measured(name, server, given.seconds))
            sent = sum(run.acknowledged for run in measured)
            agreements.append((name, sent, counted.count()))
            runs += [run for run in measured if run.clients]
    report.lines, report.figures = tables(runs, agreements), list(figures(runs))
    report.faults = [f"{name}: {sent:,} acknowledged, {stored:,} stored" for name, sent, stored in agreements
                     if not sent <= stored <= sent + 3 * max(CLIENTS)]  # fmt: skip
    return finish(report=report, given=given)


def _lacking() -> str:
    if shutil.which("wrk") is None:
        return "The load comes from wrk, which is not here: install Debian's package wrk."
    has_postgres = lane._programs() is not None and lane._account() is not None
    return "" if has_postgres else "PostgreSQL is not here: install Debian's package postgresql."


def _stacks(only: str | None) -> Iterator[tuple[str, object]]:
    if only in {None, "sqlite"}:
        yield SQLITE, ours(url="", database=None)
    for name, stack in (("postgresql", _ours_on_postgres), ("plain", _plain)):
        if only in {None, name}:
            yield (POSTGRESQL if name == "postgresql" else PLAIN), stack()


@contextmanager
def _ours_on_postgres() -> Iterator[tuple[Stack, object]]:
    with _postgres() as (url, process), ours(url=url, database=process) as stack:
        yield stack


@contextmanager
def _plain() -> Iterator[tuple[Stack, object]]:
    with _postgres() as (url, process), plain(url=url, database=process) as stack:
        yield stack


@contextmanager
def _postgres() -> Iterator[tuple[str, int]]:
    """A server of its own that writes safely, unlike that of the tests."""
    programs, account = lane._programs(), lane._account()
    lane.SETTINGS = ("listen_addresses=", "shared_buffers=256MB")
    with lane._server(programs, account) as url:
        folder = Path(url.partition("host=")[2])
        yield url, int((folder / "data" / "postmaster.pid").read_text().split()[0])


def _measured(name: str, stack: Stack, seconds: int) -> Iterator[Run]:
    """The warm-up too, with 0 clients, since its answers are stored like the others."""
    sheets, first = stack.sheets(), 0
    for clients, length in ((0, WARM_UP_SECONDS), *((number, seconds) for number in CLIENTS)):
        before = stack.cpu_seconds()
        told = _load(stack, sheets, first, clients or CLIENTS[0], length)
        cpu, first = stack.cpu_seconds() - before, first + told["sent"]
        if told["failed"]:
            sys.exit(f"{name}: {told['failed']} connections failed.")
        number = max(told["acknowledged"], 1)
        yield Run(
            name,
            clients,
            told["acknowledged"] / told["seconds"],
            told["p50_ms"],
            told["p99_ms"],
            cpu * 1000 / number,
            told["acknowledged"],
        )


def _load(stack: Stack, sheets: Path, first: int, clients: int, seconds: int) -> dict:
    script = Path(__file__).with_name("load.lua")
    words = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "20s", "-s", str(script)]
    environment = {**os.environ, "SHEETS": str(sheets), "FIRST": str(first)}
    done = subprocess.run(
        [*words, f"http://127.0.0.1:{stack.port}"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def tables(runs: list[Run], agreements: list[tuple[str, int, int]]) -> list[str]:
    """Two tables and what they were measured on."""
    lines = [
        f"{os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}, "
        "load generator on the same processors.",
        "",
        "| | clients | answers a second | half within, ms | 99 % within, ms | processor, ms an answer |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {run.stack} | {run.clients} | {run.per_second:,.0f} | {run.p50_ms:.1f} | {run.p99_ms:.1f} "
        f"| {run.cpu_ms:.2f} |"
        for run in runs
    ]
    lines += ["", "| | acknowledged | stored |", "|---|--:|--:|"]
    lines += [f"| {name} | {sent:,} | {stored:,} |" for name, sent, stored in agreements]
    return lines


def figures(runs: list[Run]) -> Iterator[Figure]:
    """Beside the plain view: the worse of both numbers of clients. What a client did not wait for at the end
    may be stored beyond what was acknowledged."""
    theirs = {run.clients: run.cpu_ms for run in runs if run.stack == PLAIN}
    for name in (SQLITE, POSTGRESQL):
        mine = [run for run in runs if run.stack == name]
        if mine and theirs:
            worse = min(mine, key=lambda run: theirs[run.clients] / run.cpu_ms)
            yield RATIOS[name].beside(
                ours=worse.cpu_ms / 1000,
                theirs=theirs[worse.clients] / 1000,
                agreement="stored as acknowledged",
            )
        if mine:
            yield RATES[name].found(min(run.per_second for run in mine))
        yield from (LONGEST[name, run.clients].found(run.p99_ms) for run in mine)


if __name__ == "__main__":
    sys.exit(main())
