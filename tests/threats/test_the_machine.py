# SPDX-License-Identifier: EUPL-1.2
"""Stolen copies, poisoned libraries, and a service that somebody keeps busy."""

import json
import os
import re
import stat
import subprocess
import sys

import pytest

from tests.repository.sources import ROOT

PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==[^\s;]+", re.IGNORECASE | re.MULTILINE)
ASK_SETTINGS = (
    "import json, django; from django.conf import settings as s; django.setup();"
    "from django.contrib.auth.hashers import get_hasher; h = get_hasher();"
    "print(json.dumps({'hasher': h.algorithm, 'rounds': getattr(h, 'iterations', 0), 'debug': s.DEBUG,"
    "'second': s.SAMBAND_SECOND_FACTOR, 'hsts': s.SECURE_HSTS_SECONDS, 'ssl': s.SECURE_SSL_REDIRECT,"
    "'cookies': [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE],"
    "'insecure_passkeys': s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN}))"
)


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """What an installation behind TLS has when nobody has configured more."""
    home = tmp_path_factory.mktemp("home")
    told = {"SAMBAND_HOME": str(home), "SAMBAND_HTTPS": "yes", "SAMBAND_SECRET_KEY": "a key"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMBAND_", "PYTEST"))}
    environment = {**kept, **told, "DJANGO_SETTINGS_MODULE": "samband.site.settings"}
    command = [sys.executable, "-c", ASK_SETTINGS]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_t17_a_password_is_kept_as_a_slow_digest(production):
    assert production["hasher"] == "pbkdf2_sha256"
    assert production["rounds"] >= 600_000


def test_t17_a_home_is_its_owners_alone(tmp_path):
    home = tmp_path / "home"
    environment = {**os.environ, "SAMBAND_HOME": str(home)}
    command = [sys.executable, "-c", "from samband.cli.init import *; make_home(home=home_folder())"]
    subprocess.run(command, env=environment, check=True)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (home, home / "samband.env")]
    assert modes == [0o700, 0o600]


def test_t02_production_asks_the_roles_that_see_much_for_a_second_step(production):
    assert production["second"] == ["administrator", "analyst"]
    assert production["insecure_passkeys"] is False


def test_t05_behind_tls_cookies_and_pages_go_by_tls_alone(production):
    assert production["cookies"] == [True, True, True]
    assert production["ssl"] is True
    assert production["hsts"] >= 31_536_000
    assert production["debug"] is False


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "bench.txt"])
def test_t18_every_library_is_pinned_with_its_digest(name):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)
    libraries = [entry for entry in entries if PINNED.match(entry)]
    assert len(libraries) > 3
    assert [entry.split()[0] for entry in libraries if "--hash=sha256:" not in entry] == []


def test_t18_every_package_of_the_browser_is_pinned_with_its_digest():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = {name: told for name, told in packages.items() if name}
    assert fetched
    assert [name for name, told in fetched.items() if not told.get("integrity")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["0", "-1", "999999999999999999999", "1e9", "²", "x" * 5000])
def test_t19_no_page_number_breaks_a_list_or_makes_it_endless(signed_in, administrator, page):
    browser = signed_in(administrator)
    for address in ("/audit/", "/people-and-roles/", "/members/"):
        assert browser.get(address, {"page": page}).status_code in {200, 404}


@pytest.mark.django_db
def test_t19_a_form_of_ten_thousand_fields_is_refused(client):
    filled = {f"field{number}": "x" for number in range(10_000)}
    assert client.post("/accounts/login/", filled).status_code == 400
