# SPDX-License-Identifier: EUPL-1.2
"""An employee with an account says who they are in the register of people."""

from datetime import date

import pytest

from samband.core.access.queries import actor_by_email
from samband.core.access.rules import Actor, Grant, NotAllowed, Role
from samband.core.audit.queries import all_events
from samband.core.people import operations, queries
from samband.core.people.operations import NewOffice, NewPerson
from samband.core.people.rules import BodyKind, NoSuchPerson, PostKind
from samband.core.people.tests.conftest import AT as NOON
from samband.core.people.tests.conftest import DOING, OSLO, UTSIRA

TODAY = NOON.date()


@pytest.fixture
def employee(signed_in) -> Actor:
    """With an account, and the role of an employee of Utsira."""
    signed_in(Actor("cast:dina", frozenset({Grant(Role.EMPLOYEE, UTSIRA)})))
    return actor_by_email(email="dina@example.org", on=TODAY)


def employ(email, *, code=UTSIRA, kind=BodyKind.ADMINISTRATION, name="Dina Lie") -> int:
    body = f"{kind}-{code}"
    operations.register_body(code=body, name="Administration", kind=kind, authority=code, **DOING)
    office = NewOffice(body, PostKind.OTHER, date(2024, 1, 1), post_name="Head of planning")
    return operations.add_office(person=NewPerson(name=name, email=email), office=office, **DOING).person


def test_who_is_named_with_the_address_of_the_account_may_say_that_it_is_them(employee):
    person = employ("Dina@Example.org")
    offered = queries.person_offered(actor=employee, on=TODAY)
    assert offered is not None
    assert (offered.person, offered.post_name) == (person, "Head of planning")
    operations.take_up_person(person=person, by=employee, at=NOON)
    found = queries.person_of_account(account=employee.reference)
    assert found is not None
    assert found.id == person
    assert queries.person_offered(actor=employee, on=TODAY) is None
    events = [one for one in all_events() if one.event == "people.account_taken_up"]
    assert [(one.by, one.about) for one in events] == [(employee.reference, f"people.person:{person}")]


@pytest.mark.parametrize(
    "named",
    [
        [{"email": "another@example.org"}],
        [{"email": "dina@example.org", "code": OSLO}],
        [{"email": "dina@example.org", "kind": BodyKind.COUNCIL}],
        [{"email": "dina@example.org"}, {"email": "dina@example.org", "name": "Dina Li"}],
        [{"email": ""}],
    ],
    ids=["another address", "another member", "no administration", "two of them", "no address"],
)
def test_t38_nobody_is_taken_for_somebody_who_may_be_another(employee, named):
    people = [employ(**one) for one in named]
    assert queries.person_offered(actor=employee, on=TODAY) is None
    with pytest.raises(NoSuchPerson):
        operations.take_up_person(person=people[0], by=employee, at=NOON)


def test_a_councillor_is_tied_by_the_association_alone(signed_in, councillor):
    signed_in(councillor)
    actor = actor_by_email(email="councillor@example.org", on=TODAY)
    employ("councillor@example.org")
    assert queries.person_offered(actor=actor, on=TODAY) is None


def test_t38_who_is_somebody_in_the_register_already_takes_up_nobody_else(employee):
    person = employ("elsewhere@example.org")
    operations.link_account(person=person, account=employee.reference, **DOING)
    another = employ("dina@example.org", name="Another Person")
    with pytest.raises(NoSuchPerson):
        operations.take_up_person(person=another, by=employee, at=NOON)


def test_a_person_with_an_account_is_not_offered_again(employee):
    person = employ("dina@example.org")
    operations.link_account(person=person, account="person:99", **DOING)
    assert queries.person_offered(actor=employee, on=TODAY) is None


def test_who_serves_the_member_sees_who_has_an_account(employee, contact, outsider, secretary):
    person, other = employ("dina@example.org"), employ("x@example.org", name="Per Sand")
    operations.link_account(person=person, account=employee.reference, **DOING)
    asked = {"authority": UTSIRA, "persons": [person, other]}
    assert queries.with_account(actor=contact, **asked) == {person}
    for actor in (outsider, secretary, employee):
        with pytest.raises(NotAllowed):
            queries.with_account(actor=actor, **asked)
