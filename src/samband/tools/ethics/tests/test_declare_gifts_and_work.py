# SPDX-License-Identifier: EUPL-1.2
"""A gift in under a minute, a journey others paid, work beside the office: what is asked, kept and told."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from samband.core.access.rules import INSTALLATION
from samband.core.people.operations import erase_person
from samband.tools.ethics import operations, queries
from samband.tools.ethics.forms import InterestForm
from samband.tools.ethics.models import InterestDetail
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.details import detail_words
from samband.tools.ethics.pages.screening import register_file
from samband.tools.ethics.queries.limits import BadPolicy, currency, limits, read_limits
from samband.tools.ethics.rules import (
    Approval,
    Became,
    Detail,
    Giver,
    InterestKind,
    NewInterest,
)
from samband.tools.ethics.tests.conftest import NOON, TODAY, UTSIRA, ferry

GIFT = {
    "what": "A painting", "giver": "organisation", "organisation": "Harbour Ltd", "value": "1200.50",
    "currency": "nok", "became": "kept", "valid_from": "2026-03-10",
}  # fmt: skip


def painting(**detail) -> NewInterest:
    told = {"giver": Giver.ORGANISATION, "value": Decimal(1200), "currency": "NOK", "became": Became.KEPT}
    return NewInterest(
        kind=InterestKind.GIFT, what="A painting", organisation="Harbour Ltd", valid_from=TODAY,
        detail=Detail(**(told | detail)),
    )  # fmt: skip


def work(**detail) -> NewInterest:
    return NewInterest(
        kind=InterestKind.EMPLOYMENT, organisation="School", what="Teacher", valid_from=date(2024, 1, 1),
        detail=Detail(**detail),
    )  # fmt: skip


def test_a_gift_needs_six_answers_on_a_phone(council, signed_in, councillor):
    phone = signed_in(councillor)
    page = phone.get(reverse("ethics:add", args=["gift"])).content.decode()
    assert 'value="2026-03-12"' in page
    assert 'value="NOK"' in page
    listed = phone.post(reverse("ethics:add", args=["gift"]), GIFT, follow=True).content.decode()
    assert "A painting" in listed
    assert "worth about NOK\N{NO-BREAK SPACE}1,200.50 · Kept" in listed


def test_what_is_asked_further_down_opens_when_it_is_wrong(council, signed_in, councillor):
    form = GIFT | {"currency": "crowns"}
    answer = signed_in(councillor).post(reverse("ethics:add", args=["gift"]), form)
    assert answer.status_code == 400
    assert '<details class="ds-details" open>' in answer.content.decode()


def test_a_journey_is_called_by_where_it_went():
    told = {
        "destination": "Brussels", "occasion": "Study trip", "giver": "organisation", "organisation": "Fund",
        "valid_from": "2026-01-10", "days": "3", "giver_percent": "80", "authority_percent": "15",
    }  # fmt: skip
    form = InterestForm(told, kind=InterestKind.TRAVEL)
    assert form.is_valid(), form.errors
    new = form.interest()
    assert (new.what, new.detail.own_percent) == ("Brussels", 5)
    with override("en"):
        words = detail_words(found=new.detail)
    assert words == "Study trip · 3 days · they paid 80 % · the council paid 15 % · the person paid 5 %"


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (painting(giver=Giver.ORGANISATION), None),
        (painting(value=Decimal(-1)), "value"),
        (painting(currency="kroner"), "currency"),
        (painting(giver_percent=80, authority_percent=30), "giver_percent"),
        (painting(days=0), "days"),
        (painting(approved_on=TODAY + timedelta(days=1)), "approved_on"),
        (work(extent_percent=Decimal(101)), "extent_percent"),
        (work(hours_week=Decimal(90)), "hours_week"),
        (NewInterest(kind=InterestKind.GIFT, what="Wine", valid_from=TODAY,
                     detail=Detail(giver=Giver.ORGANISATION)), "organisation"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(declared, new, field):
    if field is None:
        assert declared(new).detail == new.detail
        return
    with pytest.raises(Refused) as refused:
        declared(new)
    assert refused.value.field == field


def test_a_correction_has_details_of_its_own_and_the_earlier_stay(declared, anne):
    key = declared(painting()).key
    operations.correct_interest(key=key, to=painting(became=Became.RETURNED), by=anne, at=NOON)
    now, before = queries.history_of(actor=anne, key=key)
    assert (now.detail.became, before.detail.became) == (Became.RETURNED, Became.KEPT)


def test_work_that_ends_keeps_its_extent(declared, anne):
    key = declared(work(extent_percent=Decimal(40), approval=Approval.APPROVED)).key
    ended = operations.end_interest(key=key, last_day=date(2026, 3, 1), by=anne, at=NOON)
    assert ended.detail.extent_percent == Decimal(40)


def test_details_go_with_the_person(declared, council):
    declared(painting())
    erase_person(person=council["Anne"], by=INSTALLATION, at=NOON)
    operations.erase_what_is_over(at=NOON)
    assert not InterestDetail.objects.exists()


def test_the_giver_is_a_tie_for_the_screening_unless_nothing_was_received(declared, contact):
    declared(painting())
    declared(painting(became=Became.DECLINED))
    declared(ferry())
    known = queries.known_of_member(actor=contact, authority=UTSIRA, at=NOON)
    ties = json.loads(register_file(known=known))["ties"]
    assert [(tie["tie"], tie.get("kind")) for tie in ties] == [("paid_by", "gift"), ("post", None)]


@pytest.mark.parametrize(
    ("country", "told"),
    [
        ("georgia", ("GEL", "500", False)),
        ("romania", ("RON", "200", False)),
        ("moldova", ("MDL", "1000", False)),
    ],
)
def test_the_country_says_from_which_value_a_gift_is_declared(settings, country, told):
    settings.SAMBAND_COUNTRY = country
    (limit,) = limits(kind=InterestKind.GIFT)
    assert (currency(on=TODAY), str(limit.above), limit.is_verified) == told


def test_the_form_tells_the_rule_with_its_source(council, signed_in, councillor, settings):
    url = reverse("ethics:add", args=["gift"])
    assert "Not yet held against the text of the law" not in signed_in(councillor).get(url).content.decode()
    settings.SAMBAND_COUNTRY = "georgia"
    page = signed_in(councillor).get(url).content.decode()
    assert "A gift worth more than 500 lari" in page
    assert "Law on the Fight against Corruption" in page
    assert "Not yet held against the text of the law" in page


def test_the_association_may_set_limits_and_keep_the_policy_of_the_country(settings, tmp_path):
    settings.SAMBAND_HOME = tmp_path
    (tmp_path / "interests.yaml").write_text(
        "sources: [{key: b, title: Decision of the board, publisher: Us, licence: own}]\n"
        "limits: [{kind: gift, above: 0, currency: NOK, source: b, verified: yes, says: {en: Tell all.}}]\n"
    )
    assert [one.says["en"] for one in limits(kind=InterestKind.GIFT)] == ["Tell all."]
    assert queries.policy_on(on=TODAY).is_public


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("kind: gift, above: much, currency: NOK, source: s, says: {en: x}", "Write a number"),
        ("kind: gift, above: -1, currency: NOK, source: s, says: {en: x}", "0 or more"),
        ("kind: gift, above: 5, currency: kr, source: s, says: {en: x}", "three letters"),
        ("kind: gift, above: 5, currency: NOK, source: t, says: {en: x}", "not among its sources"),
        ("kind: gift, above: 5, currency: NOK, source: s", "says"),
    ],
)
def test_a_limit_that_cannot_be_used_says_why(tmp_path, row, words):
    file = tmp_path / "interests.yaml"
    file.write_text(f"sources: [{{key: s, title: T, publisher: P, licence: L}}]\nlimits: [{{{row}}}]\n")
    with pytest.raises(BadPolicy, match=words):
        read_limits(file=file)
