# SPDX-License-Identifier: EUPL-1.2
"""Every line of the threat model is held by a test that carries its number, and every number has a line."""

import re

from tests.repository.sources import ROOT, files

MODEL = ROOT / "docs" / "security" / "threat-model.md"
LINE = re.compile(r"^\| (T\d\d) \| (.+?) \| (.+?) \|$", re.MULTILINE)
TEST = re.compile(r"^ *def test_(t\d\d)_\w+\(", re.MULTILINE)


def lines(text: str) -> list[str]:
    return [number for number, _, _ in LINE.findall(text)]


def held() -> set[str]:
    """Numbers that tests carry."""
    tests = (path for path in files() if path.name.startswith("test_") and path.suffix == ".py")
    return {number.upper() for path in tests for number in TEST.findall(path.read_text(encoding="utf-8"))}


def test_every_line_of_the_threat_model_is_held_by_a_test():
    assert set(lines(MODEL.read_text(encoding="utf-8"))) - held() == set()


def test_every_test_of_a_threat_holds_a_line_of_the_model():
    assert held() - set(lines(MODEL.read_text(encoding="utf-8"))) == set()


def test_the_lines_are_numbered_once_and_without_gaps():
    numbers = sorted(lines(MODEL.read_text(encoding="utf-8")))
    assert numbers == [f"T{number:02}" for number in range(1, len(numbers) + 1)]


def test_a_line_and_a_test_are_recognised():
    assert lines("| T99 | Somebody flies. | A roof. |\n") == ["T99"]
    assert TEST.findall("def test_t99_nobody_flies(db):\n    def test_me(): ...") == ["t99"]
