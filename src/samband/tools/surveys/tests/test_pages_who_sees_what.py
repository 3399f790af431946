# SPDX-License-Identifier: EUPL-1.2
"""Every address of the surveys: who gets a page, who must sign in, who is told that nothing is there."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from django.urls import reverse

from samband.core.access.rules import INSTALLATION, Actor, Grant, Role
from samband.core.collect.queries import imports
from samband.tools.surveys import operations, queries, urls
from samband.tools.surveys.tests.conftest import NOON, WAVE

TITLE = "Democracy 2021"
UTSIRA, MEDIAN, OSLO = "1151", "4643", "0301"


@dataclass(frozen=True, slots=True)
class Address:
    """method: as a person would send it. The rest stands in the address."""

    name: str
    method: str = "get"
    given: tuple[tuple[str, object], ...] = ()

    def url(self) -> str:
        return reverse(f"surveys:{self.name}", kwargs=dict(self.given))


def of_wave(address: str, method: str = "get", **given: object) -> Address:
    return Address(address, method, (("slug", WAVE), *given.items()))


ASKED = (("code", "local_democracy"), ("version", "2021"))
UPLOAD = (("upload", "a" * 32),)
EVERYBODYS = (
    Address("waves"),
    Address("instruments"),
    Address("instrument", given=ASKED),
    Address("instrument_file", given=(*ASKED, ("format", "xlsx"))),
    Address("instrument_file", given=(*ASKED, ("format", "zip"))),
    Address("instrument_file", given=(*ASKED, ("format", "xml"))),
    Address("made_up_answers", given=ASKED),
    Address("try_instrument", given=ASKED),
    Address("on_paper", given=ASKED),
    Address("paper_file", given=ASKED),
)
RESULTS = (
    of_wave("overview"),
    of_wave("method"),
    of_wave("downloads"),
    of_wave("measure", measure="equal_treatment"),
    of_wave("member", code=UTSIRA),
    of_wave("member_figures", code=UTSIRA),
    of_wave("national_report"),
    of_wave("national_report_file", format="pdf"),
    of_wave("national_report_file", format="xlsx"),
    of_wave("report", code=UTSIRA),
    of_wave("report_file", code=UTSIRA, format="pdf"),
    of_wave("report_file", code=UTSIRA, format="xlsx"),
)
ANALYSTS = (
    Address("add_instrument"),
    Address("add_instrument", "post"),
    Address("received", given=UPLOAD),
    Address("received", "post", UPLOAD),
    Address("discard_received", "post", UPLOAD),
    Address("create"),
    Address("create", "post"),
    of_wave("work"),
    of_wave("participants"),
    of_wave("participants", "post"),
    of_wave("weighting"),
    of_wave("weighting", "post"),
    of_wave("answers"),
    of_wave("answers", "post"),
    of_wave("hand_out"),
    of_wave("hand_out", "post"),
    of_wave("import", number=1),
    of_wave("import", "post", number=1),
    of_wave("confirm", "post", number=1),
    of_wave("discard", "post", number=1),
    *(of_wave("step", "post", name=name) for name in ("open", "close", "estimate")),
    of_wave("reports", "post"),
    of_wave("reopen", "post"),
    of_wave("review"),
    of_wave("review", "post"),
    of_wave("publish"),
    of_wave("publish", "post"),
)
SECRETARYS = (of_wave("presented", "post", code=MEDIAN),)
"""For the secretary of the member, and for analysts."""
ASKERS = (of_wave("background"),)
"""For analysts, contact persons and secretaries: see ``test_ask_by_background``."""
STATES = ("draft", "opened", "closed", "estimated", "reviewed")
PLACES = ("/", "/surveys/", "/publications/")
"""Where a wave could be named beside its own pages."""


def label(address: Address) -> str:
    return f"{address.method} {address.url()}"


@pytest.fixture
def contact() -> Actor:
    return Actor("cast:contact", frozenset({Grant(Role.CONTACT, UTSIRA)}))


@pytest.fixture
def published(reviewed, analyst):
    operations.publish_wave(wave=reviewed, by=analyst, at=NOON, override_reason="All have agreed.")
    return reviewed


def answer(client, address: Address):
    return getattr(client, address.method)(address.url())


def with_another_status(client, addresses: Iterable[Address], *, status: int) -> dict[str, int]:
    """Those that answer otherwise, and how."""
    answered = {label(one): answer(client, one).status_code for one in addresses}
    return {name: code for name, code in answered.items() if code != status}


def test_every_address_of_the_surveys_is_in_one_of_the_lists():
    listed = [{one.name for one in group} for group in (EVERYBODYS, RESULTS, ANALYSTS, SECRETARYS, ASKERS)]
    assert {pattern.name for pattern in urls.urlpatterns} == set.union(*listed)
    assert sum(map(len, listed)) == len(set.union(*listed))


def test_nobody_is_sent_to_sign_in_from_the_analysts_pages(reviewed, client):
    sign_in = reverse("account_login")
    elsewhere = [
        label(one)
        for one in (*ANALYSTS, *SECRETARYS, *ASKERS)
        if not answer(client, one).headers.get("Location", "").startswith(sign_in)
    ]
    assert elsewhere == []


@pytest.mark.parametrize("who", ["outsider", "contact", "secretary", "councillor"])
def test_the_analysts_pages_are_not_there_for_others(reviewed, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    assert with_another_status(client, ANALYSTS, status=404) == {}


def test_the_analyst_gets_every_page_of_the_work(estimated, signed_in, analyst):
    (file,) = imports(actor=analyst, ask=queries.wave(actor=analyst, slug=WAVE).ask)
    pages = [one for one in ANALYSTS if one.method == "get" and one.name not in {"import", "received"}]
    pages.append(of_wave("import", number=file.id))
    assert with_another_status(signed_in(analyst), pages, status=200) == {}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["inhabitant", "outsider"])
def test_an_unpublished_wave_does_not_exist_for_others(request, signed_in, who, state):
    request.getfixturevalue(state)
    client = signed_in(request.getfixturevalue(who))
    assert with_another_status(client, RESULTS, status=404) == {}
    assert [place for place in PLACES if TITLE in client.get(place).content.decode()] == []


def test_a_published_wave_is_there_for_everybody(published, client):
    assert with_another_status(client, RESULTS, status=200) == {}
    assert [place for place in PLACES if TITLE in client.get(place).content.decode()] == list(PLACES)


def test_the_figures_of_a_member_say_in_every_row_that_they_are_synthetic(published, client):
    header, *rows = answer(client, of_wave("member_figures", code=UTSIRA)).content.decode().splitlines()
    assert header.endswith(",status,synthetic")
    assert rows
    assert [row for row in rows if not row.endswith(",true")] == []


def test_a_member_sees_its_own_results_after_the_review(reviewed, signed_in, contact):
    client = signed_in(contact)
    page = client.get(of_wave("member", code=UTSIRA).url()).content.decode()
    assert "Not public yet." in page
    assert of_wave("member", code=UTSIRA).url() in client.get("/").content.decode()
    assert [client.get(of_wave("member", code=code).url()).status_code for code in (MEDIAN, OSLO)] == [
        404,
        404,
    ]


def test_a_member_sees_no_figure_of_another_on_its_own_page(reviewed, signed_in, contact):
    page = signed_in(contact).get(of_wave("member", code=UTSIRA).url(), {"beside": "chosen", "member": OSLO})
    text = page.content.decode()
    assert "These are the results of Utsira." in text
    assert "The results of other members appear here when the wave is published." in text
    assert "Oslo" not in text


@pytest.mark.parametrize("who", ["outsider", "contact", "councillor"])
def test_only_the_secretary_says_that_the_council_has_had_the_results(reviewed, signed_in, request, who):
    client = signed_in(request.getfixturevalue(who))
    assert with_another_status(client, SECRETARYS, status=404) == {}
    (member,) = [
        one for one in queries.participants(actor=INSTALLATION, wave=WAVE) if one.authority == MEDIAN
    ]
    assert not member.has_been_presented


def test_the_secretary_ends_the_embargo_of_the_own_member(reviewed, signed_in, secretary):
    client = signed_in(secretary)
    before = client.get(of_wave("member", code=MEDIAN).url()).content.decode()
    after = client.post(SECRETARYS[0].url(), follow=True).content.decode()
    assert "The council has had the results" in before
    assert "Noted: the council of Årdal has had the results." in after
    assert "The council has had the results" not in after


def test_the_analyst_ends_an_embargo_on_the_page_of_publishing(reviewed, signed_in, analyst):
    client = signed_in(analyst)
    assert "Årdal" in client.get(of_wave("publish").url()).content.decode()
    client.post(SECRETARYS[0].url())
    waiting = (
        client.get(of_wave("publish").url()).content.decode().partition("Noted: the council of Årdal")[2]
    )
    assert "Utsira" in waiting
    assert "Årdal" not in waiting


def test_a_member_downloads_nothing_before_publication(reviewed, signed_in, contact):
    client = signed_in(contact)
    files = [
        one
        for one in RESULTS
        if one.name
        in {
            "downloads",
            "member_figures",
            "national_report",
            "national_report_file",
            "report",
            "report_file",
        }
    ]
    assert with_another_status(client, files, status=404) == {}


def test_a_member_sees_no_figure_before_the_review(estimated, signed_in, contact):
    client = signed_in(contact)
    assert client.get(of_wave("member", code=UTSIRA).url()).status_code == 404
    waiting = client.get(of_wave("overview").url()).content.decode()
    assert "The results are not public yet." in waiting
    assert "Oslo" not in waiting


@pytest.mark.parametrize("state", STATES)
def test_a_step_at_the_wrong_time_is_told_and_nothing_breaks(request, signed_in, analyst, state):
    request.getfixturevalue(state)
    client = signed_in(analyst)
    posts = [one for one in ANALYSTS if one.method == "post" and one.name in {"step", "reports", "reopen"}]
    assert {answer(client, one).status_code for one in posts} <= {302, 404}
