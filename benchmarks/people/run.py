# SPDX-License-Identifier: EUPL-1.2
"""``python -m benchmarks.people.run [--out FILE]``: both databases in turn; 1 when a goal is missed."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measured import Aim, Better, Figure, Report, arguments, finish, versions_of

MEASURE = "benchmarks.people.measure"
DATABASES = {"SQLite": "sqlite", "PostgreSQL": "postgresql"}
SLOWEST = {
    name: Aim(
        f"people/{code}_pages",
        f"the slowest page of 200,000 people on {name}, 95th percentile",
        "",
        100,
        "ms",
        Better.LOWER,
    )
    for name, code in DATABASES.items()
}
ELECTIONS = {
    name: Aim(
        f"people/{code}_election",
        f"an election of 10,000 rows previewed and loaded on {name}",
        "",
        30,
        "s",
        Better.LOWER,
    )
    for name, code in DATABASES.items()
}
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
    given = arguments(__doc__).parse_args()
    results = {"SQLite": on_sqlite()}
    postgres = on_postgres()
    if postgres is not None:
        results["PostgreSQL"] = postgres
    report = Report(tables(results), versions=versions_of("django"))
    report.figures = [figure for name in SLOWEST for figure in figures(name, results.get(name))]
    return finish(report=report, given=given)


def figures(name: str, result: dict | None) -> Iterator[Figure]:
    if result is None:
        lacking = "PostgreSQL is not here: install Debian's package postgresql."
        yield from (aim.absent(lacking) for aim in (SLOWEST[name], ELECTIONS[name]))
        return
    pages = result["pages"] | {"an election, previewed": result["election"]["page"]}
    page = max(pages, key=lambda one: pages[one]["p95"])
    yield SLOWEST[name].found(pages[page]["p95"], agreement=f"the slowest: {page}")
    yield ELECTIONS[name].found(result["election"]["preview_seconds"] + result["election"]["confirm_seconds"])


def on_sqlite(*, module: str = MEASURE) -> dict:
    """What the module prints, run on a database of its own."""
    with tempfile.TemporaryDirectory() as home:
        return _measured(Path(home), f"sqlite:///{home}/samband.sqlite3", module)


def on_postgres(*, module: str = MEASURE) -> dict | None:
    """A server of its own that lives as long as the measuring; it writes safely, unlike that of the tests.

    None without PostgreSQL.
    """
    from tests import postgres_lane as lane

    programs, account = lane._programs(), lane._account()
    if programs is None or account is None:
        return None
    lane.SETTINGS = ("listen_addresses=", "shared_buffers=256MB")
    with lane._server(programs, account) as url, tempfile.TemporaryDirectory() as home:
        return _measured(Path(home), url, module)


def _measured(home: Path, url: str, measure: str) -> dict:
    given = {
        "HOME": str(home),
        "DATABASE_URL": url,
        "LOG_LEVEL": "ERROR",
        "SECRET_KEY": "for measuring only",
        "ALLOWED_HOSTS": "testserver",
        "STATIC_ROOT": str(home / "static"),
    }
    environment = {**os.environ, **{f"SAMBAND_{name}": value for name, value in given.items()}}
    for module in ("samband.cli", measure):
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


def tables(results: dict[str, dict]) -> list[str]:
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
    return lines


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    sys.exit(main())
