# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from samband.core.access.operations import close_account, end_sessions
from samband.core.access.queries import role_grants, sessions
from samband.core.access.rules import INSTALLATION, Grant, NotAllowed, Role
from samband.core.audit.queries import events

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 6, 1, 8, tzinfo=UTC)
PASSWORD = "long enough a password"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture(autouse=True)
def _that_morning(time_machine):
    time_machine.move_to(MORNING, tick=False)


@pytest.fixture
def kari(account):
    return account("kari", Grant(Role.CONTACT, "1151"), password=PASSWORD)


def signed_in_browser(password=PASSWORD):
    browser = Client(HTTP_USER_AGENT=FIREFOX)
    browser.post(reverse("account_login"), {"login": "kari@example.org", "password": password})
    return browser


def is_signed_in(browser):
    return browser.get("/my-page/").status_code == 200


def test_t05_signing_in_gives_the_browser_another_session(client, kari):
    client.get("/accounts/login/")
    client.post("/language/", {"language": "nb", "next": "/"})
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(reverse("account_login"), {"login": "kari@example.org", "password": PASSWORD})
    assert client.session.session_key != before
    assert not type(client.session)(before).load()


def test_t05_a_session_that_nobody_uses_is_over_after_two_hours(kari, time_machine):
    browser = signed_in_browser()
    time_machine.move_to(MORNING + timedelta(minutes=119), tick=False)
    assert is_signed_in(browser)
    time_machine.move_to(MORNING + timedelta(minutes=119 + 121), tick=False)
    response = browser.get("/my-page/", follow=True)
    assert "You have been signed out" in response.content.decode()


def test_t05_a_session_in_use_is_over_after_twelve_hours(kari, time_machine):
    browser = signed_in_browser()
    for hour in range(1, 12):
        time_machine.move_to(MORNING + timedelta(hours=hour), tick=False)
        assert is_signed_in(browser), hour
    time_machine.move_to(MORNING + timedelta(hours=12), tick=False)
    assert not is_signed_in(browser)


def test_t05_a_session_that_says_nothing_of_its_age_is_over(kari):
    browser = signed_in_browser()
    session = browser.session
    del session["signed_in_at"]
    session.save()
    assert not is_signed_in(browser)


def test_t05_signing_out_everywhere_else_leaves_this_browser_alone(kari):
    here, there = signed_in_browser(), signed_in_browser()
    assert "Firefox, Windows" in here.get("/my-page/").content.decode()
    assert here.post(reverse("end_my_sessions")).url == "/my-page/"
    assert is_signed_in(here)
    assert not is_signed_in(there)
    (left,) = sessions(actor=kari, current=here.session.session_key)
    assert left.is_current


def test_t05_a_new_password_ends_the_other_sessions(kari):
    here, there = signed_in_browser(), signed_in_browser()
    new = "another long password"
    words = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    here.post(reverse("account_change_password"), words)
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert "access.password_changed" in {event.event for event in events(about=kari.reference).events}


def test_t05_closing_an_account_ends_its_sessions_at_once(kari):
    browser = signed_in_browser()
    close_account(person=kari.reference, by=INSTALLATION, at=MORNING)
    assert not is_signed_in(browser)


def test_an_administrator_signs_somebody_out_and_others_do_not(account, kari):
    browser = signed_in_browser()
    ola = account("ola", Grant(Role.CONTACT, "1151"))
    with pytest.raises(NotAllowed):
        end_sessions(person=kari.reference, by=ola, at=MORNING)
    assert is_signed_in(browser)
    boss = account("boss", Grant(Role.ADMINISTRATOR))
    end_sessions(person=kari.reference, by=boss, at=MORNING)
    assert not is_signed_in(browser)


def test_a_role_that_ends_is_gone_in_a_session_that_goes_on(kari, time_machine):
    from samband.core.access.operations import revoke_role

    browser = signed_in_browser()
    assert browser.get("/people-and-roles/1151/").status_code == 200
    (own,) = role_grants(actor=kari, person=kari.reference)
    revoke_role(grant_id=own.id, by=INSTALLATION, at=MORNING)
    assert browser.get("/people-and-roles/1151/").status_code == 404


def test_t01_after_five_wrong_passwords_the_person_is_told_once(kari, client):
    for _ in range(7):
        signed_in_browser("not the password")
    assert not is_signed_in(signed_in_browser())
    told = [message for message in mail.outbox if "wrong password" in message.subject]
    assert [message.to for message in told] == [["kari@example.org"]]
    assert "access.locked_out" in {event.event for event in events(about=kari.reference).events}


def test_t01_a_lock_out_is_over_after_a_quarter_of_an_hour(kari, time_machine):
    for _ in range(5):
        signed_in_browser("not the password")
    assert not is_signed_in(signed_in_browser())
    time_machine.move_to(MORNING + timedelta(minutes=16), tick=False)
    assert is_signed_in(signed_in_browser())


def test_t04_a_lock_out_tells_nothing_about_unknown_addresses(db):
    for _ in range(7):
        Client().post(reverse("account_login"), {"login": "who@example.org", "password": "x" * 12})
    assert mail.outbox == []


def test_t01_all_processes_count_the_same_attempts(db):
    """What one process counts, another reads: it lies in the database that they share."""
    from samband.core.access.models import CacheEntry

    Client().post(reverse("account_login"), {"login": "who@example.org", "password": "x" * 12})
    assert CacheEntry.objects.filter(cache_key__contains="login_failed").count() == 2
