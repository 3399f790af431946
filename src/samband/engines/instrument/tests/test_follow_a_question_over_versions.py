# SPDX-License-Identifier: EUPL-1.2
"""A crosswalk tells whether a question is the same in two versions; a wrong one is refused."""

from pathlib import Path

import pytest
import yaml

from samband.engines.instrument import (
    Continuity,
    Crosswalk,
    InstrumentFaults,
    UnknownContinuity,
    load_crosswalk,
)

CASES = yaml.safe_load(Path(__file__).with_name("loader_faults.yaml").read_text(encoding="utf-8"))
VERSION = """\
instrument: tiny
version: {version}
valid_from: {version}-01-01
source: An association
scales: {{s: {{codes: [1, 2]}}}}
items: [{items}]
words: {{en: {{title: T, scales: {{s: {{1: a, 2: b}}}}, items: {{{words}}}}}}}
"""
STEPS = """\
crosswalk: tiny
source: An association
steps:
  - from: 2010
    to: 2014
    rows:
      - {from: kept, to: kept, status: identical}
      - {from: changed, to: changed, status: reworded}
      - {from: renamed, to: named_anew, status: identical}
      - {from: lost, status: dropped, note: asked too much}
      - {to: found, status: new}
  - from: 2014
    to: 2018
    rows:
      - {from: kept, to: kept, status: identical}
      - {from: changed, to: changed, status: identical}
      - {from: named_anew, to: named_anew, status: identical}
      - {from: found, to: found, status: reworded, is_verified: false}
"""
ITEMS = {
    "2010": ["kept", "changed", "renamed", "lost"],
    "2014": ["kept", "changed", "named_anew", "found"],
    "2018": ["kept", "changed", "named_anew", "found"],
}


def write(folder: Path, steps: str = STEPS) -> Path:
    for version, codes in ITEMS.items():
        items = ", ".join(f"{{code: {c}, scale: s, concept: {_concept(c)}}}" for c in codes)
        words = ", ".join(f"{code}: Words" for code in codes)
        text = VERSION.format(version=version, items=items, words=words)
        (folder / f"{version}.yaml").write_text(text, encoding="utf-8")
    path = folder / "crosswalk.yaml"
    path.write_text(steps, encoding="utf-8")
    return path


def _concept(code: str) -> str:
    return "renamed" if code == "named_anew" else code


@pytest.fixture
def crosswalk(tmp_path: Path) -> Crosswalk:
    return load_crosswalk(path=write(tmp_path))


@pytest.mark.parametrize(
    ("item", "first", "last", "status"),
    [
        ("kept", "2010", "2018", "identical"),
        ("kept", "2018", "2018", "identical"),
        ("changed", "2010", "2018", "reworded"),
        ("changed", "2014", "2018", "identical"),
        ("changed", "2018", "2010", "reworded"),
        ("renamed", "2010", "2018", "identical"),
        ("lost", "2010", "2018", "dropped"),
        ("lost", "2014", "2010", "new"),
        ("found", "2010", "2014", "new"),
        ("found", "2010", "2018", "new"),
        ("found", "2014", "2010", "dropped"),
        ("found", "2014", "2018", "reworded"),
    ],
)
def test_the_way_from_version_to_version_decides(
    crosswalk: Crosswalk, item: str, first: str, last: str, status: str
):
    found = crosswalk.continuity(item=item, from_version=first, to_version=last)
    assert found is Continuity(status)
    assert found.is_comparable == (status == "identical")


@pytest.mark.parametrize(("item", "first", "last"), [("nothing", "2010", "2014"), ("kept", "2010", "2030")])
def test_what_the_crosswalk_does_not_know_is_never_called_comparable(
    crosswalk: Crosswalk, item: str, first: str, last: str
):
    with pytest.raises(UnknownContinuity):
        crosswalk.continuity(item=item, from_version=first, to_version=last)


@pytest.mark.parametrize("case", CASES["crosswalk"], ids=lambda case: case["by"])
def test_a_fault_in_a_crosswalk_names_line_and_remedy(tmp_path: Path, case: dict[str, str]):
    assert case["replace"] in STEPS
    with pytest.raises(InstrumentFaults) as raised:
        load_crosswalk(path=write(tmp_path, STEPS.replace(case["replace"], case["by"], 1)))
    assert case["fault"] in str(raised.value)


def test_faults_of_a_version_are_told_too(tmp_path: Path):
    path = write(tmp_path)
    (tmp_path / "2014.yaml").write_text("instrument: tiny\n", encoding="utf-8")
    with pytest.raises(InstrumentFaults, match=r"2014\.yaml:1: There are no items"):
        load_crosswalk(path=path)
