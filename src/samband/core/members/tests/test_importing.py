# SPDX-License-Identifier: EUPL-1.2
"""Authorities beside the country pack: every fault before anything is written, once, and kept for good."""

import io
from dataclasses import replace
from datetime import date

import pytest

from samband.core.access.rules import INSTALLATION, Actor, Grant, NotAllowed, Role
from samband.core.audit.queries import events
from samband.core.country.queries import load_pack as read_pack
from samband.core.members import models, operations, queries
from samband.core.members.rules import UnknownAuthority
from samband.core.members.rules.importing import CHANGES, POPULATION, UNITS, Counts
from samband.core.members.tests.importing import AT, HEADERS, SOURCE, first_level, inhabitants, sent
from samband.engines.files import Unreadable

pytestmark = pytest.mark.django_db
ADMINISTRATOR = Actor("user:1", frozenset({Grant(Role.ADMINISTRATOR)}))
ON = date(2026, 11, 22)
TWO = ("1000101,Bulboaca,,village,1000000,2003-06-01,,,", "1000201,Puhăceni,,village,1000000,2003-06-01,,,")
MERGED = (
    "1000101,Bulboaca,,village,1000000,2003-06-01,2026-01-01,,",
    "1000201,Puhăceni,,village,1000000,2003-06-01,2026-01-01,,",
    "1000301,Bulboaca Nouă,,village,1000000,2026-01-01,,,",
)
MERGERS = ("2026-01-01,merged,1000101,1000301", "2026-01-01,merged,1000201,1000301")


@pytest.fixture(scope="module")
def moldova():
    return read_pack(name="moldova")


@pytest.fixture
def loaded(db, moldova):
    operations.load_pack(pack=moldova, by=INSTALLATION, at=AT)
    return moldova


@pytest.fixture
def preview(loaded):
    def look(*, is_whole=False, **tables):
        return operations.preview_import(
            files=sent(tables), source=SOURCE, is_whole=is_whole, by=ADMINISTRATOR, at=AT
        )

    return look


@pytest.fixture
def bring(preview):
    def bring_in(*, is_whole=False, **tables):
        seen = preview(is_whole=is_whole, **tables)
        assert seen.token, [fault.words() for found in seen.faults.values() for fault in found]
        return operations.confirm_import(token=seen.token, by=ADMINISTRATOR, at=AT)

    return bring_in


def words(seen):
    return {table: [fault.words() for fault in found] for table, found in seen.faults.items() if found}


def held():
    tables = (models.Authority, models.Population, models.Succession, models.RegisterImport)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_the_whole_first_level_of_moldova_comes_in_at_once(loaded, bring):
    rows = first_level(pack=loaded)
    done = bring(authorities=rows, population=inhabitants(rows))
    assert {kind: one.new for kind, one in done.tiers.items()} == {
        "village": 844, "town": 52, "town_municipality": 2,
    }  # fmt: skip
    assert len(queries.authorities_on(on=ON)) == 898
    first = queries.authority(code=rows[0].split(",")[0], on=ON)
    assert (first.county_name, first.kind, first.level) == ("Anenii Noi", "town_municipality", "local")
    assert first.population == int(inhabitants(rows)[0].split(",")[2])
    district = queries.authority(code="1000000", on=ON)
    inside = [r.split(",")[0] for r in rows if ",1000000," in r]
    counts = {line.split(",")[0]: int(line.split(",")[2]) for line in inhabitants(rows)}
    assert district.population == sum(counts[code] for code in inside)


def test_nothing_changes_before_it_is_confirmed_and_then_with_one_event(preview):
    before, seen_before = held(), events().total
    seen = preview(authorities=TWO)
    assert (held(), events().total) == (before, seen_before)
    assert seen.plan.tiers == {"village": Counts(new=2)}
    operations.confirm_import(token=seen.token, by=ADMINISTRATOR, at=AT)
    event = events().events[0]
    assert (event.event, event.by, event.about) == (
        "members.units_imported", "user:1", "members.pack:moldova",
    )  # fmt: skip
    assert event.details["units"]["village"]["new"] == 2
    assert events().total == seen_before + 1


