# SPDX-License-Identifier: EUPL-1.2
"""What somebody keeps of family and close ties: for that person alone, sealed, and gone after its term."""

import json
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from samband.core.access.queries import actor_by_email, audit_trail
from samband.core.access.rules import INSTALLATION, Actor, NotAllowed
from samband.core.audit.queries import EventFilter, all_events
from samband.core.people.operations import erase_person, link_account
from samband.core.web.queries import holdings
from samband.tools.ethics import operations, urls
from samband.tools.ethics.models import KinList
from samband.tools.ethics.operations import Refused
from samband.tools.ethics.operations.kin import rewrap_kin
from samband.tools.ethics.queries.kin import own_kin
from samband.tools.ethics.queries.self_check import from_list
from samband.tools.ethics.rules import MOST_KIN, NewKin, Relation, Standing
from samband.tools.ethics.tests.conftest import BEGAN, FERRY, NOON, TODAY, UTSIRA, elect
from samband.tools.ethics.tests.test_ask_oneself_about_family import (
    BUILDER,
    DAY,
    address,
    everything,
    meeting,
)
from samband.tools.ethics.tests.test_pages_who_sees_what import text_of
from samband.tools.ethics.tests.test_screen_a_meeting import screen

__all__ = ["meeting"]
MARKED = "Zakarias Merkelig-Slekt"
BROTHER = NewKin(MARKED, Relation.SIBLING)
COMPANY = NewKin(BUILDER, Relation.SPOUSE, standing=Standing.LEADS)


@pytest.fixture
def kept(council, anne):
    operations.remember_kin(new=[BROTHER], by=anne, at=NOON)


def names(actor):
    found = own_kin(actor=actor, at=NOON)
    return None if found is None else [one.kin.name for one in found]


def addresses(known):
    """Every address of the tool, with what is known filled in and 1 for the rest."""
    for one in urls.urlpatterns:
        wanted = getattr(one.pattern, "converters", None) or one.pattern.regex.groupindex
        filled = {name: known.get(name, 1) for name in wanted}
        with suppress(NoReverseMatch):  # of files with names of their own, and of codes of six digits
            yield one.name, reverse(f"ethics:{one.name}", kwargs=filled)


def dump():
    return "\n".join(row for rows in everything().values() for row in rows)


def test_a_positive_answer_is_remembered_on_a_press_alone(meeting, signed_in, councillor, anne):
    phone, url = signed_in(councillor), address(meeting, 2)
    said = {"who0": "spouse", "what0": "leads"}
    page = phone.post(url, {"do": "check", **said}).content.decode()
    assert 'value="keep"' in page
    assert not KinList.objects.exists()
    assert phone.post(url, {"do": "keep", **said}).url == reverse("ethics:kin")
    (entry,) = own_kin(actor=anne, at=NOON)
    assert (entry.kin.name, entry.kin.relation, entry.kin.standing) == (BUILDER, "spouse", "leads")
    phone.post(url, {"do": "keep", **said})
    assert names(anne) == [BUILDER]


def test_the_list_answers_for_the_next_meeting(meeting, signed_in, councillor, anne):
    operations.remember_kin(new=[COMPANY], by=anne, at=NOON)
    page = signed_in(councillor).get(reverse("ethics:own_meetings")).content.decode()
    assert "From your private list" in page
    assert f"On your private list stands {BUILDER}: Spouse – Leads it or sits on its board." in page
    drafts = [part.partition("</textarea>")[0] for part in page.split("<textarea")[1:]]
    assert len(drafts) == 4
    assert not any(BUILDER in one for one in drafts)


def test_a_name_alone_makes_a_question_and_a_number_makes_it_sure(meeting, anne):
    operations.remember_kin(new=[NewKin("tor TESTVIK", Relation.SIBLING)], by=anne, at=NOON)
    (found,) = from_list(actor=anne, on=TODAY, language="en", at=NOON).found.values()
    assert found[1].outcome == "assess"
    assert found[1].findings[0].told["possible_identity"]


def test_a_party_once_confirmed_is_the_same_by_its_number(council, contact, anne, declared):
    declared()
    number = operations.enter_meeting(
        authority=UTSIRA, body="council-1151", day=DAY, by=contact, at=NOON,
        items=operations.read_agenda_text(text=f"1/26 Grant\nApplicant {FERRY}"),
    )  # fmt: skip
    screen(number, contact)
    new = NewKin("Another name of it", Relation.SIBLING, number=FERRY, standing=Standing.LEADS)
    operations.remember_kin(new=[new], by=anne, at=NOON)
    (found,) = from_list(actor=anne, on=TODAY, language="en", at=NOON).found.values()
    assert not any(one.told["possible_identity"] for one in found[1].findings)


