# SPDX-License-Identifier: EUPL-1.2
"""A tool with three kinds of background work, and a queue that waits until a test runs it."""

from datetime import UTC, datetime

import pytest

from samband.core.jobs.operations import STOP, queue_job
from samband.core.web.card import ToolCard

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
HERE = "samband.core.jobs.tests.handlers"
CARD = ToolCard(
    slug="rehearsals",
    title="Rehearsals",
    purpose="Try background work.",
    jobs={"rehearsals.count": f"{HERE}.count", "rehearsals.stumble": f"{HERE}.stumble"},
    words={"rehearsals.count": "Count to the end"},
)


@pytest.fixture(autouse=True)
def _rehearsals(monkeypatch):
    monkeypatch.setattr("samband.core.web.queries.cards", lambda: (CARD,))
    yield
    STOP.clear()


@pytest.fixture
def waiting_queue(settings):
    """Nothing runs before the test says so."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def queue(analyst):
    def queue(kind="rehearsals.count", total=5, by=analyst, **more):
        return queue_job(kind=kind, arguments={"total": total}, total=total, by=by, at=AT, **more)

    return queue
