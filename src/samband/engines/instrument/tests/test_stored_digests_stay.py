# SPDX-License-Identifier: EUPL-1.2
"""A digest that was stored once is found again: asking in new ways changes nothing for what was there."""

from pathlib import Path

import pytest

from samband.engines import instrument as engine
from samband.engines.instrument import Instrument, load_instrument
from samband.engines.instrument.digest import in_languages
from samband.engines.instrument.tests.test_shipped_instruments import DEMOCRACY, EXAMPLE

STORED = {
    DEMOCRACY / "2010.yaml": "bcc72be32fdb8d51f40fdbfb2ed32be3985ae3cb0d0f9465f4629a48d50dc70e",
    DEMOCRACY / "2017.yaml": "eb5197b21848701ce05c1a1adb184f0e784049e9373d2ffa2b4897eb379e77a2",
    EXAMPLE: "47fcfcc3d93b6307d53b7b13c7273826c8f3d51f6e78818e14f32017e6b0e5e8",
}
"""Computed before instruments could say how they are asked, in the two languages that they had then."""
FEATURES = Path(engine.__file__).parent / "features"


@pytest.mark.parametrize(("path", "digest"), STORED.items(), ids=lambda one: str(one)[-18:])
def test_an_instrument_without_sections_keeps_its_digest(path: Path, digest: str):
    assert in_languages(instrument=load_instrument(path), languages=["en", "nb"]).digest == digest


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
