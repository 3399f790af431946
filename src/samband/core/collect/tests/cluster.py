# SPDX-License-Identifier: EUPL-1.2
"""A PostgreSQL server of its own that can be killed without warning and started again."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import postgres_lane

SETTINGS = ("fsync=off", "synchronous_commit=off", "listen_addresses=", "shared_buffers=32MB")
"""Whoever runs the server may have traded safety for speed: an acknowledged answer is kept all the same."""


@dataclass
class Cluster:
    """folder: its socket and data. url: of its database."""

    folder: Path
    programs: Path

    @property
    def url(self) -> str:
        return f"postgresql://samband@/postgres?host={self.folder}"

    def start(self) -> None:
        options = " ".join([f"-k {self.folder}", *(f"-c {setting}" for setting in SETTINGS)])
        self._run(
            "pg_ctl", "-D", self._data, "-w", "-s", "-l", str(self.folder / "log"), "-o", options, "start"
        )

    def make(self) -> None:
        self._run("initdb", "-D", self._data, *postgres_lane.CLUSTER)
        self.start()

    def kill(self) -> None:
        """SIGKILL to the postmaster and everything it has started."""
        head = int((Path(self._data) / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{head}/task/{head}/children").read_text().split()
        for process in (head, *map(int, children)):
            _kill(process)
        while any(
            Path(f"/proc/{process}/stat").exists() and _is_alive(process) for process in (head, *children)
        ):
            time.sleep(0.01)
        # Where nobody clears away dead processes, they look alive to the next server.
        for lock in (Path(self._data) / "postmaster.pid", *self.folder.glob(".s.PGSQL.*")):
            lock.unlink(missing_ok=True)

    def stop(self) -> None:
        if (Path(self._data) / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", self._data, "-w", "-s", "-m", "immediate", "stop", is_needed=False)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *words: str, is_needed: bool = True) -> None:
        account = postgres_lane._account()
        ours = account.pw_uid == os.geteuid()
        who = {} if ours else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        command = [str(self.programs / program), *words]
        with tempfile.TemporaryFile() as printed:
            done = subprocess.run(command, stdout=printed, stderr=printed, cwd="/", check=False, **who)
            printed.seek(0)
            assert done.returncode == 0 or not is_needed, printed.read().decode(errors="replace")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Gone afterwards with all it held."""
    programs, account = postgres_lane._programs(), postgres_lane._account()
    if programs is None or account is None:
        pytest.skip("There is no PostgreSQL here.")
    folder = Path(tempfile.mkdtemp(prefix="samband-kill-", dir="/tmp"))
    os.chown(folder, account.pw_uid, account.pw_gid)
    made = Cluster(folder, programs)
    try:
        made.make()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _is_alive(process: int | str) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
