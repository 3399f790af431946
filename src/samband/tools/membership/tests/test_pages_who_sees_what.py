# SPDX-License-Identifier: EUPL-1.2
"""Every address of membership: who gets a page, who must sign in, who is told that nothing is there."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
import time_machine
from django.urls import reverse

from samband.core.access.rules import INSTALLATION
from samband.core.members.queries import scopes
from samband.tools.membership import operations, queries, urls
from samband.tools.membership.tests.conftest import AT, MEDIAN, TODAY, UTSIRA
from samband.tools.membership.tests.test_invoice_a_year import issued


@dataclass(frozen=True, slots=True)
class Address:
    """method: as a person would send it. The rest stands in the address."""

    name: str
    method: str = "get"
    given: tuple[tuple[str, object], ...] = ()
    query: str = ""

    def url(self) -> str:
        return reverse(f"membership:{self.name}", kwargs=dict(self.given)) + self.query


def at(address: str, method: str = "get", query: str = "", **given: object) -> Address:
    return Address(address, method, tuple(given.items()), query)


MODEL = {"code": "plain", "version": "1"}
COMPARED = "?before=plain:1&after=plain:1"
EVERYBODYS = (at("members"), at("members_file"), at("example", name="ks_2020"))
OWN = (
    at("member", code=UTSIRA),
    at("own_fee", code=UTSIRA, year="2026"),
    at("invoice", number=102),
    at("invoice_file", number="102", format="pdf"),
    at("invoice_file", number="102", format="xml"),
)
"""For those who speak for Utsira, and for the association."""
CONTACTS = (at("prepare", code=UTSIRA, scope="digital"),)
ASSOCIATIONS = (
    at("join", code=UTSIRA),
    at("correct", code=UTSIRA, membership=1),
    at("add_organisation"),
    at("desk"),
    at("register", notice=1),
    at("decide", code=UTSIRA, scope="digital"),
    at("fees"),
    at("add_model"),
    at("add_model", query="?example=ks_2020"),
    at("model", **MODEL),
    at("model_file", **MODEL),
    at("computed", **MODEL),
    at("computed_one", **MODEL, member=UTSIRA),
    at("computed_file", **MODEL, format="csv"),
    at("computed_file", **MODEL, format="xlsx"),
    at("decide_fees", **MODEL),
    at("simulation"),
    at("simulation", query=COMPARED),
    at("simulation_file", format="csv", query=COMPARED),
    at("simulation_file", format="xlsx", query=COMPARED),
    at("year", year="2026", revision="1"),
    at("year_file", year="2026", revision="1", format="csv"),
    at("year_file", year="2026", revision="1", format="xlsx"),
    at("issue", year="2026"),
    at("invoices"),
    at("seller"),
    at("buyers"),
    at("archive", year="2026"),
    at("accounting", year="2026"),
    at("found", "post"),
    at("follow", "post"),
    at("make_files", "post", year="2026"),
    at("mark_sent", "post", year="2026"),
    at("mark_paid", "post", number=102),
)
POSTED = tuple(at(one.name, "post", **dict(one.given)) for one in ASSOCIATIONS if one.name in {
    "join", "correct", "add_organisation", "register", "add_model", "decide_fees", "issue", "seller",
    "buyers",
})  # fmt: skip
ABSENT = {"correct", "register", "decide", "archive"}
"""Nothing of the kind is there in these tests, or it leads elsewhere."""


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def invoiced(parties):
    issued()
    (own,) = [one for one in queries.invoices(actor=INSTALLATION) if one.member == UTSIRA]
    return own.number


@pytest.fixture
def own(invoiced):
    """The addresses of Utsira, with the number of its invoice."""
    return tuple(
        Address(one.name, one.method, tuple((k, str(invoiced) if k == "number" else v) for k, v in one.given))
        for one in OWN
    )


def answer(client, address: Address):
    return getattr(client, address.method)(address.url())


def with_another_status(client, addresses: Iterable[Address], *, status: int) -> dict[str, int]:
    """Those that answer otherwise, and how."""
    answered = {f"{one.method} {one.url()}": answer(client, one).status_code for one in addresses}
    return {name: code for name, code in answered.items() if code != status}


def test_every_address_of_membership_is_in_one_of_the_lists():
    listed = [{one.name for one in group} for group in (EVERYBODYS, OWN, CONTACTS, ASSOCIATIONS)]
    assert {pattern.name for pattern in urls.urlpatterns} == set.union(*listed)
    assert sum(map(len, listed)) == len(set.union(*listed))


def test_the_list_of_members_is_public(invoiced, client):
    assert with_another_status(client, EVERYBODYS, status=200) == {}


def test_nobody_is_sent_to_sign_in_from_all_other_pages(invoiced, own, client):
    sign_in = reverse("account_login")
    elsewhere = [
        one.url()
        for one in (*own, *CONTACTS, *ASSOCIATIONS, *POSTED)
        if not answer(client, one).headers.get("Location", "").startswith(sign_in)
    ]
    assert elsewhere == []


@pytest.mark.parametrize("who", ["outsider", "contact", "secretary", "councillor"])
def test_the_associations_pages_are_not_there_for_others(invoiced, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    assert with_another_status(client, (*ASSOCIATIONS, *POSTED), status=404) == {}


@pytest.mark.parametrize("who", ["administrator", "analyst"])
def test_the_association_gets_every_page(invoiced, own, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    pages = [
        one for one in (*own, *CONTACTS, *ASSOCIATIONS) if one.method == "get" and one.name not in ABSENT
    ]
    assert with_another_status(client, pages, status=200) == {}


@pytest.mark.parametrize("who", ["outsider", "secretary", "councillor"])
def test_the_pages_of_a_member_are_not_there_for_strangers(invoiced, own, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    assert with_another_status(client, (*own, *CONTACTS), status=404) == {}


def test_the_contact_person_gets_the_pages_of_the_own_member(invoiced, own, signed_in, contact):
    client = signed_in(contact)
    assert with_another_status(client, (*own, *CONTACTS), status=200) == {}
    assert client.get(reverse("membership:member", args=[MEDIAN])).status_code == 404


def test_a_prepared_notice_is_for_the_association_alone(members, signed_in, outsider, contact, administrator):
    words = {"member": UTSIRA, "scope": "digital", "decided_on": TODAY, "today": TODAY}
    operations.prepare_notice(**words, text="Quite secret", by=contact, at=AT)
    for actor in (outsider, contact):
        page = signed_in(actor).get(reverse("membership:members"), {"scope": "digital"}).content.decode()
        assert "Utsira" in page
        assert "Quite secret" not in page
    (notice,) = queries.prepared_notices(actor=INSTALLATION)
    url = reverse("membership:register", args=[notice.id])
    assert "Quite secret" in signed_in(administrator).get(url).content.decode()


def test_the_log_says_who_leaves_what_in_words(members, signed_in, contact, administrator):
    words = {"member": UTSIRA, "scope": "digital", "decided_on": TODAY, "today": TODAY}
    operations.prepare_notice(**words, text="", by=contact, at=AT)
    log = signed_in(administrator).get("/audit/").content.decode()
    scope = next(one for one in scopes() if one.code == "digital").in_language("en")
    assert f"prepared the notice of Utsira to leave {scope}" in log
    assert "notice: " not in log


def test_the_county_number_of_a_member_in_two_tiers_leads_to_it(members, signed_in, analyst):
    response = signed_in(analyst).get(reverse("membership:member", args=["03"]))
    assert response.headers["Location"] == reverse("membership:member", args=["0301"])


def test_before_anybody_is_a_member_the_page_says_what_to_do(db, signed_in, analyst, client):
    assert "No members are recorded" in client.get(reverse("membership:members")).content.decode()
    page = signed_in(analyst).get(reverse("membership:desk")).content.decode()
    assert "The register of authorities is empty." in page
