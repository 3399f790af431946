# SPDX-License-Identifier: EUPL-1.2
"""A councillor asks herself about family and close ties, on a telephone, and nobody learns of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samband.core.audit.queries import all_events
from samband.tools.ethics import operations, queries
from samband.tools.ethics.queries.self_check import check_item, self_check
from samband.tools.ethics.rules import (
    PERSON,
    KinAnswer,
    NewKin,
    NoSuchMeeting,
    PartyChoice,
    PartyEntry,
    Relation,
    Standing,
)
from samband.tools.ethics.rules import Basis as By
from samband.tools.ethics.tests.conftest import NOON, TODAY, UTSIRA, elect
from samband.tools.ethics.tests.test_screen_a_meeting import screen

DAY = date(2026, 3, 19)
BUILDER, CLUB = "Nordvik Testbygg AS", "Idrettslaget Prøve"


@pytest.fixture
def meeting(council, contact, anne):
    """A permit for a private person, a contract with a company, a grant to a club, and a name unplaced."""
    operations.confirm_interests(by=anne, at=NOON)
    text = "1/26 Permit\n2/26 Contract\n3/26 Grant\n4/26 Plan"
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=DAY, items=operations.read_agenda_text(text=text),
        by=contact, at=NOON,
    )  # fmt: skip
    items = list(queries.meeting(actor=contact, number=number).items)
    parties = (
        ("Tor Testvik", PERSON),
        (BUILDER, "company"),
        (CLUB, "association"),
    )
    for place, (name, kind) in enumerate(parties):
        items[place] = with_party(items[place], PartyEntry("", name, "", kind, By.WRITTEN, PartyChoice.SURE))
    items[3] = with_party(items[3], None, unrecognised=("Solvang Sameie",))
    operations.change_items(meeting=number, items=items, by=contact, at=NOON)
    screen(number, contact)
    return number


def with_party(item, party, unrecognised=()):
    return replace(item, parties=(party,) if party else (), unrecognised=unrecognised)


def address(meeting, place):
    return reverse("ethics:check", args=[meeting, place])


def ask(phone, meeting, place, **answers):
    answer = phone.post(address(meeting, place), {"do": "check", **answers})
    assert answer.status_code == 200
    return answer.content.decode()


def everything():
    """All that the database holds, in one text."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        told = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            told[table] = sorted(map(repr, cursor.fetchall()))
    return told


def outcome(anne, meeting, place, *answers, language="en"):
    return self_check(actor=anne, meeting=meeting, place=place, answers=answers, on=TODAY, language=language)


def test_every_item_of_a_coming_meeting_can_be_asked_about(meeting, signed_in, councillor):
    page = signed_in(councillor).get(reverse("ethics:own_meetings")).content.decode()
    assert [address(meeting, place) in page for place in range(1, 5)] == [True] * 4


def test_a_sibling_must_be_raised_and_the_draft_names_nobody(meeting, signed_in, councillor):
    page = ask(signed_in(councillor), meeting, 1, who0="sibling")
    assert "Must be raised" in page
    assert "fvl. § 6 (1) bokstav b" in page
    assert "You said of Tor Testvik: Brother or sister." in page
    drafts = [part.partition("</textarea>")[0] for part in page.split("<textarea")[1:]]
    assert len(drafts) == 4
    assert [word for word in ("Tor Testvik", "rother", "bror", "søsken") if word in "".join(drafts)] == []
    assert "mailto:?subject=" in page


def test_drafts_are_in_each_language_of_minutes(meeting, anne):
    found = outcome(anne, meeting, 1, KinAnswer(Relation.SPOUSE, "x1_1"))
    assert set(found.drafts) == {"en", "nb", "nn", "ro"}
    assert found.drafts["nb"].startswith("Sak 1/26, Permit: Jeg melder fra")
    assert "fvl. § 6 (1) bokstav c" in found.drafts["nn"]
    assert "Anunț o legătură" in found.drafts["ro"]


def test_nobody_is_one_tap_and_says_that_nothing_is_kept(meeting, signed_in, councillor):
    phone = signed_in(councillor)
    form = phone.get(address(meeting, 1))
    assert "Tor Testvik" in form.content.decode()
    assert form["Cache-Control"] == "private, no-store"
    page = ask(phone, meeting, 1)
    assert "You know of nobody" in page
    assert "Nothing of this is kept" in page
    assert 'value="keep"' not in page


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (Relation.SPOUSE, "mandatory"), (Relation.FORMER_SPOUSE, "mandatory"),
        (Relation.ENGAGED, "mandatory"),
        (Relation.COHABITANT, "assess"), (Relation.PARENT_OR_CHILD, "mandatory"),
        (Relation.GRANDPARENT_OR_GRANDCHILD, "mandatory"), (Relation.AFFINE_SIBLING, "mandatory"),
        (Relation.COUSIN, "assess"), (Relation.FOSTER, "mandatory"), (Relation.REPRESENTED, "mandatory"),
        (Relation.FRIEND, "assess"), (Relation.ENEMY, "assess"), (Relation.BUSINESS_PARTNER, "assess"),
        (Relation.SELF, "mandatory"),
    ],
)  # fmt: skip
def test_what_the_law_says_of_each_tie(meeting, anne, relation, expected):
    assert outcome(anne, meeting, 1, KinAnswer(relation, "x1_1")).outcome == expected


