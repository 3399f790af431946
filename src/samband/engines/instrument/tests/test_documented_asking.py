# SPDX-License-Identifier: EUPL-1.2
"""The reference on asking shows what the files are, and lists every key, kind and function there is."""

import re
from pathlib import Path

import pytest

import samband
from samband.engines import instrument as engine
from samband.engines.instrument import load_instrument, structure_files
from samband.engines.instrument.expressions.functions import FUNCTIONS
from samband.engines.instrument.question_kinds import KEYS, Ask
from samband.engines.instrument.questions import COMMON
from samband.engines.instrument.sections import PAGE_KEYS, SECTION_KEYS
from samband.engines.instrument.words import ABOUT, ASKED_PARTS

PAGE = (Path(samband.__file__).parents[2] / "docs" / "reference" / "asking.md").read_text("utf-8")
FEATURES = structure_files(folder=Path(engine.__file__).parent / "features")
HEADER = """\
instrument: contact
version: "1"
valid_from: 2026-01-01
source: The reference
scales: {fit4: {codes: [1, 2, 3, 4], missing: {8: dont_know}}}
items: [{code: easy_to_reach, scale: fit4}, {code: listens, scale: fit4}]
"""
BEFORE = """\
sections:
  - {code: who, pages: [{questions: [{code: age, ask: number}]}]}
"""
WORDS = """\
title: Contact
items: {easy_to_reach: They are easy to reach, listens: They listen}
scales: {fit4: {1: a, 2: b, 3: c, 4: d, 8: e}}
options: {channel: {meeting: Meeting, mail: Mail, other: Other, none: None, dont_know: Don't know}}
sections: {who: You, contact: Contact}
questions: {age: How old are you?, channels: How?}
"""


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.stem)
def test_every_feature_stands_there_as_it_is(path: Path):
    shows, structure = path.read_text(encoding="utf-8").removeprefix("# ").split("\n", 1)
    words = path.with_suffix(".en.yaml").read_text(encoding="utf-8").strip()
    assert f"### {path.stem}\n\n{shows}\n\n```yaml\n" in PAGE
    assert structure.partition("licence: CC0 1.0\n")[2].strip() in PAGE
    assert f"```yaml\n{words}\n```" in PAGE


def test_the_printed_structure_loads(tmp_path: Path):
    printed = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert printed
    (tmp_path / "contact.yaml").write_text(
        HEADER + printed[1].replace("sections:\n", BEFORE), encoding="utf-8"
    )
    (tmp_path / "contact.en.yaml").write_text(WORDS, encoding="utf-8")
    found = load_instrument(tmp_path / "contact.yaml")
    assert [question.code for question in found.flow.questions] == [
        "age",
        "easy_to_reach",
        "listens",
        "channels",
    ]


def test_every_key_is_explained():
    keys = {*SECTION_KEYS, *PAGE_KEYS, *COMMON, *Ask, *ABOUT, *ASKED_PARTS}
    keys |= {key for named in KEYS.values() for key in named}
    assert [key for key in sorted(keys) if f"`{key}`" not in PAGE and f"`{key}:" not in PAGE] == []


def test_every_function_is_listed():
    special = {"count", "once", "position", "regex", "sum", "today"}
    assert [
        name
        for name in sorted({*FUNCTIONS, *special} - {"boolean"})
        if f"{name}(" not in PAGE and f"`{name}`" not in PAGE
    ] == []
