# SPDX-License-Identifier: EUPL-1.2
from datetime import date
from pathlib import Path
from shutil import copytree
from statistics import median

import pytest

from samband.core.country.queries import available_packs, load_description, load_pack
from samband.core.country.queries.packs import FILES, PACKS
from samband.core.country.rules import OfficialName, PackFaults, UnknownPack

NEW_YEAR_2021 = date(2021, 1, 1)


@pytest.fixture(scope="module")
def norway():
    return load_pack(name="norway")


@pytest.fixture
def root(tmp_path):
    """A folder of packs that a test may spoil."""
    copytree(PACKS / "norway", tmp_path / "norway")
    return tmp_path


def in_force(pack, kind, on):
    return [
        fact
        for fact in pack.authorities
        if fact.kind == kind and fact.valid_from <= on and (fact.valid_to is None or on < fact.valid_to)
    ]


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(root):
    with pytest.raises(PackFaults) as caught:
        load_pack(name="norway", root=root)
    return [str(fault) for fault in caught.value.faults]


def test_norway_of_2021_has_the_units_and_inhabitants_of_the_official_statistics(norway):
    codes = {fact.code for fact in in_force(norway, "municipality", NEW_YEAR_2021)}
    counts = [fact.population for fact in norway.populations if fact.year == 2021 and fact.code in codes]
    assert len(codes) == len(counts) == 356
    assert (min(counts), max(counts), median(counts)) == (192, 697_010, 5155)
    assert sum(count < 3000 for count in counts) == 130
    assert len(in_force(norway, "county", NEW_YEAR_2021)) == 11


def test_norway_of_2024_has_357_municipalities_and_15_counties(norway):
    assert len(in_force(norway, "municipality", date(2024, 1, 1))) == 357
    assert len(in_force(norway, "county", date(2024, 1, 1))) == 15


@pytest.mark.parametrize(("year", "units"), [(2021, 356), (2025, 357)])
def test_sex_and_age_add_up_to_the_population(norway, year, units):
    totals: dict[str, int] = {}
    for cell in norway.population_cells:
        if cell.year == year:
            totals[cell.code] = totals.get(cell.code, 0) + cell.population
    known = {fact.code: fact.population for fact in norway.populations if fact.year == year}
    off = {code: total - known[code] for code, total in totals.items() if total != known[code]}
    assert len(totals) == units
    assert off in ({}, {"1507": 2})  # put together from two rounded halves, see the pack's README


def test_official_names_keep_their_order_and_language(norway):
    tana = next(fact for fact in norway.authorities if fact.code == "5628")
    assert tana.name == "Tana"
    assert tana.official_names == (OfficialName("se", "Deatnu"), OfficialName("no", "Tana"))


def test_every_unit_that_ended_has_a_successor(norway):
    ended = {(fact.code, fact.valid_to) for fact in norway.authorities if fact.valid_to}
    assert ended <= {(fact.code_before, fact.on) for fact in norway.successions}


@pytest.mark.parametrize(
    ("population", "size", "seats"),
    [(192, "small", 11), (4999, "small", 11), (5000, "medium", 11), (5001, "medium", 19),
     (10_001, "medium", 27),
     (19_999, "medium", 27), (20_000, "large", 27), (50_001, "large", 35), (697_010, "large", 43)],
)  # fmt: skip
def test_size_class_and_least_council_follow_from_the_population(population, size, seats):
    norway = load_description(name="norway")
    assert norway.size_class(population=population) == size
    assert norway.minimum_seats(kind="municipality", population=population) == seats
    assert norway.minimum_seats(kind="county", population=population) is None


def test_what_is_not_verified_says_so():
    norway = load_description(name="norway")
    assert not norway.council_sizes.is_verified
    assert [size.is_verified for size in norway.size_classes] == [True, False, False]


@pytest.mark.parametrize(
    "name", ["", "atlantis", "..", "../packs/norway", "norway/", "/etc", "NORWAY", "nor\0way"]
)
def test_a_name_that_is_no_pack_is_refused_with_the_names_there_are(name):
    with pytest.raises(UnknownPack, match="norway"):
        load_pack(name=name)


def test_installed_packs_are_listed():
    assert "norway" in available_packs()


def test_the_digest_changes_with_any_fact(root, norway):
    assert load_pack(name="norway", root=root).digest == norway.digest
    replace(root / "norway" / "population.csv", "529846", "529847")
    assert load_pack(name="norway", root=root).digest != norway.digest


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("authorities.csv", "code,name,", "number,name,", "authorities.csv:1: the columns are number,name"),
        ("authorities.csv", ",2005-01-01,,,\n04,", ",1 Jan,,,\n04,", "authorities.csv:4: “1 Jan” is no date"),
        ("authorities.csv", "no:Oslo|", "Oslo|", "authorities.csv:4: “Oslo” is no official name"),
        (
            "authorities.csv",
            "no:Oslo|",
            "en:Oslo|",
            "authorities.csv:4: 03: “en” is not among name_languages",
        ),
        ("authorities.csv", "municipality,03,", "municipality,99,", "0301 lies in 99, which is not in force"),
        (
            "authorities.csv",
            "county,,2005-01-01,2020-01-01",
            "county,,2005-01-01,2005-01-01",
            "before it begins",
        ),
        ("authorities.csv", "11,Rogaland,,county", "11,Rogaland,,island", "is no tier of pack.yaml"),
        ("authorities.csv", "\n1101,", "\n1101,,,\n1101,", "4 fields found. Write 9, as in the header."),
        (
            "authorities.csv",
            "\n1101,Eigersund",
            "\n0301,Eigersund",
            "0301 / 2005-01-01 stands 2 times. Keep one.",
        ),
        ("successions.csv", "split,30", "moved,30", "successions.csv:424: “moved” is no kind of succession"),
        ("successions.csv", "2024-01-01,split,30", "2024-02-01,split,30", "30 is not in force on the eve"),
        (
            "population.csv",
            "529846",
            "many",
            "population.csv:27: “many” is no number of persons. Correct the row.",
        ),
        ("population.csv", "\n1101,", "\n9999,", "9999 is no authority of authorities.csv."),
        ("population_by_sex_and_age.csv", "2021,male", "2021,m", "“m” is no sex"),
        ("pack.yaml", "country: ", "land: ", "pack.yaml:3: “country” is missing. Add it."),
        ("pack.yaml", "verified: yes", "verified: perhaps", "“verified” is 'perhaps'. Write yes or no."),
        ("pack.yaml", '["no", se', "[no, se", "put no, yes, on and off in quotes"),
        ("pack.yaml", "names: {en", "names: {{en", "Correct the YAML."),
    ],
)
def test_a_fault_names_file_line_and_remedy(root, file, old, new, words):
    replace(root / "norway" / file, old, new)
    assert any(words in fault for fault in faults_of(root)), faults_of(root)


def test_every_bad_row_is_told_at_once(root):
    replace(root / "norway" / "population.csv", "529846", "-1")
    replace(root / "norway" / "population.csv", "13408", "1e4")
    replace(root / "norway" / "authorities.csv", "10.779", "east")
    assert len(faults_of(root)) == 3


@pytest.mark.parametrize("file", FILES[1:])
def test_a_missing_file_is_told(root, file):
    (root / "norway" / file).unlink()
    assert faults_of(root) == [f"{file}: the file is missing. Add it, with its header line at least."]
