# SPDX-License-Identifier: EUPL-1.2
"""``python -m benchmarks.intake.run [--out FILE] [--seconds N]``: 60 answers at a time, and a plain view.

First agreement: what is stored is what was acknowledged. Then rate, waiting time and processor time, the
database's processes included. 1 when a goal is missed or the counts differ.
"""

import argparse
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
from tests import postgres_lane as lane

CLIENTS = (16, 64)
WARM_UP_SECONDS = 2
LEAST_PER_SECOND = 1_000
LONGEST_P99_MS = {16: 50.0, 64: 200.0}
LEAST_RATIO = 3.0
BEGIN, END = "<!-- measured -->", "<!-- end -->"


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
    """Measure, print, and write between the marks of the page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, help="page whose part between the marks is replaced")
    arguments.add_argument("--seconds", type=int, default=6, help="of each measurement")
    arguments.add_argument("--only", choices=("sqlite", "postgresql", "plain"))
    chosen = arguments.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("The load comes from wrk, which is not here. Install Debian's package wrk.")
    runs, agreements = [], []
    for name, stack in _stacks(chosen.only):
        with stack as (server, counted):
            measured = list(_measured(name, server, chosen.seconds))
            sent = sum(run.acknowledged for run in measured)
            agreements.append((name, sent, counted.count()))
            runs += [run for run in measured if run.clients]
    text = report(runs, agreements)
    print(text)
    if chosen.out:
        _into(chosen.out, text)
    return 0 if reached(runs, agreements) else 1


def _stacks(only: str | None) -> Iterator[tuple[str, object]]:
    if only in {None, "sqlite"}:
        yield "ours on SQLite", ours(url="", database=None)
    for name, stack in (("postgresql", _ours_on_postgres), ("plain", _plain)):
        if only in {None, name}:
            yield ("ours on PostgreSQL" if name == "postgresql" else "plain Django on PostgreSQL"), stack()


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
    if programs is None or account is None:
        sys.exit("PostgreSQL is not here. Install Debian's package postgresql.")
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


def report(runs: list[Run], agreements: list[tuple[str, int, int]]) -> str:
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
    for name, ratio in ratios(runs).items():
        lines += [
            "",
            f"Answers for a second of processor time, {name} against the plain view: {ratio:.1f} times.",
        ]
    return "\n".join(lines)


def ratios(runs: list[Run]) -> dict[str, float]:
    """Stack -> how many times as many answers for the same processor time, at the worse number of clients."""
    theirs = {run.clients: run.cpu_ms for run in runs if run.stack.startswith("plain")}
    found: dict[str, float] = {}
    for run in runs:
        if run.clients in theirs and not run.stack.startswith("plain"):
            found[run.stack] = min(found.get(run.stack, 1e9), theirs[run.clients] / run.cpu_ms)
    return found


def reached(runs: list[Run], agreements: list[tuple[str, int, int]]) -> bool:
    """Whether every goal is; what a client did not wait for may be stored beyond what was acknowledged."""
    agree = all(sent <= stored <= sent + 3 * max(CLIENTS) for _, sent, stored in agreements)
    mine = [run for run in runs if run.stack.startswith("ours")]
    fast = all(run.per_second >= LEAST_PER_SECOND for run in mine)
    prompt = all(run.p99_ms < LONGEST_P99_MS[run.clients] for run in mine)
    return agree and fast and prompt and all(ratio >= LEAST_RATIO for ratio in ratios(runs).values())


def _into(page: Path, text: str) -> None:
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
