# SPDX-License-Identifier: EUPL-1.2
"""Every page for everybody: axe finds nothing, in daylight on a desk and at night on a narrow phone."""

import gzip
from collections.abc import Callable, Iterator, Mapping

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Response, Route, expect

from samband.core.access.rules import INSTALLATION
from samband.tools.surveys import operations
from tests.cast import UTSIRA
from tests.journeys import waves
from tests.journeys.addresses import NO_PAGES, PAGES, Reader, Visit, named_addresses
from tests.journeys.conftest import PHONE, accessibility_faults, is_too_wide
from tests.journeys.something import MAKERS
from tests.journeys.test_first_wave import spoilt

LOOKS: Mapping[str, Mapping[str, object]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "phone at night": {"viewport": PHONE, "color_scheme": "dark"},
}
SIGNED_IN = (Reader.CONTACT, Reader.ANALYST, Reader.INTERVIEWER, Reader.ADMINISTRATOR)
RESULTS = [visit for visit in PAGES if visit.name.startswith("surveys:") and visit.reader is Reader.ANYBODY]
HEAVIEST = 250_000
"""Bytes of a results page on first load with all it needs, compressed as the installation serves it."""

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people(
    register, signed_in, administrator, analyst, interviewer, contact, inhabitant
) -> dict[Reader, object]:
    """Reader -> the client in which that person has signed in."""
    actors = {
        Reader.ANYBODY: inhabitant,
        Reader.CONTACT: contact,
        Reader.ANALYST: analyst,
        Reader.INTERVIEWER: interviewer,
        Reader.ADMINISTRATOR: administrator,
    }
    return {reader: signed_in(actor) if actor.is_signed_in else None for reader, actor in actors.items()}


@pytest.fixture
def _reports_in_no_time(monkeypatch) -> None:
    """The page of the job is looked at, not the reports."""

    def handler(*, arguments: dict[str, object], done: frozenset[str]) -> Iterator[str]:
        yield from waves.MEMBERS

    monkeypatch.setattr(operations, "make_reports", handler)


@pytest.fixture
def address(published, people, _reports_in_no_time) -> Callable[[Visit], str]:
    """Where a visit leads: the wave, Utsira, a file with twelve faults and a finished job are filled in."""
    step = {"wave": published, "by": INSTALLATION, "at": timezone.now()}
    job = operations.queue_reports(**step).id
    operations.reopen_wave(**step, reason="late answers")
    number = waves.preview(spoilt(waves.answer_file()))
    operations.close_wave(**step)
    operations.estimate_wave(**step)
    upload = operations.receive_instrument(
        file=waves.questionnaire(), filename="town.yaml", by=INSTALLATION, at=timezone.now()
    )
    known = {"slug": published, "code": UTSIRA.code, "number": number, "job_id": job, "upload": upload}
    known |= {name: make() for name, make in MAKERS.items()}

    def of(visit: Visit) -> str:
        given = {argument: known[name] for argument, name in visit.named()} | visit.fixed
        return reverse(visit.name, kwargs=given) + visit.query

    return of


def faults_of(page: Page, where: str) -> list[str]:
    """What is wrong with the page that is open, in words."""
    found = [f"{where}: {fault}"] if (fault := accessibility_faults(page)) else []
    return [*found, f"{where}: scrolls sideways"] if is_too_wide(page) else found


def test_every_named_address_is_looked_at_or_is_no_page():
    """A new address belongs in one of the two lists of ``addresses.py``."""
    looked_at = {visit.name for visit in PAGES}
    assert not looked_at & NO_PAGES.keys()
    assert named_addresses() == looked_at | NO_PAGES.keys()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("readers", [(Reader.ANYBODY,), SIGNED_IN], ids=["open", "signed in"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(open_browser, people, address, readers, look):
    windows = {reader: open_browser(people[reader], **LOOKS[look]) for reader in readers}
    faults = []
    for visit in (visit for visit in PAGES if visit.reader in readers):
        page = windows[visit.reader]
        response = page.goto(address(visit))
        assert response is not None
        assert response.status == 200, f"{visit.name} answers {response.status}"
        faults += faults_of(page, f"{visit.name} for {visit.reader}, {look}")
    assert faults == []


def test_a_results_page_weighs_little_on_first_load(open_browser, people, address):
    weights = {visit.name: weight(open_browser(), address(visit)) for visit in RESULTS}
    assert {name: weight for name, weight in weights.items() if weight > HEAVIEST} == {}
    assert min(weights.values()) > 5_000, "a page and its style sheets weigh more than that"


def weight(page: Page, address: str) -> int:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(address)
    return sum(len(gzip.compress(response.body())) for response in responses)


MISTAKES = {
    "a wave without anything": ("surveys:create", "Create the wave", {}),
    "members that do not exist": (
        "surveys:participants",
        "Add or correct these members",
        {"Members, one line each": "member,council_seats,council_date,embargo\n9999,eleven,tomorrow,perhaps"},
    ),
    "no file": ("surveys:answers", "Check the file", {}),
    "no reason": ("surveys:publish", "Publish the figures", {}),
}
"""What an analyst forgets -> page, button, what is filled in."""


@pytest.mark.parametrize("look", LOOKS)
def test_what_a_form_asks_to_put_right_is_accessible(open_browser, people, reviewed, look):
    page, faults = open_browser(people[Reader.ANALYST], **LOOKS[look]), []
    for mistake, (name, button, filled) in MISTAKES.items():
        page.goto(reverse(name, kwargs={} if name == "surveys:create" else {"slug": reviewed}))
        for label, text in filled.items():
            page.get_by_label(label).fill(text)
        page.get_by_role("button", name=button).click()
        expect(page.locator(".ds-error-summary li").first, mistake).to_be_visible()
        faults += faults_of(page, f"{mistake}, {look}")
    assert faults == []


@pytest.mark.parametrize("look", LOOKS)
def test_a_wrong_password_is_told_accessibly(open_browser, people, look):
    page = open_browser(**LOOKS[look])
    page.goto(reverse("account_login"))
    page.get_by_text("Password or passkey").click()
    page.get_by_label("E-mail address", exact=True).fill("analyst@example.org")
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Sign in with password").click()
    expect(page.locator(".ds-error-summary li").first).to_be_visible()
    assert faults_of(page, "sign-in") == []


@pytest.mark.parametrize("status", ["400", "403", "404", "429", "500"])
def test_error_pages_are_accessible(open_browser, people, status):
    """Each template as the server would send it, with the style sheets of the site."""

    def send(route: Route) -> None:
        route.fulfill(
            status=int(status),
            body=render_to_string(f"{status}.html"),
            content_type="text/html; charset=utf-8",
        )

    for look in LOOKS.values():
        page = open_browser(**look)
        page.route("**/wrong/", send)
        page.goto("/wrong/")
        assert page.get_by_role("heading", level=1).is_visible()
        assert faults_of(page, f"error {status}") == []
