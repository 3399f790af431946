# SPDX-License-Identifier: EUPL-1.2
"""A goal names an office, and perhaps a person of the register, whom only those meet who may know of them."""

from datetime import date

import pytest
from django.urls import reverse

from samband.core.access.rules import INSTALLATION, Actor
from samband.core.follow_up import queries
from samband.core.follow_up.pages.held import holdings
from samband.core.follow_up.tests.conftest import NOON, TODAY
from samband.core.people import operations as people
from samband.core.people.rules import BodyKind, PostKind

DOING = {"by": INSTALLATION, "at": NOON}


@pytest.fixture
def office(members):
    """Gives somebody in Utsira an office; returns the person's number."""

    def give(name: str, body: BodyKind, post: PostKind) -> int:
        code = f"{body}-1151"
        people.register_body(code=code, name=f"{body} of Utsira", kind=body, authority="1151", **DOING)
        new = people.NewOffice(code, post, date(2023, 10, 1), None, "", "")
        return people.add_office(person=people.NewPerson(name), office=new, **DOING).person

    return give


@pytest.fixture
def mayor(office) -> int:
    return office("Anne Berg", BodyKind.COUNCIL, PostKind.MAYOR)


@pytest.fixture
def clerk(office) -> int:
    return office("Ola Moe", BodyKind.ADMINISTRATION, PostKind.CHIEF_EXECUTIVE)


def test_those_who_hold_an_office_can_be_chosen_but_no_substitute(mayor, clerk, office, contact):
    office("Ida Lie", BodyKind.EXECUTIVE, PostKind.SUBSTITUTE)
    found = queries.possible_owners(actor=contact, authority="1151", on=TODAY)
    assert [one.person for one in found] == [mayor, clerk]


def test_bodies_of_the_register_are_offered_the_council_first(mayor, clerk, contact, drafted, signed_in):
    assert queries.possible_bodies(actor=contact, authority="1151", on=TODAY)[0] == "council of Utsira"
    page = signed_in(contact).get(reverse("follow_up:adopt", args=[drafted()])).content.decode()
    assert 'value="council of Utsira"' in page


def test_everybody_meets_the_name_of_the_mayor_and_few_that_of_the_clerk(
    mayor, clerk, adopted, contact, councillor, analyst, inhabitant
):
    for person, name, readers in (
        (mayor, "Anne Berg", (contact, councillor, analyst, inhabitant)),
        (clerk, "Ola Moe", (contact, analyst)),
    ):
        number = adopted(owner_person=person)
        kept = queries.goal(actor=contact, goal_id=number).owner_person
        for actor in (contact, councillor, analyst, inhabitant):
            shown = queries.owner_name(actor=actor, person=kept)
            assert shown == (name if actor in readers else "")


def test_whoever_is_named_is_told_what_is_held(mayor, drafted, contact):
    drafted(owner_person=mayor)
    people.link_account(person=mayor, account="person:7", **DOING)
    (held,) = holdings(actor=Actor("person:7"))
    assert held.facts == (("Goal", "More people trust us"),)
    assert holdings(actor=contact) == ()


def test_a_person_is_chosen_on_the_form(mayor, drafted, signed_in, contact):
    number = drafted()
    url, browser = reverse("follow_up:change", args=[number]), signed_in(contact)
    assert "Anne Berg – Mayor, council of Utsira" in browser.get(url).content.decode()
    form = {
        "title": "More trust", "owner_office": "Mayor", "owner_person": mayor, "deadline": "2027-03-01",
        "next_measurement": "Democracy 2027", "target": "2.8",
    }  # fmt: skip
    assert "Mayor (Anne Berg)" in browser.post(url, form, follow=True).content.decode()