@pytest.mark.parametrize(
    ("relation", "standing", "expected"),
    [
        (Relation.SIBLING, Standing.LEADS, "assess"), (Relation.SIBLING, Standing.OWNS_MUCH, "assess"),
        (Relation.SIBLING, Standing.WORKS, "none"), (Relation.SELF, Standing.LEADS, "mandatory"),
        (Relation.SELF, Standing.WORKS, "assess"), (Relation.COHABITANT, Standing.LEADS, "assess"),
        (Relation.COUSIN, Standing.LEADS, "none"),
    ],
)  # fmt: skip
def test_a_tie_to_somebody_in_a_company(meeting, anne, relation, standing, expected):
    assert outcome(anne, meeting, 2, KinAnswer(relation, "x2_1", standing)).outcome == expected


def test_somebody_whom_one_does_not_name(meeting, anne, signed_in, councillor):
    page = ask(signed_in(councillor), meeting, 1, who1="parent_or_child")
    assert "Must be raised" in page
    assert "a party that you do not name" in page
    assert 'value="keep"' not in page
    led = outcome(anne, meeting, 2, KinAnswer(Relation.SPOUSE, "", Standing.LEADS))
    assert led.outcome == "assess"


def test_a_name_that_nobody_could_place_is_asked_about(meeting, anne):
    asked = check_item(actor=anne, meeting=meeting, place=4, on=TODAY, language="en")
    assert [one.name for one in asked.parties] == ["Solvang Sameie"]
    assert outcome(anne, meeting, 4).outcome == "none"  # she was asked about that name too
    found = outcome(anne, meeting, 4, KinAnswer(Relation.SPOUSE, asked.parties[0].ref))
    assert found.outcome == "mandatory"


def test_a_company_needs_what_they_are_there(meeting, signed_in, councillor):
    phone = signed_in(councillor)
    answer = phone.post(address(meeting, 2), {"do": "check", "who0": "sibling"})
    assert answer.status_code == 400
    assert "Choose what they are there." in answer.content.decode()
    assert phone.post(address(meeting, 2), {"do": "check", "what0": "leads"}).status_code == 400
    assert phone.post(address(meeting, 2), {"do": "check", "who0": "emperor"}).status_code == 400


def test_what_another_declared_is_not_told_by_calling_them_kin(meeting, declared, contact, anne, council):
    """Ola owns the builder; Anne, who says that Ola is her brother, does not learn of it."""
    declared(
        of="Ola", by=contact, kind="ownership", organisation=BUILDER, number="", role=None, share_percent=60
    )
    items = list(queries.meeting(actor=contact, number=meeting).items)
    ola = PartyEntry(f"p{council['Ola']}", "Ola Åsen", "", "", By.WRITTEN, PartyChoice.SURE)
    items[1] = replace(items[1], parties=(*items[1].parties, ola))
    operations.change_items(meeting=meeting, items=items, by=contact, at=NOON)
    screen(meeting, contact)
    found = outcome(anne, meeting, 2, KinAnswer(Relation.SIBLING, ola.ref))
    assert {one.told["rule"] for one in found.findings} == {"NO-03"}


def test_only_who_sits_there_asks_and_only_before_the_meeting(meeting, anne, council, signed_in, outsider):
    elsewhere = elect("Elsewhere Only", body="council-4643", account="cast:elsewhere")
    assert elsewhere
    for place in (0, 5):
        with pytest.raises(NoSuchMeeting):
            check_item(actor=anne, meeting=meeting, place=place, on=TODAY, language="en")
    with pytest.raises(NoSuchMeeting):
        check_item(actor=anne, meeting=meeting, place=1, on=DAY + timedelta(days=1), language="en")
    assert signed_in(outsider).get(address(meeting, 1)).status_code == 404


def test_t31_neither_answer_leaves_a_trace(meeting, signed_in, councillor, caplog):
    phone = signed_in(councillor)
    phone.get(address(meeting, 1))
    before = everything()
    ask(phone, meeting, 1)
    assert everything() == before
    ask(phone, meeting, 1, who0="sibling")
    phone.post(address(meeting, 2), {"do": "check", "who0": "sibling"})
    assert everything() == before
    assert "sibling" not in caplog.text


ANSWERS = st.lists(
    st.builds(
        KinAnswer,
        relation=st.sampled_from(Relation),
        party=st.sampled_from(["", "x2_1"]),
        standing=st.sampled_from([None, *Standing]),
    ),
    max_size=4,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=ANSWERS, language=st.sampled_from(["en", "nb", "ro"]))
def test_t31_no_answer_changes_a_byte(meeting, anne, answers, language):
    before = everything()
    found = outcome(anne, meeting, 2, *answers, language=language)
    assert everything() == before
    assert found == outcome(anne, meeting, 2, *answers, language=language)
    if not answers:
        assert not found.is_positive


def test_the_start_page_does_not_tell_what_the_list_says(meeting, anne):
    operations.remember_kin(new=[new_kin()], by=anne, at=NOON)
    events = len(list(all_events()))
    assert not any("take part" in one.title for one in queries.waiting(actor=anne))
    assert len(list(all_events())) == events


def new_kin():
    return NewKin("Tor Testvik", Relation.SIBLING)
