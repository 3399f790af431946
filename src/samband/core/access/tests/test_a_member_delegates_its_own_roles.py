# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from samband.core.access import operations, queries
from samband.core.access.rules import INSTALLATION, Grant, NotAllowed, Refusal, Refused, Role
from samband.core.audit.queries import EventFilter, events

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
TODAY, SUMMERS_END = date(2026, 6, 1), date(2026, 9, 1)
UTSIRA, OSLO = "1151", "0301"
SECRETARY = Grant(Role.SECRETARY, UTSIRA)
ASSOCIATIONS = (Grant(Role.ADMINISTRATOR), Grant(Role.ANALYST))


@pytest.fixture(autouse=True)
def _that_day(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def kari(account):
    """The contact person of Utsira."""
    return account("kari", Grant(Role.CONTACT, UTSIRA))


@pytest.fixture
def invite(django_capture_on_commit_callbacks):
    def make(*, by, grant=SECRETARY, email="ola@example.org", valid_from=TODAY, **more):
        words = {"email": email, "name": "Ola", "language": "nb", "address": "https://here/accounts/login/"}
        with django_capture_on_commit_callbacks(execute=True):
            return operations.invite(**words, grant=grant, valid_from=valid_from, by=by, at=AT, **more)

    return make


def grants_of(email, on=TODAY):
    return queries.actor_by_email(email=email, on=on).grants


def reason_of(refused):
    with pytest.raises(Refused) as caught:
        refused()
    return caught.value.reason


def test_a_contact_person_gives_a_colleague_a_role_and_the_colleague_is_told(kari, invite):
    invite(by=kari)
    assert grants_of("ola@example.org") == {SECRETARY}
    (message,) = mail.outbox
    assert message.to == ["ola@example.org"]
    assert "Kari" in message.body
    assert "https://here/accounts/login/" in message.body


def test_t03_an_invitation_holds_no_secret(kari, invite):
    invite(by=kari)
    (message,) = mail.outbox
    links = [word for word in message.body.split() if word.startswith("http")]
    assert links == ["https://here/accounts/login/"]


def test_somebody_who_has_an_account_keeps_name_and_password_and_gets_the_role(account, kari, invite, client):
    account("ola", password="a password of the own")
    invite(by=kari)
    assert grants_of("ola@example.org") == {SECRETARY}
    assert client.login(email="ola@example.org", password="a password of the own")


@pytest.mark.parametrize("grant", ASSOCIATIONS)
def test_t07_no_contact_person_gives_a_role_of_the_association(kari, invite, grant):
    with pytest.raises(NotAllowed):
        invite(by=kari, grant=grant)
    with pytest.raises(NotAllowed):
        operations.grant_role(person=kari.reference, grant=grant, valid_from=TODAY, by=kari, at=AT)
    assert grants_of("kari@example.org") == {Grant(Role.CONTACT, UTSIRA)}


@pytest.mark.parametrize("role", [Role.CONTACT, Role.SECRETARY, Role.COUNCILLOR, Role.EMPLOYEE])
def test_t07_no_contact_person_gives_a_role_of_another_authority(kari, invite, role):
    with pytest.raises(NotAllowed):
        invite(by=kari, grant=Grant(role, OSLO))
    assert mail.outbox == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ANALYST])
def test_t07_a_role_of_the_association_for_an_authority_is_no_role(invite, role):
    assert reason_of(lambda: invite(by=INSTALLATION, grant=Grant(role, UTSIRA))) is Refusal.MISFIT


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.COUNCILLOR])
def test_t07_a_secretary_or_a_councillor_gives_nothing(account, invite, role):
    with pytest.raises(NotAllowed):
        invite(by=account("other", Grant(role, UTSIRA)))


def test_t07_a_substitute_gives_no_role_that_outlives_the_summer(account, kari, invite):
    stand_in = {"grant": Grant(Role.CONTACT, UTSIRA), "valid_to": SUMMERS_END}
    (held,) = queries.role_grants(actor=kari, person=kari.reference)
    invite(by=kari, **stand_in, substitute_for=held.id)
    ola = queries.actor_by_email(email="ola@example.org", on=TODAY)
    friend = {"by": ola, "email": "friend@example.org"}
    assert reason_of(lambda: invite(**friend)) is Refusal.LONGER_THAN_OWN
    invite(**friend, valid_to=SUMMERS_END)
    assert grants_of("friend@example.org", on=SUMMERS_END) == frozenset()


