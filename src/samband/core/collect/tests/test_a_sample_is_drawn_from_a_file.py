# SPDX-License-Identifier: EUPL-1.2
from collections import Counter
from datetime import timedelta

import pytest

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import events
from samband.core.collect.analysis.drawing import DrawWish, Way
from samband.core.collect.analysis.invitations import FrameState
from samband.core.collect.operations.frames import (
    FrameHasEnded,
    NotDrawn,
    discard_frame,
    draw_sample,
    frames_folder,
    recheck_frame,
    remove_old_frames,
)
from samband.core.collect.queries import cases
from samband.core.collect.queries.frames import sample_frame
from samband.core.collect.tests.conftest import CONTACT
from samband.core.collect.tests.sample_files import (
    ANALYST,
    ASK,
    HEADER,
    MONDAY_NOON,
    drawn,
    people_file,
    previewed,
)
from samband.engines.sampling import FrameColumns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked", "home")]


def sampled():
    return list(cases(actor=ANALYST, ask=ASK))


def test_a_file_is_understood_before_anything_changes():
    frame = previewed()
    assert (frame.people, frame.fault_count, frame.state) == (300, 0, FrameState.PREVIEWED)
    assert frame.by_unit == {"0301": 100, "1151": 100, "3236": 100}
    assert frame.strata == ("sex", "age_group")
    assert frame.contacts["email"] == 200
    assert not sampled()


def test_faulty_rows_are_told_and_good_ones_kept_apart():
    frame = previewed(f"{HEADER}\na;1151;female;18-29;A;;;;\nb;9999;male;18-29;B;;;;".encode())
    assert (frame.people, frame.fault_count) == (1, 1)
    assert "9999" in frame.faults[0].words()


def test_a_file_that_cannot_be_read_says_why():
    frame = previewed(b"\x00\x01", "people.xlsx")
    assert frame.state is FrameState.PREVIEWED
    assert frame.people == 0
    assert frame.faults[0].words()


def test_a_draw_keeps_who_was_drawn_with_which_probability():
    frame = drawn(10)
    people = sampled()
    assert Counter(one.unit for one in people) == {"1151": 10, "0301": 10, "3236": 10}
    assert sum(1 / one.inclusion_probability for one in people) == pytest.approx(300)
    assert frame.draw["units"] == {"1151": [100, 10], "0301": [100, 10], "3236": [100, 10]}
    one = people[0]
    assert one.contact["name"].startswith("Person")
    assert set(one.known) == {"sex", "age_group"}
    assert one.stratum in {"female", "male"}
    assert one.language in {"en", "nb"}


@pytest.mark.django_db(transaction=True)
def test_the_file_is_gone_after_the_draw_and_only_the_sample_left():
    drawn(10)
    assert not list(frames_folder().iterdir())
    assert len(sampled()) == 30


def test_the_same_seed_draws_the_same_people(settings):
    first = {one.number for one in _again(seed=5)}
    assert first == {one.number for one in _again(seed=5)}
    assert first != {one.number for one in _again(seed=6)}


def _again(seed):
    from samband.core.collect.models import Case

    Case.objects.all().delete()
    wish = DrawWish(Way.NUMBER, number=5)
    draw_sample(frame_id=previewed().id, wish=wish, seed=seed, by=ANALYST, at=MONDAY_NOON)
    return sampled()


def test_a_small_member_becomes_a_census_for_the_wanted_margin():
    wish = DrawWish(Way.MARGIN, margin=0.02, response=0.4)
    frame = draw_sample(frame_id=previewed().id, wish=wish, seed=1, by=ANALYST, at=MONDAY_NOON)
    assert frame.draw["units"]["1151"] == [100, 100]
    assert {one.inclusion_probability for one in sampled()} == {1.0}


def test_a_table_says_how_many_of_each_member():
    wish = DrawWish(Way.TABLE, table={"1151": 7, "0301": 3})
    draw_sample(frame_id=previewed().id, wish=wish, seed=1, by=ANALYST, at=MONDAY_NOON)
    assert Counter(one.unit for one in sampled()) == {"1151": 7, "0301": 3}


