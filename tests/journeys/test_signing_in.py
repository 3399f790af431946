# SPDX-License-Identifier: EUPL-1.2
"""Signing in as people do: a code from the mail, a passkey of the machine, an app; by keyboard, axe clean."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from playwright.sync_api import Page, expect

from tests.cast import PASSWORD, UTSIRA
from tests.journeys.conftest import PHONE, accessibility_faults, is_too_wide, sign_in_by_password
from tests.journeys.test_by_keyboard import follow, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def contacts(register, signed_in, contact):
    """The account of the contact person is there; nobody is signed in."""
    signed_in(contact)


def is_clean(page: Page) -> None:
    assert accessibility_faults(page) == ""
    assert not is_too_wide(page)


def code_of(message) -> str:
    return re.search(r"^\S{4,10}$", message.body, re.MULTILINE)[0]


def press(page: Page, name: str) -> None:
    """Go to the button in the content and press Enter."""
    tab_to(page, page.get_by_role("main").get_by_role("button", name=name).first)
    page.keyboard.press("Enter")


def test_a_contact_person_signs_in_by_a_code_with_the_keyboard_alone(open_browser, contacts):
    page = open_browser(viewport=PHONE)
    page.goto("/accounts/login/?next=/my-page/")
    is_clean(page)
    tab_to(page, page.get_by_label("Your e-mail address"))
    page.keyboard.type("contact@example.org")
    press(page, "Send me a code")
    expect(page.get_by_role("heading", level=1, name="Look in your e-mail")).to_be_visible()
    is_clean(page)
    tab_to(page, page.get_by_label("The code from the e-mail"))
    page.keyboard.type(code_of(mail.outbox[-1]))
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1, name="My page")).to_be_visible()
    is_clean(page)


def test_a_passkey_of_the_machine_is_made_and_then_opens_by_itself(open_browser, contacts):
    page = open_browser()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    machine = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": machine})
    page.goto("/accounts/login/")
    sign_in_by_password(page, "contact@example.org")
    page.goto("/accounts/second-step/")
    page.get_by_role("link", name="Add a passkey").click()
    again(page)
    is_clean(page)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", level=1, name="Paper codes")).to_be_visible()
    is_clean(page)
    page.goto("/accounts/second-step/passkeys/")
    expect(page.locator("strong", has_text="Passkey 1")).to_be_visible()
    is_clean(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()
    page.goto("/accounts/login/")
    page.get_by_text("Password or passkey").click()
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def again(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_an_app_with_codes_is_set_up_and_asked_for(open_browser, contacts):
    page = open_browser(viewport=PHONE, color_scheme="dark")
    page.goto("/accounts/login/")
    sign_in_by_password(page, "contact@example.org")
    page.goto("/accounts/second-step/app/")
    again(page)
    is_clean(page)
    secret = page.locator("figcaption code").inner_text()
    page.get_by_label("Authenticator code").fill(code(secret))
    page.get_by_role("button", name="Use this app from now on").click()
    expect(page.locator(".codes li")).to_have_count(10)
    is_clean(page)
    for address in ("/accounts/second-step/codes/new/", "/accounts/second-step/app/remove/", "/my-page/"):
        page.goto(address)
        is_clean(page)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    sign_in_by_password(page, "contact@example.org")
    expect(page.get_by_role("heading", level=1, name="One step more")).to_be_visible()
    is_clean(page)


def test_a_provider_that_failed_is_told_with_a_way_back(open_browser, contacts):
    page = open_browser(viewport=PHONE)
    page.goto("/accounts/login/error/")
    is_clean(page)
    follow(page, "Back to sign-in")
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible()


def code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_contact_person_delegates_a_role_by_keyboard(open_browser, register, signed_in, contact):
    page = open_browser(signed_in(contact))
    page.goto("/")
    tab_to(page, page.get_by_role("navigation").get_by_text("Administration").first)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("navigation").get_by_role("link", name="People and roles").first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=f"Who has access for {UTSIRA.name}")).to_be_visible()
    is_clean(page)
    follow(page, "Invite somebody")
    expect(page.get_by_role("heading", level=1, name="Invite somebody")).to_be_visible()
    for label, text in {"Name": "A colleague", "E-mail address": "colleague@example.org"}.items():
        tab_to(page, page.get_by_label(label, exact=True))
        page.keyboard.type(text)
    tab_to(page, page.get_by_label("Contact person: answers"))
    page.keyboard.press("ArrowDown")
    is_clean(page)
    press(page, "Give the role and send the invitation")
    expect(page.get_by_role("status")).to_contain_text("colleague@example.org is now council secretary.")
    expect(page.get_by_text("A colleague, council secretary")).to_be_visible()
    is_clean(page)
    assert mail.outbox[-1].to == ["colleague@example.org"]
    follow(page, "What has happened")
    expect(page.get_by_text("gave A colleague the role council secretary for Utsira")).to_be_visible()
    is_clean(page)
    page.go_back()
    follow(page, "End the role council secretary, A colleague")
    expect(page.get_by_role("heading", level=1, name="End the role")).to_be_visible()
    is_clean(page)
    press(page, "End the role")
    expect(page.get_by_role("status")).to_contain_text("The role is ended.")
    follow(page, "End the role contact person, Contact")
    expect(page.get_by_role("heading", level=1, name="End the role")).to_be_visible()
    press(page, "End the role")
    expect(page.locator(".ds-error-summary")).to_contain_text("would be left without a contact person")
    is_clean(page)


def test_an_invited_colleague_comes_in_by_the_mail(open_browser, register, signed_in, contact):
    page = open_browser(signed_in(contact))
    page.goto(f"/people-and-roles/{UTSIRA.code}/invite/")
    page.get_by_label("Name", exact=True).fill("A colleague")
    page.get_by_label("E-mail address").fill("colleague@example.org")
    page.get_by_label("Contact person: answers").check()
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_role("status")).to_be_visible()
    address = next(word for word in mail.outbox[-1].body.split() if word.startswith("http"))
    colleagues = open_browser()
    colleagues.goto(address)
    colleagues.get_by_label("Your e-mail address").fill("colleague@example.org")
    colleagues.get_by_role("button", name="Send me a code").click()
    expect(colleagues.get_by_role("heading", level=1, name="Look in your e-mail")).to_be_visible()
    colleagues.get_by_label("The code from the e-mail").fill(code_of(mail.outbox[-1]))
    colleagues.get_by_role("button", name="Sign in").click()
    expect(colleagues.get_by_text("A colleague").first).to_be_visible()
    colleagues.goto("/my-page/")
    expect(colleagues.get_by_text("Contact person, Utsira")).to_be_visible()


def test_an_outsider_sees_nothing(open_browser, reviewed, signed_in, outsider):
    page = open_browser(signed_in(outsider))
    for address in (
        "/people-and-roles/",
        f"/people-and-roles/{UTSIRA.code}/",
        "/audit/",
        "/surveys/democracy-2021/",
        f"/surveys/democracy-2021/members/{UTSIRA.code}/",
    ):
        response = page.goto(address)
        assert response is not None
        assert response.status == 404
        expect(page.get_by_role("heading", level=1, name="There is nothing here for you")).to_be_visible()
    is_clean(page)
    page.goto("/")
    places = page.get_by_role("navigation").get_by_role("link").all_inner_texts()
    assert not {"People and roles", "What has happened", "Background work"} & set(places)
    assert "Democracy 2021" not in page.content()
