# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.core.cache import cache

from samband.core.access.operations import create_person
from samband.core.access.rules import INSTALLATION

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "kari@example.org", "long enough a password"


@pytest.fixture(autouse=True)
def _no_attempts_so_far():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def kari():
    at = datetime(2026, 3, 1, tzinfo=UTC)
    person = {"email": EMAIL, "name": "Kari", "language": "nb", "password": PASSWORD}
    return create_person(**person, by=INSTALLATION, at=at)


def sign_in(client, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": EMAIL, "password": password, **more})


def test_signing_in_leads_to_the_page_that_was_asked_for(client, kari):
    asked = client.get("/jobs/")
    assert asked.url == "/accounts/login/?next=/jobs/"
    assert sign_in(client, next="/jobs/").url == "/jobs/"
    assert client.get("/jobs/").status_code == 200


def test_t12_signing_in_never_leads_to_another_site(client, kari):
    assert sign_in(client, next="https://example.com/").url == "/"


def test_the_language_of_the_person_follows_after_sign_in(client, kari):
    response = sign_in(client)
    assert response.cookies["language"].value == "nb"
    assert response.cookies["language"]["httponly"]


def test_a_language_chosen_before_sign_in_stays(client, kari):
    client.post("/language/", {"language": "en", "next": "/"})
    assert "language" not in sign_in(client).cookies


def test_t04_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, kari):
    wrong = sign_in(client, "not the password")
    unknown = client.post("/accounts/login/", {"login": "who@example.org", "password": "x" * 12})
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].errors == unknown.context["form"].errors != {}


def test_t01_after_five_wrong_passwords_the_right_one_waits_too(client, kari):
    for _ in range(5):
        sign_in(client, "not the password")
    refused = sign_in(client)
    assert refused.status_code == 200
    assert "Too many" in str(refused.context["form"].errors)


def test_t11_getting_the_sign_out_address_signs_nobody_out(client, kari):
    sign_in(client)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/jobs/").status_code == 200


def test_posting_signs_out(client, kari):
    sign_in(client)
    client.post("/accounts/logout/")
    assert client.get("/jobs/").status_code == 302


def test_nobody_signs_up_alone(client):
    filled = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post("/accounts/signup/", filled)
    assert "account/signup_closed.html" in [template.name for template in response.templates]
    assert not client.login(email="new@example.org", password=PASSWORD)


def test_a_new_password_is_chosen_by_the_link_in_the_mail(client, kari):
    client.post("/accounts/password/reset/", {"email": EMAIL})
    (message,) = mail.outbox
    link = next(word for word in message.body.split() if "/password/reset/" in word)
    form = client.get(link, follow=True)
    chosen = {"password1": "another long password", "password2": "another long password"}
    client.post(form.request["PATH_INFO"], chosen)
    assert sign_in(client, "another long password").status_code == 302


def test_t04_no_mail_tells_whether_an_address_has_an_account(client):
    response = client.post("/accounts/password/reset/", {"email": "who@example.org"})
    assert response.url == "/accounts/password/reset/sent/"
    assert mail.outbox == []


def test_t05_a_closed_account_is_nobody(client, kari, django_user_model):
    sign_in(client)
    django_user_model.objects.update(is_active=False)
    assert client.get("/jobs/").status_code == 302


def test_who_sends_a_form_after_the_session_ended_comes_back_to_the_form(client):
    sent = client.post(
        "/people-and-roles/1151/invite/", headers={"referer": "http://testserver/my-page/?a=1"}
    )
    elsewhere = client.post("/people-and-roles/1151/invite/", headers={"referer": "https://example.com/x"})

    assert sent.url == "/accounts/login/?next=/my-page/%3Fa%3D1"
    assert elsewhere.url == "/accounts/login/?next=/"


def test_the_address_of_a_button_says_what_to_do(client, kari):
    sign_in(client)
    page = client.get("/my-page/end-sessions/")

    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "Gå tilbake til siden med skjemaet" in page.content.decode()
