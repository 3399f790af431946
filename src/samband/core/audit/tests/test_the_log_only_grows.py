# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samband.core.audit.models import Event, EventsStay
from samband.core.audit.operations import record
from samband.core.audit.queries import EventFilter, all_events, areas, events

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def something_happens(about="wave:3", at=AT):
    record(event="surveys.wave_closed", by="person:1", at=at, about=about, details={"answers": 300})


def test_an_event_cannot_be_changed():
    something_happens()
    event = Event.objects.get()
    event.by = "person:2"
    with pytest.raises(EventsStay, match="never changed"):
        event.save()
    with pytest.raises(EventsStay):
        Event.objects.update(by="person:2")
    with pytest.raises(EventsStay):
        Event.objects.bulk_update([event], ["by"])
    assert Event.objects.get().by == "person:1"


def test_an_event_cannot_be_deleted():
    something_happens()
    with pytest.raises(EventsStay):
        Event.objects.get().delete()
    with pytest.raises(EventsStay):
        Event.objects.filter(by="person:1").delete()
    assert Event.objects.count() == 1


UPDATE = "UPDATE audit_event SET by = 'person:2'"
DELETE = "DELETE FROM audit_event"


@pytest.mark.parametrize("statement", [UPDATE, f"{UPDATE} WHERE id = 1", DELETE, f"{DELETE} WHERE id > 0"])
def test_t15_the_database_itself_refuses_to_change_an_event(statement):
    something_happens()
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        run(statement.replace("id = 1", f"id = {Event.objects.get().pk}"))
    assert Event.objects.get().by == "person:1"


@pytest.mark.postgres
@pytest.mark.django_db
def test_t15_the_log_is_not_emptied_at_one_stroke_either():
    something_happens()
    with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
        run("TRUNCATE audit_event")
    assert Event.objects.count() == 1


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_events_come_latest_first_and_may_be_about_one_thing():
    something_happens(at=AT)
    something_happens(about="wave:4", at=AT + timedelta(hours=1))
    assert [event.about for event in events().events] == ["wave:4", "wave:3"]
    (only,) = events(about="wave:3").events
    assert (only.by, only.at, only.details) == ("person:1", AT, {"answers": 300})


def test_a_long_log_comes_in_pages():
    for minute in range(5):
        something_happens(at=AT + timedelta(minutes=minute))
    last = events(page=3, per_page=2)
    assert (last.page, last.pages, last.total, len(last.events)) == (3, 3, 5, 1)


@pytest.fixture
def _a_spring():
    happened = [
        ("surveys.wave_closed", "person:1", "wave:3", "", AT),
        ("access.role_granted", "person:1", "person:2", "1151", AT + timedelta(days=1)),
        ("access.role_revoked", "person:3", "person:4", "0301", AT + timedelta(days=2)),
    ]
    for event, by, about, authority, at in happened:
        record(event=event, by=by, at=at, about=about, authority=authority)


@pytest.mark.usefixtures("_a_spring")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EventFilter(), ["person:4", "person:2", "wave:3"]),
        (EventFilter(about="wave:3"), ["wave:3"]),
        (EventFilter(person="person:2"), ["person:2"]),
        (EventFilter(person="person:1"), ["person:2", "wave:3"]),
        (EventFilter(area="access"), ["person:4", "person:2"]),
        (EventFilter(area="acc"), []),
        (EventFilter(authority="1151"), ["person:2"]),
        (EventFilter(since=AT.date() + timedelta(days=1)), ["person:4", "person:2"]),
        (EventFilter(until=AT.date()), ["wave:3"]),
        (EventFilter(since=AT.date(), until=AT.date() + timedelta(days=1)), ["person:2", "wave:3"]),
    ],
)
def test_the_log_is_narrowed_by_person_area_authority_and_period(wanted, found):
    assert [event.about for event in events(wanted=wanted).events] == found
    assert [event.about for event in all_events(wanted=wanted)] == found


@pytest.mark.usefixtures("_a_spring")
def test_the_areas_in_which_something_has_happened_are_known():
    assert areas() == ("access", "surveys")