def test_the_same_files_again_change_nothing(bring, preview):
    tables = {"authorities": MERGED, "successions": MERGERS, "population": ["1000101,2024,812"]}
    bring(**tables)
    before, known = held(), events().total
    again = preview(**tables)
    assert again.token == ""
    assert again.plan.tiers == {"village": Counts(same=3)}
    assert (again.plan.population, again.plan.changes) == (Counts(same=1), Counts(same=2))
    assert (held(), events().total) == (before, known)


def test_what_was_confirmed_once_is_not_confirmed_twice(preview, django_capture_on_commit_callbacks):
    seen = preview(authorities=TWO)
    with django_capture_on_commit_callbacks(execute=True):
        operations.confirm_import(token=seen.token, by=ADMINISTRATOR, at=AT)
    with pytest.raises(operations.ImportGone):
        operations.confirm_import(token=seen.token, by=ADMINISTRATOR, at=AT)


def test_a_merger_ends_units_and_their_story_is_told(bring):
    bring(authorities=TWO, population=["1000101,2024,800", "1000201,2024,300"])
    assert "1000101" in queries.geography().spells
    done = bring(authorities=MERGED, successions=MERGERS)
    assert done.tiers == {"village": Counts(new=1, changed=2, ended=2)}
    assert [(one.what, one.code, one.columns) for one in done.each] == [
        ("ended", "1000101", ("valid_to",)), ("ended", "1000201", ("valid_to",)), ("new", "1000301", ()),
    ]  # fmt: skip
    assert done.changes == Counts(new=2)
    points = queries.population_series(code="1000301", on=ON)
    assert [(p.year, p.population) for p in points] == [(2024, 1100)]
    assert [s.name_before for s in queries.successions_of(code="1000301")] == ["Bulboaca", "Puhăceni"]


def test_a_file_tells_the_whole_history_of_each_code_it_names(bring):
    bring(authorities=TWO)
    moved = TWO[0].replace("Bulboaca", "Bulboaca de Sus")
    done = bring(authorities=[moved])
    assert [(one.what, one.code, one.columns) for one in done.each] == [("changed", "1000101", ("name",))]
    names = {one.code: one.name for one in queries.authorities_on(on=ON)}
    assert names == {"1000101": "Bulboaca de Sus", "1000201": "Puhăceni"}


def test_a_whole_list_takes_out_what_it_leaves_out_and_nothing_of_the_pack(bring, loaded):
    bring(authorities=TWO, population=["1000101,2024,800", "1000201,2024,300"])
    done = bring(authorities=TWO[:1], is_whole=True)
    assert done.tiers == {"village": Counts(removed=1, same=1)}
    assert done.population.removed == 1
    with pytest.raises(UnknownAuthority):
        queries.latest_authority(code="1000201", on=ON)
    assert models.Authority.objects.filter(imported=None).count() == len(loaded.authorities)
    assert models.Population.objects.filter(imported=None).count() == len(loaded.populations)


def test_what_was_imported_survives_a_newer_pack_and_follows_its_names(bring, loaded):
    bring(authorities=TWO, population=["1000101,2024,800"])
    renamed = tuple(
        replace(fact, name="Anenii Vechi") if fact.code == "1000000" else fact for fact in loaded.authorities
    )
    newer = replace(loaded, authorities=renamed, digest="1" * 64)
    operations.load_pack(pack=newer, by=INSTALLATION, at=AT)
    unit = queries.authority(code="1000101", on=ON)
    assert (unit.name, unit.county_name, unit.population) == ("Bulboaca", "Anenii Vechi", 800)
    assert [one.source for one in queries.imports_of(code="1000101")] == [SOURCE]
    assert "1000101" in queries.geography().spells


def test_a_pack_that_tells_of_an_imported_code_goes_first(bring, loaded):
    bring(authorities=TWO)
    district = next(fact for fact in loaded.authorities if fact.code == "1000000")
    own = replace(district, code="1000101", name="Of the pack", kind="village", county_code="1000000")
    newer = replace(loaded, authorities=(*loaded.authorities, own), digest="2" * 64)
    operations.load_pack(pack=newer, by=INSTALLATION, at=AT)
    assert queries.authority(code="1000101", on=ON).name == "Of the pack"
    assert queries.imports_of(code="1000101") == ()
    assert [one.source for one in queries.imports_of(code="1000201")] == [SOURCE]


def test_another_country_does_not_keep_the_imports_of_this_one(bring):
    bring(authorities=TWO)
    operations.load_pack(pack=read_pack(name="georgia"), by=INSTALLATION, at=AT)
    assert not models.RegisterImport.objects.exists()
    assert not models.Authority.objects.filter(imported__isnull=False).exists()


def test_the_pack_is_not_corrected_by_a_file(preview):
    same = "1000000,Anenii Noi,,district,,2003-06-01,,,"
    assert words(preview(authorities=[same, *TWO])) == {}
    seen = preview(
        authorities=[same.replace("Noi", "Vechi"), *TWO], population=["0100000,2024,1", "0100000,2014,5"]
    )
    assert seen.token == ""
    assert [(f.kind.value, f.row, f.value) for f in seen.faults[UNITS]] == [("of_the_pack", 2, "1000000")]
    assert [(f.kind.value, f.row) for f in seen.faults[POPULATION]] == [("of_the_pack", 2)]


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (["1000101,A,,hamlet,1000000,2003-06-01,,,"], [("unknown_kind", 2, "kind")]),
        (["1000101,A,,village,1000000,1 June 2003,,,"], [("no_day", 2, "valid_from")]),
        (["1000101,A,,village,1000000,2003-06-31,,,"], [("no_day", 2, "valid_from")]),
        (["10/1,,,village,1000000,2003-06-01,,,"], [("no_code", 2, "code"), ("nothing_there", 2, "name")]),
        ([f"1000101,{'a' * 121},,village,1000000,2003-06-01,,,"], [("too_long", 2, "name")]),
        (["1000101,A,ro=A,village,1000000,2003-06-01,,,"], [("no_name_by_language", 2, "official_names")]),
        (["1000101,A,,village,1000000,2003-06-01,,28.8,91"], [("no_degrees", 2, "latitude")]),
        (["1000101,A,,village,1000000,2003-06-01,2003-06-01,,"], [("ends_before_it_begins", 2, "")]),
        ([*TWO, "", TWO[0]], [("twice", 5, "")]),
        (["1000101,A,,village,9999999,2003-06-01,,,"], [("parent_not_in_force", 2, "")]),
        (["1000101,A,,village,1000000,2003-05-31,,,"], [("parent_not_in_force", 2, "")]),
        ([TWO[0], "1000201,B,,village,1000101,2003-06-01,,,"], [("parent_not_above", 3, "")]),
        ([TWO[0], TWO[0].replace("2003-06", "2005-06")], [("overlaps", 3, "")]),
        ([TWO[0], TWO[1].replace("2003-06", "2005-06")], [("unexplained_beginning", 3, "")]),
        ([TWO[0], TWO[1].replace("2003-06-01,", "2003-06-01,2020-01-01")], [("unexplained_end", 3, "")]),
    ],
)  # fmt: skip
def test_every_fault_of_a_unit_is_told_with_its_row(preview, rows, faults):
    seen = preview(authorities=rows)
    assert [(f.kind.value, f.row, f.column) for f in seen.faults[UNITS]] == faults
    assert seen.token == ""


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        (["2026-01-01,merged,1000101,1000301"], ["merged_alone"]),
        (["2026-01-01,eaten,1000101,1000301"], ["unknown_change"]),
        ([*MERGERS, MERGERS[0]], ["twice"]),
        (["2026-01-01,transferred,1000101,1000301", MERGERS[1]], ["gave_all"]),
        ([*MERGERS, "2024-01-01,renumbered,1000101,1000201"], ["nothing_happens", "others_take_part"]),
        ([*MERGERS, "2026-01-01,merged,1000401,1000301"], ["not_there_before"]),
        ([*MERGERS, "2026-01-01,merged,1000000,1000301"], ["across_levels"]),
    ],
)
def test_changes_that_contradict_are_told(preview, rows, faults):
    seen = preview(authorities=MERGED, successions=rows)
    assert set(faults) <= {f.kind.value for f in seen.faults[CHANGES]}
    assert all(f.row for f in seen.faults[CHANGES] if f.kind.value == faults[0])


