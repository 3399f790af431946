# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire that could trap somebody, lose an answer or mean nothing is refused with its place."""

from pathlib import Path

import pytest
import yaml

from samband.engines.instrument import InstrumentFaults, load_instrument

STRUCTURE = """\
instrument: tiny
version: 2026
valid_from: 2026-01-01
source: An association, 2026
groups: [inhabitants, councillors]
scales:
  fit4: {codes: [1, 2, 3, 4], missing: {8: dont_know}}
items:
  - {code: trust, scale: fit4}
options:
  way: {codes: [bus, car, other, none], exclusive: [none], other: [other], missing: {dk: dont_know}}
sections:
  - code: who
    pages:
      - code: first
        questions:
          - {code: age, ask: number, unit: years, low: 16, high: 120, need: required}
          - {code: ways, ask: some_of, options: way}
      - code: second
        show_if: ${age} < 67
        questions:
          - {code: since, ask: day, checks: [{code: past, must: . <= today()}]}
          - trust
  - code: each
    for_each: ways
    pages:
      - questions:
          - {code: often, ask: number, show_if: "${age} > 17"}
  - code: last
    pages:
      - questions:
          - {code: comment, ask: text, background: remark}
"""
WORDS = """\
title: Tiny
groups: {inhabitants: Inhabitants, councillors: Councillors}
items: {trust: I trust them}
scales: {fit4: {1: very badly, 2: badly, 3: well, 4: very well, 8: don't know}}
options: {way: {bus: Bus, car: Car, other: Other, none: None, dk: Don't know}}
sections: {who: You, each: "${ways}", last: Last}
questions:
  age: How old are you?
  ways: How do you travel?
  since: Since when?
  often: "How often by ${ways}?"
  comment: "You are ${age}. Anything else?"
checks: {past: That day is yet to come.}
units: {years: years}
"""
CASES = yaml.safe_load(Path(__file__).with_name("flow_faults.yaml").read_text(encoding="utf-8"))


def write(folder: Path, structure: str = STRUCTURE, words: str = WORDS) -> Path:
    path = folder / "tiny.yaml"
    path.write_text(structure, encoding="utf-8")
    (folder / "tiny.en.yaml").write_text(words, encoding="utf-8")
    return path


def faults_of(path: Path) -> list[str]:
    with pytest.raises(InstrumentFaults) as raised:
        load_instrument(path)
    return [str(fault) for fault in raised.value.faults]


def test_the_questionnaire_itself_is_in_order(tmp_path: Path):
    tiny = load_instrument(write(tmp_path))
    assert [question.code for question in tiny.flow.questions] == [
        "age", "ways", "since", "trust", "often", "comment",
    ]  # fmt: skip


@pytest.mark.parametrize("case", CASES["structure"], ids=lambda case: case["by"])
def test_a_fault_in_the_flow_names_line_and_remedy(tmp_path: Path, case: dict[str, str]):
    assert case["replace"] in STRUCTURE
    assert case["fault"] in faults_of(write(tmp_path, STRUCTURE.replace(case["replace"], case["by"])))


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: case["by"])
def test_a_fault_in_the_words_of_the_flow_names_line_and_remedy(tmp_path: Path, case: dict[str, str]):
    assert case["replace"] in WORDS
    assert case["fault"] in faults_of(write(tmp_path, words=WORDS.replace(case["replace"], case["by"])))


def test_all_faults_come_at_once(tmp_path: Path):
    structure = (
        STRUCTURE.replace("ask: day", "ask: dy").replace("low: 16", "low: 160").replace("bus,", "bus, bus,")
    )
    found = faults_of(write(tmp_path, structure, WORDS.replace("  comment:", "  remark:")))
    assert len(found) >= 5
    assert {text.split(":")[0] for text in found} == {"tiny.yaml", "tiny.en.yaml"}


def test_a_plain_variant_needs_its_language(tmp_path: Path):
    path = write(tmp_path)
    (tmp_path / "tiny.nb-simple.yaml").write_text("title: Enkelt\n", encoding="utf-8")
    what = "nb-simple is a plain variant, but there are no words in nb."
    assert faults_of(path) == [f"tiny.nb-simple.yaml:1: {what} Add the words in nb."]


def test_a_plain_variant_says_only_what_it_says_more_simply(tmp_path: Path):
    path = write(tmp_path)
    (tmp_path / "tiny.en-simple.yaml").write_text("questions: {age: Your age?}\n", encoding="utf-8")
    words = load_instrument(path).in_language("en-simple")
    assert (words.question("age"), words.question("ways"), words.title) == (
        "Your age?",
        "How do you travel?",
        "Tiny",
    )
    assert words.language == "en-simple"
    assert load_instrument(path).in_language("en-GB").language == "en"
