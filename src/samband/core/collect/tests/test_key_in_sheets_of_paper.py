# SPDX-License-Identifier: EUPL-1.2
"""Sheets of paper: numbered and printed, keyed in twice, settled, stored under no number."""

import re

import pytest
from django.urls import reverse

from samband.core.access.rules import Actor, Grant, NotAllowed, Role
from samband.core.audit.queries import all_events
from samband.core.collect.analysis.paper import differences, fields_of, read_entry
from samband.core.collect.models import Case, Envelope, PaperSheet
from samband.core.collect.operations import NewCell, NotTaken, close_ask, open_ask, set_quotas
from samband.core.collect.operations.paper import (
    SheetNotTaken,
    begin_sheet_again,
    key_sheet,
    make_sheets,
    set_sheet_aside,
    settle_sheet,
)
from samband.core.collect.queries import answer_counts, case_counts, day_counts
from samband.core.collect.queries import paper as queries
from samband.core.collect.rules import SheetState
from samband.core.collect.tests.conftest import ANALYST, CONTACT, MEMBERS, NOON
from samband.core.collect.tests.questionnaires import feature, of_inhabitants
from samband.engines.instrument import ProblemKind

SECRETARY = Actor("cast:secretary-of-oslo", frozenset({Grant(Role.SECRETARY, "0301")}))
COLLEAGUE = Actor("cast:second-secretary-of-oslo", frozenset({Grant(Role.SECRETARY, "0301")}))
ELSEWHERE = Actor("cast:secretary-of-utsira", frozenset({Grant(Role.SECRETARY, "1151")}))
ALIKE = {"trust": 3, "informed": 8}


@pytest.fixture
def sheets(asked):
    """Three sheets of Oslo."""
    return made(3)


def made(number, **given):
    wish = {"ask": "asked-2025", "unit": "0301", "group": "inhabitants", "language": "en", **given}
    batch = make_sheets(**wish, number=number, by=SECRETARY, at=NOON)
    return queries.sheets(actor=SECRETARY, batch=batch.id)


def keyed_by(actor, sheet, answers):
    return key_sheet(sheet=sheet.id, answers=answers, by=actor, at=NOON)


def twice(sheet, first, second=None):
    keyed_by(SECRETARY, sheet, first)
    return keyed_by(COLLEAGUE, sheet, first if second is None else second)


def state_of(sheet):
    return queries.sheet(actor=SECRETARY, sheet=sheet.id).state


def test_figures_beside_the_boxes_become_answers():
    instrument = feature("one_of")
    fields = fields_of(instrument=instrument, group="")

    entry = read_entry(
        fields=fields, typed={"way_to_work": "5", "way_to_work_other": "By boat"}, language="en"
    )

    assert entry.answers == {"way_to_work": "other", "way_to_work_other": "By boat"}
    assert read_entry(fields=fields, typed={"way_to_work_other": "By boat"}, language="en") == entry


def test_what_is_no_figure_of_the_question_is_told_at_its_field():
    fields = fields_of(instrument=feature("some_of"), group="")

    entry = read_entry(fields=fields, typed={"channels": "1 9"}, language="en")

    assert entry.answers == {}
    assert entry.problems["channels"].kind is ProblemKind.NOT_OFFERED


def test_differences_stand_in_the_order_of_the_sheet():
    fields = fields_of(instrument=feature("needs"), group="")
    first, second = {"age": 40, "years_here": 5, "children": 1}, {"age": 40, "years_here": 6}

    assert differences(fields=fields, first=first, second=second) == ("years_here", "children")
    assert differences(fields=fields, first=first, second=first) == ()


def test_sheets_are_numbered_by_batch_and_place(sheets):
    assert [one.serial for one in sheets] == ["01-001", "01-002", "01-003"]
    assert [one.serial for one in made(2)] == ["02-001", "02-002"]


def test_two_entries_that_agree_are_stored_and_nothing_of_them_stays_here(sheets):
    done = twice(sheets[0], ALIKE)

    assert done.state is SheetState.STORED
    row = PaperSheet.objects.get(pk=done.id)
    assert (row.first, row.second, row.first_by, row.second_by) == (None, None, "", "")
    assert answer_counts(ask="asked-2025") == {("0301", "inhabitants"): 1}
    assert [(one.mode, one.number) for one in day_counts(ask="asked-2025")] == [("paper", 1)]
    assert Envelope.objects.count() == 1


def test_the_right_to_answer_goes_with_the_answer(sheets):
    """No case is left that would count as somebody who was asked."""
    twice(sheets[0], ALIKE)

    assert not Case.objects.exists()
    assert case_counts(ask="asked-2025") == {}


def test_one_entry_is_no_answer(sheets):
    keyed_by(SECRETARY, sheets[0], ALIKE)

    assert state_of(sheets[0]) is SheetState.ONCE
    assert answer_counts(ask="asked-2025") == {}


def test_what_is_keyed_in_lies_sealed(sheets):
    keyed_by(SECRETARY, sheets[0], {"trust": 3, "informed": 4})

    assert b"trust" not in bytes(PaperSheet.objects.get(pk=sheets[0].id).first)


