# SPDX-License-Identifier: EUPL-1.2
"""A wave from draft to published figures, one step after the other, by whom it may be done."""

from datetime import UTC, date, datetime

import pytest

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import events
from samband.core.collect.queries import NoSuchImport, response_counts
from samband.core.publications.rules import Embargoed
from samband.engines.disclosure import Cause
from samband.engines.tables import Status
from samband.tools.surveys import operations, queries
from samband.tools.surveys.queries.files import EstimatesChanged, estimates_folder
from samband.tools.surveys.queries.waves import find_wave
from samband.tools.surveys.rules import WaveState, WrongStep
from samband.tools.surveys.tests.conftest import NOON, WAVE, answers

AFTER_COUNCILS = datetime(2022, 2, 1, 12, tzinfo=UTC)


def state(analyst):
    return queries.wave(actor=analyst, slug=WAVE).state


def test_a_draft_without_participants_is_not_opened(members, analyst):
    operations.create_wave(
        slug="empty", title={"en": "Empty"}, year=2021, instrument_code="local_democracy",
        instrument_version="2021", reference_date=date(2021, 1, 1), by=analyst, at=NOON,
    )  # fmt: skip
    with pytest.raises(operations.NoParticipants):
        operations.open_wave(wave="empty", by=analyst, at=NOON)


def test_participants_know_their_size_on_the_reference_date(draft, analyst):
    sizes = {one.authority: one.inhabitants for one in queries.participants(actor=analyst, wave=draft)}
    assert sizes == {"1151": 192, "4643": 5170, "0301": 697_010}


def test_a_draft_takes_no_answers(draft, load):
    with pytest.raises(operations.WaveIsNotOpen, match="Open it first"):
        load(answers())


def test_a_wave_without_answers_is_not_closed(opened, analyst):
    with pytest.raises(operations.NoResponses):
        operations.close_wave(wave=opened, by=analyst, at=NOON)


def test_the_status_board_counts_each_member_and_group(opened, load, analyst):
    load(answers(inhabitants=20))
    load(answers(inhabitants=40))
    board = {line.participant.authority: line for line in queries.status_board(actor=analyst, wave=opened)}
    assert (board["0301"].inhabitants, board["0301"].councillors) == (40, 52)
    assert board["1151"].councillor_rate == pytest.approx(9 / 11)


def test_answers_after_closing_are_refused(closed, load):
    with pytest.raises(operations.WaveIsNotOpen, match="Reopen it"):
        load(answers())


def test_the_digest_of_the_answers_is_kept_when_a_wave_is_closed(closed, analyst):
    digest = queries.wave(actor=analyst, slug=closed).responses_digest
    operations.reopen_wave(wave=closed, reason="late phone interviews", by=analyst, at=NOON)
    assert queries.wave(actor=analyst, slug=closed).responses_digest == ""
    operations.close_wave(wave=closed, by=analyst, at=NOON)
    assert queries.wave(actor=analyst, slug=closed).responses_digest == digest


def test_estimates_are_private_and_in_full(estimated, analyst, home):
    table = queries.estimates(actor=analyst, wave=estimated)
    assert {row.status for row in table} == {Status.ESTIMATED, Status.EMPTY}
    assert table.get(measure="equal_treatment", group="councillors", unit="1151").n == 9
    files = [path for path in (home / "estimates").rglob("*") if path.is_file()]
    assert {path.name: path.stat().st_mode & 0o077 for path in files} == {
        "estimates.csv": 0,
        "review.json": 0,
    }


def test_a_councils_unknown_size_stops_the_estimation(opened, load, analyst):
    load(answers())
    nameless = operations.NewParticipant("4643")
    operations.add_participants(wave=opened, participants=[nameless], by=analyst, at=NOON)
    operations.close_wave(wave=opened, by=analyst, at=NOON)
    with pytest.raises(operations.SeatsMissing, match="Årdal"):
        operations.estimate_wave(wave=opened, by=analyst, at=NOON)


