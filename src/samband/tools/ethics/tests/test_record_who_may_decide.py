# SPDX-License-Identifier: EUPL-1.2
"""The register of delegations: kept by who serves the member, proposed to checks, public by policy alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import all_events
from samband.core.people.operations import erase_person
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import Delegation
from samband.tools.ethics.operations import NewCase, Refused
from samband.tools.ethics.pages.rounds import go_round
from samband.tools.ethics.queries import BadPolicy
from samband.tools.ethics.queries.policy import read_policies
from samband.tools.ethics.rules import NewDelegation, NoSuchDelegation
from samband.tools.ethics.tests.conftest import DOING, MEDIAN, NOON, TODAY, UTSIRA

PUBLIC = """policies:
  - {valid_from: 2020-01-01, register: private, source: board, public_delegations: yes, currency: NOK}
sources:
  - {key: board, title: Decision of the board, publisher: The association, licence: own}
"""


def told(**other):
    plain = {
        "holder": "Head of planning", "body": f"council-{UTSIRA}", "reference": "case 12/25",
        "decided_on": date(2025, 6, 1), "valid_from": date(2025, 7, 1), "matters": ("contract", "grant"),
        "amount": Decimal(500_000),
    }  # fmt: skip
    return NewDelegation(**(plain | other))


@pytest.fixture
def recorded(council, contact):
    """Ola heads the planning; key of the delegation."""
    return operations.record_delegation(
        authority=UTSIRA, new=told(person=council["Ola"]), by=contact, at=NOON
    )


def on(day, by):
    return [one.told.holder for one in queries.delegations_on(actor=by, authority=UTSIRA, on=day)]


def decides(by, *, matter="grant", amount=None, day=TODAY):
    found = queries.who_decides(
        actor=by, authority=UTSIRA, matter=matter, amount=amount, currency="NOK", on=day
    )
    return [one.person_name for one in found]


def test_it_holds_on_its_days_alone(recorded, contact):
    assert on(date(2025, 6, 30), contact) == []
    assert on(date(2025, 7, 1), contact) == ["Head of planning"]
    operations.end_delegation(key=recorded, last_day=date(2026, 3, 31), by=contact, at=NOON)
    assert on(date(2026, 3, 31), contact) == ["Head of planning"]
    assert on(date(2026, 4, 1), contact) == []


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({}, ["Ola Åsen"]),
        ({"amount": Decimal(500_000)}, ["Ola Åsen"]),
        ({"amount": Decimal("500000.01")}, []),
        ({"matter": "procurement"}, []),
        ({"day": date(2025, 1, 1)}, []),
    ],
)
def test_who_decides_follows_kind_amount_and_day(recorded, contact, case, expected):
    assert decides(contact, **case) == expected


def test_none_named_means_every_kind(council, contact):
    operations.record_delegation(authority=UTSIRA, new=told(matters=()), by=contact, at=NOON)
    assert decides(contact, matter="employment") == [""]


def test_a_check_ticks_who_decides(recorded, contact, council, signed_in):
    number = operations.enter_case(
        authority=UTSIRA, new=NewCase("1", "x", "grant", TODAY, parties=("Nordvik AS",)), by=contact, at=NOON
    )
    answer = signed_in(contact).get(reverse("ethics:case", args=[number]))
    assert answer.context["form"].initial["decides"] == [council["Ola"]]
    assert "Head of planning, Ola Åsen decides on behalf of Council of 1151" in answer.content.decode()


def test_what_stood_in_the_record_stays_known(recorded, contact, council):
    later = NOON + timedelta(days=1)
    operations.correct_delegation(key=recorded, to=told(holder="Head of schools"), by=contact, at=later)
    assert on(TODAY, contact) == ["Head of schools"]
    before = queries.delegations_on(actor=contact, authority=UTSIRA, on=TODAY, known_at=NOON)
    assert [one.told.holder for one in before] == ["Head of planning"]
    history = queries.delegation_history(actor=contact, key=recorded)
    assert [one.told.holder for one in history] == ["Head of schools", "Head of planning"]
    operations.withdraw_delegation(key=recorded, by=contact, at=later + timedelta(days=1))
    assert on(TODAY, contact) == []
    assert Delegation.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"holder": " "}, "holder"),
        ({"reference": ""}, "reference"),
        ({"matters": ("everything",)}, "matters"),
        ({"amount": Decimal(-1)}, "amount"),
        ({"valid_to": date(2025, 7, 1)}, "last_day"),
    ],
)
def test_what_cannot_be_is_refused_in_words(council, contact, wrong, field):
    with pytest.raises(Refused) as refused:
        operations.record_delegation(authority=UTSIRA, new=told(**wrong), by=contact, at=NOON)
    assert refused.value.field == field


def test_somebody_of_another_member_is_refused(council, contact):
    with pytest.raises(Refused):
        operations.record_delegation(authority=UTSIRA, new=told(person=council["Kari"]), by=contact, at=NOON)


def test_it_is_kept_and_taken_away_in_a_browser(council, contact, signed_in):
    desk = signed_in(contact)
    sent = {"holder": "Director", "body": "council-1151", "reference": "case 1/24",
            "decided_on": "2024-01-01", "valid_from": "2024-02-01", "matters": ["contract"],
            "amount": "1000000", "person": council["Ola"]}  # fmt: skip
    here = reverse("ethics:delegations", args=[UTSIRA])
    assert desk.post(here, sent).url == here
    told_page = desk.get(here).content.decode()
    for words in ("Director", "NOK 1,000,000", "case 1/24", "It is not public here."):
        assert words in told_page
    answer = desk.get(reverse("ethics:delegations_csv", args=[UTSIRA]))
    rows = b"".join(answer.streaming_content).decode()
    assert "Director" in rows
    assert "1000000" in rows
    key = Delegation.objects.get().key
    assert "1000000" in desk.get(reverse("ethics:delegation", args=[key])).content.decode()
    desk.post(reverse("ethics:end_delegation", args=[key]), {"last_day": "2025-01-01"})
    assert "Nothing is registered." in desk.get(here).content.decode()
    desk.post(reverse("ethics:withdraw_delegation", args=[key]))
    events = [one.event for one in all_events()]
    assert {"ethics.delegation_recorded", "ethics.delegation_ended", "ethics.delegation_withdrawn"} <= set(
        events
    )


def test_nobody_else_reads_or_keeps_it(recorded, secretary, administrator, analyst, anne):
    for actor in (secretary, administrator, analyst, anne):
        with pytest.raises(NotAllowed):
            queries.delegations_on(actor=actor, authority=UTSIRA, on=TODAY)
        with pytest.raises(NoSuchDelegation):
            operations.withdraw_delegation(key=recorded, by=actor, at=NOON)
        with pytest.raises(NotAllowed):
            operations.record_delegation(authority=UTSIRA, new=told(), by=actor, at=NOON)
    assert queries.delegations_on(actor=secretary, authority=MEDIAN, on=TODAY) == ()


def test_it_is_not_public_where_the_policy_does_not_say_so(recorded, client):
    assert "is not public here" in client.get(reverse("ethics:public_delegations")).content.decode()
    assert client.get(reverse("ethics:public_delegations_csv")).status_code == 404


def test_where_it_is_public_it_names_offices_and_no_people(recorded, client, settings, tmp_path):
    settings.SAMBAND_HOME = tmp_path
    (tmp_path / "interests.yaml").write_text(PUBLIC)
    told_page = client.get(reverse("ethics:public_delegations") + "?authority=1151").content.decode()
    assert "Head of planning" in told_page
    assert "Ola" not in told_page
    rows = b"".join(client.get(reverse("ethics:public_delegations_csv")).streaming_content).decode()
    assert "Head of planning" in rows
    assert "Ola" not in rows
    earlier = client.get(reverse("ethics:public_delegations") + "?on=2025-01-01").content.decode()
    assert "Nothing is registered." in earlier


@pytest.mark.parametrize(("was", "is_"), [(": yes", ": 7"), (": NOK", ": kroner")])
def test_a_policy_that_says_it_wrongly_is_refused(tmp_path, was, is_):
    file = tmp_path / "interests.yaml"
    file.write_text(PUBLIC.replace(was, is_))
    with pytest.raises(BadPolicy):
        read_policies(file=file)


def test_whoever_is_erased_leaves_the_office(recorded, council, contact):
    erase_person(person=council["Ola"], **DOING)
    go_round(at=NOON + timedelta(days=1))
    (one,) = queries.delegations_on(actor=contact, authority=UTSIRA, on=TODAY)
    assert (one.told.holder, one.person_name) == ("Head of planning", "")
