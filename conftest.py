# SPDX-License-Identifier: EUPL-1.2
"""For every test, beside the code or in tests/: the cast, a home of its own, and which tests run here."""

import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from logging import WARNING, getLogger
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import settings as laws

pytest_plugins = ["tests.cast"]

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_serialized_rollback", "live_server"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next((found for name in BROWSERS if (found := shutil.which(name))), None)
# A browser on a busy machine stumbles now and then: a journey that failed is walked once more, and the
# summary counts it as a rerun. A page that does not hold what it must fails both times.
WALKED_AGAIN = 1
SPARK = bool(shutil.which("java")) and find_spec("pyspark") is not None
LANE = os.environ.get("SAMBAND_TEST_LANE", "")
# Spark's bridge tells that it closes after the summary, into a stream that is closed by then.
getLogger("py4j").setLevel(WARNING)

# No test judges the clock: machines are shared. The same tree gives the same examples, so that a failure
# belongs to the change that made it; `make search` and `make slow` look among new ones.
laws.register_profile("samband", deadline=None, derandomize=True)
laws.register_profile("search", deadline=None)
laws.load_profile("samband")


@pytest.fixture
def home(tmp_path: Path, settings) -> Path:
    """A home folder of its own."""
    folder = tmp_path / "home"
    folder.mkdir(exist_ok=True)
    settings.SAMBAND_HOME, settings.MEDIA_ROOT = folder, folder / "uploads"
    return folder


@pytest.fixture(autouse=True)
def _home_of_its_own(request: pytest.FixtureRequest) -> None:
    """A test that touches the database cannot see the files of another either."""
    if _uses_database(request.node):
        request.getfixturevalue("home")


@pytest.fixture(autouse=True, scope="session")
def _the_log_may_be_emptied_between_tests() -> Iterator[None]:
    """The database refuses to empty what stays; tests with real transactions empty all at the end."""
    # Here, not above: this file is also loaded before Django is set up.
    from django.db.backends.base.operations import BaseDatabaseOperations

    guarded = ("core.audit.migrations.0004_rows_stay", "tools.membership.migrations.0002_rows_stay")
    all_that_stay = [import_module(f"samband.{name}") for name in guarded]
    empty = BaseDatabaseOperations.execute_sql_flush

    def flush(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        for rows_stay in all_that_stay:
            rows_stay.unlock(operations.connection)
        empty(operations, statements)
        for rows_stay in all_that_stay:
            rows_stay.lock(operations.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield


@pytest.fixture(autouse=True)
def _english() -> None:
    """A request leaves its language behind in the thread; the next test begins in English."""
    translation.activate("en")


@pytest.fixture(scope="session")
def browser_path() -> str:
    """Where the system's browser is, for Playwright's executable_path."""
    assert BROWSER is not None
    return BROWSER


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that this lane or this machine cannot run. The summary says so in one line each."""
    kept = [item for item in items if _runs_here(item)]
    config.hook.pytest_deselected(items=[item for item in items if not _runs_here(item)])
    items[:] = kept
    for item in kept:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=WALKED_AGAIN))


def _runs_here(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser") and (BROWSER is None or LANE == "postgres"):
        return False
    if item.get_closest_marker("spark") and not SPARK:
        return False
    if item.get_closest_marker("postgres"):
        return LANE == "postgres"
    return LANE != "postgres" or _uses_database(item)


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what this run left out."""
    if BROWSER is None:
        terminalreporter.write_line(
            "Browser journeys were not run: no chromium here. Install Debian's package chromium."
        )
    if not SPARK:
        terminalreporter.write_line(
            "Tests on Spark were not run: they need Java and pyspark. See `make spark`."
        )
    if LANE == "postgres":
        terminalreporter.write_line("This was the PostgreSQL lane: the database tests alone.")
