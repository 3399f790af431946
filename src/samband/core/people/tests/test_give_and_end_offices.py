# SPDX-License-Identifier: EUPL-1.2
from datetime import date, timedelta

import pytest

from samband.core.access.rules import INSTALLATION, NOBODY, NotAllowed
from samband.core.audit.queries import events
from samband.core.people import operations, queries
from samband.core.people.operations import Correction, NewOffice, NewPerson, Refused
from samband.core.people.pages.words import POSTS, day
from samband.core.people.rules import Gender, NoSuchBody, NoSuchPerson, PostKind
from samband.core.people.tests.conftest import BEGAN, COUNCIL, DOING, MEDIAN, PARTY, TODAY, UTSIRA, elect

LATER = date(2026, 6, 1)


def names_on(day, **wanted):
    return [one.name for one in queries.offices_on(actor=INSTALLATION, on=day, **wanted)]


def test_a_body_lists_its_offices_in_order_with_substitutes_by_their_place(council):
    found = queries.offices_on(actor=NOBODY, on=TODAY, body=COUNCIL)
    assert [(one.kind, one.name) for one in found] == [
        (PostKind.MAYOR, "Anne Berg"),
        (PostKind.MEMBER, "Bjørn Dahl"),
        (PostKind.MEMBER, "Ola Åsen"),
        (PostKind.SUBSTITUTE, "Kari Moe"),
        (PostKind.SUBSTITUTE, "Siri Vik"),
    ]
    assert found[0].party.in_language("nb") == "De grønne"
    assert found[0].term.name == "2023–2027"


def test_an_office_is_held_from_its_first_day_until_the_day_before_it_ends(council):
    office = queries.offices_of(actor=INSTALLATION, person=council["Bjørn Dahl"])[0]
    operations.end_office(office=office.id, on=LATER, **DOING)
    assert "Bjørn Dahl" not in names_on(BEGAN - timedelta(days=1))
    assert "Bjørn Dahl" in names_on(BEGAN)
    assert "Bjørn Dahl" in names_on(LATER - timedelta(days=1))
    assert "Bjørn Dahl" not in names_on(LATER)


def test_an_office_that_would_end_before_it_begins_is_refused(council):
    office = queries.offices_of(actor=INSTALLATION, person=council["Bjørn Dahl"])[0]
    with pytest.raises(Refused, match="begins on 1 October 2023 and cannot end on or before"):
        operations.end_office(office=office.id, on=BEGAN, **DOING)
    assert "Bjørn Dahl" in names_on(TODAY)


def test_there_is_one_mayor_at_a_time(council):
    with pytest.raises(Refused, match="Anne Berg holds this office from 1 October 2023"):
        elect("Another Mayor", kind=PostKind.MAYOR)
    office = queries.offices_of(actor=INSTALLATION, person=council["Anne Berg"])[0]
    operations.end_office(office=office.id, on=LATER, **DOING)
    elect("Another Mayor", kind=PostKind.MAYOR, valid_from=LATER)
    assert names_on(LATER, body=COUNCIL, kinds=[PostKind.MAYOR]) == ["Another Mayor"]


def test_nobody_holds_one_office_twice(council):
    again = NewOffice(body=COUNCIL, kind=PostKind.MEMBER, valid_from=LATER)
    with pytest.raises(Refused, match="Ola Åsen has held this office since 1 October 2023"):
        operations.add_office(person=council["Ola Åsen"], office=again, **DOING)


def test_an_office_is_corrected_and_keeps_its_number(council):
    office = queries.offices_of(actor=INSTALLATION, person=council["Ola Åsen"])[0]
    right = NewOffice(body=COUNCIL, kind=PostKind.MEMBER, party=PARTY, valid_from=LATER)
    corrected = operations.correct_office(office=office.id, to=right, **DOING)
    assert (corrected.id, corrected.party.code, corrected.valid_from) == (office.id, PARTY, LATER)
    assert "Ola Åsen" not in names_on(TODAY)


def test_a_new_name_is_found_and_stands_in_its_place(council):
    operations.correct_person(person=council["Anne Berg"], to=Correction(name="Anne Aas"), **DOING)
    assert names_on(TODAY, body=COUNCIL, kinds=[PostKind.MAYOR]) == ["Anne Aas"]


def test_those_who_serve_the_authority_give_its_offices_and_no_others(ground, contact, secretary):
    new = NewPerson(name="Eva Lund")
    office = NewOffice(body=COUNCIL, kind=PostKind.MEMBER, valid_from=BEGAN)
    operations.add_office(person=new, office=office, by=contact, at=DOING["at"])
    elsewhere = NewOffice(body=f"council-{MEDIAN}", kind=PostKind.MEMBER, valid_from=BEGAN)
    with pytest.raises(NotAllowed):
        operations.add_office(person=new, office=elsewhere, by=contact, at=DOING["at"])
    operations.add_office(person=new, office=elsewhere, by=secretary, at=DOING["at"])


@pytest.mark.parametrize("who", ["inhabitant", "outsider", "councillor", "analyst"])
def test_others_change_nothing(council, request, who):
    by = request.getfixturevalue(who)
    office = queries.offices_of(actor=INSTALLATION, person=council["Anne Berg"])[0]
    tries = [
        lambda: operations.end_office(office=office.id, on=LATER, by=by, at=DOING["at"]),
        lambda: operations.remove_office(office=office.id, by=by, at=DOING["at"]),
        lambda: operations.correct_person(
            person=council["Anne Berg"], to=Correction(name="X"), by=by, at=DOING["at"]
        ),
        lambda: operations.register_party(code="x", name="X", by=by, at=DOING["at"]),
        lambda: operations.unsubscribe(person=council["Anne Berg"], by=by, at=DOING["at"]),
    ]
    for one in tries:
        with pytest.raises(NotAllowed):
            one()
    assert names_on(TODAY, kinds=[PostKind.MAYOR]) == ["Anne Berg"]