def test_changed_estimates_are_not_published(reviewed, analyst):
    path = estimates_folder(wave=find_wave(slug=reviewed)) / "estimates.csv"
    path.write_text(path.read_text().replace("0301", "4601"))
    with pytest.raises(EstimatesChanged, match="Estimate the wave again"):
        operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)


def test_the_review_shows_answers_weights_and_what_will_be_withheld(estimated, analyst):
    review = queries.review(actor=analyst, wave=estimated)
    groups = {group.group: group for group in review.groups}
    assert (groups["inhabitants"].respondents, groups["councillors"].respondents) == (120, 78)
    utsira = next(m for m in review.members if (m.authority, m.group) == ("1151", "councillors"))
    assert (utsira.respondents, utsira.population, utsira.weights.largest) == (9, 11, pytest.approx(11 / 9))
    joined = [member.authority for member in review.members if member.joined_cells]
    assert joined == ["0301", "1151", "4643"]
    assert review.cells == 3 * len(queries.instrument(code="local_democracy", version="2021").measures) * 7


def test_nothing_is_published_before_the_councils_have_had_it(reviewed, analyst):
    with pytest.raises(Embargoed, match="Utsira"):
        operations.publish_wave(wave=reviewed, by=analyst, at=NOON)
    assert state(analyst) is WaveState.REVIEWED


def test_a_reason_overrides_the_embargo_and_stands_in_the_record(reviewed, analyst):
    record = operations.publish_wave(
        wave=reviewed, by=analyst, at=NOON, override_reason="All councils have agreed."
    )
    assert record.override_reason == "All councils have agreed."


def test_the_secretary_says_that_the_council_has_had_the_results(reviewed, analyst, secretary, councillor):
    for code in ("1151", "0301"):
        operations.mark_presented(wave=reviewed, authority=code, by=analyst, at=NOON)
    with pytest.raises(NotAllowed):
        operations.mark_presented(wave=reviewed, authority="4643", by=councillor, at=NOON)
    operations.mark_presented(wave=reviewed, authority="4643", by=secretary, at=NOON)
    assert operations.publish_wave(wave=reviewed, by=analyst, at=NOON).version == 1


def test_what_is_published_is_protected_and_open_to_all(reviewed, analyst, inhabitant):
    record = operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    table = queries.published_table(actor=inhabitant, wave=reviewed)
    assert {row.status for row in table} <= {Status.RELEASED, Status.SUPPRESSED, Status.NOT_ASKED}
    silent = table.get(measure="informs_on_taxes", group="inhabitants", unit="0301")
    assert silent.status is Status.SUPPRESSED
    assert (record.provenance.is_synthetic, record.provenance.period) == (True, "2021-09-01/2021-11-30")
    assert "councillors: 78, inhabitants: 120" in record.provenance.sample


def test_a_correction_is_a_new_version_and_the_first_one_stays(reviewed, load, analyst):
    operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    operations.reopen_wave(wave=reviewed, reason="forty late interviews", by=analyst, at=AFTER_COUNCILS)
    load(answers(inhabitants=60))
    operations.close_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    operations.estimate_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    operations.review_wave(wave=reviewed, notes="", by=analyst, at=AFTER_COUNCILS)
    assert operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS).supersedes == 1


def test_two_late_answers_cannot_be_subtracted_out_of_two_versions(reviewed, load, analyst, inhabitant):
    operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    first = queries.published_table(actor=inhabitant, wave=reviewed)
    operations.reopen_wave(wave=reviewed, reason="two late interviews", by=analyst, at=AFTER_COUNCILS)
    load(answers(inhabitants=42))
    operations.close_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    operations.estimate_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    withheld = queries.review(actor=analyst, wave=reviewed).withheld
    assert any(line.causes.get(Cause.EARLIER) for line in withheld if line.group == "inhabitants")
    operations.review_wave(wave=reviewed, notes="", by=analyst, at=AFTER_COUNCILS)
    operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    second = queries.published_table(actor=inhabitant, wave=reviewed)
    shown = {row.key: row.n for row in first if row.n is not None}
    moved = [row.n - shown[row.key] for row in second if row.n is not None and row.key in shown]
    assert moved
    assert all(more == 0 or abs(more) >= 5 for more in moved)


