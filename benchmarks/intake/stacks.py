# SPDX-License-Identifier: EUPL-1.2
"""The servers that are measured, each in processes of its own, and the processor time that they take."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from samband.core.collect.tests.installation import Installation, _free_port
from samband.core.collect.tests.seeded import sheet

PEOPLE = 60_000
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Stack:
    """A server that waits for submissions. roots: processes whose time counts, with all that they start."""

    port: int
    tokens: list[str]
    roots: tuple[int, ...]
    home: Path

    def sheets(self) -> Path:
        """All submissions, one a line."""
        path = self.home / "sheets"
        with path.open("w", encoding="utf-8") as file:
            for number, token in enumerate(self.tokens):
                file.write(json.dumps(sheet(number, token), separators=(",", ":")) + "\n")
        return path

    def cpu_seconds(self) -> float:
        """Of the roots and their descendants, those that have ended included."""
        return sum(_seconds(process) for root in self.roots for process in _tree(root))


@contextmanager
def ours(*, url: str, database: int | None) -> Iterator[tuple[Stack, "Counted"]]:
    """Samband as ``samband serve`` starts it. database: process of PostgreSQL, None for SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        made = Installation(Path(folder) / "home", url, more={"SAMBAND_LOG_LEVEL": "ERROR"})
        tokens = made.make(PEOPLE)
        made.serve()
        assert made.process is not None
        roots = (made.process.pid, *([database] if database else []))
        try:
            yield Stack(made.port, tokens, roots, Path(folder)), Counted(lambda: _stored(made))
        finally:
            made.kill()


@contextmanager
def plain(*, url: str, database: int) -> Iterator[tuple[Stack, "Counted"]]:
    """Django as it comes behind gunicorn, two processes of four threads."""
    environment = {**os.environ, "PLAIN_DATABASE_URL": url}
    module = [sys.executable, "-m", "benchmarks.intake.plain"]
    done = subprocess.run([*module, str(PEOPLE)], env=environment, capture_output=True, text=True, check=True)
    port = _free_port()
    words = ["--workers", "2", "--threads", "4", "--keep-alive", "30", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *words, "--log-level", "error", "benchmarks.intake.plain"],
        env=environment,
    )

    def stored() -> int:
        told = subprocess.run([*module, "count"], env=environment, capture_output=True, text=True, check=True)
        return int(told.stdout)

    with tempfile.TemporaryDirectory() as folder:
        try:
            _wait(port)
            yield (
                Stack(port, json.loads(done.stdout), (server.pid, database), Path(folder)),
                Counted(stored),
            )
        finally:
            server.terminate()
            server.wait()


class Counted:
    """How many answers are stored, asked when all are sent."""

    def __init__(self, count) -> None:
        self.count = count


def _stored(made: Installation) -> int:
    """Opens the box: every envelope that was acknowledged can be read."""
    made.kill()
    stored = made.stored()
    assert len(set(stored)) == len(stored)
    return len(stored)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise SystemExit("The plain server does not answer.")


def _tree(root: int) -> Iterator[int]:
    yield root
    for task in Path(f"/proc/{root}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _tree(int(child))


def _seconds(process: int) -> float:
    """User and system time of the process and of its children that have ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS
