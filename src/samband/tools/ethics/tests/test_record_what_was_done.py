# SPDX-License-Identifier: EUPL-1.2
"""What was done about each person of a case, as the case officer meets it."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from samband.core.people.operations import erase_person
from samband.tools.ethics import operations, queries
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.pages.held import holdings
from samband.tools.ethics.rules import Done, InterestKind
from samband.tools.ethics.tests.conftest import DOING, NOON, check, page, read

LATER = NOON + timedelta(hours=3)


@pytest.fixture
def about_two(case, declared, contact):
    """Ola, who decides too, owes the ferry money."""
    declared(of="Ola", by=contact, kind=InterestKind.DEBT, role=None)
    check(case, contact)
    return case


def close(number, by, done=Done.REPLACED):
    operations.close_case(case=number, done=done, reason="", decided_by="Director", by=by, at=LATER)


def test_what_was_done_is_recorded_about_each_of_several(about_two, officers, contact, signed_in):
    desk = signed_in(contact)
    with pytest.raises(Refused, match="Anne Berg, Ola Åsen"):
        close(about_two, contact)
    told = page(desk, "case_result", about_two)
    assert told.count("Record what was done") == 2
    sent = reverse("ethics:case_outcome", args=[about_two])
    desk.post(sent, {"person": officers["Anne"], "done": "stepped_aside"})
    refused = desk.post(sent, {"person": officers["Ola"], "done": "went_on", "reason": " "}, follow=True)
    assert "Write the reasons for going on." in refused.content.decode()
    desk.post(sent, {"person": officers["Ola"], "done": "went_on", "reason": "A small debt, paid in May"})
    told = page(desk, "case_result", about_two)
    assert "Steps aside, " in told
    assert "A small debt, paid in May" in told
    close(about_two, contact)
    assert "Record what was done" not in page(desk, "case_result", about_two)
    assert "A small debt, paid in May" in page(desk, "case_statement", about_two)
    kept = json.loads(desk.get(reverse("ethics:case_file", args=[about_two, "statement.json"])).content)
    assert [(one["person"], one["done"]) for one in kept["outcomes"]] == [
        (f"p{officers['Anne']}", "stepped_aside"),
        (f"p{officers['Ola']}", "went_on"),
    ]


def test_a_case_about_one_is_closed_in_one_step(checked, contact, signed_in):
    assert "Record what was done" not in page(signed_in(contact), "case_result", checked)
    close(checked, contact)
    assert queries.case(actor=contact, number=checked).done is Done.REPLACED


def test_a_case_that_is_given_up_asks_for_nothing_more(about_two, contact):
    close(about_two, contact, Done.DROPPED)
    assert queries.case(actor=contact, number=about_two).done is Done.DROPPED


def test_the_last_record_counts_and_an_older_check_is_told(about_two, officers, contact, signed_in):
    told = {"case": about_two, "person": officers["Anne"], "by": contact, "reason": ""}
    operations.record_outcome(**told, done=Done.REPLACED, at=LATER)
    operations.record_outcome(**told, done=Done.STEPPED_ASIDE, at=LATER)
    assert read(about_two, contact).outcomes[officers["Anne"]].done is Done.STEPPED_ASIDE
    assert "before the last check" not in page(signed_in(contact), "case_result", about_two)
    check(about_two, contact, at=LATER + timedelta(hours=1))
    assert "before the last check" in page(signed_in(contact), "case_result", about_two)


@pytest.mark.parametrize("wrong", [{"person": "Per"}, {"person": "Kari"}, {"done": Done.DROPPED}])
def test_nothing_is_recorded_about_whom_there_is_no_question(about_two, officers, contact, wrong):
    told = {"person": "Anne", "done": Done.STEPPED_ASIDE} | wrong
    person = officers[told.pop("person")]
    with pytest.raises(Refused):
        operations.record_outcome(case=about_two, person=person, **told, reason="", by=contact, at=LATER)


def test_a_form_that_says_nothing_is_answered_in_words(about_two, officers, contact, signed_in):
    sent = reverse("ethics:case_outcome", args=[about_two])
    told = signed_in(contact).post(sent, {"person": officers["Anne"]}, follow=True)
    assert "Choose what was done." in told.content.decode()
    assert read(about_two, contact).outcomes == {}


def test_one_sees_what_was_done_about_oneself_and_it_goes_with_the_person(about_two, officers, anne, contact):
    operations.record_outcome(
        case=about_two, person=officers["Anne"], done=Done.STEPPED_ASIDE, reason="She chairs it", by=contact,
        at=LATER,
    )  # fmt: skip
    facts = [fact for one in holdings(actor=anne) for fact in one.facts]
    assert any("She chairs it" in words for _, words in facts)
    erase_person(person=officers["Anne"], **DOING)
    operations.erase_what_is_over(at=LATER)
    assert read(about_two, contact).outcomes == {}
