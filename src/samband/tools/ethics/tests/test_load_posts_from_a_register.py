# SPDX-License-Identifier: EUPL-1.2
"""A file of roles: name and date of birth must agree, and nothing happens before somebody confirms."""

import io
import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samband.core.access.rules import NotAllowed
from samband.engines.files import Unreadable
from samband.tools.ethics import operations, queries
from samband.tools.ethics.models import Interest
from samband.tools.ethics.operations import Refused, RolesLoaded, RoleSource
from samband.tools.ethics.rules import PostRole, SourceKind
from samband.tools.ethics.tests.conftest import FERRY, NOON, TODAY, UTSIRA

SOURCE = RoleSource("Register of Legal Entities", date(2026, 1, 2))
HEAD = "number,organisation,role,name,birth_date"
ANNE = f"{FERRY},UTSIRA FERRY AS,LEDE,BERG ANNE,1970-05-17"


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.SAMBAND_HOME = tmp_path


def look(*rows, by, filename="roles.csv", text="", source=SOURCE):
    content = text or "\n".join([HEAD, *rows]) + "\n"
    return operations.preview_roles(
        file=io.BytesIO(content.encode()), filename=filename, source=source, by=by, at=NOON
    )


def load(*rows, by, source=SOURCE):
    return operations.confirm_roles(token=look(*rows, by=by, source=source).token, by=by, at=NOON)


def posts(anne):
    return queries.own_interests(actor=anne, on=TODAY).held


def test_a_post_is_recorded_with_its_source_after_it_was_confirmed(council, administrator, anne):
    seen = look(ANNE, by=administrator)
    assert [(role.role, person) for role, person in seen.new] == [(PostRole.CHAIR, council["Anne"])]
    assert posts(anne) == ()
    assert operations.confirm_roles(token=seen.token, by=administrator, at=NOON) == RolesLoaded(1, 0)
    (one,) = posts(anne)
    assert (one.source, one.source_name, one.source_day) == (SourceKind.REGISTER, SOURCE.name, SOURCE.day)
    assert (one.organisation.name, one.valid_from) == ("UTSIRA FERRY AS", SOURCE.day)


@pytest.mark.parametrize("born", ["1971-05-17", "1970-05-18", "1955-01-01"])
def test_nothing_is_recorded_from_a_name_alone(council, administrator, born):
    seen = look(f"{FERRY},Ferry,LEDE,Anne Berg,{born}", by=administrator)
    assert seen.new == ()
    assert seen.token == ""


def test_whose_date_of_birth_is_not_known_is_asked_about(council, administrator):
    seen = look(f"{FERRY},Ferry,MEDL,Kari Moe,1960-01-01", by=administrator)
    assert seen.new == ()
    assert [person for _, person in seen.asked] == [council["Kari"]]


def test_another_of_the_same_birthday_is_nobody_here(council, administrator):
    seen = look(f"{FERRY},Ferry,MEDL,Turid Nes,1970-05-17", by=administrator)
    assert (seen.new, seen.asked, seen.others) == ((), (), 1)


def test_other_spellings_of_the_name_are_the_same_person(council, administrator):
    seen = look(f"{FERRY},Ferry,VARA,Ola Aasen,1980-02-01", by=administrator)
    assert [person for _, person in seen.new] == [council["Ola"]]


def test_loading_twice_changes_nothing(council, administrator, anne):
    load(ANNE, by=administrator)
    again = look(ANNE, by=administrator)
    assert (again.new, again.here, again.token) == ((), 1, "")


def test_a_post_that_the_register_knows_no_longer_is_ended_on_its_day(council, administrator, anne):
    load(ANNE, by=administrator)
    later = RoleSource(SOURCE.name, date(2026, 3, 1))
    other = f"{FERRY},UTSIRA FERRY AS,LEDE,Turid Nes,1960-01-01"
    assert load(other, by=administrator, source=later) == RolesLoaded(0, 1)
    (one,) = queries.own_interests(actor=anne, on=TODAY).ended
    assert one.valid_to == later.day


def test_what_the_file_does_not_name_is_left_alone(council, administrator, anne):
    load(ANNE, by=administrator)
    later = RoleSource(SOURCE.name, date(2026, 3, 1))
    seen = look("923609016,Energy,LEDE,Turid Nes,1960-01-01", by=administrator, source=later)
    assert seen.ended == ()


def test_what_the_person_said_is_somebody_elses_does_not_come_back(council, administrator, anne):
    load(ANNE, by=administrator)
    operations.withdraw_interest(key=posts(anne)[0].key, is_not_mine=True, by=anne, at=NOON)
    seen = look(ANNE, by=administrator)
    assert (seen.new, seen.refused) == ((), 1)


def test_a_contact_person_loads_for_the_own_elected_alone(council, contact):
    rows = (ANNE, f"{FERRY},Ferry,MEDL,Kari Moe,1960-01-01")
    seen = look(*rows, by=contact)
    assert [person for _, person in seen.new] == [council["Anne"]]
    assert seen.asked == ()


