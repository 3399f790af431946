# SPDX-License-Identifier: EUPL-1.2
from uuid import uuid4

import pytest

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import NotAllowed
from samband.core.jobs.queries import UnknownJob, job, latest_jobs
from samband.core.jobs.tests.conftest import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("waiting_queue")]


@pytest.fixture
def secretary_browser(signed_in, secretary):
    return signed_in(secretary)


@pytest.fixture
def own_job(queue, secretary_browser):
    """Queued by the secretary."""
    return queue(by=actor_by_email(email="secretary@example.org", on=AT.date()), back_to="/method/")


def test_whoever_queued_it_follows_its_progress(secretary_browser, own_job):
    page = secretary_browser.get(f"/jobs/{own_job.id}/").content.decode()
    assert "Count to the end" in page
    assert "0 of 5 finished" in page


def test_the_analyst_sees_the_work_of_all(signed_in, analyst, own_job):
    browser = signed_in(analyst)
    assert browser.get(f"/jobs/{own_job.id}/").status_code == 200
    assert str(own_job.id) in browser.get("/jobs/").content.decode()


@pytest.mark.parametrize("who", ["outsider", "councillor"])
def test_others_cannot_know_that_it_exists(request, signed_in, own_job, who):
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get(f"/jobs/{own_job.id}/").status_code == 404
    assert browser.get(f"/jobs/{own_job.id}/progress/").status_code == 404
    assert browser.post(f"/jobs/{own_job.id}/cancel/").status_code == 404
    assert browser.post(f"/jobs/{own_job.id}/resume/").status_code == 404
    assert str(own_job.id) not in browser.get("/jobs/").content.decode()


def test_a_stranger_signs_in_first(client, own_job):
    assert client.get(f"/jobs/{own_job.id}/").url.startswith("/accounts/login/")
    assert client.post(f"/jobs/{own_job.id}/cancel/").url.startswith("/accounts/login/")


def test_a_job_that_nobody_queued_belongs_to_no_stranger(queue, inhabitant):
    queued = queue(by=inhabitant)
    with pytest.raises(NotAllowed):
        job(actor=inhabitant, job_id=queued.id)
    assert latest_jobs(actor=inhabitant) == ()


def test_an_unknown_job_is_not_found_by_anybody(signed_in, analyst, outsider):
    with pytest.raises(UnknownJob):
        job(actor=analyst, job_id=uuid4())
    assert signed_in(analyst).get(f"/jobs/{uuid4()}/").status_code == 404
    assert signed_in(outsider).get(f"/jobs/{uuid4()}/").status_code == 404


def test_the_buttons_cancel_and_resume(secretary_browser, own_job):
    address = f"/jobs/{own_job.id}/"
    assert "Cancelled" in secretary_browser.post(f"{address}cancel/", follow=True).content.decode()
    assert "Waiting to start" in secretary_browser.post(f"{address}resume/", follow=True).content.decode()


def test_progress_needs_no_script_to_be_seen(secretary_browser, own_job):
    page = secretary_browser.get(f"/jobs/{own_job.id}/").content.decode()
    assert "<noscript>" in page
    assert "Show the latest" in page
