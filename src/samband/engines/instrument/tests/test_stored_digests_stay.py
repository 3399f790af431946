# SPDX-License-Identifier: EUPL-1.2
"""A digest that was stored once is found again: asking in new ways changes nothing for what was there."""

from pathlib import Path

import pytest

from samband.engines import instrument as engine
from samband.engines.instrument import Instrument, load_instrument
from samband.engines.instrument.tests.test_load_an_instrument import WORDS, write
from samband.engines.instrument.tests.test_shipped_instruments import EXAMPLE

STORED = {
    "tiny": "08873c65e78d1042dc82a989d2d520945745d189ec4f30722ae150dda646cebc",
    "example": "47fcfcc3d93b6307d53b7b13c7273826c8f3d51f6e78818e14f32017e6b0e5e8",
}
"""Computed by the program as it was before instruments could say how they are asked."""
FEATURES = Path(engine.__file__).parent / "features"


def test_an_instrument_without_sections_keeps_its_digest(tmp_path: Path):
    tiny = load_instrument(write(tmp_path, en=WORDS, nb=WORDS))
    assert {"tiny": tiny.digest, "example": load_instrument(EXAMPLE).digest} == STORED


def changed(folder: Path, name: str, before: str, after: str) -> Instrument:
    """The feature with one thing changed in its structure."""
    for beside in FEATURES.glob(f"{name}.*"):
        (folder / beside.name).write_text(beside.read_text(encoding="utf-8"), encoding="utf-8")
    text = (FEATURES / f"{name}.yaml").read_text(encoding="utf-8")
    assert before in text
    (folder / f"{name}.yaml").write_text(text.replace(before, after), encoding="utf-8")
    return load_instrument(folder / f"{name}.yaml")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("number", "high: 600", "high: 601"),
        ("show_if", "'several'", "'once'"),
        ("one_of", "[on_foot, bicycle,", "[bicycle, on_foot,"),
        ("one_of", "other: [other]", "other: []"),
        ("some_of", "need: required", "need: wanted"),
        ("ends_if", "< 16", "< 15"),
        ("loop_number", "most: 4", "most: 5"),
        ("shuffled", "is_shuffled: true", "is_shuffled: false"),
        ("computed", "default: today()", "default: once(today())"),
    ],
)
def test_the_digest_follows_how_it_is_asked(tmp_path: Path, name: str, before: str, after: str):
    as_it_was = load_instrument(FEATURES / f"{name}.yaml").digest
    assert changed(tmp_path, name, before, after).digest != as_it_was
    assert changed(tmp_path, name, before, before + " ").digest == as_it_was
