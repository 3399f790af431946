# SPDX-License-Identifier: EUPL-1.2
"""What the register knows, as files that ``samband screen`` reads: interests, and a body with its seats."""

import json
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from samband import packs
from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import all_events
from samband.core.people.rules import NoSuchBody, PostKind
from samband.engines.conflicts import Outcome, load_agenda, load_register, screen
from samband.engines.conflicts.law_file import choose_law, load_laws
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import Interest
from samband.tools.ethics.pages.screening import agenda_file, register_file
from samband.tools.ethics.rules import InterestKind, PostRole, SourceKind, Withdrawal
from samband.tools.ethics.tests.conftest import FERRY, NOON, TODAY, UTSIRA, elect, ferry


@pytest.fixture
def taken(council, contact):
    """register.json as text."""

    def take():
        known = queries.known_of_member(actor=contact, authority=UTSIRA, at=NOON)
        return register_file(known=known)

    return take


def seats(contact):
    body, held = queries.seats_of_body(actor=contact, authority=UTSIRA, code="council-1151", on=TODAY)
    return json.loads(agenda_file(body=body, seats=held))


def test_every_kind_of_interest_can_be_read_by_the_engine(declared, taken, tmp_path):
    for kind in InterestKind:
        share = Decimal("12.5") if kind is InterestKind.OWNERSHIP else None
        declared(
            kind=kind,
            role=PostRole.CHAIR if kind is InterestKind.POST else None,
            share_percent=share,
            what="x",
        )
    for role in PostRole:
        declared(role=role, what="x")
    file = tmp_path / "register.json"
    file.write_text(taken())
    register = load_register(path=file)
    assert len(register.ties) == len(InterestKind) + len(PostRole)
    assert {one.name for one in register.people.values()} == {"Anne Berg", "Ola Åsen", "Siri Vik"}


def test_how_sure_a_tie_is_follows_the_organisation_and_the_source(declared, taken):
    declared()
    declared(organisation="Known by name", number="")
    ties = json.loads(taken())["ties"]
    assert [tie["identity"] for tie in ties] == ["identifier", "possible"]


def test_what_was_withdrawn_is_told_with_its_day(declared, taken, anne):
    later = NOON + timedelta(days=2)
    operations.correct_interest(key=declared().key, to=ferry(role=PostRole.MANAGER), by=anne, at=later)
    before, now = json.loads(taken())["ties"]
    assert (before["recorded"], before["withdrawn"]) == ("2026-03-12", "2026-03-14")
    assert (now["recorded"], "withdrawn" in now) == ("2026-03-14", False)


def test_t34_what_a_register_said_of_somebody_else_is_in_no_file_that_anybody_takes_away(
    declared, taken, anne
):
    key = declared().key
    Interest.objects.update(source=SourceKind.REGISTER)
    operations.correct_interest(key=key, to=ferry(), by=anne, at=NOON)
    Interest.objects.update(source=SourceKind.REGISTER)
    operations.withdraw_interest(key=key, is_not_mine=True, by=anne, at=NOON + timedelta(days=2))
    told = json.loads(taken())
    assert (told["ties"], told["organisations"]) == ([], [])


def test_what_somebody_declared_is_never_anothers(declared, taken, anne):
    """Else a gift would be hidden from who serves the council by saying so."""
    operations.withdraw_interest(key=declared().key, is_not_mine=True, by=anne, at=NOON + timedelta(days=2))
    assert Interest.objects.get().withdrawal == Withdrawal.MISTAKEN
    assert len(json.loads(taken())["ties"]) == 1


def test_a_note_stays_with_the_person_and_the_taking_is_noted(declared, taken):
    declared(note="between me and me")
    assert "between me" not in taken()
    assert "ethics.register_taken" in {one.event for one in all_events()}


def test_members_and_substitutes_stand_in_their_order(council, contact):
    first = elect("Sub One", kind=PostKind.SUBSTITUTE)
    body = seats(contact)["body"]
    assert {seat["person"] for seat in body["members"]} == {
        f"p{council[name]}" for name in ("Anne", "Ola", "Siri")
    }
    assert body["deputies"] == [{"person": f"p{first}"}]


def test_nobody_takes_away_what_they_do_not_serve(declared, secretary, administrator, analyst, contact):
    for actor in (secretary, administrator, analyst):
        with pytest.raises(NotAllowed):
            queries.known_of_member(actor=actor, authority=UTSIRA, at=NOON)
    with pytest.raises(NoSuchBody):
        queries.seats_of_body(actor=contact, authority=UTSIRA, code="council-4643", on=TODAY)


def test_the_chair_of_an_applicant_is_found_by_the_screening(declared, taken, contact, council, tmp_path):
    """From the list of a councillor to a finding under the law of the day of the decision."""
    one = declared(ferry(number=FERRY))
    told = json.loads(taken())
    told["organisations"][0]["kind"] = "company"
    register, agenda = tmp_path / "register.json", tmp_path / "agenda.json"
    register.write_text(json.dumps(told))
    meeting = seats(contact)
    meeting["items"] = [{"item": "grant", "type": "grant", "parties": [f"o{one.organisation.id}"]}]
    agenda.write_text(json.dumps(meeting))
    known = load_register(path=register)
    folder = Path(next(iter(packs.__path__))) / "norway" / "law"
    law = choose_law(laws=load_laws(folder=folder), on=TODAY)
    result = screen(law=law, register=known, agenda=load_agenda(path=agenda, register=known), on=TODAY)
    outcomes = {found.person: found.outcome for found in result.items[0].assessments}
    assert outcomes[f"p{council['Anne']}"] is Outcome.MANDATORY
    assert outcomes[f"p{council['Ola']}"] is not Outcome.MANDATORY
