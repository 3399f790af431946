# SPDX-License-Identifier: EUPL-1.2
"""A real browser on a real server: what a journey needs to walk as a person would."""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.members.operations import load_pack
from tests.cast import PASSWORD, UTSIRA
from tests.journeys import something, waves

# Playwright's synchronous API runs an event loop in this thread; the tests use the database from it too.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STANDARDS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
PHONE = {"width": 320, "height": 640}
PATIENCE = 20_000  # milliseconds; a busy machine is slow, and only a page that never holds fails

Open = Callable[..., Page]
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
    """One browser for all journeys of a process."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_path, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def open_browser(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """``open_browser(client, **options)``: a window; with a client, its person is signed in."""
    contexts: list[BrowserContext] = []

    def opened(client: Client | None = None, **options: object) -> Page:
        context = browser.new_context(**{"base_url": live_server.url, "locale": "en-GB"} | options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if client is not None:
            value = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def sign_in_by_password(page: Page, email: str) -> None:
    """On the page of sign-in, where the password is behind the code by e-mail."""
    page.get_by_text("Password or passkey").click()
    page.get_by_label("E-mail address", exact=True).fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in with password").click()


def accessibility_faults(page: Page) -> str:
    """What axe finds against WCAG 2.2 AA, in words; empty when it finds nothing."""
    found = Axe().run(page, options=STANDARDS)
    return found.generate_report() if found.violations_count else ""


def is_too_wide(page: Page) -> bool:
    """Whether the page itself scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def is_in_order(page: Page) -> bool:
    """Whether the page, once it is there whole, meets the standards and fits its window."""
    page.wait_for_load_state()
    return not accessibility_faults(page) and not is_too_wide(page)


@pytest.fixture
def register(transactional_db, home) -> None:
    """Norway as it is: every municipality with its inhabitants."""
    load_pack(pack=waves.norway(), by=INSTALLATION, at=waves.DURING)


@pytest.fixture
def opened(register) -> str:
    """A wave that takes answers."""
    waves.create()
    return waves.SLUG


@pytest.fixture
def reviewed(opened) -> str:
    """A wave whose figures wait for the councils."""
    waves.review()
    return opened


@pytest.fixture
def published(reviewed) -> str:
    """A wave that everybody may see."""
    waves.publish()
    return reviewed


@pytest.fixture
def contact() -> Actor:
    """The contact person of Utsira."""
    return Actor("cast:contact", frozenset({Grant(Role.CONTACT, UTSIRA.code)}))


@pytest.fixture
def contact_who_declared(register, signed_in, contact) -> Client:
    """Serves Utsira, sits in its council and chairs a ferry company there."""
    client = signed_in(contact)
    something.councillor()
    something.interest()
    return client
