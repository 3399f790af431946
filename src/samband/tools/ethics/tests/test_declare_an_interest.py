# SPDX-License-Identifier: EUPL-1.2
"""A councillor declares, corrects, ends, takes back and confirms; nothing in the record is lost."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from samband.core.access.rules import INSTALLATION, NotAllowed
from samband.core.audit.queries import all_events
from samband.core.people.operations import erase_person
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import Interest
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.queries.records import interest_records, recorded
from samband.tools.ethics.rules import Freshness, InterestKind, SourceKind
from samband.tools.ethics.tests.conftest import FERRY, NOON, TODAY, UTSIRA, elect, ferry

LATER = NOON + timedelta(days=1)


def own(anne, on=TODAY):
    return queries.own_interests(actor=anne, on=on)


def test_what_is_declared_stands_on_the_list_with_its_source(declared, anne):
    declared()
    (one,) = own(anne).held
    assert (one.organisation.name, one.organisation.number) == ("Utsira Ferry AS", FERRY)
    assert one.source is SourceKind.PERSON
    assert one.recorded_at == NOON


def test_a_correction_withdraws_the_row_and_both_stay_known(declared, anne):
    key = declared(note="ask Per").key
    operations.correct_interest(key=key, to=ferry(valid_from=date(2021, 1, 1)), by=anne, at=LATER)
    now, before = queries.history_of(actor=anne, key=key)
    assert (now.valid_from, before.valid_from) == (date(2021, 1, 1), date(2022, 1, 1))
    assert before.note == "ask Per"
    assert Interest.objects.filter(key=key).count() == 2


def test_the_record_reads_as_it_was_known_on_an_earlier_day(declared, anne):
    key = declared().key
    operations.correct_interest(key=key, to=ferry(valid_from=date(2021, 1, 1)), by=anne, at=LATER)
    operations.withdraw_interest(key=key, by=anne, at=LATER + timedelta(days=1))

    def known(at):
        return [one.valid_from.year for one in interest_records(rows=recorded(known_at=at))]

    moments = (NOON - timedelta(1), NOON, LATER - timedelta(seconds=1), LATER, LATER + timedelta(2))
    assert [known(at) for at in moments] == [[], [2022], [2022], [2021], []]


def test_an_interest_ends_after_its_last_day(declared, anne):
    key = declared().key
    ended = operations.end_interest(key=key, last_day=TODAY, by=anne, at=NOON)
    assert ended.is_held_on(TODAY)
    assert not ended.is_held_on(TODAY + timedelta(days=1))
    assert [one.key for one in own(anne, TODAY + timedelta(days=1)).ended] == [key]


def test_what_is_taken_back_stands_on_no_list(declared, anne):
    operations.withdraw_interest(key=declared().key, by=anne, at=LATER)
    assert own(anne).held == own(anne).ended == ()


def test_a_gift_counts_for_a_year(declared, anne):
    declared(ferry(kind=InterestKind.GIFT, what="A painting", role=None, valid_from=TODAY))
    assert len(own(anne, TODAY + timedelta(days=364)).held) == 1
    assert len(own(anne, TODAY + timedelta(days=365)).held) == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number": "974760674"}, "974760674 is not the number of an organisation"),
        ({"organisation": ""}, "Write the name of the organisation"),
        ({"role": None}, "Choose what you are"),
        ({"share_percent": Decimal(101)}, "at most 100"),
        ({"valid_to": date(2022, 1, 1)}, "cannot end before"),
        ({"kind": InterestKind.GIFT, "valid_from": TODAY + timedelta(1)}, "has not come"),
        ({"kind": InterestKind.PROPERTY, "organisation": ""}, "Say in a few words"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(declared, wrong, words):
    with pytest.raises(Refused, match=words):
        declared(**wrong)
    assert Interest.objects.count() == 0


def test_a_number_is_read_as_people_write_it(declared):
    assert declared(number="NO 974 760 673 MVA").organisation.number == FERRY


def test_one_organisation_is_told_by_its_number_and_without_one_by_its_name(declared):
    by_number = [declared(organisation=name).organisation.id for name in ("Ferry", "Ferry of Utsira")]
    by_name = [
        declared(organisation=name, number="").organisation.id for name in ("Øy  A/S", "øy as", "Ferry")
    ]
    assert by_number[0] == by_number[1]
    assert by_name[0] == by_name[1]
    assert by_name[2] not in by_number


def test_a_list_is_fresh_for_twelve_months(declared, anne):
    declared()
    assert own(anne).freshness is Freshness.NEVER
    operations.confirm_interests(by=anne, at=NOON)
    assert [own(anne, day).freshness for day in (date(2027, 3, 11), date(2027, 3, 12))] == [
        Freshness.FRESH,
        Freshness.STALE,
    ]


def test_a_change_after_the_confirmation_asks_for_another(declared, anne):
    key = declared().key
    operations.confirm_interests(by=anne, at=NOON)
    assert not own(anne).has_changed
    operations.withdraw_interest(key=key, by=anne, at=LATER)
    assert own(anne).has_changed


def test_nobody_writes_or_reads_the_interests_of_another(
    declared, council, anne, analyst, administrator, secretary
):
    key = declared().key
    for actor in (analyst, administrator, secretary):
        for attempt in (
            lambda by: operations.declare_interest(person=council["Anne"], new=ferry(), by=by, at=NOON),
            lambda by: operations.end_interest(key=key, last_day=TODAY, by=by, at=NOON),
            lambda by: operations.withdraw_interest(key=key, by=by, at=NOON),
            lambda by: queries.interest(actor=by, key=key),
            lambda by: queries.interests_of(actor=by, authority=UTSIRA, person=council["Anne"], at=NOON),
        ):
            with pytest.raises(NotAllowed):
                attempt(actor)
    with pytest.raises(NotAllowed):
        operations.declare_interest(person=council["Ola"], new=ferry(), by=anne, at=NOON)


def test_the_contact_person_writes_down_for_the_own_elected_and_reads_no_note(
    declared, council, contact, anne
):
    key = declared(note="between me and me").key
    written = operations.declare_interest(person=council["Ola"], new=ferry(), by=contact, at=NOON)
    assert written.source is SourceKind.CONTACT
    seen = queries.interests_of(actor=contact, authority=UTSIRA, person=council["Anne"], at=NOON)
    assert [one.note for one in seen.held] == [""]
    corrected = operations.correct_interest(key=key, to=ferry(number=""), by=contact, at=LATER)
    assert corrected.note == "between me and me"
    with pytest.raises(NotAllowed):
        operations.declare_interest(person=council["Kari"], new=ferry(), by=contact, at=NOON)


def test_every_write_and_every_reading_is_one_event_without_what_was_declared(
    declared, council, contact, anne
):
    key = declared().key
    operations.correct_interest(key=key, to=ferry(number=""), by=anne, at=NOON)
    operations.end_interest(key=key, last_day=TODAY, by=anne, at=NOON)
    operations.withdraw_interest(key=key, by=anne, at=NOON)
    operations.confirm_interests(by=anne, at=NOON)
    queries.interests_of(actor=contact, authority=UTSIRA, person=council["Anne"], at=NOON)
    found = [one for one in all_events() if one.event.startswith("ethics.")]
    names = ["interest_declared", "interest_corrected", "interest_ended", "interest_withdrawn", "confirmed"]
    assert sorted(one.event for one in found) == sorted(
        f"ethics.{name}" for name in [*names, "interests_read"]
    )
    assert all(one.about == f"people.person:{council['Anne']}" and not one.details for one in found)


def test_the_interests_of_an_erased_person_are_erased(declared, council, anne):
    declared()
    assert operations.erase_what_is_over(at=NOON) == 0
    erase_person(person=council["Anne"], by=INSTALLATION, at=NOON)
    assert operations.erase_what_is_over(at=NOON) == 1
    assert Interest.objects.count() == 0


def test_what_is_kept_ends_48_months_after_the_last_office(council, contact):
    gone = elect("Gone Long", begins=date(2019, 1, 1), ends=date(2022, 3, 13))
    Interest.objects.create(
        key="k", person_id=gone, kind="other", what="x", valid_from=TODAY, source="person",
        recorded_at=NOON, recorded_by="x",
    )  # fmt: skip
    assert operations.erase_what_is_over(at=NOON) == 0
    assert operations.erase_what_is_over(at=NOON + timedelta(days=1)) == 1


def test_a_moment_in_another_time_zone_is_the_day_it_is_here(declared, anne):
    declared()
    operations.confirm_interests(by=anne, at=datetime(2026, 3, 11, 23, 30, tzinfo=UTC))
    assert own(anne).confirmed_on == TODAY
