# SPDX-License-Identifier: EUPL-1.2
"""OpenID Connect against a provider of its own: real HTTP, discovery, code with PKCE, signed identities.

The provider runs in a process of its own, since what it is made of warns when it is loaded.
"""

import json
import os
import re
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from django.urls import reverse

from samband.core.access.operations import close_account
from samband.core.access.rules import INSTALLATION, Grant, Role
from samband.core.access.tests.conftest import LONG_AGO
from samband.core.audit.queries import events

pytestmark = pytest.mark.django_db
LOGIN = reverse("openid_connect_login", args=["ministry"])
KNOWN = {"email": "kari@example.org", "email_verified": True}
PEOPLE = {
    "kari": KNOWN,
    "Kari-in-capitals": {"email": "KARI@example.org", "email_verified": True},
    "unverified": {"email": "kari@example.org", "email_verified": False},
    "says-false-in-words": {"email": "kari@example.org", "email_verified": "false"},
    "says-nothing": {"email": "kari@example.org"},
    "stranger": {"email": "nora@example.org", "email_verified": True},
    "without-address": {},
}


PROVIDER = """
import json, sys
from oidc_provider_mock import User, run_server_in_thread
users = [User(sub=sub, claims=claims) for sub, claims in json.loads(sys.argv[1]).items()]
with run_server_in_thread(user_claims=users) as server:
    print(server.server_port, flush=True)
    sys.stdin.read()
"""
"""Says at which port it answers, once it does, and goes on until nobody holds its input any more."""


@pytest.fixture(scope="module")
def provider():
    """Its address. It knows the PEOPLE."""
    command = [sys.executable, "-W", "ignore", "-c", PROVIDER, json.dumps(PEOPLE)]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        port = process.stdout.readline().strip().decode()
        assert port, "the provider has not begun"
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(autouse=True)
def _ministry(settings, provider):
    configure(settings, provider)


def configure(settings, address, **more):
    app = {"provider_id": "ministry", "name": "The ministry", "client_id": "samband", "secret": "a secret"}
    app["settings"] = {"server_url": address, "oauth_pkce_enabled": True, **more}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


@pytest.fixture
def kari(account):
    return account("kari", Grant(Role.CONTACT, "1151"), password="a password of the own")


def go_to_provider(client, **more):
    """Press the button; where the provider's page is."""
    return client.post(LOGIN, more)


def come_back(client, asked, who):
    """Say at the provider who one is, and follow it back here."""
    consented = requests.post(asked.url, data={"sub": who}, allow_redirects=False, timeout=10)
    back = urlsplit(consented.headers["Location"])
    return client.get(f"{back.path}?{back.query}")


def sign_in(client, who="kari", **more):
    return come_back(client, go_to_provider(client, **more), who)


def is_signed_in(client):
    return client.get("/my-page/").status_code == 200


def test_somebody_whom_the_provider_knows_and_the_association_knows_comes_in(client, kari):
    answer = sign_in(client, next="/jobs/")
    assert (answer.status_code, answer.url) == (302, "/jobs/")
    assert is_signed_in(client)
    (event,) = [one for one in events(about=kari.reference).events if one.event == "access.signed_in"]
    assert event.details == {"method": "socialaccount"}


def test_the_address_matches_in_whatever_letters(client, kari):
    sign_in(client, "Kari-in-capitals")
    assert is_signed_in(client)


def test_the_page_of_sign_in_has_a_button_and_may_lead_to_the_provider_alone(client, provider):
    page = client.get(reverse("account_login"))
    assert "The ministry" in page.content.decode()
    assert f"form-action 'self' {provider};" in f"{page['Content-Security-Policy']};"
    assert provider not in client.get("/")["Content-Security-Policy"]


def test_t06_the_request_carries_a_challenge_and_a_state_of_this_browser(client, provider):
    asked = go_to_provider(client)
    assert asked.url.startswith(provider)
    told = parse_qs(urlsplit(asked.url).query)
    assert told["code_challenge_method"] == ["S256"]
    assert told["response_type"] == ["code"]
    assert len(told["state"][0]) >= 16


@pytest.mark.parametrize("who", ["unverified", "says-false-in-words", "says-nothing", "without-address"])
def test_t06_an_address_that_the_provider_has_not_verified_opens_nothing(client, kari, who):
    answer = sign_in(client, who)
    assert not is_signed_in(client)
    assert "Accounts come from the association" in answer.content.decode()


def test_t06_an_unknown_person_gets_no_account(client, kari, django_user_model):
    before = django_user_model.objects.count()
    answer = sign_in(client, "stranger")
    assert "Accounts come from the association" in answer.content.decode()
    assert not is_signed_in(client)
    assert django_user_model.objects.count() == before


