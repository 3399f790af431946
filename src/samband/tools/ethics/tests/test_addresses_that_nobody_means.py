# SPDX-License-Identifier: EUPL-1.2
"""T13: days and numbers in addresses and forms that no calendar, and no row, can have."""

import pytest
from django.urls import reverse

from samband.tools.ethics.models import Delegation, Interest
from samband.tools.ethics.tests.conftest import UTSIRA

DAYS = ("0001-01-01", "9999-12-31", "٢٠٢٦-٠١-٠١", "2026-02-30", "\x00")
LARGE = 2**63
PUBLIC = (
    "register", "register_csv", "gifts", "gifts_csv", "employment", "employment_csv", "statistics",
    "public_delegations", "public_delegations_csv",
)  # fmt: skip


def test_t13_a_day_that_nobody_means_is_none(declared, client):
    one = declared()
    pages = [reverse(f"ethics:{name}") for name in PUBLIC]
    pages += [
        reverse("ethics:person", args=[one.person]),
        reverse("ethics:organisation", args=[one.organisation.id]),
    ]
    for page in pages:
        today = client.get(page).status_code
        answers = [client.get(page, {"on": day, "known": day}).status_code for day in DAYS]
        assert answers == [today] * len(DAYS), page


@pytest.mark.parametrize("day", DAYS[:2])
def test_t13_a_form_refuses_it_at_its_field(declared, contact, signed_in, councillor, day):
    one, own, serving = declared(), signed_in(councillor), signed_in(contact)
    delegation = {"holder": "Head", "body": f"council-{UTSIRA}", "reference": "1/26"}
    sent = (
        (own, reverse("ethics:change", args=[one.key]), {"do": "end", "last_day": day}),
        (own, reverse("ethics:add", args=["debt"]), {"organisation": "Bank", "valid_from": day}),
        (serving, reverse("ethics:delegations", args=[UTSIRA]),
         {**delegation, "decided_on": day, "valid_from": day, "last_day": day}),
        (serving, reverse("ethics:meetings", args=[UTSIRA]),
         {"body": f"council-{UTSIRA}", "day": day, "text": "1/26 Ferry"}),
        (serving, reverse("ethics:cases", args=[UTSIRA]),
         {"reference": "1", "title": "t", "matter": "contract", "day": day, "parties": "X"}),
    )  # fmt: skip
    for browser, address, data in sent:
        answer = browser.post(address, data)
        assert answer.status_code == 400, address
        assert "Enter a valid date." in answer.content.decode(), address
    assert Interest.objects.count() == 1
    assert not Delegation.objects.exists()


def test_t13_a_number_that_no_row_can_have_is_not_there(declared, contact, signed_in):
    declared()
    browser = signed_in(contact)
    for address in (
        "people/{}/", "members/1151/people/{}/", "meetings/{}/", "checks/{}/", "mine/meetings/1/{}/",
        "advice/ask/1/1/{}/",
    ):  # fmt: skip
        assert browser.get(f"/ethics/{address.format(LARGE)}").status_code == 404, address
    assert browser.get("/ethics/members/1151/bodies/a%00/agenda.json").status_code == 404
