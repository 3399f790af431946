# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from samband.core.access.operations import revoke_role
from samband.core.access.queries import actor_by_email, role_grants
from samband.core.access.rules import INSTALLATION, Grant, Role
from samband.core.country.queries import load_pack as read_pack
from samband.core.members.operations import load_pack
from tests.packs import only

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY = date(2026, 6, 1)
UTSIRA, OSLO = "1151", "0301"
PAGE, INVITE = reverse("authority_access", args=[UTSIRA]), reverse("invite", args=[UTSIRA])
COLLEAGUE = {
    "name": "A colleague",
    "email": "colleague@example.org",
    "language": "nb",
    "role": "secretary",
    "valid_from": "2026-06-01",
}


@pytest.fixture(autouse=True)
def _that_day(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    def post(browser, address, words=None):
        with django_capture_on_commit_callbacks(execute=True):
            return browser.post(address, words or {})

    return post


def text(response):
    return response.content.decode()


def role_of(email):
    actor = actor_by_email(email=email, on=TODAY)
    return role_grants(actor=INSTALLATION, person=actor.reference)[0].id


def test_a_contact_person_comes_straight_to_the_own_authority(signed_in, contact):
    assert signed_in(contact).get(reverse("people_and_roles")).url == PAGE


def test_a_contact_person_invites_a_colleague_who_then_stands_on_the_page(signed_in, contact, sent):
    browser = signed_in(contact)
    assert sent(browser, INVITE, COLLEAGUE).url == PAGE
    page = text(browser.get(PAGE))
    assert "colleague@example.org is now council secretary. We have sent an e-mail." in page
    assert "A colleague" in page
    assert "has not signed in yet" in page
    assert [message.to for message in mail.outbox] == [["colleague@example.org"]]


def test_a_role_that_begins_later_is_not_said_to_hold_now(signed_in, contact, sent):
    browser = signed_in(contact)
    sent(browser, INVITE, COLLEAGUE | {"valid_from": "2026-09-01"})
    assert "colleague@example.org is council secretary from 1 September 2026." in text(browser.get(PAGE))


def test_the_language_of_whoever_invites_is_proposed(signed_in, contact):
    page = text(signed_in(contact).get(INVITE, headers={"accept-language": "nb"}))
    assert '<option value="nb" selected>' in page


def test_an_address_of_nobody_leaves_nothing_in_the_log_and_the_log_readable(signed_in, administrator):
    browser = signed_in(administrator)
    assert browser.get(f"/people-and-roles/person/{10**20}/").status_code == 404
    page = browser.get("/audit/", {"person": f"person:{10**20}"})
    assert page.status_code == 200
    assert "looked at the account" not in text(browser.get("/audit/"))


def test_the_invitation_is_in_the_language_of_the_colleague(signed_in, contact, sent):
    sent(signed_in(contact), INVITE, COLLEAGUE | {"language": "en"})
    (message,) = mail.outbox
    assert message.subject == "You have access to Samband"
    assert "Contact has given you the role council secretary for 1151 at Samband." in message.body


def test_what_must_be_put_right_is_said_and_what_was_typed_stays(signed_in, contact, sent):
    wrong = COLLEAGUE | {"last_day": "2026-05-01"}
    page = text(sent(signed_in(contact), INVITE, wrong))
    assert "The last day comes before the first. Choose a later last day." in page
    assert 'value="A colleague"' in page
    assert mail.outbox == []


@pytest.mark.parametrize("role", ["administrator", "analyst", "mayor"])
def test_t07_a_role_that_is_not_offered_is_not_given_either(signed_in, contact, sent, role):
    page = sent(signed_in(contact), INVITE, COLLEAGUE | {"role": role})
    assert page.status_code == 200
    assert not actor_by_email(email="colleague@example.org", on=TODAY).is_signed_in


def test_t07_another_authority_is_not_invited_to_by_changing_the_address(signed_in, contact, sent):
    browser = signed_in(contact)
    for code in (OSLO, "association", "9999"):
        assert sent(browser, reverse("invite", args=[code]), COLLEAGUE).status_code == 404
        assert browser.get(reverse("authority_access", args=[code])).status_code == 404
    assert not actor_by_email(email="colleague@example.org", on=TODAY).is_signed_in


def test_nobody_invites_to_an_authority_that_has_never_been(signed_in, administrator):
    load_pack(pack=only(pack=read_pack(name="norway"), codes={OSLO}), by=INSTALLATION, at=NOON)
    browser = signed_in(administrator)
    assert browser.get(reverse("authority_access", args=[OSLO])).status_code == 200
    for code in ("9999", "zzz"):
        assert browser.get(reverse("authority_access", args=[code])).status_code == 404
        assert browser.post(reverse("invite", args=[code]), COLLEAGUE).status_code == 404
    assert not actor_by_email(email="colleague@example.org", on=TODAY).is_signed_in


def test_a_last_day_is_the_last_day_on_which_the_role_holds(signed_in, contact, sent):
    sent(signed_in(contact), INVITE, COLLEAGUE | {"last_day": "2026-08-31"})
    assert actor_by_email(email="colleague@example.org", on=date(2026, 8, 31)).grants
    assert not actor_by_email(email="colleague@example.org", on=date(2026, 9, 1)).grants
    assert "from 1 June 2026 to 31 August 2026" in text(signed_in(contact).get(PAGE))


def test_a_substitute_during_leave_is_chosen_among_those_who_hold_a_role(signed_in, contact, sent):
    browser = signed_in(contact)
    own = role_of("contact@example.org")
    stand_in = COLLEAGUE | {"role": "contact", "substitute_for": str(own), "last_day": "2026-08-31"}
    sent(browser, INVITE, stand_in)
    assert "standing in for Contact" in text(browser.get(PAGE))
    assert "does so for a time" in text(
        sent(browser, INVITE, stand_in | {"last_day": "", "email": "x@example.org"})
    )


def test_roles_to_come_and_roles_that_ended_stand_apart(signed_in, contact, sent, time_machine):
    browser = signed_in(contact)
    sent(browser, INVITE, COLLEAGUE | {"valid_from": "2026-09-01"})
    assert "Later" in text(browser.get(PAGE))
    revoke_role(grant_id=role_of("colleague@example.org"), by=INSTALLATION, at=NOON)
    assert "1 role that has ended" in text(browser.get(PAGE))


def test_a_contact_person_ends_a_role_and_hears_why_the_last_one_stays(signed_in, contact, sent):
    browser = signed_in(contact)
    sent(browser, INVITE, COLLEAGUE)
    ending = reverse("end_role", args=[role_of("colleague@example.org")])
    assert "A colleague is council secretary for 1151." in text(browser.get(ending))
    assert browser.post(ending, {}).url == PAGE
    assert not actor_by_email(email="colleague@example.org", on=TODAY).grants
    own = browser.post(reverse("end_role", args=[role_of("contact@example.org")]), {})
    assert "would be left without a contact person" in text(own)
    assert actor_by_email(email="contact@example.org", on=TODAY).grants


def test_a_role_ends_on_the_day_that_is_chosen(signed_in, contact, sent):
    browser = signed_in(contact)
    sent(browser, INVITE, COLLEAGUE)
    browser.post(reverse("end_role", args=[role_of("colleague@example.org")]), {"last_day": "2026-06-30"})
    assert actor_by_email(email="colleague@example.org", on=date(2026, 6, 30)).grants
    assert not actor_by_email(email="colleague@example.org", on=date(2026, 7, 1)).grants


def test_an_invitation_that_was_lost_is_sent_again(signed_in, contact, sent):
    browser = signed_in(contact)
    sent(browser, INVITE, COLLEAGUE)
    assert sent(browser, reverse("send_invitation", args=[role_of("colleague@example.org")])).url == PAGE
    assert len(mail.outbox) == 2


def test_an_administrator_finds_people_by_name_address_and_municipality(
    signed_in, administrator, contact, secretary
):
    signed_in(contact)
    signed_in(secretary)
    browser = signed_in(administrator)
    found = {
        search: [
            one.name for one in browser.get(reverse("people_and_roles"), {"q": search}).context["people"]
        ]
        for search in ("", "secr", "CONTACT@", UTSIRA, "nobody at all")
    }
    assert found == {
        "": ["Administrator", "Contact", "Secretary"],
        "secr": ["Secretary"],
        "CONTACT@": ["Contact"],
        UTSIRA: ["Contact"],
        "nobody at all": [],
    }


@pytest.mark.parametrize(
    "search", ["'; DROP TABLE access_user; --", "%' OR '1'='1", "\\", "\x00", "' UNION SELECT 1"]
)
def test_t13_a_search_is_never_a_part_of_the_question_to_the_database(signed_in, administrator, search):
    browser = signed_in(administrator)
    found = browser.get(reverse("people_and_roles"), {"q": search})
    assert found.status_code == 200
    if found.context["form"].is_valid():
        assert found.context["people"] == ()


def test_an_administrator_closes_an_account_and_the_person_is_out(signed_in, administrator, contact):
    theirs, browser = signed_in(contact), signed_in(administrator)
    key = actor_by_email(email="contact@example.org", on=TODAY).reference.removeprefix("person:")
    assert "Contact" in text(browser.get(reverse("person_access", args=[key])))
    browser.post(reverse("person_step", args=[key, "close"]))
    assert theirs.get("/my-page/").status_code == 302
    assert "Open the account again" in text(browser.get(reverse("person_access", args=[key])))
    browser.post(reverse("person_step", args=[key, "reopen"]))
    assert actor_by_email(email="contact@example.org", on=TODAY).grants


def test_the_last_administrator_hears_why_the_account_stays(signed_in, administrator):
    browser = signed_in(administrator)
    key = actor_by_email(email="administrator@example.org", on=TODAY).reference.removeprefix("person:")
    page = browser.post(reverse("person_step", args=[key, "close"]), follow=True)
    assert "would be left without an administrator" in text(page)


@pytest.mark.parametrize("address", ["/people-and-roles/person/0/", "/people-and-roles/role/0/end/"])
def test_what_is_not_there_is_not_there_for_the_administrator_either(signed_in, administrator, address):
    assert signed_in(administrator).get(address).status_code == 404


def test_my_page_tells_my_roles_my_ways_in_and_where_i_am_signed_in(signed_in, contact):
    page = text(signed_in(contact).get("/my-page/"))
    for words in ("contact@example.org", "Contact person, 1151", "Change the password", "Add a passkey"):
        assert words in page


def test_somebody_without_a_role_is_told_who_can_give_one(signed_in, outsider):
    assert "You have no role yet." in text(signed_in(outsider).get("/my-page/"))


def test_a_contact_of_two_authorities_chooses_between_them(signed_in, contact, account):
    from dataclasses import replace

    both = replace(contact, reference="cast:both", grants=contact.grants | {Grant(Role.CONTACT, OSLO)})
    page = text(signed_in(both).get(reverse("people_and_roles")))
    assert PAGE in page
    assert reverse("authority_access", args=[OSLO]) in page


def test_the_day_after_tomorrow_is_no_day_of_the_past(signed_in, contact, sent):
    later = (TODAY + timedelta(days=2)).isoformat()
    assert sent(signed_in(contact), INVITE, COLLEAGUE | {"valid_from": later}).url == PAGE
