# SPDX-License-Identifier: EUPL-1.2
"""Who owns what stands in the files of a screening, with its days, along all paths."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband import packs
from samband.engines.conflicts import (
    choose_law,
    facts_at,
    load_laws,
    parse_agenda,
    parse_register,
    screen,
)
from samband.engines.conflicts.ownership import Ownership as Owned
from samband.tools.ethics import operations, queries
from samband.tools.ethics.analysis.ownership import reach
from samband.tools.ethics.analysis.roles import OwnedRow, Side
from samband.tools.ethics.models import Organisation, Ownership
from samband.tools.ethics.pages.screening import register_file
from samband.tools.ethics.queries.ownership import ownerships_around
from samband.tools.ethics.tests.conftest import NOON, TODAY, UTSIRA, ferry


@pytest.fixture
def ferry_company(declared):
    """Anne leads it. A company, so that the rule of companies asks."""
    found = Organisation.objects.get(pk=declared(ferry()).organisation.id)
    found.kind = "company"
    found.save()
    return found


def organisation(name, kind="company", number=""):
    return Organisation.objects.create(name=name, folded=name.casefold(), kind=kind, number=number)


def own(owner, owned, share=None, *, high=None, begins=None, ends=None, at=NOON, withdrawn=None):
    return Ownership.objects.create(
        owner=owner, owned=owned, share_low=share, share_high=high if high is not None else share,
        valid_from=begins, valid_to=ends, source_name="Register", source_day=date(2026, 1, 1),
        recorded_at=at, recorded_by="cast", withdrawn_at=withdrawn,
    )  # fmt: skip


@pytest.fixture
def taken(contact):
    def take():
        return register_file(known=queries.known_of_member(actor=contact, authority=UTSIRA, at=NOON))

    return take


def public_share(text, one, on=TODAY, known_at=None):
    facts = facts_at(register=parse_register(text=text), on=on, known_at=known_at)
    return Owned(facts=facts).public_share(organisation=f"o{one.pk}")


def outcome(text, person, party):
    """Of the screening of a grant to the party."""
    agenda = json.dumps({
        "agenda": "a", "body": {"id": "b", "name": "B", "members": [f"p{person}"]},
        "items": [{"item": "1", "type": "grant", "parties": [f"o{party.pk}"]}],
    })  # fmt: skip
    register = parse_register(text=text)
    law = choose_law(laws=load_laws(folder=Path(next(iter(packs.__path__))) / "norway" / "law"), on=TODAY)
    found = screen(law=law, register=register, agenda=parse_agenda(text=agenda, register=register), on=TODAY)
    (one,) = found.items[0].assessments
    return one.outcome


def test_owners_above_and_what_is_owned_below_stand_in_the_register(ferry_company, taken):
    town, other = organisation("Town", "authority"), organisation("Other owner")
    harbour, quay = organisation("Harbour"), organisation("Quay")
    own(town, ferry_company, Decimal("66.6"))
    own(None, ferry_company, Decimal("33.4"))
    own(ferry_company, harbour, Decimal(50))
    own(other, harbour, Decimal(50))
    own(town, other, Decimal(100))
    unrelated = own(organisation("Elsewhere"), quay, Decimal(100))
    told = taken()
    assert public_share(told, ferry_company) == Decimal("0.666")
    assert public_share(told, harbour) == Decimal("0.833")
    assert f"o{unrelated.owned_id}" not in {one["id"] for one in json.loads(told)["organisations"]}


def test_circles_end_and_count_as_they_should(ferry_company, taken):
    town, other = organisation("Town", "authority"), organisation("Other")
    own(town, ferry_company, Decimal(50))
    own(other, ferry_company, Decimal(50))
    own(ferry_company, other, Decimal(100))
    assert public_share(taken(), ferry_company) == 1


def test_a_subsidiary_of_a_wholly_public_company_is_an_exception_and_a_partly_private_one_is_not(
    ferry_company, council, declared, taken
):
    """NO-10: she serves on the boards of the parent and of what it owns."""
    number = declared(ferry(organisation="Harbour AS", number="923609016")).organisation.id
    Organisation.objects.filter(pk=number).update(kind="company")
    harbour = Organisation.objects.get(pk=number)
    own(organisation("Town", "authority"), ferry_company, Decimal(100))
    own(ferry_company, harbour, Decimal(100))
    assert outcome(taken(), council["Anne"], harbour) == "exempt"
    Ownership.objects.filter(owned=harbour).update(share_low=Decimal(90), share_high=Decimal(90))
    own(organisation("Private"), harbour, Decimal(10))
    assert outcome(taken(), council["Anne"], harbour) == "mandatory"


def test_a_range_and_an_unknown_owner_leave_the_share_open(ferry_company, taken):
    own(organisation("Town", "authority"), ferry_company, Decimal(50), high=Decimal(100))
    facts = facts_at(register=parse_register(text=taken()), on=TODAY)
    assert Owned(facts=facts).has_unknown_share(organisation=f"o{ferry_company.pk}")


def test_an_earlier_day_and_what_was_known_then_read_as_they_were(ferry_company, taken):
    town = organisation("Town", "authority")
    own(town, ferry_company, Decimal(100), ends=date(2025, 1, 1))
    own(town, ferry_company, Decimal(40), begins=date(2025, 1, 1), withdrawn=NOON + timedelta(days=5))
    told = taken()
    assert public_share(told, ferry_company, on=date(2024, 6, 1)) == 1
    assert public_share(told, ferry_company, on=TODAY, known_at=TODAY) == Decimal("0.4")
    assert public_share(told, ferry_company, on=TODAY) == 0


def test_however_long_the_chain_a_few_queries_answer(ferry_company, django_assert_max_num_queries):
    last = ferry_company
    for number in range(30):
        above = organisation(f"Holding {number}")
        own(above, last, Decimal(100))
        last = above
    with django_assert_max_num_queries(40):
        found = ownerships_around(organisations=[ferry_company.pk])
    assert len(found) == 15


def test_a_subsidiary_in_an_agenda_is_recognised_by_its_number(ferry_company, contact):
    """Nobody has an interest in it; it stands in the register through its owner alone."""
    harbour = organisation("Harbour AS", number="923609016")
    own(ferry_company, harbour, Decimal(100))
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=date(2026, 3, 19), by=contact, at=NOON,
        items=operations.read_agenda_text(text="1/26 Grant\nTo 923 609 016"),
    )  # fmt: skip
    (item,) = queries.meeting(actor=contact, number=number).items
    assert [party.ref for party in item.parties] == [f"o{harbour.pk}"]


def rows(*pairs):
    sides = {name: Side(name, name, "") for pair in pairs for name in pair}
    return [
        OwnedRow(place, sides[owner], sides[owned], None, None, None, None)
        for place, (owner, owned) in enumerate(pairs)
    ]


def test_of_a_whole_register_owners_and_what_is_owned_are_taken_and_not_all_that_an_owner_owns():
    found = reach(
        rows=rows(("state", "a"), ("a", "b"), ("c", "b"), ("d", "c"), ("state", "x"), ("x", "y")), known={"a"}
    )
    assert [(row.owner.number, row.owned.number) for row in found.near] == [
        ("state", "a"), ("a", "b"), ("c", "b"), ("d", "c"),
    ]  # fmt: skip
    assert found.others == 2


@given(
    pairs=st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=15),
    seed=st.randoms(),
)
def test_the_order_of_the_rows_and_circles_change_nothing(pairs, seed):
    mixed = list(pairs)
    seed.shuffle(mixed)
    one, other = (reach(rows=rows(*some), known={"a", "d"}) for some in (pairs, mixed))
    ends = [sorted((row.owner.number, row.owned.number) for row in found.near) for found in (one, other)]
    assert ends[0] == ends[1]
    assert all(pair in ends[0] for pair in pairs if "a" in pair or "d" in pair)
