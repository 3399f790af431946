# SPDX-License-Identifier: EUPL-1.2
"""Every address of people and offices: who gets a page, who must sign in, who is told nothing is there."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from samband.core.access.rules import INSTALLATION
from samband.core.people import operations, queries, urls
from samband.core.people.operations import NewTerm
from samband.core.people.tests.conftest import AT, BEGAN, COUNCIL, DOING, UTSIRA

pytestmark = pytest.mark.django_db
PRIVATE = ("anne@utsira.example", "51 00 00 01", "1970-05-17", "Per Hus", "per@utsira.example")
"""What no stranger may see anywhere."""


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(AT, tick=False):
        yield


@dataclass(frozen=True, slots=True)
class Address:
    """given: names of what the test fills in, or values."""

    name: str
    method: str = "get"
    given: dict[str, str] = field(default_factory=dict)
    query: str = ""


PERSON, OFFICE, BODY, FILE = {"person": "mayor"}, {"office": "office"}, {"code": COUNCIL}, {"number": "file"}
EVERYBODYS = (
    Address("search"),
    Address("search", query="?q=anne&former=on"),
    Address("person", given=PERSON),
    Address("body", given=BODY),
    Address("body", given=BODY, query="?on=2020-01-01"),
    Address("body_balance", given=BODY),
    Address("body_popolo", given=BODY),
    Address("authority", given={"code": UTSIRA}),
    Address("authority_popolo", given={"code": UTSIRA}),
    Address("association"),
    Address("balance"),
    Address("balance", query="?by=size&kind=mayor"),
    Address("balance_file"),
)
OWN_AUTHORITYS = (
    Address("person", given={"person": "head"}),
    Address("body", given={"code": "administration-1151"}),
    Address("person", given=PERSON, query="?contact=show"),
    Address("edit_person", given=PERSON),
    Address("add_office", given=PERSON),
    Address("change_office", given=OFFICE),
    Address("new_person", given=BODY),
    Address("elections"),
    Address("election", given=FILE),
    Address("lists"),
    Address("lists", query="?kind=mayor"),
    Address("lists", query="?kind=mayor&show=addresses"),
    Address("contacts_file", given={"format": "csv"}, query="?kind=mayor"),
    Address("contacts_file", given={"format": "xlsx"}, query="?kind=mayor"),
)
OWN_POSTS = (
    Address("edit_person", "post", PERSON),
    Address("add_office", "post", PERSON),
    Address("change_office", "post", OFFICE),
    Address("remove_office", "post", OFFICE),
    Address("new_person", "post", BODY),
    Address("elections", "post"),
    Address("election", "post", FILE),
    Address("decide", "post", FILE),
    Address("confirm", "post", FILE),
    Address("discard", "post", FILE),
)
ADMINISTRATORS = (
    Address("retention"),
    Address("popolo"),
)
ADMINISTRATORS_POSTS = (
    Address("retention", "post"),
    Address("answer_erasure", "post", {"number": "1"}),
    Address("popolo", "post"),
    Address("popolo_received", "post"),
    Address("popolo_received"),
    Address("whole_popolo", "post"),
)
ONES_OWN = (
    Address("me"),
    Address("me_file", given={"format": "json"}),
    Address("me_file", given={"format": "txt"}),
)
ONES_OWN_POSTS = (Address("ask_erasure", "post"), Address("me_lists", "post"))


@pytest.fixture
def known(council):
    """What stands for the names in the addresses."""
    file = io.BytesIO(b"name,party\nOla Berg,G\n")
    record = operations.preview_turnover(
        file=file,
        filename="valg.csv",
        authority=UTSIRA,
        term=NewTerm("2027", BEGAN + timedelta(1461)),
        **DOING,
    )
    office = queries.offices_of(actor=INSTALLATION, person=council["Anne Berg"])[0]
    return {"mayor": council["Anne Berg"], "head": council["Per Hus"], "office": office.id, "file": record.id}


def url_of(address, known):
    given = {name: known.get(value, value) for name, value in address.given.items()}
    return reverse(f"people:{address.name}", kwargs=given) + address.query


def answers(client, addresses: Iterable[Address], known):
    return {
        f"{one.method} {url_of(one, known)}": getattr(client, one.method)(url_of(one, known))
        for one in addresses
    }


def otherwise(client, addresses, known, *, status):
    answered = answers(client, addresses, known)
    return {name: one.status_code for name, one in answered.items() if one.status_code != status}


def test_every_address_is_in_one_of_the_lists():
    groups = (
        EVERYBODYS,
        OWN_AUTHORITYS,
        OWN_POSTS,
        ADMINISTRATORS,
        ADMINISTRATORS_POSTS,
        ONES_OWN,
        ONES_OWN_POSTS,
    )
    assert {pattern.name for pattern in urls.urlpatterns} == {one.name for group in groups for one in group}


@pytest.mark.parametrize("who", ["inhabitant", "outsider", "councillor", "secretary"])
def test_everybody_reads_of_the_elected_and_of_nothing_else(known, signed_in, request, who):
    answered = answers(signed_in(request.getfixturevalue(who)), EVERYBODYS, known)
    assert {name: one.status_code for name, one in answered.items() if one.status_code != 200} == {}
    for name, one in answered.items():
        text = one.content.decode()
        assert not [word for word in PRIVATE if word in text], name
    assert "Anne Berg" in answered[f"get /people/authorities/{UTSIRA}/"].content.decode()


@pytest.mark.parametrize(
    "group", [OWN_AUTHORITYS[2:], OWN_POSTS, ADMINISTRATORS, ADMINISTRATORS_POSTS, ONES_OWN]
)
def test_a_stranger_is_sent_to_sign_in(known, client, group):
    sign_in = reverse("account_login")
    elsewhere = [
        name
        for name, one in answers(client, group, known).items()
        if not one.headers.get("Location", "").startswith(sign_in)
    ]
    assert elsewhere == []


def test_a_stranger_is_not_told_of_who_is_not_elected(known, client):
    assert otherwise(client, OWN_AUTHORITYS[:2], known, status=404) == {}


@pytest.mark.parametrize("who", ["outsider", "councillor"])
def test_without_a_role_nothing_but_the_public_pages_is_there(known, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    for group in (OWN_AUTHORITYS, OWN_POSTS, ADMINISTRATORS, ADMINISTRATORS_POSTS):
        assert otherwise(client, group, known, status=404) == {}


def test_the_secretary_of_another_member_sees_nothing_of_this_one(known, signed_in, secretary):
    client = signed_in(secretary)
    elsewhere = [one for one in (*OWN_AUTHORITYS, *OWN_POSTS) if one.given and one.name != "contacts_file"]
    elsewhere = [one for one in elsewhere if one.name != "add_office"]
    assert otherwise(client, elsewhere, known, status=404) == {}
    assert "Anne Berg" not in client.get("/people/lists/?kind=mayor").content.decode()
    assert "valg.csv" not in client.get("/people/elections/").content.decode()
    assert COUNCIL not in client.get(f"/people/{known['mayor']}/offices/add/").content.decode()


@pytest.mark.parametrize("who", ["contact", "administrator"])
def test_those_who_keep_the_register_get_every_page_of_it(known, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    assert otherwise(client, OWN_AUTHORITYS, known, status=200) == {}


def test_the_contact_person_has_no_page_of_the_administrators(known, signed_in, contact):
    client = signed_in(contact)
    assert otherwise(client, (*ADMINISTRATORS, *ADMINISTRATORS_POSTS), known, status=404) == {}


def test_the_administrator_gets_their_own_pages(known, signed_in, administrator):
    assert otherwise(signed_in(administrator), ADMINISTRATORS, known, status=200) == {}


def test_the_analyst_reads_and_lists_and_changes_nothing(known, signed_in, analyst):
    client = signed_in(analyst)
    reading = [one for one in OWN_AUTHORITYS if one.name in {"person", "body", "lists", "contacts_file"}]
    assert otherwise(client, reading, known, status=200) == {}
    others = [one for one in OWN_AUTHORITYS if one not in reading]
    assert otherwise(client, (*others, *OWN_POSTS, *ADMINISTRATORS), known, status=404) == {}


def test_everybody_signed_in_reads_about_themselves(known, signed_in, outsider):
    assert otherwise(signed_in(outsider), ONES_OWN, known, status=200) == {}
    assert otherwise(signed_in(outsider), ONES_OWN_POSTS, known, status=404) == {}


@pytest.mark.parametrize("code", ["9999", "nowhere", "0301-2"])
def test_an_unknown_member_is_not_found(members, client, code):
    assert client.get(f"/people/authorities/{code}/").status_code == 404


@pytest.mark.parametrize(
    "query", ["?authority=9999&kind=king&on=tomorrow", "?q=%00", "?page=x", "?page=-1", "?q=<script>"]
)
def test_a_search_that_cannot_be_read_is_answered_with_a_page(known, client, query):
    page = client.get(f"/people/{query}")
    assert page.status_code == 200
    assert b"<script>" not in page.content


@pytest.mark.parametrize("address", [one for one in EVERYBODYS if not one.query])
def test_pages_need_few_queries(known, client, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(24):
        assert client.get(url_of(address, known)).status_code == 200
