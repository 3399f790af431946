# SPDX-License-Identifier: EUPL-1.2
"""T37: a name that looks like another, or turns a line about, in agendas, lists of bidders and minutes."""

import json

import pytest

from samband.tools.ethics import operations
from samband.tools.ethics.analysis.agenda import read_lines
from samband.tools.ethics.analysis.bidders import read_bidders
from samband.tools.ethics.analysis.names import fold, visible
from samband.tools.ethics.models import BodyDecision, CaseCheck, Meeting, Organisation
from samband.tools.ethics.operations import NewCase
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries import facts_of_meeting
from samband.tools.ethics.rules import Decided, PartyChoice
from samband.tools.ethics.tests.conftest import FERRY, NOON, TODAY, UTSIRA

TRICKS = (
    "Utsira\u200b Ferry AS",
    "Ut\u00adsira Ferry AS",
    "Utsira Fe\u2060rry AS",
    "Utsіra Fеrry AS",
    "UTSIRA\tFERRY A/S",
)


@pytest.mark.parametrize("name", TRICKS)
def test_t37_a_name_that_looks_the_same_is_the_same(name):
    assert fold(name) == "utsira ferry as"


def test_t37_a_name_of_another_script_stays_its_own():
    assert fold("Сосна") != fold("Cocha")
    assert fold("Κνα") == "κνα"


def test_t37_what_turns_a_line_about_is_taken_out_where_it_comes_in():
    told = "1/26 Grant to \u202eSA yrreF\u202c\u200b \x1b[31m"
    assert [one.title for one in read_lines(text=told)] == ["Grant to SA yrreF  [31m"]
    assert read_bidders(text="Utsira \u2067Ferry\u2069 AS; 974760673") == ("Utsira Ferry AS; 974760673",)
    assert visible("Åse\u0301\nØdegård ა Ж") == "Åse\u0301\nØdegård ა Ж"


@pytest.mark.parametrize("name", TRICKS[:4:3])
def test_t37_a_party_is_recognised_though_somebody_wrote_it_so_that_it_is_not(declared, contact, name):
    declared()
    items = operations.read_agenda_text(text=f"1/26 Grant to {name}")
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=TODAY, items=items, by=contact, at=NOON
    )
    (party, *_) = Meeting.objects.get(pk=number).items[0]["parties"]
    assert (party["number"], party["choice"]) == (FERRY, PartyChoice.PERHAPS.value)


def test_t37_minutes_cases_and_organisations_hold_no_hidden_sign(declared, contact, council):
    declared(number="", organisation="Utsira \u202eFerry AS", what="Chair\u200b")
    items = operations.read_agenda_text(text="1/26 Grant")
    meeting = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=TODAY, items=items, by=contact, at=NOON
    )
    register, agenda = meeting_files(facts=facts_of_meeting(actor=contact, number=meeting))
    operations.screen_meeting(meeting=meeting, register=register, agenda=agenda, by=contact, at=NOON)
    operations.record_decision(
        meeting=meeting, item="1/26", person=council["Anne"], outcome=Decided.STEPS_ASIDE,
        reason="\u202eno\r\nBcc: x", by=contact, at=NOON,
    )  # fmt: skip
    new = NewCase(
        "2026\u202e/118\r\nBcc: x@example.org", "Ferry\u200b", "contract", TODAY, parties=("A\u202eB",)
    )
    operations.enter_case(authority=UTSIRA, new=new, by=contact, at=NOON)

    case = CaseCheck.objects.get()
    assert case.reference == "2026/118 Bcc: x@example.org"
    assert "\\u20" not in json.dumps([case.item, *Meeting.objects.values_list("items", flat=True)])
    assert BodyDecision.objects.get().reason == "no Bcc: x"
    assert Organisation.objects.get().name == "Utsira Ferry AS"
