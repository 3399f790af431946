# SPDX-License-Identifier: EUPL-1.2
"""Every address of the tool: whose it is, and that it does not exist for others."""

from dataclasses import dataclass

import pytest
import time_machine
from django.urls import reverse

from samband.core.access.rules import INSTALLATION
from samband.engines.ballots import Candidate, ListProposal
from samband.tools.congress import operations, queries, urls
from samband.tools.congress.tests.conftest import AFTER, NOON, OPENS, UTSIRA


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    method: str = "get"
    given: tuple[tuple[str, object], ...] = ()

    def url(self):
        return reverse(f"congress:{self.name}", kwargs=dict(self.given))


def to(name, method="get", /, **given):
    return Address(name, method, tuple(given.items()))


CONGRESS, BALLOT, ELECTION = {"slug": "congress-2026"}, {"slug": "settlement"}, {"slug": "board"}
EVERYBODYS = (to("start"), to("code"))
RUNNERS = (
    to("create"),
    to("create", "post"),
    to("congress", **CONGRESS),
    to("apportionment", **CONGRESS),
    *(to("apportionment_file", **CONGRESS, format=kind) for kind in ("csv", "xlsx", "pdf")),
    to("adopt", "post", **CONGRESS),
    to("delegates", **CONGRESS),
    to("delegates", "post", **CONGRESS),
    to("delegates_file", **CONGRESS),
    to("check", "post", **CONGRESS, number=1),
    to("remove", "post", **CONGRESS, number=1),
    to("create_ballot"),
    to("create_ballot", "post"),
    *(to("ballot_step", "post", **BALLOT, name=name) for name in ("call", "declare", "publish")),
    to("withdraw", "post", **BALLOT),
    to("codes", "post", **BALLOT),
    to("create_election"),
    to("create_election", "post"),
    to("change_election", **ELECTION),
    to("change_election", "post", **ELECTION),
    *(to("election_step", "post", **ELECTION, name=name) for name in ("declare", "publish")),
)
PREPARING = (to("change_ballot", **BALLOT), to("change_ballot", "post", **BALLOT))
PUBLISHED = (
    to("ballot", **BALLOT),
    to("protocol", **BALLOT),
    to("election", **ELECTION),
    to("election_protocol", **ELECTION),
)
MEMBERS = (to("vote", **BALLOT, code=UTSIRA), to("vote", "post", **BALLOT, code=UTSIRA))
ON_THE_ROLL = (to("votes", **BALLOT), to("turnout", **BALLOT))
CODES = (to("secret_vote", "post"),)


@pytest.fixture
def election(congress, analyst):
    lists = [ListProposal("List A", 9, (Candidate("First candidate", "woman"), Candidate("Second", "man")))]
    operations.create_election(
        slug="board", title="Board", seats=2, rule="norway_2018", lists=lists, by=analyst, at=OPENS
    )


def answer(client, address):
    with time_machine.travel(NOON, tick=False):
        return getattr(client, address.method)(address.url())


def otherwise(client, addresses, *, status):
    answered = {f"{one.method} {one.url()}": answer(client, one).status_code for one in addresses}
    return {name: code for name, code in answered.items() if code != status}


def test_every_address_is_in_one_of_the_lists():
    groups = (EVERYBODYS, RUNNERS, PREPARING, PUBLISHED, MEMBERS, ON_THE_ROLL, CODES)
    listed = {one.name for group in groups for one in group}

    assert {pattern.name for pattern in urls.urlpatterns} == listed


def test_nobody_is_sent_to_sign_in(called, election, client):
    sign_in = reverse("account_login")
    elsewhere = [
        one.url()
        for one in (*RUNNERS, *PREPARING, *MEMBERS)
        if not answer(client, one).headers.get("Location", "").startswith(sign_in)
    ]

    assert elsewhere == []


@pytest.mark.parametrize("who", ["outsider", "contact", "secretary", "councillor"])
def test_the_pages_of_those_who_run_it_are_not_there_for_others(called, election, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))

    assert otherwise(client, (*RUNNERS, *PREPARING), status=404) == {}


@pytest.mark.parametrize("who", ["outsider", "councillor", "secretary"])
def test_a_ballot_that_is_not_published_does_not_exist_for_outsiders(
    declared, election, signed_in, request, who
):
    client = signed_in(request.getfixturevalue(who))
    pages = (*PUBLISHED, *MEMBERS, *ON_THE_ROLL) if who != "secretary" else (PUBLISHED[2:] + MEMBERS)

    assert otherwise(client, pages, status=404) == {}
    if who != "secretary":
        assert "The settlement" not in client.get("/congress/").content.decode()


