# SPDX-License-Identifier: EUPL-1.2
"""A tiny country in which a test may spoil one fact at a time."""

from datetime import date
from pathlib import Path

import pytest

from samband.core.country.queries import chosen_pack, pack_summary, read_pack
from samband.core.country.rules import PackFaults, UnknownPack

DESCRIPTION = """\
code: islands
version: "1"
compiled_on: 2026-11-22
country: "IS"
names: {en: The Islands, is: Eyjar}
languages: [is]
name_languages: [is]
register_from: 2010-01-01
sources:
  - {key: office, title: Register, publisher: The office, licence: CC0}
tiers:
  - kind: parish
    level: local
    names: {en: parish, is: hreppur}
    plurals: {en: parishes, is: hreppar}
    councils: {en: parish council, is: hreppsnefnd}
  - kind: quarter
    level: upper
    names: {en: quarter, is: fjórðungur}
    plurals: {en: quarters, is: fjórðungar}
size_classes: []
council_minimum_seats: {source: the act, verified: yes}
council_terms: {years: 4, source: the act, verified: yes, elections: [2022-05-14]}
population_totals: {source: the office, verified: yes, counts: {2019: 100, 2021: 100}}
"""
AUTHORITIES = """\
code,name,official_names,kind,county,valid_from,valid_to,longitude,latitude
Q,Quarter,,quarter,,2010-01-01,,,
A,Alpha,,parish,Q,2010-01-01,2020-01-01,,
B,Beta,,parish,Q,2010-01-01,2020-01-01,,
C,Gamma,,parish,Q,2010-01-01,2015-01-01,,
C,Gamma,is:Gamma|is:Gömma,parish,Q,2015-01-01,,,
D,Delta,,parish,Q,2020-01-01,,,
E,Epsilon,,parish,Q,2020-01-01,,,
"""
SUCCESSIONS = """\
date,kind,from,to
2015-01-01,renamed,C,C
2020-01-01,merged,A,D
2020-01-01,split,B,D
2020-01-01,split,B,E
"""
POPULATION = """\
code,first_year,populations
A,2019,30
B,2019,50
C,2019,20 - 22
D,2020,60 61
E,2020,16 17
"""
WEIGHTS = """\
date,from,to,basis,weight,source
2020-01-01,B,D,population,0.7,The office
2020-01-01,B,E,population,0.3,The office
"""
FILES = {
    "pack.yaml": DESCRIPTION,
    "authorities.csv": AUTHORITIES,
    "successions.csv": SUCCESSIONS,
    "population.csv": POPULATION,
    "population_by_sex_and_age.csv": "code,year,sex,0-17,18+\nA,2019,female,5,10\n",
    "weights.csv": WEIGHTS,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(PackFaults) as caught:
        read_pack(folder=folder)
    return [str(fault) for fault in caught.value.faults]


def test_a_pack_in_any_folder_is_read_and_summed_up(folder):
    pack = read_pack(folder=folder)
    summary = pack_summary(pack=pack)
    assert summary.units == (("parish", 3), ("quarter", 1))
    assert summary.days == (date(2015, 1, 1), date(2020, 1, 1))
    assert [(t.year, t.units, t.unknown, t.population) for t in summary.totals] == [
        (2019, 3, 0, 100), (2020, 3, 1, 76), (2021, 3, 0, 100),
    ]  # fmt: skip
    assert summary.to_verify == ()
    assert [weight.share for weight in pack.weights] == [0.7, 0.3]


def test_a_pack_without_weights_is_in_order(folder):
    (folder / "weights.csv").unlink()
    assert read_pack(folder=folder).weights == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("successions.csv", "renamed,C", "moved,C", "successions.csv:2: “moved” is no kind of succession."),
        ("successions.csv", "merged,A,D", "merged,X,D", "successions.csv:3: X is not in force on the eve"),
        ("successions.csv", "\n2020-01-01,split,B,E", "", "authorities.csv:8: E begins, and no change says"),
        ("successions.csv", "split,B,D\n2020-01-01,", "", "was split into E alone"),
        ("successions.csv", "split,B,E", "renumbered,B,E", "Write merged, split, or transferred."),
        ("successions.csv", "split,B,E", "split,B,Q", "A change stays inside a tier."),
        ("authorities.csv", "2010-01-01,2015-01-01", "2010-01-01,2016-01-01", "begins again while it is"),
        ("weights.csv", "0.3", "0.4", "weights.csv:2: B by population, the shares sum to 1.1, not to 1."),
        ("weights.csv", "0.3", "much", "weights.csv:3: “much” is no share; write it as 0.25."),
        ("weights.csv", "B,E,population", "B,E,feeling", "weights.csv:3: “feeling” is no basis."),
        ("weights.csv", "0.3,The office", "0.3,", "weights.csv:3: the share of B has no source."),
        ("population.csv", "E,2020", "F,2020", "population.csv:6: F is no authority of authorities.csv."),
        ("population.csv", "A,2019,30", "A,2019,30 31", "population.csv:2: A has inhabitants for 2020, but"),
        ("population.csv", "D,2020,60", "D,2019,1 60", "D has inhabitants for 2019, before it began"),
        ("population.csv", "20 - 22", "20 - 23", "2021 sums to 101, the published total is 100."),
        ("population.csv", "A,2019,30\n", "A,2019,31\n", "2019 sums to 101, the published total is 100."),
        ("pack.yaml", "{en: parish, is: hreppur}", "{en: parish}", "the tier parish has no “names” in is."),
        ("pack.yaml", "plurals: {en: quarters, ", "plurals: {", "the tier quarter has no “plurals” in en."),
        ("pack.yaml", "level: upper", "level: top", "“level” is “top”. Write one of: inner, local"),
        ("pack.yaml", "licence: CC0", "licence: ''", "the source office lacks its title, publisher or"),
        ("pack.yaml", "{2019: 100", "{2019: many", "must give a whole number for each year"),
        ("pack.yaml", "level: upper", "level: local", "its level “local” is not below “local”."),
        ("authorities.csv", "parish,Q,2020", "parish,A,2020", "lies in A, which is not in force on that day"),
    ],
)  # fmt: skip
def test_a_fault_names_its_place_and_its_remedy(folder, file, old, new, words):
    spoil(folder, file, old, new)
    assert any(words in fault for fault in faults_of(folder)), faults_of(folder)