def test_entries_that_differ_are_shown_question_by_question_and_settled(sheets):
    unlike = twice(sheets[0], ALIKE, {"trust": 4, "informed": 8})

    both = queries.entries(actor=SECRETARY, sheet=unlike.id)
    assert unlike.state is SheetState.UNLIKE
    assert both.unlike == ("trust",)
    assert (both.first["trust"], both.second["trust"]) == (3, 4)
    assert answer_counts(ask="asked-2025") == {}
    settle_sheet(sheet=unlike.id, answers={"trust": 4, "informed": 8}, by=SECRETARY, at=NOON)
    assert state_of(unlike) is SheetState.STORED
    assert answer_counts(ask="asked-2025") == {("0301", "inhabitants"): 1}


def test_one_person_keying_twice_is_flagged(sheets):
    keyed_by(SECRETARY, sheets[0], ALIKE)
    keyed_by(SECRETARY, sheets[0], ALIKE)
    twice(sheets[1], ALIKE)

    flags = [one.is_same_person for one in queries.sheets(actor=SECRETARY, batch=sheets[0].batch)]
    assert flags == [True, False, False]


def test_for_the_second_time_the_sheets_of_others_come_first(sheets):
    keyed_by(SECRETARY, sheets[0], ALIKE)
    keyed_by(COLLEAGUE, sheets[1], ALIKE)

    batch = sheets[0].batch
    assert queries.next_sheet(actor=SECRETARY, batch=batch, is_second=False).serial == "01-003"
    assert queries.next_sheet(actor=SECRETARY, batch=batch, is_second=True).serial == "01-002"
    assert queries.next_sheet(actor=COLLEAGUE, batch=batch, is_second=True).serial == "01-001"


def test_a_third_entry_is_refused_and_a_stored_sheet_stays_stored(sheets):
    twice(sheets[0], ALIKE)

    for step in (
        lambda: keyed_by(SECRETARY, sheets[0], ALIKE),
        lambda: settle_sheet(sheet=sheets[0].id, answers=ALIKE, by=SECRETARY, at=NOON),
        lambda: set_sheet_aside(sheet=sheets[0].id, by=SECRETARY, at=NOON),
        lambda: begin_sheet_again(sheet=sheets[0].id, by=SECRETARY, at=NOON),
    ):
        with pytest.raises(SheetNotTaken):
            step()
    assert answer_counts(ask="asked-2025") == {("0301", "inhabitants"): 1}


def test_a_sheet_can_be_begun_again_or_set_aside(sheets):
    twice(sheets[0], ALIKE, {"trust": 1})
    begin_sheet_again(sheet=sheets[0].id, by=SECRETARY, at=NOON)
    assert twice(sheets[0], ALIKE).state is SheetState.STORED

    keyed_by(SECRETARY, sheets[1], ALIKE)
    set_sheet_aside(sheet=sheets[1].id, by=SECRETARY, at=NOON)
    row = PaperSheet.objects.get(pk=sheets[1].id)
    assert (row.state, row.first) == (SheetState.ASIDE, None)


def test_a_sheet_that_lacks_what_is_needed_waits_to_be_settled(db, asked):
    open_ask(
        slug="needs-2025", title={"en": "Needs"}, instrument=of_inhabitants("needs"),
        reference_date=NOON.date(), units=MEMBERS, background={}, by=ANALYST, at=NOON,
    )  # fmt: skip
    (sheet,) = made(1, ask="needs-2025")

    lacking = twice(sheet, {"children": 2})

    assert lacking.state is SheetState.UNLIKE
    assert queries.entries(actor=SECRETARY, sheet=sheet.id).unlike == ()
    with pytest.raises(NotTaken):
        settle_sheet(sheet=sheet.id, answers={"children": 2}, by=SECRETARY, at=NOON)
    assert state_of(sheet) is SheetState.UNLIKE
    settle_sheet(sheet=sheet.id, answers={"children": 2, "age": 40}, by=SECRETARY, at=NOON)
    assert state_of(sheet) is SheetState.STORED


def test_quotas_count_paper_and_a_full_one_takes_no_more(sheets):
    set_quotas(ask="asked-2025", cells=[NewCell("oslo", {"unit": ["0301"]}, 1)], by=ANALYST, at=NOON)

    assert twice(sheets[0], ALIKE).state is SheetState.STORED
    assert twice(sheets[1], ALIKE).state is SheetState.UNLIKE
    with pytest.raises(NotTaken):
        settle_sheet(sheet=sheets[1].id, answers=ALIKE, by=SECRETARY, at=NOON)


def test_after_closing_nothing_is_stored_and_no_sheets_are_made(sheets):
    close_ask(ask="asked-2025", by=ANALYST, at=NOON)

    assert twice(sheets[0], ALIKE).state is SheetState.UNLIKE
    with pytest.raises(SheetNotTaken, match="closed"):
        made(1)


@pytest.mark.parametrize("wrong", [{"unit": "4601"}, {"group": "visitors"}, {"language": "nb"}])
def test_sheets_that_fit_nobody_are_refused(asked, wrong):
    with pytest.raises((SheetNotTaken, NotAllowed)):
        made(1, **wrong)
    with pytest.raises(SheetNotTaken, match="Between 1 and 200"):
        made(201)