def test_adding_taking_out_and_erasing_on_the_page(council, anne, signed_in, councillor):
    phone, url = signed_in(councillor), reverse("ethics:kin")
    assert "Nothing stands on it." in phone.get(url).content.decode()
    phone.post(url, {"do": "add", "name": MARKED, "relation": "sibling"})
    phone.post(
        url, {"do": "add", "name": "Ferry", "relation": "spouse", "standing": "leads", "number": FERRY}
    )
    page = phone.get(url).content.decode()
    assert MARKED in page
    assert "Spouse · Leads it or sits on its board" in page
    assert "nobody opens it here but you" in page.lower()
    first, _ = own_kin(actor=anne, at=NOON)
    phone.post(url, {"do": "remove", "entry": first.code})
    assert names(anne) == ["Ferry"]
    phone.post(url, {"do": "remove", "entry": "nothing"})
    assert names(anne) == ["Ferry"]
    phone.post(url, {"do": "erase"})
    assert not KinList.objects.exists()


def test_what_cannot_be_kept_says_why(council, anne, signed_in, councillor):
    phone, url = signed_in(councillor), reverse("ethics:kin")
    for sent, why in (
        ({"name": " ", "relation": "sibling"}, "required"),
        ({"name": "A", "relation": ""}, "required"),
        ({"name": "A", "relation": "sibling", "number": "123456789"}, "is not the number of an organisation"),
    ):
        answer = phone.post(url, {"do": "add", **sent})
        assert answer.status_code == 400
        assert why in answer.content.decode()
    many = [NewKin(f"No {place}", Relation.FRIEND) for place in range(MOST_KIN + 1)]
    with pytest.raises(Refused, match="full"):
        operations.remember_kin(new=many, by=anne, at=NOON)


def test_the_last_entry_takes_the_list_with_it(kept, anne):
    (entry,) = own_kin(actor=anne, at=NOON)
    operations.forget_kin(code=entry.code, by=anne, at=NOON)
    assert not KinList.objects.exists()


def test_t31_no_role_opens_the_list_of_another(kept, council, administrator, analyst, contact, secretary):
    for actor in (administrator, analyst, contact, secretary, INSTALLATION):
        with pytest.raises(NotAllowed):
            own_kin(actor=actor, at=NOON)
        for write in (
            lambda by: operations.remember_kin(new=[BROTHER], by=by, at=NOON),
            lambda by: operations.erase_kin(by=by, at=NOON),
        ):
            with pytest.raises(NotAllowed):
                write(actor)


def test_t31_another_account_tied_to_the_person_does_not_open_it(kept, council, anne, signed_in, analyst):
    browser = signed_in(analyst)
    thief = actor_by_email(email="analyst@example.org", on=TODAY)
    link_account(person=council["Anne"], account=thief.reference, by=INSTALLATION, at=NOON)
    page = browser.get(reverse("ethics:kin")).content.decode()
    assert MARKED not in page
    assert "cannot be opened" in page
    assert MARKED not in text_of(browser.get(reverse("ethics:mine_file", args=["json"])))
    with pytest.raises(Refused, match="cannot be opened"):
        operations.remember_kin(new=[BROTHER], by=thief, at=NOON)
    operations.erase_kin(by=thief, at=NOON)
    assert not KinList.objects.exists()


def test_t31_nobody_else_meets_a_word_of_it(
    meeting, kept, council, contact, signed_in, request, declared, tmp_path, caplog
):
    """Every page and file of the tool for everybody but Anne, and all that the database holds."""
    key = declared().key
    screen(meeting, contact, at=NOON + timedelta(hours=1))
    known = {"meeting": meeting, "key": key, "person": council["Anne"], "code": UTSIRA}
    known |= {"body": "council-1151", "kind": "debt", "format": "json"}
    seen = set()
    for who in ("inhabitant", "outsider", "secretary", "analyst", "administrator", "contact"):
        browser = signed_in(request.getfixturevalue(who))
        for name, url in addresses(known):
            answer = browser.get(url)
            if answer.status_code == 200:
                seen.add(name)
                assert MARKED not in text_of(answer), (who, name)
        for place in ("audit", "my_page", "start"):
            assert MARKED not in browser.get(reverse(place)).content.decode()
    assert {"register", "register_json", "agenda_json", "result", "minutes", "member_person"} <= seen
    assert MARKED not in dump()
    assert not any(
        MARKED.encode() in bytes(one.sealed) + bytes(one.wrapped_key) for one in KinList.objects.all()
    )
    saved = tmp_path / "all.json"
    call_command("dumpdata", "ethics", "audit", output=str(saved))
    assert MARKED not in saved.read_text()
    assert MARKED not in caplog.text


