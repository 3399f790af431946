# SPDX-License-Identifier: EUPL-1.2
import os
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command

from samband.core.access.queries import audit_trail
from samband.core.jobs.models import Job
from samband.core.jobs.operations import (
    STOP,
    UnknownKind,
    cancel_job,
    requeue_stale_jobs,
    resume_job,
    run_job,
)
from samband.core.jobs.queries import job
from samband.core.jobs.rules import State, percentage
from samband.core.jobs.tests import handlers
from samband.core.jobs.tests.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_done_yet():
    handlers.WORKED.clear()
    handlers.BEFORE.clear()


@pytest.fixture
def save_every_item(monkeypatch):
    monkeypatch.setattr("samband.core.jobs.operations.running.SECONDS_BETWEEN_SAVES", 0)


def run(record):
    run_job.call(job_id=str(record.id))


def test_work_runs_to_its_end_and_counts_its_items(queue):
    finished = queue()
    assert (finished.state, finished.done, finished.percentage) == (State.FINISHED, 5, 100)
    assert handlers.WORKED == ["0", "1", "2", "3", "4"]


def test_work_of_no_items_is_finished_at_once(queue):
    assert queue(total=0).percentage == 100


def test_a_kind_that_no_card_declares_is_refused(queue):
    with pytest.raises(UnknownKind, match=r"Known: rehearsals\.count, rehearsals\.stumble"):
        queue(kind="rehearsals.sing")


def test_an_error_stops_the_work_says_why_and_keeps_what_is_done(queue):
    failed = queue(kind="rehearsals.stumble")
    assert (failed.state, failed.done) == (State.FAILED, 3)
    assert failed.error == "Item 3 has no date. Add one, then resume."


def test_resumed_work_does_no_item_twice(queue, analyst):
    failed = queue(kind="rehearsals.stumble")
    resumed = resume_job(job_id=failed.id, by=analyst, at=AT)
    assert (resumed.state, resumed.error) == (State.FINISHED, "")
    assert handlers.WORKED == ["0", "1", "2", "3", "4"]


def test_finished_work_is_not_resumed(queue, analyst):
    resume_job(job_id=queue().id, by=analyst, at=AT)
    assert len(handlers.WORKED) == 5


def test_cancelled_work_never_starts(waiting_queue, queue, analyst):
    waiting = queue()
    assert cancel_job(job_id=waiting.id, by=analyst, at=AT).state is State.CANCELLED
    run(waiting)
    assert handlers.WORKED == []


@pytest.mark.usefixtures("waiting_queue", "save_every_item")
def test_running_work_stops_after_the_item_under_way_when_cancelled(queue, analyst):
    waiting = queue()
    handlers.BEFORE["2"] = lambda: cancel_job(job_id=waiting.id, by=analyst, at=AT)
    run(waiting)
    stopped = job(actor=analyst, job_id=waiting.id)
    assert (stopped.state, stopped.done) == (State.CANCELLED, 3)


@pytest.mark.usefixtures("waiting_queue", "save_every_item")
def test_a_worker_asked_to_end_hands_its_job_back(queue, analyst):
    waiting = queue()
    handlers.BEFORE["1"] = STOP.set
    run(waiting)
    assert job(actor=analyst, job_id=waiting.id).state is State.QUEUED
    STOP.clear()
    run(waiting)
    assert handlers.WORKED == ["0", "1", "2", "3", "4"]
    assert job(actor=analyst, job_id=waiting.id).state is State.FINISHED


def test_two_workers_do_not_run_the_same_job(waiting_queue, queue):
    waiting = queue()
    handlers.BEFORE["0"] = lambda: run(waiting)
    run(waiting)
    assert handlers.WORKED == ["0", "1", "2", "3", "4"]


@pytest.mark.usefixtures("waiting_queue", "save_every_item")
def test_a_killed_worker_leaves_work_that_the_next_one_goes_on_with(queue, analyst):
    waiting = queue()

    class Killed(BaseException):
        pass

    def kill():
        raise Killed

    handlers.BEFORE["3"] = kill
    with pytest.raises(Killed):
        run(waiting)
    assert job(actor=analyst, job_id=waiting.id).state is State.RUNNING
    handlers.BEFORE.clear()
    assert requeue_stale_jobs(at=AT) == 1
    run(waiting)
    assert handlers.WORKED == ["0", "1", "2", "3", "4"]
    assert job(actor=analyst, job_id=waiting.id).state is State.FINISHED


def _gone() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.parametrize(
    ("host", "process", "silent_for", "is_stale"),
    [
        pytest.param(
            socket.gethostname(), os.getppid(), timedelta(days=1), False, id="alive on this machine"
        ),
        pytest.param(socket.gethostname(), _gone(), timedelta(0), True, id="gone from this machine"),
        pytest.param("elsewhere", 1, timedelta(minutes=5), False, id="heard of lately elsewhere"),
        pytest.param("elsewhere", 1, timedelta(minutes=20), True, id="silent elsewhere"),
    ],
)
def test_only_work_whose_worker_is_gone_is_queued_again(
    waiting_queue, queue, host, process, silent_for, is_stale
):
    running = queue()
    mark = {"state": State.RUNNING, "worker": f"{host}:{process}:0", "heartbeat_at": AT - silent_for}
    Job.objects.filter(pk=running.id).update(**mark)
    assert requeue_stale_jobs(at=AT) == int(is_stale)


def test_starting_resuming_and_cancelling_are_in_the_log(waiting_queue, queue, analyst, administrator):
    waiting = queue()
    cancel_job(job_id=waiting.id, by=analyst, at=AT)
    resume_job(job_id=waiting.id, by=analyst, at=AT)
    trail = audit_trail(actor=administrator, about=f"job:{waiting.id}")
    assert [event.event for event in trail.events] == ["jobs.resumed", "jobs.cancelled", "jobs.queued"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_waits_in_the_database(settings, queue, analyst):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    waiting = queue()
    assert waiting.state is State.QUEUED
    call_command("run_jobs", "--once")
    assert job(actor=analyst, job_id=waiting.id).state is State.FINISHED


@pytest.mark.parametrize(
    ("done", "total", "state", "shown"),
    [
        (0, 0, State.RUNNING, 0),
        (355, 356, State.RUNNING, 99),
        (356, 356, State.RUNNING, 99),
        (1, 3, State.RUNNING, 33),
    ],
)
def test_a_hundred_percent_means_all(done, total, state, shown):
    assert percentage(done=done, total=total, state=state) == shown
