# SPDX-License-Identifier: EUPL-1.2
"""The database tests once more, on a PostgreSQL server of their own that lives as long as the run.

``python -m tests.postgres_lane [options of pytest]``. Without PostgreSQL here: one line, exit code 0.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "listen_addresses=",
    "shared_buffers=64MB",
)
CLUSTER = ("-U", "samband", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
NO_TESTS_COLLECTED = 5


def main(words: list[str]) -> int:
    """Run pytest against a throw-away server and return its exit code."""
    programs = _programs()
    if programs is None:
        print("PostgreSQL lane: not run, no initdb and postgres here. Install Debian's package postgresql.")
        return 0
    account = _account()
    if account is None:
        print("PostgreSQL lane: not run, the server refuses root and there is no account postgres or nobody.")
        return 0
    with _server(programs, account) as url:
        environment = {**os.environ, "SAMBAND_DATABASE_URL": url, "SAMBAND_TEST_LANE": "postgres"}
        command = [sys.executable, "-W", "error", "-m", "pytest", "-m", "not slow", *words]
        code = subprocess.run(command, env=environment, check=False).returncode
    return 0 if code == NO_TESTS_COLLECTED else code


def _programs() -> Path | None:
    """The folder with initdb and postgres, the newest version first."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    folders = [*([Path(on_path).parent] if on_path else []), *reversed(versions), Path("/usr/local/bin")]
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def _account() -> pwd.struct_passwd | None:
    """Who runs the server: we ourselves, unless we are root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


@contextmanager
def _server(programs: Path, account: pwd.struct_passwd) -> Iterator[str]:
    """A new cluster on a socket in a folder of its own: nothing on the network, nothing stays behind."""
    folder = Path(tempfile.mkdtemp(prefix="samband-pg-", dir="/tmp"))
    os.chown(folder, account.pw_uid, account.pw_gid)
    data, log = folder / "data", folder / "log"
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-s"]
    options = " ".join([f"-k {folder}", *(f"-c {setting}" for setting in SETTINGS)])
    try:
        _run_as(account, [str(programs / "initdb"), "-D", str(data), *CLUSTER])
        _run_as(account, [*control, "-l", str(log), "-o", options, "start"])
        yield f"postgresql://samband@/postgres?host={folder}"
    finally:
        if (data / "postmaster.pid").exists():
            _run_as(account, [*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _run_as(account: pwd.struct_passwd, command: list[str]) -> None:
    """Run a program of the server under the account; what it printed is shown when it fails."""
    ours = account.pw_uid == os.geteuid()
    who = {} if ours else {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    # The server inherits what we open, and a pipe would stay open as long as it lives: hence a file.
    with tempfile.TemporaryFile() as printed:
        done = subprocess.run(command, stdout=printed, stderr=printed, cwd="/", check=False, **who)
        if done.returncode:
            printed.seek(0)
            sys.exit(f"PostgreSQL lane: {command[0]} failed.\n{printed.read().decode(errors='replace')}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
