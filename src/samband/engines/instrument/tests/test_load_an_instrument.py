# SPDX-License-Identifier: EUPL-1.2
"""An instrument loads from its files, or every fault is named with its place and its remedy."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from samband.engines.instrument import InstrumentFaults, Missing, Polarity, Share, load_instrument

STRUCTURE = """\
instrument: tiny
version: 2021
valid_from: 2021-01-01
source: An association, 2021
licence: CC BY 4.0
groups: [inhabitants, councillors]
dimensions: [open]
notes:
  - One question is not published.
scales:
  fit4:
    codes: [1, 2, 3, 4]
    missing: {8: dont_know}
    shares: {3-4: [3, 4]}
items:
  - {code: trust, scale: fit4, dimension: open, is_verified: false}
  - {code: harm, scale: fit4, polarity: negative, asked_of: [councillors]}
  - {code: reach, scale: fit4, concept: contact}
indices:
  - {code: standard, items: [trust, harm, reach], minimum_valid: half}
"""
WORDS = """\
title: Tiny
introduction: Three questions.
groups: {inhabitants: Inhabitants, councillors: Councillors}
dimensions: {open: Open}
items: {trust: I trust them, harm: They do harm, reach: I reach them}
indices: {standard: Standard}
scales: {fit4: {1: very badly, 2: badly, 3: well, 4: very well, 8: don't know}}
notes: {harm: A negative statement}
"""


def write(folder: Path, structure: str = STRUCTURE, **words: str) -> Path:
    path = folder / "tiny.yaml"
    path.write_text(structure, encoding="utf-8")
    for language, text in (words or {"en": WORDS}).items():
        (folder / f"tiny.{language}.yaml").write_text(text, encoding="utf-8")
    return path


def faults_of(path: Path) -> list[str]:
    with pytest.raises(InstrumentFaults) as raised:
        load_instrument(path)
    return [str(fault) for fault in raised.value.faults]


def test_structure_and_words_become_one_instrument(tmp_path: Path):
    tiny = load_instrument(write(tmp_path))
    assert (tiny.code, tiny.version, tiny.valid_from) == ("tiny", "2021", date(2021, 1, 1))
    trust, harm, reach = tiny.items
    assert (trust.is_verified, trust.dimension, trust.concept) == (False, "open", "trust")
    assert (harm.polarity, harm.asked_of, reach.concept) == (Polarity.NEGATIVE, ("councillors",), "contact")
    assert trust.scale.missing == {8: Missing.DONT_KNOW}
    assert trust.scale.shares == (Share("3-4", (3, 4)),)
    assert tiny.indices[0].items == (trust, harm, reach)
    assert tiny.indices[0].minimum_valid == 2  # half of three, rounded up
    assert tiny.words["en"].scales["fit4"][8] == "don't know"
    assert tiny.notes == ("One question is not published.",)


def test_words_may_stand_in_the_structure_file(tmp_path: Path):
    indented = "".join(f"    {line}\n" for line in WORDS.splitlines())
    path = tmp_path / "one.yaml"
    path.write_text(f"{STRUCTURE}words:\n  en:\n{indented}", encoding="utf-8")
    (tmp_path / "two").mkdir()
    assert load_instrument(path) == load_instrument(write(tmp_path / "two"))


def test_english_comes_first_among_the_languages(tmp_path: Path):
    tiny = load_instrument(write(tmp_path, bg=WORDS, en=WORDS, nb=WORDS))
    assert tiny.languages == ("en", "bg", "nb")
    assert tiny.in_language("ka") == tiny.words["en"]


def test_files_that_are_no_words_files_are_left_alone(tmp_path: Path):
    path = write(tmp_path)
    (tmp_path / "tiny.draft.yaml").write_text("anything: else", encoding="utf-8")
    (tmp_path / "tiny.en.yaml.bak").write_text("anything: else", encoding="utf-8")
    assert load_instrument(path).languages == ("en",)


def test_the_digest_follows_the_content_and_nothing_else(tmp_path: Path):
    first = load_instrument(write(tmp_path)).digest
    assert first == load_instrument(write(tmp_path, STRUCTURE.replace("half", "2") + "# remark\n")).digest
    assert first != load_instrument(write(tmp_path, STRUCTURE.replace("half", "3"))).digest
    assert first != load_instrument(write(tmp_path, en=WORDS.replace("I trust", "We trust"))).digest
    assert len(first) == 64


CASES = yaml.safe_load(Path(__file__).with_name("loader_faults.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES["structure"], ids=lambda case: case["by"])
def test_a_fault_in_the_structure_names_line_and_remedy(tmp_path: Path, case: dict[str, str]):
    assert case["replace"] in STRUCTURE
    assert case["fault"] in faults_of(write(tmp_path, STRUCTURE.replace(case["replace"], case["by"])))


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: case["by"])
def test_a_fault_in_the_words_names_line_and_remedy(tmp_path: Path, case: dict[str, str]):
    assert case["replace"] in WORDS
    assert case["fault"] in faults_of(write(tmp_path, en=WORDS.replace(case["replace"], case["by"])))


def test_an_index_over_scales_with_different_codes_is_refused(tmp_path: Path):
    more = STRUCTURE.replace("items:\n", "  fit5: {codes: [1, 2, 3, 4, 5]}\nitems:\n", 1)
    found = faults_of(write(tmp_path, more.replace("reach, scale: fit4", "reach, scale: fit5")))
    assert (
        "tiny.yaml:21: Index standard mixes scales with different codes "
        "(trust on fit4, harm on fit4, reach on fit5). Build an index from items with the same codes only."
    ) in found


def test_all_faults_of_all_files_come_at_once(tmp_path: Path):
    structure = STRUCTURE.replace("fit4, concept", "fit9, concept").replace("2021-01-01", "soon")
    found = faults_of(write(tmp_path, structure, en=WORDS.replace("title: Tiny\n", ""), nb="- no words"))
    assert [text.split(" ")[0] for text in found] == [
        "tiny.en.yaml:1:", "tiny.nb.yaml:1:", "tiny.yaml:3:", "tiny.yaml:18:",
    ]  # fmt: skip


def test_a_gap_is_told_from_other_faults(tmp_path: Path):
    path = write(tmp_path, en=WORDS, nb=WORDS.replace("title: Tiny\n", ""))
    with pytest.raises(InstrumentFaults) as raised:
        load_instrument(path)
    assert [fault.gap_in for fault in raised.value.faults] == ["nb"]


def test_an_instrument_without_words_is_refused(tmp_path: Path):
    path = tmp_path / "tiny.yaml"
    path.write_text(STRUCTURE, encoding="utf-8")
    assert faults_of(path) == [
        "tiny.yaml:1: There are no words in any language. Add a file beside it, as tiny.en.yaml, or “words:”."
    ]


def test_words_in_two_places_are_refused(tmp_path: Path):
    found = faults_of(write(tmp_path, STRUCTURE + "words: {en: {title: Tiny}}\n"))
    assert "tiny.yaml:21: Words in en stand here and in tiny.en.yaml. Keep one of the two." in found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "bad.yaml:1: The file does not consist of names with values. Write lines like “name: value”."),
        (b"instrument: tiny\nsource: \xe6\xf8\xe5\n", "bad.yaml:2: The text is not UTF-8. Save it as UTF-8."),
        (
            b"#" * 500_001,
            "bad.yaml:1: The file is larger than 500,000 bytes. Take out what does not belong in it.",
        ),
        (b"? [a, b]\n: c\n", "bad.yaml:1: A name is not a single text. Write a plain name."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, expected: str):
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    assert faults_of(path) == [expected]


def test_a_missing_file_says_so(tmp_path: Path):
    assert "There is no such file." in faults_of(tmp_path / "none.yaml")[0]


def test_a_python_object_in_the_file_is_only_text(tmp_path: Path):
    evil = STRUCTURE.replace("source: An", "source: !!python/object/apply:os.system [ls]\nlicense: An")
    assert "tiny.yaml:4: The file: source is a list. Write a single value." in faults_of(
        write(tmp_path, evil)
    )