def test_only_who_serves_the_council_keys_in_its_sheets(sheets, signed_in, outsider):
    for actor in (ELSEWHERE, CONTACT, outsider):
        with pytest.raises(NotAllowed):
            keyed_by(actor, sheets[0], ALIKE)
        browser = signed_in(actor)
        for name, number in (("paper_batch", sheets[0].batch), ("paper_key", sheets[0].id)):
            assert browser.get(reverse(f"collect:{name}", args=[number])).status_code == 404
    assert signed_in(outsider).get("/answers/asked-2025/paper/").status_code == 404
    shown = signed_in(ELSEWHERE).get("/answers/asked-2025/paper/").content.decode()
    assert "Batch 1" not in shown, "a secretary sees the batches of the own council alone"


def test_the_audit_tells_no_sheet_and_no_answer(sheets):
    twice(sheets[0], ALIKE)

    told = [one for one in all_events() if one.event.startswith("collect.sheet")]
    assert told
    assert not any("001" in str(one.details) or "trust" in str(one.details) for one in told)


def test_a_secretary_keys_three_sheets_one_differs_and_is_settled(asked, signed_in):
    """The whole way as a browser goes it."""
    first, second = signed_in(SECRETARY), signed_in(COLLEAGUE)
    made_at = first.post(
        "/answers/asked-2025/paper/",
        {"unit": "0301", "group": "inhabitants", "language": "en", "number": "3"},
    )
    batch = made_at.headers["Location"]
    assert first.get(f"{batch}sheets.pdf").content.startswith(b"%PDF-")

    key_all(first, batch, "first", ["1", "2", "3"])
    key_all(second, batch, "second", ["1", "2", "4"])

    page = first.get(batch).content.decode()
    assert "2 of 3 sheets are stored." in page
    (settle,) = re.findall(r'href="([^"]*/settle/)"', page)
    shown = first.get(settle).content.decode()
    assert re.findall(r"<strong>(.*?)</strong>", shown) == ["3", "4"]
    assert shown.count('class="ds-field key-field"') == 1, "only what differs is asked again"
    wrong = first.post(settle, {"trust": "7"})
    assert wrong.status_code == 400
    assert "Choose one of the answers shown." in wrong.content.decode()
    assert first.post(settle, {"trust": "4"}, follow=True).status_code == 200
    assert "3 of 3 sheets are stored." in first.get(batch).content.decode()
    assert answer_counts(ask="asked-2025") == {("0301", "inhabitants"): 3}


def test_without_the_key_of_the_box_a_page_says_what_is_missing(sheets, signed_in, settings):
    """As after a restore that brought no key."""
    twice(sheets[0], ALIKE, {"trust": 4, "informed": 8})
    settings.SAMBAND_BOX_KEYS = ["another key altogether, of another machine"]

    answer = signed_in(SECRETARY).get(f"/answers/paper/sheets/{sheets[0].id}/settle/", follow=True)

    assert answer.status_code == 200
    assert "SAMBAND_BOX_KEY" in answer.content.decode()


def key_all(browser, batch, turn, trusts):
    here = browser.get(f"{batch}next/{turn}/").headers["Location"]
    for trust in trusts:
        sent = browser.post(here, {"trust": trust, "informed": "1"}, follow=False)
        onward = sent.headers["Location"]
        if "next" not in onward:
            return
        here = browser.get(onward).headers["Location"]


def test_a_figure_that_is_not_there_keeps_what_was_keyed(sheets, signed_in):
    browser = signed_in(SECRETARY)
    address = reverse("collect:paper_key", args=[sheets[0].id])

    page = browser.post(address, {"trust": "9", "informed": "2"})

    assert page.status_code == 400
    text = page.content.decode()
    assert 'value="9"' in text
    assert 'value="2"' in text
    assert 'aria-invalid="true"' in text
    assert state_of(sheets[0]) is SheetState.WAITING


def waiting_for(signed_in, actor):
    page = signed_in(actor).get("/")
    return [(item.title, item.kind) for item in page.context["waiting"] if "/paper/" in item.url]


def test_a_secretary_finds_paper_on_the_start_page_while_it_can_be_keyed_in(asked, signed_in, councillor):
    assert waiting_for(signed_in, SECRETARY) == [("Key paper answers: Test", "On paper")]
    assert waiting_for(signed_in, councillor) == []
    close_ask(ask="asked-2025", by=ANALYST, at=NOON)
    assert waiting_for(signed_in, SECRETARY) == []


def test_whoever_keys_in_for_the_association_finds_what_lies_there(asked, signed_in, interviewer):
    assert waiting_for(signed_in, interviewer) == []
    one, _two, _three = made(3)
    twice(one, ALIKE)
    assert waiting_for(signed_in, interviewer) == [("Key paper answers: Test", "2 sheets")]
    assert waiting_for(signed_in, SECRETARY) == [("Key paper answers: Test", "2 sheets")]
    assert waiting_for(signed_in, ELSEWHERE) == [("Key paper answers: Test", "On paper")]
