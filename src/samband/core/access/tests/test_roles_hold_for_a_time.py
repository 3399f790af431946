# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, date, datetime

import pytest

from samband.core.access.operations import (
    EmailTaken,
    UnknownLanguage,
    create_person,
    grant_role,
    revoke_role,
)
from samband.core.access.queries import actor_by_email, audit_trail, names_of, people, role_grants
from samband.core.access.rules import INSTALLATION, NOBODY, Grant, NotAllowed, Role

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
EMAIL = "kari@example.org"


def make_kari(**changes):
    person = {"email": EMAIL, "name": "Kari", "language": "nb", "password": "long enough a password"}
    return create_person(**{**person, "by": INSTALLATION, "at": AT, **changes})


def test_a_role_holds_from_its_first_day_up_to_but_not_including_its_last():
    kari = make_kari()
    mandate = Grant(Role.COUNCILLOR, "1151")
    begins, ends = date(2023, 10, 1), date(2027, 10, 1)
    grant_role(person=kari.reference, grant=mandate, valid_from=begins, valid_to=ends, by=INSTALLATION, at=AT)
    held = {
        on: actor_by_email(email=EMAIL, on=on).grants
        for on in (date(2023, 9, 30), begins, date(2027, 9, 30), ends)
    }
    assert list(held.values()) == [frozenset(), {mandate}, {mandate}, frozenset()]


def test_a_revoked_role_is_gone_the_same_day_and_stays_in_history():
    kari = make_kari(grants=[Grant(Role.ANALYST)])
    (given,) = role_grants(actor=INSTALLATION, person=kari.reference)
    revoke_role(grant_id=given.id, by=INSTALLATION, at=AT)
    assert actor_by_email(email=EMAIL, on=AT.date()).grants == frozenset()
    assert len(role_grants(actor=INSTALLATION, person=kari.reference)) == 1


def test_the_same_address_in_other_letters_is_the_same_person():
    make_kari()
    with pytest.raises(EmailTaken, match="has an account already"):
        make_kari(email="KARI@example.org")


def test_a_language_the_installation_does_not_speak_is_refused():
    with pytest.raises(UnknownLanguage, match="Choose one of en, nb"):
        make_kari(language="xx")


def test_an_unknown_address_is_nobody():
    assert actor_by_email(email="who@example.org", on=AT.date()) == NOBODY


@pytest.mark.parametrize("role", ["analyst", "secretary", "councillor", "inhabitant", "outsider"])
def test_only_an_administrator_manages_people_and_reads_the_log(request, role):
    actor = request.getfixturevalue(role)
    for refused in (
        lambda: make_kari(by=actor),
        lambda: people(actor=actor),
        lambda: role_grants(actor=actor, person="person:1"),
        lambda: revoke_role(grant_id=1, by=actor, at=AT),
        lambda: audit_trail(actor=actor),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_every_change_of_a_role_is_in_the_log(administrator):
    kari = make_kari(grants=[Grant(Role.ANALYST)])
    (given,) = role_grants(actor=administrator, person=kari.reference)
    revoke_role(grant_id=given.id, by=administrator, at=AT)
    trail = audit_trail(actor=administrator, about=kari.reference)
    assert [event.event for event in trail.events] == [
        "access.role_revoked",
        "access.role_granted",
        "access.person_created",
    ]
    assert trail.events[0].by == administrator.reference


def test_names_are_found_for_people_and_left_out_for_the_rest():
    kari = make_kari()
    assert names_of(references=[kari.reference, "installation", "person:999"]) == {kari.reference: "Kari"}


def test_a_person_without_password_cannot_sign_in(client):
    make_kari(password=None)
    assert not client.login(email=EMAIL, password="")
