# SPDX-License-Identifier: EUPL-1.2
"""The law files of the installed packs, and what is told when one is wrong."""

from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from samband.core.country.queries import (
    available_packs,
    chosen_description,
    chosen_laws,
    chosen_vignettes,
    try_laws,
)
from samband.core.country.rules import PackFaults
from samband.engines.conflicts import Law, NoSuchLaw, Outcome, choose_law, load_vignettes
from samband.packs import __path__ as packs_path

PACKS = Path(next(iter(packs_path)))
READ_BESIDE = {"NO": ("nn",)}
"""Languages beside the first that the rules of a country are told in."""

SITUATION = """\
vignettes:
  - vignette: mother_applies_here
    title: Mother applies
    situation: The applicant is the mother of a councillor.
    question: What now?
    row: RO-02
    facts: {ties: [{who: mother, tie: parent_of, to: councillor}]}
    agenda:
      body: {members: [councillor]}
      items: [{item: case, parties: [mother], patrimonial: yes}]
    expect: [{law: RO, on: 2026-03-12, person: councillor, outcome: mandatory, rule: RO-02}]
"""


def law_of(country: str, on: date) -> Law:
    return choose_law(laws=chosen_laws(country=country), on=on)


@pytest.fixture
def romania(tmp_path: Path) -> Path:
    return Path(copytree(PACKS / "romania", tmp_path / "romania"))


def spoil(pack: Path, file: str, old: str, new: str) -> None:
    text = (pack / "law" / file).read_text(encoding="utf-8")
    assert old in text
    (pack / "law" / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def faults_of(pack: Path) -> list[str]:
    with pytest.raises(PackFaults) as caught:
        chosen_laws(country=str(pack))
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("pack", available_packs())
def test_the_laws_of_every_pack_are_in_order_and_wait_for_a_lawyer(pack):
    for law in chosen_laws(country=pack):
        assert not law.review.is_reviewed
        assert (PACKS / pack / "law" / f"{law.code}.yaml").is_file()


@pytest.mark.parametrize("pack", available_packs())
def test_every_text_of_a_law_is_told_in_the_languages_of_its_country(pack):
    for law in chosen_laws(country=pack):
        wanted = {"en", chosen_description(country=pack).languages[0], *READ_BESIDE.get(law.jurisdiction, ())}
        texts = [law.title, law.note, *law.procedure.steps, *law.factors.values()]
        texts += [circle.words for circle in law.circles.values()]
        texts += [words for rule in law.rules.values() for words in (rule.title, rule.words)]
        assert [text for text in texts if not wanted <= set(text)] == []


def test_the_day_of_the_decision_chooses_the_law():
    assert law_of("romania", date(2019, 7, 4)).code == "ro_2004"
    assert law_of("romania", date(2019, 7, 5)).code == "ro_2019"
    assert law_of("norway", date(2019, 9, 30)).code == "no_1992"
    assert law_of("norway", date(2019, 10, 1)).code == "no_2018"


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("norway", date(2011, 10, 31)), ("romania", date(2004, 10, 9)), ("moldova", date(2016, 7, 31)),
        ("georgia", date(2022, 12, 14)),
    ],
)  # fmt: skip
def test_no_law_is_guessed_for_a_day_that_no_file_covers(country, day):
    with pytest.raises(NoSuchLaw, match=f"No active law holds on {day}"):
        law_of(country, day)


def test_the_norwegian_act_of_2025_is_chosen_only_by_its_name():
    laws = chosen_laws(country="norway")
    assert choose_law(laws=laws, on=date(2026, 3, 12)).code == "no_2018"
    assert choose_law(laws=laws, on=date(2026, 3, 12), code="no_2025").is_active is False


def test_georgia_has_another_supervisor_from_march_2026():
    supervisors = law_of("georgia", date(2026, 3, 2)).supervisors
    named = {one.name["en"]: (one.valid_from, one.valid_to) for one in supervisors}
    assert named["Anti-Corruption Bureau"][1] == named["State Audit Office"][0] == date(2026, 3, 2)


def test_what_has_not_been_held_against_the_statute_says_so():
    for pack in ("moldova", "georgia"):
        (law,) = chosen_laws(country=pack)
        assert {rule.certainty for rule in law.rules.values()} == {"to_verify"}


