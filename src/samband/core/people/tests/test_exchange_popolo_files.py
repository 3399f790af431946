# SPDX-License-Identifier: EUPL-1.2
"""Popolo in and out. The reference file has the shape of EveryPolitician's, with made-up names."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.core.access.rules import INSTALLATION, NOBODY, NotAllowed
from samband.core.audit.queries import events
from samband.core.people import operations, queries
from samband.core.people.analysis.popolo import NotPopolo, read_popolo, write_popolo
from samband.core.people.queries.popolo import public_popolo, whole_popolo
from samband.core.people.rules import BodyKind
from samband.core.people.tests.conftest import AT, DOING

FILE = Path(__file__).parent / "reference" / "ep-popolo-v1.0.json"
BODY = "example-1ba661a9-0000-4000-8000-000000000001"
NOT_KEPT = {
    "events (general election)": 1,
    "meta": 1,
    "organizations.image": 1,
    "organizations.type": 1,
    "persons.honorific_prefix": 1,
    "persons.summary": 1,
}


def document():
    return json.loads(FILE.read_text(encoding="utf-8"))


def understood(whole):
    """The document without what is not kept, and without empty lists."""
    kept = {name: value for name, value in whole.items() if name != "meta"}
    kept["events"] = [one for one in kept["events"] if one["classification"] == "legislative period"]
    without = {"image": "organizations", "type": "organizations", "honorific_prefix": "persons",
               "summary": "persons"}  # fmt: skip
    for name, part in without.items():
        for one in kept[part]:
            one.pop(name, None)
    return kept


def load(source="example"):
    reading = read_popolo(content=FILE.read_bytes())
    return operations.load_popolo(popolo=reading.popolo, source=source, **DOING)


def sorted_parts(whole):
    def key(one):
        return json.dumps(one, sort_keys=True)

    return {name: sorted(items, key=key) for name, items in whole.items()}


def test_reading_keeps_what_it_understands_and_lists_the_rest():
    reading = read_popolo(content=FILE.read_bytes())
    assert dict(reading.unread) == NOT_KEPT
    assert reading.faults == ()
    assert json.loads(write_popolo(popolo=reading.popolo)) == understood(document())


def test_what_is_written_is_read_again_unchanged():
    once = read_popolo(content=FILE.read_bytes()).popolo
    again = read_popolo(content=write_popolo(popolo=once).encode())
    assert (again.popolo, dict(again.unread), again.faults) == (once, {}, ())


@pytest.mark.django_db
def test_a_file_goes_through_the_register_and_comes_back_the_same():
    loaded = load()
    assert (loaded.persons, loaded.bodies, loaded.terms, loaded.offices) == (3, 1, 2, 4)
    written = json.loads(write_popolo(popolo=whole_popolo(actor=INSTALLATION, source="example", at=AT)))
    assert sorted_parts(written) == sorted_parts(understood(document()))


@pytest.mark.django_db
def test_dates_of_a_month_or_a_year_count_whole_and_are_written_as_they_were():
    load()
    found = queries.search(actor=INSTALLATION, wanted=queries.Wanted(body=BODY)).offices
    periods = {(one.name, one.valid_from, one.valid_to) for one in found}
    assert periods == {
        ("Member One Synthetic-Õun", date(2011, 1, 1), date(2015, 3, 24)),
        ("Member One Synthetic-Õun", date(2015, 4, 1), date(2016, 12, 6)),
        ("Member Two (synthetic)", date(2015, 3, 30), None),
        ("Member Three (synthetic)", date(2016, 1, 1), date(2019, 1, 1)),
    }


@pytest.mark.django_db
def test_people_are_found_in_every_script():
    load()
    for text in ("oun", "Õun", "Синтетик", "სინთ", "synth mem"):
        found = queries.search(actor=NOBODY, wanted=queries.Wanted(text=text)).offices
        assert "Member One Synthetic-Õun" in {one.name for one in found}, text


@pytest.mark.django_db
def test_loading_again_corrects_and_keeps_the_numbers():
    load()
    before = {p.name: p.person for p in queries.search(actor=INSTALLATION, wanted=queries.Wanted()).offices}
    whole = document()
    whole["persons"][1]["name"] = "Member Two, corrected"
    del whole["memberships"][0]
    reading = read_popolo(content=json.dumps(whole).encode())
    operations.load_popolo(popolo=reading.popolo, source="example", **DOING)
    after = {p.name: p.person for p in queries.search(actor=INSTALLATION, wanted=queries.Wanted()).offices}
    assert after["Member Two, corrected"] == before["Member Two (synthetic)"]
    assert len(queries.offices_of(actor=INSTALLATION, person=after["Member One Synthetic-Õun"])) == 1


@pytest.mark.django_db
def test_the_ids_of_two_files_do_not_meet():
    load("example")
    load("another")
    assert queries.search(actor=INSTALLATION, wanted=queries.Wanted()).total == 8
    both = whole_popolo(actor=INSTALLATION, at=AT)
    assert len({one.id for one in both.persons}) == 6


@pytest.mark.django_db
def test_the_public_file_holds_nothing_that_is_not_public():
    load()
    text = write_popolo(popolo=public_popolo(source="example"))
    assert "Member One" in text
    for private in ("1958", "member.one@", "555 00 111", "1.jpg", "female", "1964"):
        assert private not in text, private


@pytest.mark.django_db
def test_only_administrators_load_and_write_the_whole_register(analyst, contact, outsider):
    reading = read_popolo(content=FILE.read_bytes())
    for by in (analyst, contact, outsider, NOBODY):
        with pytest.raises(NotAllowed):
            operations.load_popolo(popolo=reading.popolo, source="example", by=by, at=AT)
        with pytest.raises(NotAllowed):
            whole_popolo(actor=by, at=AT)
    load()
    whole_popolo(actor=INSTALLATION, at=AT)
    assert [one.event for one in events().events] == ["people.popolo_written", "people.popolo_loaded"]


@pytest.mark.django_db
def test_a_legislature_may_be_a_national_assembly():
    reading = read_popolo(content=FILE.read_bytes())
    kind = BodyKind.NATIONAL_ASSEMBLY
    operations.load_popolo(popolo=reading.popolo, source="example", body_kind=kind, **DOING)
    assert queries.body(actor=NOBODY, code=BODY).kind is kind


@pytest.mark.django_db
def test_what_cannot_be_dated_or_is_of_no_body_is_told():
    whole = document()
    whole["memberships"][0] = {
        "organization_id": whole["memberships"][0]["organization_id"], "person_id": "person-one",
    }  # fmt: skip
    whole["memberships"][1]["end_date"] = "2015-03"
    whole["memberships"][2]["organization_id"] = "party/first"
    reading = read_popolo(content=json.dumps(whole).encode())
    loaded = operations.load_popolo(popolo=reading.popolo, source="example", **DOING)
    assert [fault.words() for fault in loaded.faults] == [
        "Member One Synthetic-Õun: neither the membership nor its period says when it begins. "
        "Add start_date to one of them.",
        "Member One Synthetic-Õun: it ends before it begins (2015-04–2015-03). Correct one of the dates.",
    ]
    assert (loaded.offices, loaded.outside) == (1, 1)


def test_all_faults_of_a_file_are_told_at_once():
    whole = document()
    whole["persons"][0]["birth_date"] = "10.01.1958"
    whole["persons"][1]["id"] = "person-one"
    whole["persons"][2] = {"name": "No id"}
    whole["memberships"][2]["area_id"] = "area/nowhere"
    reading = read_popolo(content=json.dumps(whole).encode())
    remedy = "Add what it names, or take the membership out."
    assert [fault.words() for fault in reading.faults] == [
        "persons[0]: “10.01.1958” is not a date. Write 2015, 2015-03 or 2015-03-30.",
        "persons[1]: the id “person-one” stands twice. The first is kept. Give each object an id of its own.",
        "persons[2]: the object has no id or no name. Give it both.",
        f"memberships, person_id: the file has no “person-two”. {remedy}",
        f"memberships, area_id: the file has no “area/nowhere”. {remedy}",
        f"memberships, person_id: the file has no “person-three”. {remedy}",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b"{}", b'{"persons": {}}', b"\xff\xfe", b"[" * 100_000, b'{"persons": 1}']
)
def test_what_is_no_popolo_file_is_refused(content):
    with pytest.raises(NotPopolo):
        read_popolo(content=content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
OBJECTS = st.lists(
    st.dictionaries(
        st.sampled_from(["id", "name", "person_id", "start_date", "seats", "links"]), JSON, max_size=6
    )
    | JSON,
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(parts=st.dictionaries(st.sampled_from(["persons", "organizations", "memberships", "events"]), OBJECTS))
def test_no_file_however_odd_breaks_the_reader(parts):
    reading = read_popolo(content=json.dumps({"persons": [], **parts}).encode())
    assert read_popolo(content=write_popolo(popolo=reading.popolo).encode()).popolo == reading.popolo


@pytest.mark.django_db
def test_the_commands_look_first_load_when_told_and_write(tmp_path, capsys):
    call_command("people_import", str(FILE), "--source", "example")
    told = capsys.readouterr().out
    assert "3 persons, 3 organizations, 2 periods, 4 memberships." in told
    assert "Not kept: persons.summary (1)" in told
    assert queries.search(actor=INSTALLATION, wanted=queries.Wanted()).total == 0
    call_command("people_import", str(FILE), "--source", "example", "--confirm")
    call_command("people_export", str(tmp_path / "out.json"), "--source", "example")
    assert "Member One" in (tmp_path / "out.json").read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="there already"):
        call_command("people_export", str(tmp_path / "out.json"))
    with pytest.raises(CommandError, match="Name the source"):
        call_command("people_import", str(FILE), "--source", "An Example", "--confirm")


def test_an_administrator_looks_into_a_file_and_loads_or_discards_it(members, signed_in, administrator):
    client = signed_in(administrator)
    for do, told in (("discard", "Nothing was changed."), ("load", "Loaded: 3 persons and 4 offices.")):
        with FILE.open("rb") as file:
            sent = {"file": file, "source": "example", "kind": "council", "authority": ""}
            page = client.post("/people/popolo/", sent, follow=True).content.decode()
        assert "persons.summary" in page
        assert "Nothing is changed yet." in page
        assert queries.search(actor=INSTALLATION, wanted=queries.Wanted()).total == 0
        assert told in client.post("/people/popolo/received/", {"do": do}, follow=True).content.decode()
        assert client.get("/people/popolo/received/").status_code == 404
    assert queries.search(actor=INSTALLATION, wanted=queries.Wanted()).total == 4
    whole = client.post("/people/popolo/whole.json")
    assert json.loads(whole.content)["persons"]
    assert events().events[0].event == "people.popolo_written"


def test_a_file_that_is_none_is_told_on_the_page(members, signed_in, administrator, tmp_path):
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    with (tmp_path / "x.json").open("rb") as file:
        sent = {"file": file, "source": "example", "kind": "council", "authority": ""}
        page = signed_in(administrator).post("/people/popolo/", sent)
    assert page.status_code == 400
    assert "it is not a Popolo file" in page.content.decode()
