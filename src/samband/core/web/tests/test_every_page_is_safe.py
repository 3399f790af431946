# SPDX-License-Identifier: EUPL-1.2
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

import samband
from tests.cast import PASSWORD

TEMPLATES = sorted(Path(samband.__file__).parent.rglob("templates/**/*.html"))
PAGES = [
    "/",
    "/method/",
    "/accounts/login/",
    "/accounts/login/code/",
    "/accounts/password/reset/",
    "/nothing/",
]
INLINE = re.compile(r"<style|\sstyle\s*=|\son[a-z]{3,}\s*=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_t10_no_template_holds_inline_script_or_style(template):
    assert INLINE.findall(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "<p style='color: red'>",
        "<style>",
        '<a onclick="go()">',
        "<script>go()</script>",
        "<a href='javascript:go()'>",
    ],
)
def test_a_planted_inline_script_or_style_is_seen(planted):
    assert INLINE.search(planted)


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_t10_every_page_carries_a_strict_policy(client, page):
    response = client.get(page)
    policy = dict(rule.strip().split(" ", 1) for rule in response["Content-Security-Policy"].split(";"))
    assert policy["script-src"] == policy["style-src"] == policy["default-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in response["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_t18_no_page_loads_anything_from_elsewhere(client, page):
    loaded = re.findall(
        r"""<(?:script|link|img)[^>]+(?:src|href)=["']([^"']+)""", client.get(page).content.decode()
    )
    assert loaded
    assert all(address.startswith("/static/") for address in loaded)


@pytest.mark.django_db
def test_t05_cookies_are_out_of_reach_for_scripts_and_other_sites(client, signed_in, councillor):
    signed_in(councillor)
    browser = client
    browser.get("/accounts/login/")
    browser.post("/accounts/login/", {"login": "councillor@example.org", "password": PASSWORD})
    browser.post("/language/", {"language": "nb", "next": "/"})
    assert {"sessionid", "csrftoken", "language"} <= set(browser.cookies)
    for cookie in browser.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"


@pytest.mark.django_db
def test_t11_a_form_without_its_token_is_refused_in_our_look():
    response = Client(enforce_csrf_checks=True).post("/language/", {"language": "nb"})
    assert response.status_code == 403
    assert "That did not come from this page" in response.content.decode()


@pytest.mark.django_db
def test_a_page_that_does_not_exist_says_what_to_do(client):
    response = client.get("/nothing/")
    assert response.status_code == 404
    assert "There is nothing here for you" in response.content.decode()


@pytest.mark.django_db
def test_a_failure_is_told_without_touching_what_failed(client, monkeypatch):
    def fail(**_anything):
        raise RuntimeError("a secret of the database")

    monkeypatch.setattr("samband.core.web.queries.menu", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "Something went wrong with us" in response.content.decode()
    assert "secret" not in response.content.decode()


def test_nothing_of_django_or_the_operator_is_left_on_by_default():
    assert settings.DEBUG is False
    assert "*" not in settings.ALLOWED_HOSTS


@pytest.mark.django_db
@pytest.mark.parametrize(
    "away", ["https://example.com/", "//example.com", "javascript:alert(1)", "http:\\\\example.com"]
)
def test_t12_choosing_a_language_never_leads_to_another_site(client, away):
    answer = client.post("/language/", {"language": "nb", "next": away})
    assert answer.url == "/"


@pytest.mark.django_db
def test_t21_pages_of_a_person_are_private_and_signing_out_empties_the_cache(client, signed_in, councillor):
    browser = signed_in(councillor)
    page = browser.get("/my-page/")
    assert "private" in page["Cache-Control"]
    assert "Cookie" in page["Vary"]
    assert browser.post("/accounts/logout/")["Clear-Site-Data"] == '"cache"'


@pytest.mark.django_db
def test_t10_what_somebody_types_is_shown_as_text(signed_in, administrator):
    typed = '"><img src=x onerror=go()>'
    for address in ("/people-and-roles/", "/members/"):
        page = signed_in(administrator).get(address, {"q": typed}).content.decode()
        assert "<img src=x" not in page