@pytest.mark.parametrize(
    ("step", "fixture"),
    [
        (operations.estimate_wave, "opened"),
        (operations.publish_wave, "estimated"),
        (operations.close_wave, "draft"),
        (operations.reopen_wave, "draft"),
        (operations.open_wave, "reviewed"),
    ],
)
def test_steps_out_of_order_are_refused(step, fixture, request, analyst):
    wave = request.getfixturevalue(fixture)
    reason = {"reason": ""} if step is operations.reopen_wave else {}
    with pytest.raises(WrongStep, match="Next it can be"):
        step(wave=wave, by=analyst, at=NOON, **reason)


@pytest.mark.parametrize("who", ["inhabitant", "outsider", "secretary", "councillor"])
def test_only_analysts_run_a_wave(who, request, draft):
    actor = request.getfixturevalue(who)
    steps = (
        operations.open_wave, operations.close_wave, operations.estimate_wave, operations.publish_wave,
    )  # fmt: skip
    for step in steps:
        with pytest.raises(NotAllowed):
            step(wave=draft, by=actor, at=NOON)
    with pytest.raises(NotAllowed):
        queries.respondents(actor=actor, wave=draft)


@pytest.mark.parametrize("who", ["inhabitant", "outsider", "councillor"])
def test_an_outsider_does_not_know_of_a_wave_before_it_is_published(who, request, reviewed, analyst):
    actor = request.getfixturevalue(who)
    assert queries.waves(actor=actor) == ()
    for look in (queries.participants, queries.published_table, queries.status_board):
        with pytest.raises(queries.NoSuchWave):
            look(actor=actor, wave=reviewed)
    operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    assert [one.slug for one in queries.waves(actor=actor)] == [WAVE]
    assert queries.status_board(actor=actor, wave=reviewed) == ()


def test_a_member_sees_its_own_protected_results_first_and_nobody_elses(reviewed, secretary):
    table = queries.preview_table(actor=secretary, wave=reviewed, authority="4643")
    assert {row.unit for row in table} == {"4643", "all", "size:small", "size:medium", "size:large"}
    with pytest.raises(queries.NotPreviewable):
        queries.preview_table(actor=secretary, wave=reviewed, authority="0301")
    assert [line.participant.name for line in queries.status_board(actor=secretary, wave=reviewed)] == [
        "Årdal"
    ]


def test_before_the_review_nobody_outside_sees_any_figure(estimated, secretary):
    with pytest.raises(queries.NotPreviewable):
        queries.preview_table(actor=secretary, wave=estimated, authority="4643")
    with pytest.raises(NotAllowed):
        queries.estimates(actor=secretary, wave=estimated)


def test_every_step_leaves_one_event(reviewed, analyst):
    operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    log = [event.event for event in events(about=f"surveys.wave:{WAVE}").events]
    assert sorted(log) == [
        "surveys.participants_added", "surveys.wave_closed", "surveys.wave_created", "surveys.wave_estimated",
        "surveys.wave_opened", "surveys.wave_published", "surveys.wave_reviewed",
    ]  # fmt: skip


def test_participants_are_read_from_a_list():
    text = "member;council_seats;council_date;embargo\n1151;11;2022-01-20;ja\n0301;;;\n"
    assert operations.read_participants(text=text) == (
        operations.NewParticipant("1151", 11, date(2022, 1, 20), has_embargo=True),
        operations.NewParticipant("0301"),
    )


def test_every_fault_of_a_list_of_participants_is_named():
    text = "member,council_seats,council_date,embargo\n,eleven,20.1.2022,maybe\n"
    with pytest.raises(operations.BadParticipants) as refused:
        operations.read_participants(text=text)
    assert [fault.split(":")[0] for fault in refused.value.faults] == [
        "Line 2", "Line 2, column council_seats", "Line 2, column embargo", "Line 2, column council_date",
    ]  # fmt: skip