def test_a_substitute_is_named_and_loses_the_role_after_the_leave(kari, invite):
    (held,) = queries.role_grants(actor=kari, person=kari.reference)
    invite(by=kari, grant=Grant(Role.CONTACT, UTSIRA), valid_to=SUMMERS_END, substitute_for=held.id)
    lines = {line.name: line for line in queries.access_in(actor=kari, authority=UTSIRA)}
    assert lines["Ola"].stands_in_for == "Kari"
    assert grants_of("ola@example.org", on=SUMMERS_END - timedelta(days=1))
    assert not grants_of("ola@example.org", on=SUMMERS_END)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"valid_from": TODAY - timedelta(days=1)}, Refusal.IN_THE_PAST),
        ({"valid_to": TODAY}, Refusal.ENDS_BEFORE_IT_BEGINS),
    ],
)
def test_a_period_that_cannot_be_is_refused_in_words(kari, invite, given, reason):
    assert reason_of(lambda: invite(by=kari, **given)) is reason
    assert not grants_of("ola@example.org")


def test_nobody_stands_in_for_a_role_of_another_authority(account, kari, invite):
    oslos = account("oslo", Grant(Role.SECRETARY, OSLO))
    (held,) = queries.role_grants(actor=oslos, person=oslos.reference)
    refused = {"by": kari, "valid_to": SUMMERS_END, "substitute_for": held.id}
    assert reason_of(lambda: invite(**refused)) is Refusal.SUBSTITUTE_FOR_NOBODY


def test_the_same_role_twice_at_the_same_time_is_refused(kari, invite):
    invite(by=kari, valid_to=SUMMERS_END)
    assert reason_of(lambda: invite(by=kari)) is Refusal.HELD_ALREADY
    invite(by=kari, valid_from=SUMMERS_END)


def test_a_role_that_was_ended_at_once_may_be_given_again_the_same_day(kari, invite):
    given = invite(by=kari)
    operations.revoke_role(grant_id=given.id, by=kari, at=AT)
    assert not grants_of("ola@example.org")
    invite(by=kari)
    assert grants_of("ola@example.org") == {SECRETARY}


def test_a_contact_person_ends_a_colleagues_role_now_or_later(kari, invite):
    given = invite(by=kari)
    operations.revoke_role(grant_id=given.id, on=SUMMERS_END, by=kari, at=AT)
    assert grants_of("ola@example.org", on=SUMMERS_END - timedelta(days=1))
    operations.revoke_role(grant_id=given.id, by=kari, at=AT)
    assert not grants_of("ola@example.org")


def test_ending_later_never_lengthens_a_role(kari, invite):
    given = invite(by=kari, valid_to=SUMMERS_END)
    ended = operations.revoke_role(grant_id=given.id, on=date(2030, 1, 1), by=kari, at=AT)
    assert ended.valid_to == SUMMERS_END


def test_t07_the_last_contact_person_stays_until_another_is_there_without_end(kari, invite):
    (own,) = queries.role_grants(actor=kari, person=kari.reference)
    end = {"grant_id": own.id, "at": AT}
    assert reason_of(lambda: operations.revoke_role(**end, by=kari)) is Refusal.LAST_CONTACT
    contact = Grant(Role.CONTACT, UTSIRA)
    invite(by=kari, grant=contact, valid_to=SUMMERS_END, email="summer@example.org")
    assert reason_of(lambda: operations.revoke_role(**end, by=kari)) is Refusal.LAST_CONTACT
    invite(by=kari, grant=contact)
    operations.revoke_role(**end, by=kari)
    assert not grants_of("kari@example.org")


def test_the_association_may_end_even_the_last_contact_person(account, kari):
    boss = account("boss", Grant(Role.ADMINISTRATOR))
    (own,) = queries.role_grants(actor=kari, person=kari.reference)
    operations.revoke_role(grant_id=own.id, by=boss, at=AT)
    assert not grants_of("kari@example.org")