@pytest.mark.parametrize("who", ["analyst", "councillor", "secretary", "outsider", "inhabitant"])
def test_nobody_else_loads(council, request, who):
    with pytest.raises(NotAllowed):
        look(ANNE, by=request.getfixturevalue(who))


def test_a_file_is_confirmed_by_who_looked_at_it_and_once(council, administrator, contact):
    token = look(ANNE, by=administrator).token
    for by, word in ((contact, token), (administrator, "made up")):
        with pytest.raises(Refused):
            operations.confirm_roles(token=word, by=by, at=NOON)


def test_every_fault_is_told_and_good_rows_stay(council, administrator):
    seen = look(ANNE, "1,X,LEDE,Y,1960-01-01", f"{FERRY},X,,,soon", by=administrator)
    assert len(seen.new) == 1
    assert [(fault.row, fault.column) for fault in seen.faults] == [
        (3, "number"), (4, "role"), (4, "name"), (4, "birth_date"),
    ]  # fmt: skip


def test_a_file_of_a_day_to_come_is_refused(council, administrator):
    with pytest.raises(Refused, match="has not come"):
        look(ANNE, by=administrator, source=RoleSource("R", date(2026, 3, 13)))


BRREG = [{
    "organisasjonsnummer": FERRY,
    "rollegrupper": [{
        "type": {"kode": "STYR", "beskrivelse": "Styre"},
        "roller": [
            {"type": {"kode": "LEDE", "beskrivelse": "Styrets leder"}, "fratraadt": False,
             "person": {"fodselsdato": "1970-05-17", "erDoed": False,
                        "navn": {"fornavn": "ANNE", "etternavn": "BERG"}}},
            {"type": {"kode": "OBS", "beskrivelse": "Observatør"}, "fratraadt": False,
             "person": {"fodselsdato": "1980-02-01", "navn": {"fornavn": "Ola", "etternavn": "Åsen"}}},
            {"type": {"kode": "MEDL", "beskrivelse": "Styremedlem"}, "fratraadt": True,
             "person": {"fodselsdato": "1990-11-30", "navn": {"fornavn": "Siri", "etternavn": "Vik"}}},
            {"type": {"kode": "REVI", "beskrivelse": "Revisor"}, "enhet": {"organisasjonsnummer": "1"}},
        ],
    }],
}]  # fmt: skip


@pytest.mark.parametrize("document", [BRREG, BRREG[0], {"enheter": BRREG}])
def test_json_as_the_norwegian_register_publishes_it_is_read(council, administrator, document):
    seen = look(by=administrator, filename="roller.json", text=json.dumps(document))
    assert [(role.role, role.what) for role, _ in seen.new] == [
        (PostRole.CHAIR, ""),
        (PostRole.OTHER, "Observatør"),
    ]


@pytest.mark.parametrize(
    "text", [" ", "{", "[]", "{}", "null", "[1]", '{"enheter": 3}', "[" * 100_000, '[{"rollegrupper": 1}]']
)
def test_json_that_is_something_else_gets_a_clear_word(council, administrator, text):
    with pytest.raises(Unreadable):
        look(by=administrator, filename="roller.json", text=text)


def test_a_role_without_a_name_is_a_fault_of_its_unit(council, administrator):
    text = '[{"organisasjonsnummer": "1", "rollegrupper": [{"roller": [{"person": {"navn": 3}}]}]}]'
    seen = look(by=administrator, filename="roller.json", text=text)
    assert (seen.new, len(seen.faults)) == ((), 1)


def test_on_the_pages_it_is_looked_at_and_recorded(council, signed_in, administrator):
    desk = signed_in(administrator)
    file = SimpleUploadedFile("roles.csv", f"{HEAD}\n{ANNE}\n1,X,LEDE,Y,1960-01-01\n".encode())
    sent = {"file": file, "register": "Register of Legal Entities", "day": "2026-01-02"}
    page = desk.post(reverse("ethics:roles"), sent).content.decode()
    assert "Anne Berg: Chair of the board, UTSIRA FERRY AS" in page
    assert "1970" not in page
    assert "Row 3, column number: 1 is not the number of an organisation." in page
    token = page.split('name="token" value="')[1].split('"')[0]
    done = desk.post(reverse("ethics:confirm_roles"), {"token": token}, follow=True).content.decode()
    assert "1 post is recorded." in done
    assert Interest.objects.get().recorded_at == NOON


def test_a_file_that_cannot_be_read_is_refused_at_its_field(council, signed_in, contact):
    sent = {"file": SimpleUploadedFile("roles.xlsx", b"no"), "register": "R", "day": "2026-01-02"}
    answer = signed_in(contact).post(reverse("ethics:roles"), sent)
    assert answer.status_code == 400
    assert "not a readable .xlsx spreadsheet" in answer.content.decode()
    assert UTSIRA not in answer.content.decode()
