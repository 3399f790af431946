# SPDX-License-Identifier: EUPL-1.2
"""A real installation in processes of its own: made, served, killed, served again."""

import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Lock, Thread

from samband.core.collect.tests.seeded import sheet

PATIENCE_SECONDS = 60.0


@dataclass
class Installation:
    """home: its folder. url: of its database; empty for SQLite in the home."""

    home: Path
    url: str = ""
    port: int = 0
    process: subprocess.Popen | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("SAMBAND_")}
        database = {"SAMBAND_DATABASE_URL": self.url} if self.url else {}
        settings = {"SAMBAND_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "samband.site.settings"}
        return {**clean, **settings, **database, **self.more}

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *words], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout

    def make(self, people: int) -> list[str]:
        """From nothing to an open ask; the tokens of its people."""
        self.run("samband.cli", "init")
        return json.loads(self.run("samband.core.collect.tests.seeded", "seed", str(people)))

    def stored(self) -> list[int]:
        """Numbers of the submissions that are stored."""
        return json.loads(self.run("samband.core.collect.tests.seeded", "count"))

    def serve(self, *more: str, largest_file: int = 0) -> None:
        """Start the web process; ready when it answers. largest_file: bytes that a file may grow to."""
        self.port = _free_port()
        words = [sys.executable, "-m", "samband.cli", "serve", "--web", "--port", str(self.port), *more]
        self.process = subprocess.Popen(
            words,
            env=self.environment,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
            preexec_fn=partial(_limit, largest_file) if largest_file else None,
        )
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                if self.ask("GET", "openapi.json")[0] == 200:
                    return
            except (OSError, HTTPException):
                time.sleep(0.05)
        raise AssertionError("The server does not answer.")

    def kill(self) -> None:
        """As a power cut would: no process of it gets to do anything more. A dead one stays so."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def ask(self, method: str, place: str, content: object = None) -> tuple[int, dict]:
        """Status and JSON. Raises OSError or HTTPException when the server dies under it."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            body = None if content is None else json.dumps(content)
            headers = {"Content-Type": "application/json"}
            connection.request(method, f"/collect/api/v1/{place}", body, headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()


@dataclass
class Crowd:
    """Many who send at once. receipts: number of the submission -> receipt that came back."""

    installation: Installation
    receipts: dict[int, str] = field(default_factory=dict)
    statuses: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def send(self, people: Iterable[tuple[int, str]], *, then: int = 0) -> Event:
        """Everybody sends their sheet at the same moment; the event tells that so many have their receipt."""
        reached, before = Event(), len(self.receipts)
        self.threads = [
            Thread(target=self._send, args=(number, token, reached, before + then))
            for number, token in people
        ]
        for thread in self.threads:
            thread.start()
        return reached

    def wait(self) -> None:
        for thread in self.threads:
            thread.join()

    def _send(self, number: int, token: str, reached: Event, then: int) -> None:
        try:
            status, told = self.installation.ask("POST", "submissions", sheet(number, token))
        except (OSError, HTTPException, ValueError):
            return
        with self._lock:
            self.statuses[number], self.reasons[number] = status, told.get("reason", "")
            if status in {200, 201}:
                earlier = self.receipts.setdefault(number, told["receipt"])
                assert earlier == told["receipt"]
            if len(self.receipts) >= then:
                reached.set()


def _limit(largest_file: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
