# SPDX-License-Identifier: EUPL-1.2
"""A membership that was entered wrongly is put right on its page."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from samband.core.access.rules import INSTALLATION
from samband.core.members.queries import is_member, memberships_of
from samband.tools.membership.tests.conftest import AT, TODAY, UTSIRA

DIGITAL = "digital"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(AT, tick=False):
        yield


def held():
    return next(one for one in memberships_of(actor=INSTALLATION, member=UTSIRA) if one.scope == DIGITAL)


def address():
    return reverse("membership:correct", args=[UTSIRA, held().id])


def words(**more):
    return {"valid_from": held().valid_from.isoformat(), "source": "Board, 1 March, case 12/26", **more}


def test_an_exclusion_is_recorded_with_its_decision(members, signed_in, analyst):
    browser = signed_in(analyst)
    assert address() in browser.get(reverse("membership:member", args=[UTSIRA])).content.decode()
    last = date(TODAY.year, 12, 31)
    answer = browser.post(address(), words(last_day=last.isoformat(), end_reason="excluded"))
    assert answer.url == reverse("membership:member", args=[UTSIRA])
    assert (held().valid_to, held().end_reason) == (date(TODAY.year + 1, 1, 1), "excluded")
    assert held().source == "Board, 1 March, case 12/26"
    page = browser.get(address()).content.decode()
    assert f'value="{last.isoformat()}"' in page


def test_what_never_was_leaves_the_books(members, signed_in, analyst):
    signed_in(analyst).post(address(), words(was_never="on"))
    assert not is_member(member=UTSIRA, on=TODAY, scope=DIGITAL)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"last_day": "2029-12-31"}, "Say both the last day and why it ends"),
        ({"end_reason": "excluded"}, "Say both the last day and why it ends"),
        ({"source": ""}, "This field is required"),
        ({"last_day": "2001-01-01", "end_reason": "agreed"}, "2001"),
    ],
)
def test_half_a_correction_changes_nothing_and_says_what_is_missing(members, signed_in, analyst, more, said):
    before = held()
    answer = signed_in(analyst).post(address(), words(**more))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert held() == before


def test_a_membership_of_another_or_of_earlier_is_not_there(members, signed_in, analyst, contact):
    browser, first = signed_in(analyst), address()
    assert browser.get(reverse("membership:correct", args=["0301", held().id])).status_code == 404
    browser.post(first, words())
    assert browser.get(first).status_code == 404
    assert signed_in(contact).get(address()).status_code == 404
    page = signed_in(contact).get(reverse("membership:member", args=[UTSIRA])).content.decode()
    assert address() not in page
