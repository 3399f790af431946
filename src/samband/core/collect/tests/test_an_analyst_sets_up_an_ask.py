# SPDX-License-Identifier: EUPL-1.2
"""When, in which languages and by which link an ask is answered, and what stands in the way."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.utils import timezone

from samband.core.collect.operations import Plan, close_ask, draft_ask, present_plan, start_ask
from samband.core.collect.queries import asked_form
from samband.core.collect.rules import AskState
from samband.core.collect.tests.conftest import ANALYST, MEMBERS, NOON
from samband.core.collect.tests.questionnaires import of_inhabitants

pytestmark = pytest.mark.django_db
HERE = "/answers/pages-2026/"


def drafted(**more: object) -> None:
    draft_ask(**{
        "slug": "pages-2026", "title": {"en": "How is it here?"}, "instrument": of_inhabitants("pages"),
        "reference_date": date(2026, 1, 1), "units": MEMBERS, "background": {}, "by": ANALYST, "at": NOON,
    } | more)  # fmt: skip


@pytest.fixture
def browser(signed_in, analyst):
    drafted()
    return signed_in(analyst)


def plan() -> Plan:
    return present_plan(ask="pages-2026", by=ANALYST)


def test_a_last_day_is_a_whole_day_and_is_shown_as_it_was_typed(browser):
    told = {"opens_on": "2026-05-01", "closes_on": "2026-05-31", "languages": ["nb"], "web": "on"}
    assert browser.post(HERE, told).headers["Location"] == HERE
    assert plan().closes_at == datetime(2026, 6, 1, tzinfo=timezone.get_default_timezone())
    page = browser.get(HERE).content.decode()
    assert 'value="2026-05-31"' in page
    assert plan().languages == ("nb",)


def test_the_set_up_of_the_web_leaves_other_ways_as_they_are(browser):
    before = plan()
    browser.post(HERE, {"languages": ["en", "nb"], "open_link": "on"})
    after = plan()
    assert set(before.channels) - set(after.channels) == {"web"}
    assert after.link_per_hour == before.link_per_hour
    assert after.open_link


def test_the_link_for_all_stands_on_the_page_once_there_is_one(browser):
    assert "/a/open/pages-2026/" not in browser.get(HERE).content.decode()
    browser.post(HERE, {"languages": ["en"], "web": "on", "open_link": "on"})
    assert "http://testserver/a/open/pages-2026/" in browser.get(HERE).content.decode()


def test_an_end_before_the_beginning_is_refused_in_words(browser):
    told = {"opens_on": "2026-05-01", "closes_on": "2026-04-01", "languages": ["en"]}
    refused = browser.post(HERE, told)
    assert refused.status_code == 400
    assert "It would close before it opens" in refused.content.decode()


def test_it_is_opened_by_a_button(browser):
    browser.post(f"{HERE}start/")
    assert asked_form(ask="pages-2026").state is AskState.OPEN


def test_what_hinders_answering_is_listed_and_keeps_it_shut(signed_in, analyst):
    whole = of_inhabitants("pages")
    torn = replace(whole.words["nb"], hints={}, pages={}, introduction="")
    drafted(instrument=replace(whole, words={**whole.words, "nb": torn}), plan=Plan(languages=("en", "nb")))
    browser = signed_in(analyst)
    assert "What hinders answering" in browser.get(HERE).content.decode()
    browser.post(f"{HERE}start/")
    assert asked_form(ask="pages-2026").state is AskState.DRAFT


def test_texts_of_ones_own_are_shown_to_respondents_in_their_language(browser, client):
    browser.post(f"{HERE}texts/nb/", {"who": "Utsira kommune", "why": "", "contact": ""})
    assert plan().about == {"nb": {"who": "Utsira kommune"}}
    browser.post(HERE, {"languages": ["en", "nb"], "web": "on", "open_link": "on"})
    browser.post(f"{HERE}start/")
    client.get("/a/open/pages-2026/")
    assert "Utsira kommune" in client.get("/a/q/pages-2026/?language=nb").content.decode()
    assert "Utsira kommune" not in client.get("/a/q/pages-2026/?language=en").content.decode()


def closed(signed_in, analyst):
    about = {"nb": {"who": "Utsira kommune"}}
    drafted(plan=Plan(languages=("en", "nb"), open_link=True, about=about))
    start_ask(ask="pages-2026", by=ANALYST, at=NOON)
    close_ask(ask="pages-2026", by=ANALYST, at=NOON)
    return signed_in(analyst)


def test_how_a_closed_ask_was_answered_is_told_and_no_form_asks_to_change_it(signed_in, analyst):
    page = closed(signed_in, analyst).get(HERE).content.decode()
    assert "How it was answered" in page
    assert "1 March 2025" in page
    assert "There was one: anybody could answer." in page
    assert "Utsira kommune" in page
    assert 'name="closes_on"' not in page
    assert f"{HERE}texts/" not in page


def test_a_form_from_before_it_was_closed_changes_nothing_and_says_so(signed_in, analyst):
    browser = closed(signed_in, analyst)
    before = plan()
    refused = browser.post(HERE, {"languages": ["en"], "web": "on"})
    assert refused.status_code == 409
    assert "how it was answered stays as it was" in refused.content.decode()
    assert plan() == before
    assert browser.post(f"{HERE}texts/nb/", {"who": "Somebody else"}).status_code == 404
