# SPDX-License-Identifier: EUPL-1.2
"""An address is looked up, its wish noted or lifted, and nobody else may."""

import logging
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from lxml import html

from samband.core.access.rules import NOBODY
from samband.core.audit.queries import events
from samband.core.notices.operations import block_address
from samband.core.notices.queries import blocked
from samband.core.notices.rules import Channel

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
KARI = "kari@example.org"
WISHES, NOTE, LIFT = (reverse(f"notices:{name}") for name in ("wishes", "note_wish", "lift_wish"))


@pytest.fixture
def browser(signed_in, analyst):
    return signed_in(analyst)


def shown(response) -> str:
    texts = html.fromstring(response.content).xpath("//main")[0].itertext()
    return " ".join(" ".join(texts).split())


def test_a_wish_is_found_by_address_and_lifted_with_a_reason(browser):
    block_address(channel=Channel.EMAIL, address=KARI, by=NOBODY, at=NOON)
    page = browser.post(WISHES, {"address": " Kari@Example.ORG"})
    assert "Wants none since 2 March 2026." in shown(page)
    refused = browser.post(LIFT, {"address": KARI, "channel": "email"})
    assert refused.status_code == 400
    assert "One thing needs to be put right" in shown(refused)
    assert blocked(channel=Channel.EMAIL, addresses=[KARI])
    given = {"address": KARI, "channel": "email", "reason": "asked_in_writing"}
    assert "It is lifted." in shown(browser.post(LIFT, given, follow=True))
    assert not blocked(channel=Channel.EMAIL, addresses=[KARI])
    assert "May be sent" in shown(browser.post(WISHES, {"address": KARI}))


def test_a_number_has_two_ways_and_each_is_noted_alone(browser):
    page = shown(browser.post(WISHES, {"address": "912 34 567"}))
    assert page.count("May be sent") == 2
    page = browser.post(NOTE, {"address": "912 34 567", "channel": "phone"}, follow=True)
    assert "It is noted." in shown(page)
    assert blocked(channel=Channel.PHONE, addresses=["+4791234567"])
    assert not blocked(channel=Channel.SMS, addresses=["+4791234567"])
    assert "Telephone calls 1" in shown(page)


@pytest.mark.parametrize("address", ["", "nobody", "12", "a@b"])
def test_what_is_no_address_is_told_in_words(browser, address):
    page = browser.post(WISHES, {"address": address})
    assert page.status_code == 400
    assert "One thing needs to be put right" in shown(page)


def test_a_wish_for_what_is_no_way_changes_nothing(browser):
    browser.post(NOTE, {"address": KARI, "channel": "letter"})
    assert browser.post(LIFT, {"address": KARI, "channel": "pigeon", "reason": "mistake"}).status_code == 400
    assert browser.post(LIFT, {"address": "12", "channel": "sms"}).status_code == 400
    assert browser.post(LIFT, {}).status_code == 400
    assert not blocked(channel=Channel.EMAIL, addresses=[KARI])


def test_t25_no_address_comes_into_the_log(browser, caplog):
    with caplog.at_level(logging.DEBUG):
        browser.post(WISHES, {"address": KARI})
        browser.post(NOTE, {"address": KARI, "channel": "email"})
        browser.post(LIFT, {"address": KARI, "channel": "email", "reason": "mistake"})
    told = events(about="notices:blocked").events
    assert [one.event for one in told] == ["notices.unblocked", "notices.blocked"]
    assert KARI not in f"{told}{caplog.text}"


def test_t25_only_analysts_learn_who_wants_no_messages(
    signed_in, contact, secretary, outsider, councillor, interviewer, inhabitant
):
    for actor in (contact, secretary, outsider, councillor, interviewer):
        client = signed_in(actor)
        assert client.get(WISHES).status_code == 404
        assert client.post(LIFT, {"address": KARI}).status_code == 404
        assert client.post(NOTE, {"address": KARI}).status_code == 404
    assert "login" in signed_in(inhabitant).get(WISHES)["Location"]