@pytest.mark.parametrize("who", ["analyst", "administrator"])
def test_those_who_run_it_get_every_page(declared, election, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    gets = [
        one
        for one in (*RUNNERS, *EVERYBODYS, PUBLISHED[0], PUBLISHED[1], PUBLISHED[2])
        if one.method == "get"
    ]

    assert otherwise(client, gets, status=200) == {}
    assert answer(client, ON_THE_ROLL[0]).status_code == 200


def test_a_draft_is_not_there_for_the_members_who_will_vote(draft, signed_in, contact):
    assert otherwise(signed_in(contact), (PUBLISHED[0], *MEMBERS), status=404) == {}


def test_everybody_sees_a_published_result_and_no_single_vote(published, election, client):
    operations.declare_election(election="board", by=INSTALLATION, at=AFTER)
    operations.publish_election(election="board", by=INSTALLATION, at=AFTER)

    assert otherwise(client, PUBLISHED, status=200) == {}
    page = client.get("/congress/ballots/settlement/").content.decode()
    assert "Not adopted." in page
    assert "12/26" not in page
    assert "How each member voted" not in page
    assert answer(client, ON_THE_ROLL[0]).status_code == 404
    assert "The settlement" in client.get("/").content.decode()


def test_members_on_the_roll_see_how_each_voted_once_it_is_declared(declared, signed_in, contact):
    page = signed_in(contact).get("/congress/ballots/settlement/").content.decode()

    assert "How each member voted" in page
    assert "12/26" in page


def test_an_open_ballot_waits_on_the_start_page_until_the_member_has_voted(called, signed_in, contact, cast):
    client = signed_in(contact)
    with time_machine.travel(NOON, tick=False):
        assert "The settlement: the vote of Utsira" in client.get("/").content.decode()
        cast(called, UTSIRA, "yes")
        assert "The settlement: the vote of Utsira" not in client.get("/").content.decode()


def test_two_people_of_a_member_have_the_form_open_and_the_second_is_told(
    called, signed_in, contact, second_contact
):
    first, second = signed_in(contact), signed_in(second_contact)
    url, given = MEMBERS[0].url(), {"choice": "yes", "decision": "1/26"}
    with time_machine.travel(NOON, tick=False):
        assert [client.get(url).status_code for client in (first, second)] == [200, 200]
        assert first.post(url, given).status_code == 302
        refused = second.post(url, {**given, "choice": "no"})
    assert refused.status_code == 400
    assert "Utsira has voted already" in refused.content.decode()
    assert queries.roll_of(actor=contact, slug=called)[0].choice == "yes"


def test_a_vote_after_closing_is_refused_in_words(called, signed_in, contact):
    with time_machine.travel(AFTER, tick=False):
        refused = signed_in(contact).post(MEMBERS[0].url(), {"choice": "yes", "decision": "1/26"})
    assert refused.status_code == 400
    assert "The ballot is closed, so this cannot be done now." in refused.content.decode()


def test_a_delegate_votes_with_a_code_and_without_an_account(codes, client, analyst, secret):
    code = next(iter(codes.values()))
    with time_machine.travel(NOON, tick=False):
        assert "In the north?" in client.post("/congress/code/", {"code": code.lower()}).content.decode()
        cast = client.post("/congress/code/vote/", {"code": code, "choice": "yes"})
        assert "Your vote is cast" in cast.content.decode()
        again = client.post("/congress/code/vote/", {"code": code, "choice": "no"})
        assert "has voted already" in again.content.decode()
        unknown = client.post("/congress/code/", {"code": "AAAA-BBBB-CCCC-DDDD"})
        assert "The code is not known" in unknown.content.decode()
    assert queries.turnout(actor=analyst, slug=secret).voted.voters == 1


def test_codes_are_shown_once_and_never_cached(secret, signed_in, analyst):
    with time_machine.travel(NOON, tick=False):
        shown = signed_in(analyst).post("/congress/ballots/secret/codes/")
    assert shown.content.decode().count("Delegate of") == 3
    assert "no-store" in shown.headers["Cache-Control"]


def test_coming_back_to_the_address_of_the_codes_makes_no_new_ones(codes, secret, signed_in, analyst, client):
    back = signed_in(analyst).get("/congress/ballots/secret/codes/")
    assert back.url == "/congress/ballots/secret/"
    with time_machine.travel(NOON, tick=False):
        code = next(iter(codes.values()))
        assert "In the north?" in client.post("/congress/code/", {"code": code}).content.decode()
    assert client.get("/congress/code/vote/").url == "/congress/code/"


def test_the_protocol_is_a_tagged_pdf_with_the_numbers(published, client):
    pdf = b"".join(client.get("/congress/ballots/settlement/protocol.pdf").streaming_content)

    assert pdf.startswith(b"%PDF")
    assert b"/MarkInfo" in pdf or len(pdf) > 5_000


def test_the_votes_are_a_file_for_the_members(declared, signed_in, contact):
    text = b"".join(
        signed_in(contact).get("/congress/ballots/settlement/votes.csv").streaming_content
    ).decode()

    assert "1151,Utsira,1,60,yes,12/26," in text
