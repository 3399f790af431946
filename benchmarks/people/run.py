# SPDX-License-Identifier: EUPL-1.2
"""``python -m benchmarks.people.run [--out FILE]``: both databases in turn; 1 when a goal is missed."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

PAGE_GOAL_MS, ELECTION_GOAL_SECONDS = 100.0, 30.0
ELECTION = (
    ("rows", "rows of the file", "{:,.0f}"),
    ("councils", "councils", "{:,.0f}"),
    ("asked", "questions about likeness", "{:,.0f}"),
    ("preview_seconds", "preview, seconds by the clock", "{:.1f}"),
    ("confirm_seconds", "loading, seconds by the clock", "{:.1f}"),
    ("preview_process_seconds", "preview, seconds of the program", "{:.1f}"),
    ("confirm_process_seconds", "loading, seconds of the program", "{:.1f}"),
)


def main() -> int:
    """Measure, print, and write between the marks of the page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, help="page whose part between the marks is replaced")
    chosen = arguments.parse_args()
    results = {"SQLite": _sqlite()}
    postgres = _postgres()
    if postgres is None:
        print("PostgreSQL is not here: its column is left out. Install Debian's package postgresql.")
    else:
        results["PostgreSQL"] = postgres
    text = report(results)
    print(text)
    if chosen.out:
        _into(chosen.out, text)
    return 0 if all(map(_reached, results.values())) else 1


def _sqlite() -> dict:
    with tempfile.TemporaryDirectory() as home:
        return _measured(Path(home), f"sqlite:///{home}/samband.sqlite3")


def _postgres() -> dict | None:
    """A server of its own that lives as long as the measuring; it writes safely, unlike that of the tests."""
    from tests import postgres_lane as lane

    programs, account = lane._programs(), lane._account()
    if programs is None or account is None:
        return None
    lane.SETTINGS = ("listen_addresses=", "shared_buffers=256MB")
    with lane._server(programs, account) as url, tempfile.TemporaryDirectory() as home:
        return _measured(Path(home), url)


def _measured(home: Path, url: str) -> dict:
    given = {
        "HOME": str(home),
        "DATABASE_URL": url,
        "LOG_LEVEL": "ERROR",
        "SECRET_KEY": "for measuring only",
        "ALLOWED_HOSTS": "testserver",
        "STATIC_ROOT": str(home / "static"),
    }
    environment = {**os.environ, **{f"SAMBAND_{name}": value for name, value in given.items()}}
    for module in ("samband.cli", "benchmarks.people.measure"):
        words = ["init"] if module == "samband.cli" else []
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def _reached(result: dict) -> bool:
    pages = max(page["p95"] for page in (*result["pages"].values(), result["election"]["page"]))
    election = result["election"]["preview_seconds"] + result["election"]["confirm_seconds"]
    return pages < PAGE_GOAL_MS and election < ELECTION_GOAL_SECONDS


def report(results: dict[str, dict]) -> str:
    """Markdown tables with what was measured and on what."""
    first = next(iter(results.values()))
    columns = [column for name in results for column in (f"{name}, clock", f"{name}, program")]
    lines = [
        f"{first['people']:,} people, {first['posts']:,} posts, {first['offices']:,} offices; "
        f"{os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}.",
        "",
        _row("page: 95th percentile of 60, milliseconds", *columns),
        "|---|" + "--:|" * len(columns),
    ]
    pages = {
        name: one["pages"] | {"an election, previewed": one["election"]["page"]}
        for name, one in results.items()
    }
    for page in next(iter(pages.values())):
        times = [f"{one[page][kind]:.0f}" for one in pages.values() for kind in ("p95", "process_p95")]
        lines.append(_row(page, *times))
    lines += ["", _row("election of the whole country", *results), "|---|" + "--:|" * len(results)]
    lines += [
        _row(label, *(form.format(one["election"][name]) for one in results.values()))
        for name, label, form in ELECTION
    ]
    return "\n".join(lines) + "\n"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _into(file: Path, text: str) -> None:
    page = file.read_text(encoding="utf-8")
    before, begin, rest = page.partition("<!-- measured -->\n")
    _, end, after = rest.partition("<!-- end of measured -->")
    file.write_text(before + begin + text + end + after, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
