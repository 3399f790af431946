# SPDX-License-Identifier: EUPL-1.2
"""Registers in published formats: who owns what, by numbers; people by name and date of birth."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samband.core.audit.queries import all_events
from samband.engines.registers.tests.examples import (
    BODS,
    FTM,
    PIPES,
    POPOLO,
    TABLE,
    TOWN,
    WATER,
    entity,
    owns,
)
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import Organisation, Ownership
from samband.tools.ethics.operations import RolesLoaded, RoleSource
from samband.tools.ethics.rules import InterestKind, PostRole
from samband.tools.ethics.tests.conftest import NOON, TODAY, elect, ferry

SOURCE = RoleSource("Register", date(2026, 1, 2))


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.SAMBAND_HOME = tmp_path


@pytest.fixture
def siv(council):
    """She leads the water company."""
    return elect("Siv Berg", birth_date="1970-05-17")


def look(content, *, by, name="register.json", source=SOURCE):
    text = content if isinstance(content, str) else json.dumps(content)
    return operations.preview_roles(
        file=io.BytesIO(text.encode()), filename=name, source=source, by=by, at=NOON
    )


def load(content, *, by, **more):
    return operations.confirm_roles(token=look(content, by=by, **more).token, by=by, at=NOON)


def standing():
    rows = Ownership.objects.filter(withdrawn_at__isnull=True).select_related("owner", "owned")
    return {
        (one.owner.name if one.owner else "", one.owned.name, one.share_low, one.valid_from, one.valid_to)
        for one in rows
    }


def test_bods_gives_posts_shares_and_owners_after_it_was_confirmed(siv, administrator):
    seen = look(BODS, by=administrator)
    assert {(role.interest, role.share) for role, person in seen.new if person == siv} == {
        (InterestKind.POST, None), (InterestKind.OWNERSHIP, Decimal(40)),
    }  # fmt: skip
    assert not Ownership.objects.exists()
    done = operations.confirm_roles(token=seen.token, by=administrator, at=NOON)
    assert done == RolesLoaded(posts=2, ended=0, ownerships=2)
    assert standing() == {
        ("Town", "Water AS", Decimal(100), date(2010, 1, 1), None),
        ("Water AS", "Pipes AS", Decimal(60), SOURCE.day, None),
    }
    assert Organisation.objects.get(number=TOWN).kind == "authority"
    told = {one.event for one in all_events()}
    assert "ethics.ownership_imported" in told


def test_loading_twice_changes_nothing(siv, administrator):
    load(BODS, by=administrator)
    again = look(BODS, by=administrator)
    assert (again.new, again.owned.new, again.owned.here, again.token) == ((), (), 2, "")


def test_a_share_that_has_changed_is_ended_and_holds_anew_from_the_day_of_the_register(siv, administrator):
    load(BODS, by=administrator)
    later = RoleSource("Register", date(2026, 3, 1))
    changed = [*BODS[:5], owns("water", "pipes", share={"exact": 55}), *BODS[6:]]
    assert load(changed, by=administrator, source=later).ownerships_ended == 1
    assert {one for one in standing() if one[1] == "Pipes AS"} == {
        ("Water AS", "Pipes AS", Decimal(60), SOURCE.day, later.day),
        ("Water AS", "Pipes AS", Decimal(55), later.day, None),
    }
    assert Ownership.objects.filter(withdrawn_at__isnull=False).count() == 1


CLASSES = "number,organisation,name,owner_number,share,share_class,public"


def classes(*told):
    rows = (f"{WATER},Water AS,Town,{TOWN},30,{one},yes" for one in told)
    return "\n".join([CLASSES, *rows, ""])


def test_two_classes_of_shares_with_one_percentage_are_two(siv, declared, administrator):
    load(BODS, by=administrator)
    as_file = {"by": administrator, "name": "t.csv", "source": RoleSource("Shares", date(2026, 1, 2))}
    assert load(classes("A", "B"), **as_file).ownerships == 2
    again = look(classes("B", "A"), **as_file)
    assert (again.owned.new, again.owned.here) == ((), 2)
    sold = as_file | {"source": RoleSource("Shares", date(2026, 3, 1))}
    assert load(classes("A"), **sold).ownerships_ended == 1
    held = [one for one in standing() if one[:3] == ("Town", "Water AS", Decimal(30))]
    assert sorted(one[4] is None for one in held) == [False, True]


def test_shares_of_more_than_the_whole_are_told_before_they_are_recorded(siv, signed_in, administrator):
    load(BODS, by=administrator)
    source = RoleSource("Shares", date(2026, 1, 2))
    seen = look(classes("A"), by=administrator, name="t.csv", source=source)
    assert [one.name for one in seen.owned.over] == ["Water AS"]  # 100 by the other register
    assert look(BODS, by=administrator).owned.over == ()


def test_two_classes_of_shares_of_a_person_are_two(siv, administrator):
    header = "number,organisation,name,birth_date,share,share_class"
    rows = [f"{WATER},Water AS,Siv Berg,1970-05-17,30,{one}" for one in "AB"]
    as_file = {"by": administrator, "name": "t.csv", "source": RoleSource("Shares", date(2026, 1, 2))}
    assert load("\n".join([header, *rows, ""]), **as_file).posts == 2
    assert look("\n".join([header, *reversed(rows), ""]), **as_file).token == ""
    sold = as_file | {"source": RoleSource("Shares", date(2026, 3, 1))}
    assert load("\n".join([header, rows[1], ""]), **sold).ended == 1
    held = queries.public_person(person=siv, on=TODAY).held
    assert [one.share_percent for one in held] == [Decimal(30)]


def test_the_same_row_again_is_told_and_counts_once(siv, administrator):
    load(BODS, by=administrator)
    source = RoleSource("Shares", date(2026, 1, 2))
    seen = look(classes("A", "a"), by=administrator, name="t.csv", source=source)
    assert len(seen.owned.new) == 1
    assert any("column share_class" in fault.words(str) for fault in seen.faults)


def test_an_owner_that_the_register_knows_no_longer_is_ended(siv, administrator):
    load(BODS, by=administrator)
    later = RoleSource("Register", date(2026, 3, 1))
    sold = [
        *BODS[:4],
        entity("other", "Other AS", "916575068"),
        *BODS[5:],
        owns("other", "water", share={"exact": 100}),
    ]
    load(sold, by=administrator, source=later)
    held = {(one[0], one[4]) for one in standing() if one[1] == "Water AS"}
    assert held == {("Town", later.day), ("Other AS", None)}


def test_owners_of_what_nobody_here_has_to_do_with_stay_out(council, administrator):
    seen = look(BODS, by=administrator)
    assert (seen.owned.new, seen.owned.others, seen.token) == ((), 2, "")


def test_t32_without_a_number_nothing_is_recorded_and_it_is_told(siv, administrator):
    nameless = [*BODS[:3], entity("fund", "A fund"), *BODS[3:], owns("fund", "pipes", share={"exact": 5})]
    seen = look(nameless, by=administrator)
    assert [row.owner.name for row in seen.owned.asked] == ["A fund"]
    load(nameless, by=administrator)
    assert not Organisation.objects.filter(name="A fund").exists()


def test_a_post_in_an_organisation_without_a_number_is_asked_about(siv, administrator):
    seen = look([entity("x", "X", "1"), BODS[3], owns("siv", "x", interest="boardChair")], by=administrator)
    assert (seen.new, [person for _, person in seen.asked]) == ((), [siv])


def test_an_owner_whom_nobody_knows_is_kept_as_such(siv, administrator):
    nobody = owns({"reason": "unknown"}, "water", share={"minimum": 10, "maximum": 25})
    load([*BODS[:4], nobody, BODS[7]], by=administrator)
    assert ("", "Water AS", Decimal(10), SOURCE.day, None) in standing()


def test_other_formats_are_recognised_by_themselves(siv, administrator):
    for content, name in ((FTM, "a.jsonl"), (POPOLO, "a.json"), (TABLE, "a.csv")):
        seen = look(content, by=administrator, name=name)
        assert {(role.number, role.role) for role, _ in seen.new} >= {(WATER, PostRole.CHAIR)}
    assert not any(role.interest is InterestKind.MEMBERSHIP for role, _ in look(FTM, by=administrator).new)


def test_kin_in_a_file_is_never_taken(siv, administrator):
    seen = look(FTM, by=administrator)
    assert any("kin and associates are not taken" in note.words() for note in seen.left_out)


def test_t32_who_serves_one_council_does_not_change_who_owns_what(siv, contact):
    seen = look(BODS, by=contact)
    assert seen.owned is None
    assert operations.confirm_roles(token=seen.token, by=contact, at=NOON) == RolesLoaded(2, 0)
    assert not Ownership.objects.exists()


def test_a_share_of_the_person_reads_as_one_and_does_not_come_twice(siv, administrator, declared):
    load(BODS, by=administrator)
    held = queries.public_person(person=siv, on=TODAY).held
    assert {(one.kind, one.share_percent) for one in held} == {
        (InterestKind.POST, None), (InterestKind.OWNERSHIP, Decimal(40)),
    }  # fmt: skip
    declared(ferry())
    assert look(BODS, by=administrator).new == ()


def test_on_the_page_it_is_looked_at_and_recorded(siv, signed_in, administrator):
    desk = signed_in(administrator)
    sent = {
        "file": SimpleUploadedFile("b.json", json.dumps(BODS).encode()),
        "register": "R",
        "day": "2026-01-02",
    }
    page = desk.post(reverse("ethics:roles"), sent).content.decode()
    assert "Siv Berg: Chair of the board, Water AS" in page
    assert "Siv Berg: 40%, Pipes AS" in page
    assert "Town → Water AS: 100%" in page
    assert "1970" not in page
    token = page.split('name="token" value="')[1].split('"')[0]
    done = desk.post(reverse("ethics:confirm_roles"), {"token": token}, follow=True).content.decode()
    assert "2 ownerships between organisations are brought up to date." in done
    sent |= {"file": SimpleUploadedFile("shares.csv", classes("A").encode()), "register": "Shares"}
    page = desk.post(reverse("ethics:roles"), sent).content.decode()
    assert "add up to more than the whole" in page
    assert PIPES in set(Organisation.objects.values_list("number", flat=True))


@pytest.mark.parametrize("name", ["b.pdf", "b.json", "b.zip", "b.json.gz"])
def test_a_file_that_is_none_is_refused_at_its_field(council, signed_in, administrator, name):
    sent = {"file": SimpleUploadedFile(name, b"%PDF-1.7 no"), "register": "R", "day": "2026-01-02"}
    answer = signed_in(administrator).post(reverse("ethics:roles"), sent)
    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()