def test_t20_an_association_keeps_an_administrator_who_can_sign_in(account):
    boss = account("boss", Grant(Role.ADMINISTRATOR))
    closed = account("closed", Grant(Role.ADMINISTRATOR))
    operations.close_account(person=closed.reference, by=boss, at=AT)
    (own,) = queries.role_grants(actor=boss, person=boss.reference)
    end = {"grant_id": own.id, "by": boss, "at": AT}
    assert reason_of(lambda: operations.revoke_role(**end)) is Refusal.LAST_ADMINISTRATOR
    close = {"person": boss.reference, "by": boss, "at": AT}
    assert reason_of(lambda: operations.close_account(**close)) is Refusal.LAST_ADMINISTRATOR


def test_t07_no_contact_person_ends_a_role_elsewhere(account, kari):
    for other in (account("oslo", Grant(Role.CONTACT, OSLO)), account("boss", Grant(Role.ADMINISTRATOR))):
        (held,) = queries.role_grants(actor=other, person=other.reference)
        for refused in (
            lambda held=held: operations.revoke_role(grant_id=held.id, by=kari, at=AT),
            lambda held=held: operations.send_invitation(grant_id=held.id, address="x", by=kari, at=AT),
            lambda held=held: queries.given_role(actor=kari, grant_id=held.id),
        ):
            with pytest.raises(NotAllowed):
                refused()
        assert grants_of(f"{'oslo' if held.authority else 'boss'}@example.org")


@pytest.mark.parametrize("grant_id", [0, 999_999])
def test_a_role_that_is_not_there_looks_the_same_as_one_of_others(kari, grant_id):
    with pytest.raises(NotAllowed):
        operations.revoke_role(grant_id=grant_id, by=kari, at=AT)
    with pytest.raises(queries.UnknownRole):
        operations.revoke_role(grant_id=grant_id, by=INSTALLATION, at=AT)


def test_t08_who_has_access_is_seen_for_the_own_authority_alone(account, kari, invite):
    invite(by=kari)
    assert [line.name for line in queries.access_in(actor=kari, authority=UTSIRA)] == ["Kari", "Ola"]
    for authority in (OSLO, ""):
        with pytest.raises(NotAllowed):
            queries.access_in(actor=kari, authority=authority)
    ola = queries.actor_by_email(email="ola@example.org", on=TODAY)
    with pytest.raises(NotAllowed):
        queries.access_in(actor=ola, authority=UTSIRA)


def test_nobody_sees_the_roles_of_another_person_but_an_administrator(account, kari):
    boss = account("boss", Grant(Role.ADMINISTRATOR))
    assert queries.role_grants(actor=kari, person=kari.reference)
    assert queries.role_grants(actor=boss, person=kari.reference)
    with pytest.raises(NotAllowed):
        queries.role_grants(actor=kari, person=boss.reference)
    with pytest.raises(NotAllowed):
        queries.person(actor=kari, reference=boss.reference)


def test_every_role_given_or_ended_is_in_the_log_of_its_authority(kari, invite):
    given = invite(by=kari)
    operations.revoke_role(grant_id=given.id, by=kari, at=AT)
    trail = queries.audit_trail(actor=kari, wanted=EventFilter(authority=UTSIRA)).events
    assert [event.event for event in trail if event.by == kari.reference] == [
        "access.role_revoked",
        "access.role_granted",
        "access.person_created",
    ]


def test_t20_looking_at_somebodys_account_is_in_the_log(account, kari):
    boss = account("boss", Grant(Role.ADMINISTRATOR))
    operations.note_reading(person=kari.reference, by=boss, at=AT)
    (read,) = [event for event in events(about=kari.reference).events if event.event == "access.person_read"]
    assert read.by == boss.reference
    with pytest.raises(NotAllowed):
        operations.note_reading(person=boss.reference, by=kari, at=AT)


def test_a_closed_account_is_nobody_until_it_is_opened_again(account, client, kari):
    boss = account("boss", Grant(Role.ADMINISTRATOR))
    operations.close_account(person=kari.reference, by=boss, at=AT)
    assert not grants_of("kari@example.org")
    operations.reopen_account(person=kari.reference, by=boss, at=AT)
    assert grants_of("kari@example.org") == {Grant(Role.CONTACT, UTSIRA)}
