# SPDX-License-Identifier: EUPL-1.2
"""Each case loads the settings in a process of its own, as an installation would."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = """
import json, sys
from samband.site import settings
print(json.dumps({name: repr(getattr(settings, name, None)) for name in sys.argv[1:]}))
"""


def settings_of(home: Path, *names: str, **environment: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SAMBAND_")}
    done = subprocess.run(
        [sys.executable, "-c", ASK, *names],
        env={**clean, "SAMBAND_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout) if done.returncode == 0 else {"error": done.stderr}


def test_the_file_in_the_home_folder_is_read_and_the_environment_wins(tmp_path):
    lines = "# made by samband init\nSAMBAND_SECRET_KEY=of the file\nSAMBAND_ASSOCIATION=Of = the file\n\n"
    (tmp_path / "samband.env").write_text(lines, encoding="utf-8")
    read = settings_of(tmp_path, "SECRET_KEY", "SAMBAND_ASSOCIATION", SAMBAND_SECRET_KEY="of the environment")
    assert read == {"SECRET_KEY": "'of the environment'", "SAMBAND_ASSOCIATION": "'Of = the file'"}


def test_without_anything_it_is_sqlite_at_home_and_closed_to_the_world(tmp_path):
    read = settings_of(tmp_path, "DATABASES", "DEBUG", "ALLOWED_HOSTS", "SECRET_KEY", "TASKS")
    assert str(tmp_path / "samband.sqlite3") in read["DATABASES"]
    assert "journal_mode=WAL" in read["DATABASES"]
    assert "IMMEDIATE" in read["DATABASES"]
    assert read["DEBUG"] == "False"
    assert "'*'" not in read["ALLOWED_HOSTS"]
    assert read["SECRET_KEY"] == "''"
    assert "DatabaseBackend" in read["TASKS"]


def test_postgresql_takes_one_variable(tmp_path):
    url = "postgresql://samband@db.example.org/samband"
    read = settings_of(tmp_path, "DATABASES", SAMBAND_DATABASE_URL=url)
    assert "django.db.backends.postgresql" in read["DATABASES"]
    assert "PRAGMA" not in read["DATABASES"]


def test_a_mail_server_is_used_as_soon_as_it_is_named(tmp_path):
    assert "console" in settings_of(tmp_path, "EMAIL_BACKEND")["EMAIL_BACKEND"]
    read = settings_of(tmp_path, "EMAIL_BACKEND", SAMBAND_EMAIL_HOST="mail.example.org")
    assert "smtp" in read["EMAIL_BACKEND"]


def test_https_makes_cookies_secure_and_is_remembered_by_browsers(tmp_path):
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    read = settings_of(tmp_path, *names, "SECURE_HSTS_SECONDS", SAMBAND_HTTPS="yes")
    assert {read[name] for name in names} == {"True"}
    assert read["SECURE_HSTS_SECONDS"] == "31536000"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SAMBAND_ADDRESS", "samband.example.org", "SAMBAND_ADDRESS is https:// and the name of the site"),
        ("SAMBAND_ADDRESS", "http://samband.example.org", "the name of the site"),
        ("SAMBAND_ADDRESS", "https://samband.example.org/ethics", "the name of the site"),
        ("SAMBAND_ADDRESS", "https://somebody@samband.example.org", "the name of the site"),
        ("SAMBAND_ADDRESS", "https://samband.example.org:port", "the name of the site"),
        ("SAMBAND_DEBUG", "perhaps", "SAMBAND_DEBUG is “perhaps”. Write yes or no."),
        ("SAMBAND_EMAIL_PORT", "smtp", "SAMBAND_EMAIL_PORT is “smtp”. Write a whole number, for example 25."),
    ],
)
def test_a_value_that_cannot_be_read_is_named_with_what_to_write(tmp_path, name, value, told):
    assert told in settings_of(tmp_path, "DEBUG", **{name: value})["error"]


@pytest.mark.parametrize("address", ["https://samband.example.org/", "http://localhost:8000", ""])
def test_the_address_of_the_site_is_kept_without_its_last_stroke(tmp_path, address):
    read = settings_of(tmp_path, "SAMBAND_ADDRESS", SAMBAND_ADDRESS=address)
    assert read == {"SAMBAND_ADDRESS": repr(address.rstrip("/"))}


def test_the_server_does_not_start_without_a_key_and_says_what_to_do(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", "import samband.site.wsgi"],
        env={"PATH": os.environ["PATH"], "SAMBAND_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "samband init" in done.stderr