def test_faults_of_all_files_are_told_together(folder):
    spoil(folder, "pack.yaml", "country:", "land:")
    spoil(folder, "pack.yaml", "level: upper", "level: top")
    spoil(folder, "population.csv", "30", "-1")
    files = [fault.partition(":")[0] for fault in faults_of(folder)]
    assert files == ["pack.yaml", "pack.yaml", "population.csv"]


def test_a_bad_row_in_one_file_does_not_hide_the_others(folder):
    spoil(folder, "population.csv", "30", "-1")
    spoil(folder, "successions.csv", "\n2020-01-01,split,B,E", "")
    assert {fault.partition(":")[0] for fault in faults_of(folder)} == {
        "authorities.csv", "population.csv", "successions.csv", "weights.csv",
    }  # fmt: skip


def test_inhabitants_of_whole_units_may_be_added_up_for_the_unit_they_became(folder):
    spoil(folder, "successions.csv", "split,B,D\n2020-01-01,split,B,E", "merged,B,D")
    spoil(folder, "authorities.csv", "E,Epsilon,,parish,Q,2020-01-01,,,\n", "")
    spoil(folder, "population.csv", "D,2020,60 61\nE,2020,16 17", "D,2018,79 80 76 78")
    (folder / "weights.csv").unlink()
    assert read_pack(folder=folder).populations[-4].year == 2018


def test_an_installation_chooses_a_folder_or_a_name(folder, monkeypatch):
    assert chosen_pack(country=str(folder)).description.code == "islands"
    monkeypatch.chdir(folder.parent)
    assert chosen_pack(country=f"./{folder.name}").description.code == "islands"
    assert chosen_pack(country="norway").description.code == "norway"
    with pytest.raises(UnknownPack, match="norway"):
        chosen_pack(country=str(folder / "nowhere"))
    with pytest.raises(UnknownPack, match="norway"):
        chosen_pack(country="atlantis")
