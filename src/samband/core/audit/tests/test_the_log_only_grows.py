# SPDX-License-Identifier: EUPL-1.2
from datetime import UTC, datetime, timedelta

import pytest

from samband.core.audit.models import Event, EventsStay
from samband.core.audit.operations import record
from samband.core.audit.queries import events

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
