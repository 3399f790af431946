# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import Grant, Role

pytestmark = pytest.mark.django_db
COMMAND = "samband.core.access.management.commands.create_person"
EMAIL = "first@example.org"


def type_passwords(monkeypatch, *passwords):
    answers = iter(passwords)
    monkeypatch.setattr(f"{COMMAND}.getpass", lambda _prompt: next(answers))


def test_the_first_administrator_comes_from_the_command_line(monkeypatch, client, capsys):
    type_passwords(monkeypatch, "a quiet long password", "a quiet long password")
    call_command("create_person", EMAIL, "First", "--role", "administrator", "--role", "contact:1151")
    held = actor_by_email(email=EMAIL, on=date(2999, 1, 1)).grants
    assert held == {Grant(Role.ADMINISTRATOR), Grant(Role.CONTACT, "1151")}
    assert client.login(email=EMAIL, password="a quiet long password")
    assert "First has an account" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "told"),
    [(("one long password", "another password"), "differ"), (("short", "short"), "too short")],
)
def test_a_password_that_will_not_do_makes_no_account(monkeypatch, typed, told):
    type_passwords(monkeypatch, *typed)
    with pytest.raises(CommandError, match=told):
        call_command("create_person", EMAIL, "First")
    assert not actor_by_email(email=EMAIL, on=date(2999, 1, 1)).is_signed_in


def test_an_address_that_is_taken_is_said_in_words(capsys):
    call_command("create_person", EMAIL, "First", "--no-password")
    with pytest.raises(CommandError, match="has an account already"):
        call_command("create_person", EMAIL, "Second", "--no-password")


def test_an_unknown_role_is_refused():
    with pytest.raises(CommandError, match="role"):
        call_command("create_person", EMAIL, "First", "--no-password", "--role", "mayor")
