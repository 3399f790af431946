# SPDX-License-Identifier: EUPL-1.2
"""The demo association has interests that are nobody's, in all states that a contact person may meet."""

from samband.core.access.rules import INSTALLATION
from samband.core.people.rules import PostKind
from samband.tools.ethics import queries
from samband.tools.ethics.management.demo import load_demo
from samband.tools.ethics.models import Advice, Interest, Organisation
from samband.tools.ethics.pages.cases import case_page
from samband.tools.ethics.pages.meetings import result_page
from samband.tools.ethics.queries import Todo, Wanted
from samband.tools.ethics.queries.administration import employees
from samband.tools.ethics.queries.advice import questions
from samband.tools.ethics.queries.attendance import attendance_of
from samband.tools.ethics.queries.dilemmas import trained, years_trained
from samband.tools.ethics.queries.ownership import public_ownership
from samband.tools.ethics.rules import Done, Freshness, is_number
from samband.tools.ethics.tests.conftest import NOON, TODAY, UTSIRA, elect


def test_it_is_made_up_and_says_so(council, anne, contact):
    for number in range(20):
        elect(f"Councillor {number}")
    load_demo(by=INSTALLATION, at=NOON)
    numbers = Organisation.objects.values_list("number", flat=True)
    assert all(number.startswith("0") and is_number(number=number, country="norway") for number in numbers)
    assert all(
        "(synthetic)" in one.organisation.name for one in Interest.objects.select_related("organisation")
    )
    assert queries.register(wanted=Wanted(on=TODAY)).total > 10
    known = queries.reconciliation(actor=contact, authority=UTSIRA, on=TODAY)
    assert known.number(Todo.SILENT) > 0
    assert known.number(Todo.IN_ORDER) > 0


def test_something_waits_for_the_councillor_who_signs_in(council, anne):
    load_demo(by=INSTALLATION, at=NOON)
    own = queries.own_interests(actor=anne, on=TODAY)
    assert own.freshness is Freshness.STALE
    assert len((*own.held, *own.ended)) == 5
    assert [item.title for item in queries.waiting(actor=anne)] == [
        "Confirm your interests",
        "May you take part? Council of 1151",
    ]


def test_a_meeting_is_screened_and_has_questions(council, anne, contact):
    for number in range(6):
        elect(f"Councillor {number}")
    load_demo(by=INSTALLATION, at=NOON)
    one, _held = queries.meetings_of(actor=contact, authority=UTSIRA).meetings
    found = queries.screened_meeting(actor=contact, number=one.id, language="en", at=NOON)
    page = result_page(found=found)
    assert [item.title.split(" ")[0] for item in page.items] == ["Grant", "Building", "Lease"]
    assert [one.name for one in page.items[-1].people if not one.has_seat] == [
        "Head of planning 1151 (synthetic)"
    ]
    assert page.gaps
    assert page.concerned > 1


def test_in_a_meeting_that_was_held_somebody_stepped_aside_and_a_deputy_in(council, anne, contact):
    for number in range(6):
        elect(f"Councillor {number}")
    elect("Deputy", kind=PostKind.SUBSTITUTE)
    elect("Another deputy", kind=PostKind.SUBSTITUTE)
    load_demo(by=INSTALLATION, at=NOON)
    _coming, held = queries.meetings_of(actor=contact, authority=UTSIRA).meetings
    found = attendance_of(actor=contact, number=held.id)
    assert found.is_recorded
    assert [one.quorum.present for one in found.at] == [9, 9, 9, 8]
    assert len(found.aside) == 1


def test_one_question_waits_for_the_adviser_and_one_is_answered_otherwise(council, anne, contact):
    load_demo(by=INSTALLATION, at=NOON)
    known = questions(actor=contact)
    assert sorted(one.answered_at is None for one in known) == [False, True]
    assert [bool(one.advised) for one in known if one.answered_at] == [True]
    assert all("(synthetic" in one.question for one in Advice.objects.all())


def test_a_case_has_a_question_another_is_open_and_one_is_done(council, anne, contact):
    load_demo(by=INSTALLATION, at=NOON)
    known = queries.cases_of(actor=contact, authority=UTSIRA).cases
    assert len(known) == 3
    assert all("(synthetic)" in one.item.title and one.checked_at for one in known)
    asked = [
        len(case_page(found=queries.checked_case(actor=contact, number=one.id, language="en", at=NOON)).asked)
        for one in known
    ]
    assert sorted(asked) == [0, 1, 2]
    (done,) = (one.id for one in known if one.done)
    told = queries.checked_case(actor=contact, number=done, language="en", at=NOON).outcomes
    assert {one.done for one in told.values()} == {Done.STEPPED_ASIDE, Done.WENT_ON}
    held = queries.delegations_on(actor=contact, authority=UTSIRA, on=TODAY)
    assert [one.told.amount for one in held] == [None, 500_000]


def test_of_two_employees_who_prepare_one_has_a_list(council, anne, contact):
    load_demo(by=INSTALLATION, at=NOON)
    found = employees(actor=contact, authority=UTSIRA, on=TODAY)
    assert sorted(one.state.todo for one in found) == [Todo.IN_ORDER, Todo.SILENT]
    case = queries.cases_of(actor=contact, authority=UTSIRA).cases[0]
    gaps = queries.checked_case(actor=contact, number=case.id, language="en", at=NOON).gaps
    unseen = {one.about for one in gaps if one.kind.value == "no_declaration"}
    assert unseen == {one.state.name for one in found if one.state.todo is Todo.SILENT}
    assert len({one.person for one in case.hands if one.stage == "prepare" and one.person}) == 2


def test_the_association_sees_how_much_was_trained(council, anne, analyst):
    load_demo(by=INSTALLATION, at=NOON)
    assert years_trained(actor=analyst) == (2026, 2025)
    shown = [one for one in trained(actor=analyst, year=2026) if one.sessions]
    assert shown
    assert len(shown) < len(trained(actor=analyst, year=2026))


def test_a_company_of_the_municipality_has_owners_and_a_subsidiary(council, anne):
    load_demo(by=INSTALLATION, at=NOON)
    own = queries.own_interests(actor=anne, on=TODAY)
    companies = {one.organisation.id for one in (*own.held, *own.ended) if one.organisation}
    held = [one for number in companies for one in public_ownership(number=number, on=TODAY)]
    assert {one.owner.kind for one in held} >= {"authority", "company"}
    assert all("(synthetic)" in one.owned.name for one in held)
