# SPDX-License-Identifier: EUPL-1.2
"""Roles that see much about many need more than a mailbox to come in."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import reverse

from samband.core.access.queries import has_second_factor
from samband.core.access.rules import Grant, Role
from samband.core.audit.queries import events

pytestmark = pytest.mark.django_db
PASSWORD = "long enough a password"
SET_UP = reverse("mfa_activate_totp")


@pytest.fixture(autouse=True)
def _required(settings):
    settings.SAMBAND_SECOND_FACTOR = ["administrator", "analyst"]


@pytest.fixture
def ane(account):
    return account("ane", Grant(Role.ANALYST), password=PASSWORD)


def sign_in(client, email="ane@example.org"):
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD})


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture
def set_up(django_capture_on_commit_callbacks):
    def done(client):
        with django_capture_on_commit_callbacks(execute=True):
            return walk_through(client)

    return done


def walk_through(client):
    """As the page leads: the key, a code, then the paper codes."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(SET_UP)
    secret = page.context["form"].secret
    done = client.post(SET_UP, {"code": code_of(secret)})
    return secret, done


def test_t02_a_role_that_needs_a_second_step_opens_nothing_before_it_is_set_up(client, ane):
    sign_in(client)
    for address in ("/", "/surveys/", "/jobs/", "/my-page/", "/surveys/new/"):
        response = client.get(address)
        assert (response.status_code, response.url, response.content) == (302, reverse("mfa_index"), b"")
    assert client.post("/surveys/new/", {"title": "A wave"}).url == reverse("mfa_index")
    page = client.get(reverse("mfa_index")).content.decode()
    assert "Your role needs it before you go on." in page


def test_t02_the_page_leads_to_an_app_with_codes_and_then_everything_opens(client, ane, set_up):
    sign_in(client)
    _, done = set_up(client)
    assert done.url == reverse("mfa_view_recovery_codes")
    assert has_second_factor(person=ane.reference)
    assert len(client.get(done.url).context["unused_codes"]) == 10
    assert client.get("/jobs/").status_code == 200


def test_t02_afterwards_the_password_alone_lets_nobody_in(client, ane, set_up):
    sign_in(client)
    secret, _ = set_up(client)
    client.post(reverse("account_logout"))
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert client.get("/my-page/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert client.get("/my-page/").status_code == 302
    client.post(reverse("mfa_authenticate"), {"code": code_after(secret)})
    assert client.get("/my-page/").status_code == 200


def code_after(secret):
    """A code of the next half minute: each is taken once."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, max(counters)))


def test_t02_a_code_by_mail_asks_for_the_second_step_too(client, ane, set_up):
    sign_in(client)
    set_up(client)
    client.post(reverse("account_logout"))
    mail.outbox.clear()
    client.post(reverse("account_request_login_code"), {"email": "ane@example.org"})
    code = mail.outbox[0].body.splitlines()[2]
    answer = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert answer.url == reverse("mfa_authenticate")
    assert client.get("/my-page/").status_code == 302


def test_t02_whoever_must_have_a_second_step_does_not_give_up_the_last(client, ane, set_up):
    sign_in(client)
    set_up(client)
    page = client.post(reverse("mfa_deactivate_totp"))
    assert page.status_code == 200
    assert "Your role needs a second step" in page.content.decode()
    assert has_second_factor(person=ane.reference)


def test_others_may_have_a_second_step_and_give_it_up(account, client, set_up):
    kari = account("kari", Grant(Role.CONTACT, "1151"), password=PASSWORD)
    sign_in(client, "kari@example.org")
    assert client.get("/my-page/").status_code == 200
    set_up(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not has_second_factor(person=kari.reference)
    happened = {event.event for event in events(about=kari.reference).events}
    assert {"access.second_factor_added", "access.second_factor_removed"} <= happened


def test_t01_the_second_step_is_not_guessed_without_end(client, ane, set_up):
    sign_in(client)
    secret, _ = set_up(client)
    client.post(reverse("account_logout"))
    sign_in(client)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_after(secret)})
    assert client.get("/my-page/").status_code == 302


def test_t02_a_new_way_in_is_told_by_mail(client, ane, set_up):
    sign_in(client)
    set_up(client)
    assert ["ane@example.org"] in [message.to for message in mail.outbox]


def test_t02_changing_how_one_signs_in_asks_for_the_password_again(client, ane):
    sign_in(client)
    assert client.get(SET_UP).url.startswith(reverse("account_reauthenticate"))


def test_signing_out_and_speaking_another_language_are_always_possible(client, ane):
    sign_in(client)
    assert client.post(reverse("set_language"), {"language": "nb", "next": "/"}).url == "/"
    assert client.post(reverse("account_logout")).url == "/"


def test_in_the_demo_nobody_must(client, ane, settings):
    settings.SAMBAND_SECOND_FACTOR = []
    sign_in(client)
    assert client.get("/jobs/").status_code == 200
