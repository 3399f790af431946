# SPDX-License-Identifier: EUPL-1.2
"""What a contact person does on the pages, and how the pages refuse."""

import csv
import io
import re
from datetime import date

import pytest
import time_machine

from samband.core.access.rules import INSTALLATION
from samband.core.audit.queries import events
from samband.core.people import operations, queries
from samband.core.people.rules import Gender, PostKind
from samband.core.people.tests.conftest import AT, COUNCIL, DOING, MEDIAN, PARTY, TODAY, elect


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def client(council, signed_in, contact):
    return signed_in(contact)


def text_of(response):
    """What a reader sees, with single spaces."""
    body = re.sub(r"<(svg|head)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("\xa0", " ").split())


def office_of(council, name):
    return queries.offices_of(actor=INSTALLATION, person=council[name])[0]


def test_an_office_is_ended_on_its_page(client, council):
    office = office_of(council, "Bjørn Dahl")
    page = client.post(f"/people/offices/{office.id}/", {"do": "end", "last_day": "2026-05-31"}, follow=True)
    assert "The office is ended." in text_of(page)
    assert "1 October 2023 to 31 May 2026" in text_of(page)
    assert office_of(council, "Bjørn Dahl").valid_to == date(2026, 6, 1)


def test_an_end_before_the_beginning_is_refused_in_plain_words(client, council):
    office = office_of(council, "Bjørn Dahl")
    page = client.post(f"/people/offices/{office.id}/", {"do": "end", "last_day": "2020-01-01"})
    assert page.status_code == 400
    assert "The office begins on 1 October 2023 and cannot end on or before that day." in text_of(page)


def test_a_second_mayor_is_refused_and_what_was_typed_stays(client, council):
    sent = {"name": "Eva Lund", "gender": "female", "kind": "mayor", "valid_from": "2026-01-01"}
    page = client.post(f"/people/bodies/{COUNCIL}/add/", sent)
    assert page.status_code == 400
    assert "Anne Berg holds this office from 1 October 2023" in text_of(page)
    assert 'value="Eva Lund"' in page.content.decode()


def test_somebody_new_is_added_with_contact_data(client):
    sent = {
        "name": "Eva Lund", "gender": "female", "kind": "substitute", "order": "3", "party": PARTY,
        "valid_from": "2026-01-01", "email": "eva@utsira.example", "birth_date": "1980-02",
    }  # fmt: skip
    page = client.post(f"/people/bodies/{COUNCIL}/add/", sent, follow=True)
    assert "Eva Lund is added." in text_of(page)
    found = queries.search(actor=INSTALLATION, wanted=queries.Wanted(text="eva lu")).offices
    assert [(one.kind, one.order) for one in found] == [(PostKind.SUBSTITUTE, 3)]


@pytest.mark.parametrize("birth", ["17.5.1970", "1970-13", "soon"])
def test_a_birth_that_is_no_date_is_told(client, council, birth):
    sent = {"name": "Anne Berg", "gender": "female", "birth_date": birth}
    page = client.post(f"/people/{council['Anne Berg']}/edit/", sent)
    assert f"“{birth}” is no date." in text_of(page)


def test_contact_data_is_corrected(client, council):
    sent = {"name": "Anne Berg", "gender": "female", "phone": "12345678", "email": "new@utsira.example"}
    client.post(f"/people/{council['Anne Berg']}/edit/", sent)
    private = queries.private_data(actor=INSTALLATION, person=council["Anne Berg"], at=AT)
    assert (private.phone, private.email, private.birth_date) == ("12345678", "new@utsira.example", "")


def test_somebody_in_the_register_gets_another_office(client, council):
    person = council["Ola Åsen"]
    sent = {"body": COUNCIL, "kind": "deputy_mayor", "valid_from": "2026-01-01"}
    page = client.post(f"/people/{person}/offices/add/", sent, follow=True)
    assert "Deputy mayor" in text_of(page)


def test_an_office_entered_by_mistake_is_taken_away(client, council):
    office = office_of(council, "Ola Åsen")
    page = client.post(f"/people/offices/{office.id}/remove/", follow=True)
    assert "as if it had never been" in text_of(page)
    assert "Ola Åsen" not in text_of(page)


def test_reading_contact_data_is_noted_and_only_then(client, council):
    about = f"people.person:{council['Anne Berg']}"
    client.get(f"/people/{council['Anne Berg']}/")
    assert "people.private_read" not in [one.event for one in events(about=about).events]
    page = client.get(f"/people/{council['Anne Berg']}/?contact=show")
    assert "anne@utsira.example" in text_of(page)
    assert events(about=about).events[0].event == "people.private_read"


def test_a_body_is_shown_as_it_was(client, council):
    operations.end_office(office=office_of(council, "Ola Åsen").id, on=date(2026, 2, 1), **DOING)
    assert "Ola Åsen" in text_of(client.get(f"/people/bodies/{COUNCIL}/?on=2026-01-31"))
    now = text_of(client.get(f"/people/bodies/{COUNCIL}/"))
    assert "Ola Åsen" not in now
    assert "2 persons have a seat on 1 March 2026. 1 of 2 are women: 50%." in now
    assert "From 33% women on 1 October 2023 to 50% on 1 March 2026." in now


def test_women_and_men_are_counted_for_the_whole_country(council, client):
    elect("Eva Lund", body=f"council-{MEDIAN}", gender=Gender.FEMALE)
    elect("Per Lund", body=f"council-{MEDIAN}", gender=Gender.UNKNOWN)
    page = text_of(client.get("/people/balance/"))
    assert "On 1 March 2026, 2 of 4 are women: 50%." in page
    assert "Rogaland 33% (1 of 3)" in page
    assert "Vestland 100% (1 of 1)" in page
    assert "Small (fewer than 5,000 inhabitants) 33% (1 of 3)" in text_of(
        client.get("/people/balance/?by=size")
    )
    assert "Women among the mayors" in text_of(client.get("/people/balance/?kind=mayor"))
    text = client.get("/people/balance/women-and-men.csv").content.decode("utf-8-sig")
    row = next(one for one in csv.DictReader(io.StringIO(text)) if one["group"] == "Vestland")
    assert (row["women"], row["men"], row["not_declared"]) == ("1", "0", "1")


def test_the_changes_of_one_body_are_a_file(council, client):
    text = client.get(f"/people/bodies/{COUNCIL}/women-and-men.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["women"] == "1"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=an be", ["Anne Berg"]),
        ("q=berg anne", ["Anne Berg"]),
        ("q=asen", ["Ola Åsen"]),
        ("q=Aasen", ["Ola Åsen"]),
        ("q=erg", []),
        ("kind=substitute", ["Kari Moe", "Siri Vik"]),
        ("party=blue", ["Ola Åsen"]),
        ("body=administration", ["Per Hus"]),
        ("on=2020-01-01", []),
        ("q=moe&on=2020-01-01&former=on", ["Kari Moe"]),
    ],
)
def test_people_are_found_by_every_filter(client, council, query, found):
    page = client.get(f"/people/?{query}").content.decode()
    names = re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', page)
    assert sorted(names) == sorted(found)


def test_names_stand_in_nordic_order(council, client):
    for name in ("Bo Ås", "Bo Ærø", "Bo Øy", "Bo Zen"):
        elect(name)
    page = client.get("/people/?q=bo").content.decode()
    assert re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', page) == [
        "Bo Zen",
        "Bo Ærø",
        "Bo Øy",
        "Bo Ås",
    ]


def test_a_renumbered_member_keeps_its_bodies(ground):
    assert operations.follow_renumbering(by=INSTALLATION, at=AT) == 0
    assert queries.bodies(actor=INSTALLATION, authority=MEDIAN, on=TODAY)