def test_inhabitants_of_nobody_and_counts_that_are_none_are_told(preview):
    seen = preview(authorities=TWO, population=["9999999,2024,5", "1000101,2024,12"])
    assert [(f.kind.value, f.row) for f in seen.faults[POPULATION]] == [("nobodys_inhabitants", 2)]
    bad = preview(authorities=TWO, population=["1000101,24,12", "1000101,2024,-1", "1000201,2024,1 200"])
    assert [(f.kind.value, f.row) for f in bad.faults[POPULATION]] == [
        ("no_year", 2), ("no_count", 3), ("no_count", 4),
    ]  # fmt: skip


def test_a_fault_says_what_is_wrong_and_what_to_do(preview):
    seen = preview(authorities=["1000101,A,,hamlet,1000000,2003-06-01,,,"])
    (text,) = words(seen)[UNITS]
    assert text.startswith(
        "Row 2, column kind: “hamlet” is not a kind of authority in this country. Allowed:"
    )
    assert "village, town" in text
    seen = preview(authorities=["1000101,A,,village,9999999,2003-06-01,,,"])
    assert words(seen)[UNITS] == [
        "Row 2: 1000101 lies in 9999999, which is not in force on the day 1000101 begins. "
        "Check the number of what it lies in, leading zeros too, and the days of both."
    ]


def test_faults_that_the_register_has_already_are_not_the_files(norway):
    """A part of Norway, whose changes name units that are not there."""
    part = replace(
        norway,
        authorities=tuple(fact for fact in norway.authorities if fact.code in {"11", "1151"}),
        populations=(), population_cells=(), digest="3" * 64,
    )  # fmt: skip
    operations.load_pack(pack=part, by=INSTALLATION, at=AT)
    begins = next(fact.valid_from for fact in part.authorities if fact.code == "1151")
    row = f"1199,Holme,,municipality,11,{begins},,,"
    seen = operations.preview_import(files=sent({UNITS: [row]}), source=SOURCE, by=ADMINISTRATOR, at=AT)
    assert words(seen) == {}


def test_no_words_of_a_check_are_left_in_the_language_of_packs(preview):
    """Every contradiction that the engine can find in units and changes has words of its own."""
    seen = preview(
        authorities=[*MERGED, "1000401,X,,village,1000000,2003-06-01,,,"],
        successions=[
            *MERGERS,
            "2026-01-01,split,1000401,1000301",
            "2010-01-01,renumbered,1000401,1000401",
            "2011-01-01,renamed,1000401,1000101",
            "2012-01-01,merged,1000401,1000201",
            "2013-01-01,split,1000401,1000101",
            "2014-01-01,transferred,1000401,1000999",
        ],
        population=["1000101,2026,4", "1000301,2001,4"],
    )
    kinds = {fault.kind.value for found in seen.faults.values() for fault in found}
    assert "contradicts" not in kinds
    assert {"lives_on", "split_alone", "name_or_number", "not_there_after"} <= kinds
    assert {"inhabitants_too_late", "inhabitants_too_early"} <= kinds