def test_t06_a_closed_account_stays_closed(client, kari):
    close_account(person=kari.reference, by=INSTALLATION, at=LONG_AGO)
    sign_in(client)
    assert not is_signed_in(client)


def refused(answer, client):
    assert not is_signed_in(client)
    return "Sign-in did not work" in answer.content.decode()


def test_t06_a_provider_that_calls_itself_something_else_is_refused(client, kari, settings, provider):
    configure(settings, provider.replace("127.0.0.1", "localhost") + "/elsewhere/..")
    assert refused(go_to_provider(client), client)


def test_t06_an_identity_by_another_issuer_is_refused(client, kari, settings, provider):
    """The provider keeps its name and issues in another: by the name under which it is reached."""
    asked = go_to_provider(client)
    other = provider.replace("127.0.0.1", "localhost")
    overrides = {"token_endpoint": f"{other}/oauth2/token"}
    configure(settings, provider, openid_configuration_overrides=overrides)
    assert refused(come_back(client, asked, "kari"), client)


def test_t06_an_identity_signed_by_a_foreign_key_is_refused(client, kari, settings, provider, tmp_path):
    asked = go_to_provider(client)
    overrides = {"jwks_uri": f"{provider}/.well-known/openid-configuration"}
    configure(settings, provider, openid_configuration_overrides=overrides)
    client.raise_request_exception = False
    assert come_back(client, asked, "kari").status_code in {401, 500}
    assert not is_signed_in(client)


def test_t06_an_identity_for_another_installation_is_refused(client, kari, settings, provider):
    asked = go_to_provider(client)
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["client_id"] = "another"
    assert refused(come_back(client, asked, "kari"), client)


def test_t06_an_answer_that_another_browser_asked_for_is_refused(client, kari):
    asked = go_to_provider(Client())
    assert refused(come_back(client, asked, "kari"), client)


def test_t06_a_code_is_of_no_use_without_what_this_browser_knows(client, kari):
    """A stolen code put into another browser's answer: the state fits, the proof of possession does not."""
    thief = Client()
    own = go_to_provider(thief)
    stolen = requests.post(
        go_to_provider(client).url, data={"sub": "kari"}, allow_redirects=False, timeout=10
    ).headers["Location"]
    code = parse_qs(urlsplit(stolen).query)["code"][0]
    state = parse_qs(urlsplit(own.url).query)["state"][0]
    answer = thief.get(f"{urlsplit(stolen).path}?code={code}&state={state}")
    assert refused(answer, thief)


def test_t06_a_link_from_elsewhere_begins_no_sign_in(client):
    assert client.get(LOGIN).status_code == 405


def test_t06_no_identity_is_tied_to_an_account_for_good(client, kari):
    """An identity of another address, tied by somebody signed in, would open the account ever after."""
    client.login(email="kari@example.org", password="a password of the own")
    answer = come_back(client, client.post(f"{LOGIN}?process=connect"), "stranger")
    assert "Sign-in did not work" in answer.content.decode()
    fresh = Client()
    sign_in(fresh, "stranger")
    assert not is_signed_in(fresh)


def test_t06_coming_by_a_provider_leaves_the_password_as_it_is(client, kari):
    sign_in(client)
    assert Client().login(email="kari@example.org", password="a password of the own")


def test_t12_sign_in_by_a_provider_never_leads_to_another_site(client, kari):
    assert sign_in(client, next="https://example.com/").url == "/"


def test_a_provider_that_is_away_is_told_in_words(client, settings):
    configure(settings, "http://127.0.0.1:9")
    assert refused(go_to_provider(client), client)


def test_a_provider_that_nobody_configured_does_not_exist(client):
    assert client.post(reverse("openid_connect_login", args=["nowhere"])).status_code == 404


def test_second_steps_hold_for_people_who_come_by_a_provider(client, kari):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.contrib.auth import get_user_model

    TOTP.activate(get_user_model().objects.get(email="kari@example.org"), generate_totp_secret())
    assert sign_in(client).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)


@pytest.mark.parametrize("missing", ["URL", "CLIENT", "SECRET"])
def test_a_provider_that_is_half_configured_stops_the_start_with_the_name_of_what_is_missing(missing):
    told = {f"SAMBAND_OIDC_MINISTRY_{name}": "x" for name in ("URL", "CLIENT", "SECRET") if name != missing}
    environment = {**os.environ, "SAMBAND_OIDC": "ministry", **told}
    command = [sys.executable, "-c", "import samband.site.settings"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode
    assert re.search(f"SAMBAND_OIDC_MINISTRY_{missing} is missing", done.stderr)
