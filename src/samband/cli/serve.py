# SPDX-License-Identifier: EUPL-1.2
"""``samband serve``: one web process and one for the background work, started and stopped together.

One web process on purpose: two writers to one SQLite file wait for each other (docs/decisions/0003). A
service manager starts the two apart, ``--web`` and ``--worker``, and more web processes on PostgreSQL.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from types import FrameType
from typing import NoReturn

from samband.cli.demo import SIGN_IN
from samband.cli.init import home_folder

PATIENCE_SECONDS = 10.0
Process = subprocess.Popen[bytes]


class Stopped(BaseException):
    """Somebody asked us to stop: Ctrl-C or the service manager."""


def add_parser(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    """Add the command to those of samband."""
    parser = subparsers.add_parser(
        "serve",
        help="serve the pages and do the background work",
        description="Serve the pages and do the background work, until stopped. With --web or --worker this "
        "process becomes that one alone, for a service manager.",
    )
    parser.add_argument("--host", default=os.environ.get("SAMBAND_HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=os.environ.get("SAMBAND_PORT", "8000"))
    parser.add_argument(
        "--processes",
        type=int,
        default=os.environ.get("SAMBAND_WEB_PROCESSES", "1"),
        metavar="N",
        help="web processes; more than one on PostgreSQL only",
    )
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--web", action="store_true", help="the web process alone")
    part.add_argument("--worker", action="store_true", help="the background work alone")


def run(arguments: Namespace) -> int:
    """Serve until told to stop (exit code 0) or until one of the two processes ends by itself (1)."""
    if not (home_folder() / "samband.env").exists():
        raise ValueError(f"There is no home in {home_folder()}. Make one first: samband init")
    if arguments.worker:
        _become(_worker())
    _refuse_taken_port(arguments.host, arguments.port)
    _refuse_processes(arguments.processes)
    web = _web(arguments.host, arguments.port, arguments.processes)
    if arguments.web:
        _become(web)
    with _stop_signals(), _started(web, _worker()) as processes:
        try:
            _announce(arguments.host, arguments.port, processes)
            return _watch(processes)
        except Stopped:
            print("\nStopping.", flush=True)
            return 0


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            reason = fault.strerror or str(fault)
            raise ValueError(
                f"Cannot serve on {host}, port {port}: {reason}. "
                "Stop what uses it, or choose another: SAMBAND_PORT=8001 samband serve"
            ) from fault


def _refuse_processes(count: int) -> None:
    if count < 1:
        raise ValueError(f"{count} web processes cannot serve anybody. Write 1 or more.")
    if count == 1:
        return
    from samband.cli.manage import load

    load()
    from django.db import connection

    if connection.vendor != "postgresql":
        raise ValueError(
            "More than one web process needs PostgreSQL: on SQLite they would wait for each other. "
            "Set SAMBAND_DATABASE_URL, or leave out --processes and SAMBAND_WEB_PROCESSES."
        )


def _web(host: str, port: int, processes: int) -> list[str]:
    options = [
        "--interface",
        "wsgi",
        "--no-ws",
        "--workers",
        str(processes),
        "--respawn-failed-workers",
        "--blocking-threads",
        "16",
        "--log-level",
        "error",  # it warns of threads beyond the processors: ours wait for the one writer
    ]
    return ["granian", *options, "--host", host, "--port", str(port), "samband.site.wsgi:application"]


def _worker() -> list[str]:
    return ["samband", "manage", "run_jobs"]


def _become(command: Sequence[str]) -> NoReturn:
    """This process turns into that one: what the service manager signals is what works."""
    sys.stdout.flush()
    words = _starter(command)
    os.execv(words[0], words)  # noqa: S606  our own programs


def _starter(command: Sequence[str]) -> list[str]:
    program, *words = command
    return [sys.executable, "-m", program if program == "granian" else "samband.cli", *words]


@contextmanager
def _started(*commands: Sequence[str]) -> Iterator[list[Process]]:
    """Each in a session of its own, so that Ctrl-C reaches us alone and we stop them in good order."""
    processes: list[Process] = []
    try:
        for command in commands:
            starter = _starter(command)
            processes.append(subprocess.Popen(starter, start_new_session=True))  # noqa: S603  our own programs
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            _wait(process)


def _wait(process: Process) -> None:
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _announce(host: str, port: int, processes: Sequence[Process]) -> None:
    while not _answers(host, port):
        if any(process.poll() is not None for process in processes):
            return
        time.sleep(0.05)
    print(f"Samband is ready: http://{host if ':' not in host else f'[{host}]'}:{port}/   (Ctrl-C stops it)")
    sign_in = home_folder() / SIGN_IN
    if sign_in.exists():
        print(sign_in.read_text(encoding="utf-8"))
    sys.stdout.flush()


def _answers(host: str, port: int) -> bool:
    """True when a page came back, whatever it says: the port alone is open before the program is loaded."""
    connection = HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        connection.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return True


def _watch(processes: Sequence[Process]) -> int:
    while all(process.poll() is None for process in processes):
        time.sleep(0.2)
    print(
        "samband serve: one of its processes ended by itself; its last lines above say why.", file=sys.stderr
    )
    return 1


@contextmanager
def _stop_signals() -> Iterator[None]:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise Stopped

    earlier = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