@pytest.mark.parametrize("who", ["inhabitant", "outsider", "councillor", "secretary"])
def test_who_is_not_elected_is_not_public(council, request, who):
    actor = request.getfixturevalue(who)
    assert queries.offices_on(actor=actor, on=TODAY, authority=UTSIRA, kinds=[PostKind.FINANCE_HEAD]) == ()
    with pytest.raises(NoSuchPerson):
        queries.person(actor=actor, person=council["Per Hus"])
    with pytest.raises(NoSuchPerson):
        queries.offices_of(actor=actor, person=council["Per Hus"])
    with pytest.raises(NoSuchBody):
        queries.body(actor=actor, code="administration-1151")
    assert "administration-1151" not in [b.code for b in queries.bodies(actor=actor, authority=UTSIRA)]


@pytest.mark.parametrize("who", ["contact", "analyst", "administrator"])
def test_the_association_and_the_own_authority_know_the_rest(council, request, who):
    actor = request.getfixturevalue(who)
    assert queries.person(actor=actor, person=council["Per Hus"]).name == "Per Hus"
    assert queries.body(actor=actor, code="administration-1151").name == "Administration of Utsira"


def test_women_and_men_are_counted_by_seats_and_persons(council):
    (spell,) = queries.balance_of_body(actor=NOBODY, body=COUNCIL)
    assert (spell.women, spell.men, spell.unknown) == (1, 2, 0)
    again = NewOffice(body=COUNCIL, kind=PostKind.MEMBER, valid_from=BEGAN)
    operations.add_office(person=council["Anne Berg"], office=again, **DOING)
    (spell,) = queries.balance_of_body(actor=NOBODY, body=COUNCIL)
    assert (spell.women, spell.men) == (1, 2), "a mayor who is a member too counts once"
    operations.correct_person(person=council["Ola Åsen"], to=Correction(gender=Gender.OTHER), **DOING)
    (spell,) = queries.balance_of_body(actor=NOBODY, body=COUNCIL)
    assert (spell.women, spell.men, spell.others) == (1, 1, 1)


def test_the_balance_follows_who_comes_and_leaves(council):
    office = queries.offices_of(actor=INSTALLATION, person=council["Bjørn Dahl"])[0]
    operations.end_office(office=office.id, on=LATER, **DOING)
    spells = queries.balance_of_body(actor=NOBODY, body=COUNCIL)
    assert [(one.valid_from, one.valid_to, one.women, one.men) for one in spells] == [
        (BEGAN, LATER, 1, 2),
        (LATER, None, 1, 1),
    ]


def test_the_log_tells_of_the_office_and_no_personal_data(council):
    about = f"people.person:{council['Anne Berg']}"
    (event,) = events(about=about).events
    assert (event.event, event.details) == ("people.office_added", {"office": "mayor", "body": COUNCIL})
    operations.correct_person(person=council["Anne Berg"], to=Correction(phone="12345678"), **DOING)
    assert events(about=about).events[0].details == {"fields": "phone"}


def test_the_log_reads_as_a_sentence_about_person_office_and_body(council, signed_in, administrator):
    office = queries.offices_of(actor=INSTALLATION, person=council["Bjørn Dahl"])[0]
    operations.end_office(office=office.id, on=LATER, **DOING)
    log = signed_in(administrator).get("/audit/").content.decode()
    name = queries.body(actor=INSTALLATION, code=COUNCIL).name
    assert f"ended the office {POSTS[office.kind]} of Bjørn Dahl in {name} from {day(LATER)} on" in log
    assert f"gave Anne Berg the office Mayor in {name}" in log


def test_t08_nobody_reads_contact_data_by_giving_an_office_to_somebody_of_another(council, secretary):
    """Anne Berg sits in Utsira. The secretary of Årdal would read her address by making her sit there too."""
    anne, elsewhere = council["Anne Berg"], NewOffice(f"council-{MEDIAN}", PostKind.MEMBER, BEGAN)
    with pytest.raises(NotAllowed):
        operations.add_office(person=anne, office=elsewhere, by=secretary, at=DOING["at"])
    operations.add_office(person=anne, office=elsewhere, **DOING)
    private = queries.private_data(actor=secretary, person=anne, at=DOING["at"])
    assert private.email == "anne@utsira.example"  # the association has decided that she sits in both


def test_t08_who_has_gone_to_another_authority_is_taken_in_again_by_the_association_alone(council, contact):
    bjorn = council["Bjørn Dahl"]
    (office,) = queries.offices_of(actor=INSTALLATION, person=bjorn)
    operations.end_office(office=office.id, on=TODAY, **DOING)
    again = NewOffice(COUNCIL, PostKind.CHAIR, TODAY, LATER)
    taken_in = operations.add_office(person=bjorn, office=again, by=contact, at=DOING["at"])
    operations.remove_office(office=taken_in.id, **DOING)
    moved = NewOffice(f"council-{MEDIAN}", PostKind.MEMBER, TODAY)
    operations.add_office(person=bjorn, office=moved, **DOING)
    with pytest.raises(NotAllowed):
        operations.add_office(person=bjorn, office=again, by=contact, at=DOING["at"])