def test_t31_the_log_tells_alike_whether_there_is_a_list_or_not(council, anne):
    def told(do):
        before = len(list(all_events()))
        do()
        events = list(all_events())
        return [(one.event, one.by, one.about, one.details) for one in events[: len(events) - before]]

    nothing = told(lambda: own_kin(actor=anne, at=NOON))
    assert [one[0] for one in nothing] == ["ethics.kin_opened"]
    assert told(lambda: operations.remember_kin(new=[BROTHER], by=anne, at=NOON)) == nothing
    assert told(lambda: own_kin(actor=anne, at=NOON)) == nothing
    assert told(lambda: operations.forget_kin(code="none", by=anne, at=NOON)) == nothing
    assert told(lambda: operations.erase_kin(by=anne, at=NOON)) == nothing
    assert told(lambda: operations.erase_kin(by=anne, at=NOON)) == nothing


def test_t31_lists_of_one_and_of_ten_look_alike(council, anne):
    operations.remember_kin(new=[BROTHER], by=anne, at=NOON)
    size = len(KinList.objects.get().sealed)
    operations.remember_kin(new=[NewKin(f"No {n}", Relation.FRIEND) for n in range(9)], by=anne, at=NOON)
    assert len(KinList.objects.get().sealed) == size


def test_the_person_reads_it_in_what_is_held_and_takes_it_away(kept, anne, signed_in, councillor):
    told = next(one for one in holdings(actor=anne) if "private list" in one.title)
    assert told.facts == ((MARKED, "Brother or sister"),)
    assert "6 months" in told.kept
    phone = signed_in(councillor)
    document = json.loads(text_of(phone.get(reverse("ethics:mine_file", args=["json"]))))
    assert [one["name"] for one in document["private_list"]] == [MARKED]
    assert MARKED not in text_of(phone.get(reverse("ethics:mine_file", args=["csv"])))


def test_another_key_of_the_installation_and_the_earlier_one_beside_it(kept, anne, settings):
    before = bytes(KinList.objects.get().sealed)
    settings.SAMBAND_BOX_KEYS = ["a new box key"]
    assert names(anne) is None
    assert rewrap_kin() == 0
    settings.SAMBAND_BOX_KEYS = ["a new box key", "a box key for tests only"]
    assert names(anne) == [MARKED]
    operations.erase_what_is_over(at=NOON)
    settings.SAMBAND_BOX_KEYS = ["a new box key"]
    assert names(anne) == [MARKED]
    assert bytes(KinList.objects.get().sealed) == before


def test_without_its_own_key_a_list_is_noise(kept, anne):
    row = KinList.objects.get()
    row.wrapped_key = bytes(len(row.wrapped_key))
    row.save()
    assert names(anne) is None


def test_a_list_moved_to_another_person_does_not_open(kept, council, anne):
    link_account(person=council["Ola"], account=anne.reference, by=INSTALLATION, at=NOON)
    KinList.objects.update(person_id=council["Ola"])
    assert names(anne) is None


def test_it_goes_with_the_person(kept, council, administrator):
    erase_person(person=council["Anne"], by=administrator, at=NOON)
    operations.erase_what_is_over(at=NOON)
    assert not KinList.objects.exists()


def test_t31_it_goes_after_its_term_and_no_event_tells_that_it_was_there(council):
    person = elect("Former Member", ends=TODAY, begins=BEGAN, account="cast:former")
    former = Actor("cast:former")
    operations.remember_kin(new=[BROTHER], by=former, at=NOON)
    assert KinList.objects.get().person_id == person
    operations.erase_what_is_over(at=datetime(2026, 9, 11, 12, tzinfo=NOON.tzinfo))
    assert KinList.objects.exists()
    before = list(all_events())
    operations.erase_what_is_over(at=datetime(2026, 9, 12, 12, tzinfo=NOON.tzinfo))
    assert not KinList.objects.exists()
    assert list(all_events()) == before  # an event on the day of the term would tell that there was a list


def test_keys_are_written_over_before_the_row_goes(kept, anne):
    with CaptureQueriesContext(connection) as queried:
        operations.erase_kin(by=anne, at=NOON)
    writes = [one["sql"].split()[0] for one in queried if "ethics_kinlist" in one["sql"]]
    assert [one for one in writes if one != "SELECT"] == ["UPDATE", "DELETE"]


def test_other_roles_do_not_see_the_event_in_their_authority(kept, contact):
    trail = audit_trail(actor=contact, wanted=EventFilter(authority=UTSIRA))
    assert not any(one.event.startswith("ethics.kin") for one in trail.events)