def test_members_that_cannot_take_part_are_named_and_nothing_changes(draft, analyst):
    unknown = [operations.NewParticipant("9999"), operations.NewParticipant("4601", 0)]
    with pytest.raises(operations.BadParticipants) as refused:
        operations.add_participants(wave=draft, participants=unknown, by=analyst, at=NOON)
    assert refused.value.faults == (
        "9999 is not a member on 2021-01-01. Use its number of that day, for instance 0301.",
        "4601: a council cannot have 0 seats. Correct the number.",
    )
    assert len(queries.participants(actor=analyst, wave=draft)) == 3


def test_a_file_of_another_wave_is_not_confirmed_into_this_one(opened, load, analyst):
    operations.create_wave(
        slug="other", title={"en": "Other"}, year=2021, instrument_code="local_democracy",
        instrument_version="2021", reference_date=date(2021, 1, 1), by=analyst, at=NOON,
    )  # fmt: skip
    member = operations.NewParticipant("0301", 59)
    operations.add_participants(wave="other", participants=[member], by=analyst, at=NOON)
    operations.open_wave(wave="other", by=analyst, at=NOON)
    record = load(answers())
    with pytest.raises(NoSuchImport):
        operations.confirm_answers(wave="other", import_id=record.id, by=analyst, at=NOON)
    assert not response_counts(ask="surveys-other")


def test_what_waits_for_whom_stands_on_the_start_page(reviewed, analyst, secretary, outsider, inhabitant):
    (step,) = queries.waiting(actor=analyst)
    assert (step.title, step.kind) == ("Democracy 2021", "To be published")
    (own,) = queries.waiting(actor=secretary)
    assert (own.title, own.due) == ("Democracy 2021: Årdal", date(2022, 1, 20))
    assert queries.waiting(actor=outsider) == queries.waiting(actor=inhabitant) == ()
    assert queries.open_results(actor=secretary) == ()


def test_published_results_stand_on_the_start_page_of_all(reviewed, analyst, inhabitant):
    operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    (result,) = queries.open_results(actor=inhabitant)
    assert (result.title, result.published_on) == ("Democracy 2021", date(2022, 2, 1))
    assert result.summary == "Synthetic answers, for demonstration"
    assert queries.waiting(actor=analyst) == ()


def test_people_find_the_results_of_their_own_member_first(reviewed, analyst, secretary):
    operations.publish_wave(wave=reviewed, by=analyst, at=AFTER_COUNCILS)
    results = queries.open_results(actor=secretary)
    assert [one.title for one in results] == ["Årdal: Democracy 2021", "Democracy 2021"]
    assert results[0].url == "/surveys/democracy-2021/members/4643/"


def test_a_wave_is_not_called_what_addresses_need(members, analyst):
    with pytest.raises(operations.WaveSlugTaken):
        operations.create_wave(
            slug="new", title={"en": "New"}, year=2021, instrument_code="local_democracy",
            instrument_version="2021", reference_date=date(2021, 1, 1), by=analyst, at=NOON,
        )  # fmt: skip


def test_a_councillor_who_carries_most_of_a_council_has_it_withheld(opened, load, analyst, inhabitant):
    """Weights of the file: one of Oslo's 52 weighs as much as 100; in Årdal all weigh alike."""
    header, *lines = answers().decode().splitlines()
    weighed = [f"{line},{100 if line.startswith('0301-c0,') else 1}" for line in lines]
    load("\n".join([f"{header},weight", *weighed]).encode())
    operations.close_wave(wave=opened, by=analyst, at=NOON)
    operations.estimate_wave(wave=opened, by=analyst, at=NOON)
    withheld = queries.review(actor=analyst, wave=opened).withheld
    found = [(line.group, line.unit) for line in withheld if line.causes[Cause.DOMINANCE]]
    assert found == [("councillors", "0301"), ("councillors", "all"), ("councillors", "size:large")]
    operations.review_wave(wave=opened, notes="One weighs most.", by=analyst, at=NOON)
    operations.publish_wave(wave=opened, by=analyst, at=AFTER_COUNCILS)
    table = queries.published_table(actor=inhabitant, wave=opened)
    oslo = table.get(measure="equal_treatment", group="councillors", unit="0301")
    assert oslo.status is Status.SUPPRESSED