def test_more_than_there_are_is_refused_and_nothing_drawn():
    wish = DrawWish(Way.TABLE, table={"1151": 101})
    with pytest.raises(NotDrawn, match="Utsira has 100 people"):
        draw_sample(frame_id=previewed().id, wish=wish, seed=1, by=ANALYST, at=MONDAY_NOON)
    assert not sampled()


def test_people_who_are_in_already_are_not_drawn_twice():
    wish = DrawWish(Way.EVERYBODY)
    draw_sample(frame_id=previewed().id, wish=wish, seed=1, by=ANALYST, at=MONDAY_NOON)
    with pytest.raises(NotDrawn, match="already"):
        draw_sample(frame_id=previewed().id, wish=wish, seed=1, by=ANALYST, at=MONDAY_NOON)
    assert len(sampled()) == 300


def test_a_file_of_one_member_needs_no_column_for_it(monkeypatch):
    from samband.core.collect.operations import set_units

    set_units(ask=ASK, units={"1151": "Utsira"}, by=ANALYST, at=MONDAY_NOON)
    content = b"id;name\n" + b"\n".join(b"n%d;Person %d" % (n, n) for n in range(20))
    draw_sample(
        frame_id=previewed(content).id, wish=DrawWish(Way.NUMBER, number=5), seed=1, by=ANALYST,
        at=MONDAY_NOON,
    )  # fmt: skip
    assert [one.unit for one in sampled()] == ["1151"] * 5


def test_other_columns_are_chosen_by_hand():
    content = b"a;b;c\n1;1151;x\n2;1151;y"
    frame = previewed(content)
    assert frame.people == 0
    chosen = FrameColumns(key="a", unit="b", strata={"area": "c"})
    frame = recheck_frame(
        frame_id=frame.id, chosen=chosen, encoding="utf-8", group="inhabitants", by=ANALYST, at=MONDAY_NOON
    )
    assert (frame.people, frame.strata) == (2, ("area",))


def test_batches_differ_by_one_at_most():
    drawn(10, batches=4)
    assert sorted(Counter(one.batch for one in sampled()).values()) == [7, 7, 8, 8]


@pytest.mark.django_db(transaction=True)
def test_a_discarded_file_is_gone_for_good():
    frame = previewed()
    discard_frame(frame_id=frame.id, by=ANALYST, at=MONDAY_NOON)
    assert not list(frames_folder().iterdir())
    with pytest.raises(FrameHasEnded):
        draw_sample(frame_id=frame.id, wish=DrawWish(Way.EVERYBODY), seed=1, by=ANALYST, at=MONDAY_NOON)


@pytest.mark.django_db(transaction=True)
def test_a_file_that_nobody_draws_from_goes_by_itself_with_what_its_faults_cite():
    frame = previewed(people_file() + b"\nzz;9999;male;18-29;B;;;;")
    assert remove_old_frames(at=MONDAY_NOON + timedelta(days=13)) == 0
    assert remove_old_frames(at=MONDAY_NOON + timedelta(days=15)) == 1
    gone = sample_frame(actor=ANALYST, ask=ASK, frame_id=frame.id)
    assert (gone.state, gone.faults, gone.fault_count) == (FrameState.DISCARDED, (), 1)
    assert not list(frames_folder().iterdir())


def test_the_log_tells_of_the_draw_and_names_nobody():
    drawn(10)
    told = [one for one in events(about=f"collect.ask:{ASK}").events if one.event == "collect.sample_drawn"]
    assert told[0].details == {"people": 30, "seed": "2026"}


def test_only_who_may_manage_people_draws():
    frame = previewed()
    with pytest.raises(NotAllowed):
        draw_sample(frame_id=frame.id, wish=DrawWish(Way.EVERYBODY), seed=1, by=CONTACT, at=MONDAY_NOON)
