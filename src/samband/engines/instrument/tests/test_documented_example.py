# SPDX-License-Identifier: EUPL-1.2
"""The example in the reference loads as printed, and the printed faults are those one gets."""

import re
from pathlib import Path

import numpy as np
import pytest

import samband
from samband.engines.instrument import InstrumentFaults, load_crosswalk, load_instrument, score_items

REFERENCE = Path(samband.__file__).parents[2] / "docs" / "reference" / "instrument.md"
STRUCTURE, WORDS, CROSSWALK = re.findall(r"```yaml\n(.*?)```", REFERENCE.read_text("utf-8"), re.DOTALL)


def write(folder: Path, structure: str = STRUCTURE, words: str = WORDS) -> Path:
    (folder / "bus.yaml").write_text(structure, encoding="utf-8")
    (folder / "bus.en.yaml").write_text(words, encoding="utf-8")
    return folder / "bus.yaml"


def test_the_example_loads_and_scores(tmp_path: Path):
    bus = load_instrument(write(tmp_path))
    answers = {"on_time": 4, "crowded": 1, "tells_delays": 8}
    columns = {code: np.array([answer], dtype=np.int16) for code, answer in answers.items()}
    score = score_items(instrument=bus, columns=columns)["service_index"]
    assert score.offset + score.factor * score.numerators[0] / score.denominator == pytest.approx(100)


@pytest.mark.parametrize(
    "row", re.findall(r"^\| `(bus.*?)` \| (.*?) \|$", REFERENCE.read_text("utf-8"), re.M)
)
def test_the_printed_faults_are_real(tmp_path: Path, row: tuple[str, str]):
    what, remedy = row
    structure, words = STRUCTURE, WORDS
    if "fit5" in what:
        structure = re.sub(r"(code: crowded\n\s+scale: )fit4", r"\1fit5", STRUCTURE)
    elif "minimum_valid" in what:
        structure = STRUCTURE.replace("minimum_valid: half", "minimum_valid: 4")
    else:
        words = WORDS.replace("  crowded: The bus is too crowded\n", "")
    with pytest.raises(InstrumentFaults) as raised:
        load_instrument(write(tmp_path, structure, words))
    assert f"{what} {remedy}" in map(str, raised.value.faults)


def test_the_printed_crosswalk_loads_beside_its_versions(tmp_path: Path):
    (tmp_path / "2024.yaml").write_text(STRUCTURE, encoding="utf-8")
    (tmp_path / "2024.en.yaml").write_text(WORDS, encoding="utf-8")
    older, words = STRUCTURE.replace('"2024"', '"2019"'), WORDS
    for new, old in (("crowded", "full"), ("tells_delays", "clean")):
        older, words = older.replace(new, old), re.sub(rf"\b{new}\b(?=:)", old, words)
    (tmp_path / "2019.yaml").write_text(older, encoding="utf-8")
    (tmp_path / "2019.en.yaml").write_text(words, encoding="utf-8")
    (tmp_path / "crosswalk.yaml").write_text(CROSSWALK, encoding="utf-8")
    assert load_crosswalk(path=tmp_path / "crosswalk.yaml").versions == ("2019", "2024")