def test_missing_columns_are_named_and_others_are_not_read(loaded):
    headers = HEADERS | {UNITS: "Code,name,kind,parent,valid_from,area"}
    files = sent({UNITS: ["1000101,A,village,1000000,2003-06-01,12"]}, headers=headers)
    seen = operations.preview_import(files=files, source=SOURCE, by=ADMINISTRATOR, at=AT)
    assert seen.token
    assert seen.unread == {UNITS: ("area",)}
    files = sent({UNITS: ["1000101,A"]}, headers=HEADERS | {UNITS: "code,name"})
    seen = operations.preview_import(files=files, source=SOURCE, by=ADMINISTRATOR, at=AT)
    assert [(f.kind.value, f.column) for f in seen.faults[UNITS]] == [
        ("no_column", "kind"), ("no_column", "county"), ("no_column", "valid_from"),
    ]  # fmt: skip


def test_the_inhabitants_of_a_pack_can_be_sent_as_they_stand(loaded):
    headers = HEADERS | {POPULATION: "code,first_year,populations"}
    files = sent({UNITS: TWO, POPULATION: ["1000101,2023,800 - 790"]}, headers=headers)
    seen = operations.preview_import(files=files, source=SOURCE, by=ADMINISTRATOR, at=AT)
    assert seen.plan.population == Counts(new=2)


def test_a_spreadsheet_is_read_with_its_days(loaded):
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["code", "name", "kind", "county", "valid_from"])
        sheet.write_row(1, 0, [1000101, "A", "village", 1000000])
        sheet.write_datetime(1, 4, AT.replace(year=2003, month=6, day=1, hour=0, tzinfo=None), day)
    target.seek(0)
    files = {UNITS: operations.SentFile(target, "list.xlsx")}
    seen = operations.preview_import(files=files, source=SOURCE, by=ADMINISTRATOR, at=AT)
    assert words(seen) == {}
    assert [unit.valid_from for unit in seen.plan.units] == [date(2003, 6, 1)]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.CONTACT, Role.SECRETARY, Role.COUNCILLOR])
def test_nobody_but_the_administrator_imports(preview, role):
    other = Actor("user:2", frozenset({Grant(role, "1151" if role != Role.ANALYST else "")}))
    token = preview(authorities=TWO).token
    with pytest.raises(NotAllowed):
        operations.preview_import(files=sent({UNITS: TWO}), source=SOURCE, by=other, at=AT)
    with pytest.raises(NotAllowed):
        operations.confirm_import(token=token, by=other, at=AT)


def test_files_of_another_administrator_and_old_ones_are_gone(preview, settings):
    token = preview(authorities=TWO).token
    other = replace(ADMINISTRATOR, reference="user:9")
    for wrong, actor in ((token, other), (token + "x", ADMINISTRATOR), ("", ADMINISTRATOR)):
        with pytest.raises(operations.ImportGone):
            operations.confirm_import(token=wrong, by=actor, at=AT)


def test_a_register_that_changed_in_the_meantime_refuses(preview, loaded):
    token = preview(authorities=TWO).token
    without = tuple(fact for fact in loaded.authorities if fact.code != "1000000")
    operations.load_pack(pack=replace(loaded, authorities=without, digest="4" * 64), by=INSTALLATION, at=AT)
    with pytest.raises(operations.ImportRefused):
        operations.confirm_import(token=token, by=ADMINISTRATOR, at=AT)
    assert not models.RegisterImport.objects.exists()


def test_without_a_country_there_is_nothing_to_stand_beside(db):
    with pytest.raises(operations.NoRegister):
        operations.preview_import(files=sent({UNITS: TWO}), source=SOURCE, by=ADMINISTRATOR, at=AT)


def test_an_unreadable_file_leaves_nothing_behind(loaded, settings):
    from pathlib import Path

    folder = Path(settings.SAMBAND_HOME) / "uploads" / "members"
    before = set(folder.iterdir()) if folder.is_dir() else set()
    files = {UNITS: operations.SentFile(io.BytesIO(b"\x00\x01"), "a.pdf")}
    with pytest.raises(Unreadable):
        operations.preview_import(files=files, source=SOURCE, by=ADMINISTRATOR, at=AT)
    assert set(folder.iterdir()) == before