def test_nothing_is_mandatory_because_of_friendship():
    for pack in available_packs():
        for law in chosen_laws(country=pack):
            close = {
                code
                for code, circle in law.circles.items()
                if {one.kind for one in circle.any_of} == {"close"}
            }
            hard = [rule for rule in law.rules.values() if rule.outcome is Outcome.MANDATORY]
            assert not close & {when.who for rule in hard for when in rule.when}


def test_a_pack_without_laws_has_none(romania):
    for file in (romania / "law").iterdir():
        file.unlink()
    (romania / "law").rmdir()
    assert chosen_laws(country=str(romania)) == ()


def test_a_fault_in_a_law_is_told_with_its_file_and_line(romania):
    spoil(romania, "ro_2019.yaml", "outcome: mandatory", "outcome: forbidden")
    (fault,) = faults_of(romania)
    assert fault.startswith("law/ro_2019.yaml:")
    assert "forbidden" in fault
    assert "mandatory" in fault


def test_a_law_of_another_country_is_refused(romania):
    spoil(romania, "ro_2019.yaml", "jurisdiction: RO", "jurisdiction: MD")
    assert faults_of(romania) == [
        "law/ro_2019.yaml: The jurisdiction is MD, and the pack is of RO. Move the file or correct it."
    ]


def test_rules_that_the_country_cannot_read_are_told(romania):
    spoil(romania, "ro_2019.yaml", "      ro: Persoana ar obține un folos material pentru sine.\n", "")
    assert faults_of(romania) == [
        "law/ro_2019.yaml: Rule RO-01 has no words in ro. "
        "Add them; say in the note of the law if they are a draft."
    ]


def test_two_laws_for_the_same_day_are_refused(romania):
    spoil(romania, "ro_2004.yaml", "valid_to: 2019-07-05", "valid_to: 2019-07-06")
    (fault,) = faults_of(romania)
    assert "both active" in fault


def test_a_situation_that_comes_out_otherwise_is_told(romania):
    """Without its exception of April 2017, the law would forbid what Parliament had allowed."""
    spoil(romania, "ro_2004.yaml", "valid_from: 2017-04-01", "valid_from: 2018-04-01")
    with pytest.raises(PackFaults) as caught:
        try_laws(country=str(romania))
    (fault,) = caught.value.faults
    assert fault.file == "vignettes/romania_before_2019.yaml"
    assert (
        "deputy_mayor_after_april_2017, RO on 2017-04-01: councillor is mandatory, not exempt" in fault.text
    )


def test_a_pack_may_bring_situations_of_its_own(romania):
    before = try_laws(country=str(romania))
    (romania / "vignettes").mkdir()
    (romania / "vignettes" / "own.yaml").write_text(SITUATION, encoding="utf-8")
    assert try_laws(country=str(romania)).situations == before.situations + 1
    spoil(romania, "../vignettes/own.yaml", "outcome: mandatory", "outcome: note")
    with pytest.raises(PackFaults, match=r"own\.yaml: mother_applies_here, RO on 2026-03-12"):
        try_laws(country=str(romania))


@pytest.mark.parametrize("country", ["norway", "romania", "moldova", "georgia"])
def test_a_hundred_and_fifty_situations_or_more_try_the_law_of_a_country(country):
    golden = {one.code for one in load_vignettes(path=PACKS / "vignettes" / "golden.yaml")}
    asked = {one.code for one in chosen_vignettes(country=country)}
    assert len(asked) >= 150
    assert len(asked & golden) >= 17


def test_many_situations_are_ones_in_which_nothing_may_be_found():
    for country in ("norway", "romania", "moldova", "georgia"):
        wanted = [expected.outcome for one in chosen_vignettes(country=country) for expected in one.expect]
        assert wanted.count(Outcome.NONE) >= 15


def test_situations_are_told_in_three_languages_and_end_with_a_question():
    for path in sorted((PACKS / "vignettes").glob("*.yaml")):
        for one in load_vignettes(path=path):
            for words in (one.title, one.situation, one.question):
                assert set(words) == {"en", "nb", "ro"}, one.code
            assert all(text.endswith("?") or "?" in text for text in one.question.values()), one.code
            assert all(30 <= len(text) <= 400 for text in one.situation.values()), one.code
