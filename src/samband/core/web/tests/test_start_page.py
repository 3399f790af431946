# SPDX-License-Identifier: EUPL-1.2
from datetime import date

import pytest

from samband.core.access.rules import Actor, Permission, Role
from samband.core.web import queries
from samband.core.web.card import MenuEntry, ResultItem, ToolCard, WaitingItem

pytestmark = pytest.mark.django_db
HERE = "samband.core.web.tests.test_start_page"
ANALYSTS = Permission("rehearsals.lead", association=frozenset({Role.ANALYST}))
SECRETARIES = Permission("rehearsals.join", own_authority=frozenset({Role.SECRETARY}))


def waits(*, actor: Actor) -> tuple[WaitingItem, ...]:
    return (
        WaitingItem("Without deadline", "/c/", None, "review"),
        WaitingItem("Later", "/b/", date(2026, 5, 1), "answer"),
        WaitingItem("Sooner", "/a/", date(2026, 4, 1), "answer"),
    )


def results(*, actor: Actor) -> tuple[ResultItem, ...]:
    return (
        ResultItem("Older wave", "/2021/", date(2021, 6, 1), "75 members"),
        ResultItem("Newer wave", "/2025/", date(2025, 6, 1)),
    )


CARD = ToolCard(
    slug="rehearsals",
    title="Rehearsals",
    purpose="Try the start page.",
    menu=(
        MenuEntry("For all", "method"),
        MenuEntry("For analysts", "jobs", ANALYSTS),
        MenuEntry("For secretaries", "account_change_password", SECRETARIES),
        MenuEntry("Misspelt", "no_such_route"),
    ),
    waiting=f"{HERE}.waits",
    open_results=f"{HERE}.results",
    words={"rehearsals.ended": "ended the rehearsal"},
)


@pytest.fixture
def _one_tool(monkeypatch):
    monkeypatch.setattr(queries, "cards", lambda: (CARD,))
    monkeypatch.setattr(queries, "tool_cards", lambda: (CARD,))


@pytest.mark.usefixtures("_one_tool")
def test_what_waits_comes_with_the_soonest_deadline_first(signed_in, councillor):
    page = signed_in(councillor).get("/")
    assert [item.title for item in page.context["waiting"]] == ["Sooner", "Later", "Without deadline"]
    assert "by 1 April 2026" in page.content.decode()


@pytest.mark.usefixtures("_one_tool")
def test_results_are_open_to_all_latest_first(client):
    page = client.get("/")
    assert [item.title for item in page.context["results"]] == ["Newer wave", "Older wave"]
    assert "Sooner" not in page.content.decode()


@pytest.mark.usefixtures("_one_tool")
@pytest.mark.parametrize(
    ("who", "labels"),
    [
        ("inhabitant", ["For all"]),
        ("outsider", ["For all"]),
        ("councillor", ["For all"]),
        ("secretary", ["For all", "For secretaries"]),
        ("analyst", ["For all", "For analysts"]),
    ],
)
def test_the_menu_has_the_places_that_the_person_may_go_to(request, signed_in, who, labels):
    page = signed_in(request.getfixturevalue(who)).get("/")
    assert [place.label for place in page.context["menu"]] == labels


@pytest.mark.usefixtures("_one_tool")
def test_the_menu_marks_where_one_is(client):
    (place,) = client.get("/method/").context["menu"]
    assert place.is_current
    assert not client.get("/").context["menu"][0].is_current


@pytest.mark.usefixtures("_one_tool")
def test_the_log_calls_events_what_the_card_calls_them():
    assert queries.words_for(code="rehearsals.ended") == "ended the rehearsal"
    assert queries.words_for(code="rehearsals.unknown") == "rehearsals.unknown"


def test_somebody_for_whom_nothing_waits_is_told_so(signed_in, outsider, monkeypatch):
    monkeypatch.setattr(queries, "cards", lambda: ())
    assert "Nothing is waiting for you" in signed_in(outsider).get("/").content.decode()


def test_every_menu_entry_of_this_installation_leads_to_a_page(client, administrator):
    from django.urls import reverse

    entries = [entry for card in queries.cards() for entry in card.menu]
    assert entries
    for entry in (*entries, *queries.OF_ACCESS):
        assert reverse(entry.url)


def test_every_handler_and_query_that_a_card_names_is_there():
    from django.utils.module_loading import import_string

    for card in queries.cards():
        for path in filter(None, (*card.jobs.values(), card.waiting, card.open_results, card.demo)):
            assert callable(import_string(path))
