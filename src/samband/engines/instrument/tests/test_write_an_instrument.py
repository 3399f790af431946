# SPDX-License-Identifier: EUPL-1.2
"""An instrument is written as files that people can read and that load to the same digest."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samband.engines.instrument import (
    Index,
    Instrument,
    Item,
    Missing,
    Polarity,
    Scale,
    Share,
    UnfitFileName,
    Words,
    instrument_files,
    load_instrument,
    write_instrument,
)
from samband.engines.instrument.digest import digest_of
from samband.engines.instrument.tests.test_load_an_instrument import write
from samband.engines.instrument.tests.test_shipped_instruments import DEMOCRACY, SHIPPED

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).map(
    lambda text: normalize("NFC", text).strip()
)
filled = texts.filter(bool)
awkward = st.sampled_from(
    ["no", "null", "~", "2021-01-01", "1:30", "-a", "a:\tb", "#c", "'", '"', "*a", "&a", "{", "0", "!x", "%y"]
)
words = filled | awkward


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Two items on one scale, an index, two languages, and whatever texts may hold."""
    codes = tuple(sorted(draw(st.sets(st.integers(-99, 99), min_size=2, max_size=6))))
    scale = Scale("s", codes, {999: draw(st.sampled_from(Missing))}, (Share("3-4", codes[:1]),))
    first = Item(
        "one",
        scale,
        concept=draw(st.sampled_from(["one", "other"])),
        dimension=draw(st.sampled_from(["", "d"])),
        polarity=draw(st.sampled_from(Polarity)),
        asked_of=draw(st.sampled_from([(), ("g",)])),
        is_verified=draw(st.booleans()),
        source=draw(texts | awkward),
    )
    items = (first, Item("two", scale, concept="two"))
    index = Index(
        "i", items, draw(st.integers(1, 2)), draw(st.sampled_from([None, (0, 100)])), (), draw(texts)
    )
    made = Instrument(
        code="made",
        version=draw(st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,2})?", fullmatch=True)),
        valid_from=draw(st.dates(date(1, 1, 1))),
        source=draw(words),
        licence=draw(texts),
        groups=("g",),
        scales={"s": scale},
        dimensions=("d",),
        items=items,
        indices=(index,),
        words={language: _spoken(draw, language, codes) for language in ("en", "sr-Latn")},
        digest="",
        notes=tuple(draw(st.lists(words, max_size=2))),
    )
    return replace(made, digest=digest_of(made))


def _spoken(draw: st.DrawFn, language: str, codes: tuple[int, ...]) -> Words:
    labels = {code: draw(words) for code in (*codes, 999)}
    return Words(
        language, draw(words), draw(texts), {"g": draw(words)}, {"d": draw(words)},
        {"one": draw(words), "two": draw(words)}, {"i": draw(words)}, {"s": labels}, {"one": draw(words)},
    )  # fmt: skip


@settings(deadline=None)
@given(instruments())
def test_whatever_the_texts_hold_it_comes_back_the_same(instrument: Instrument):
    with TemporaryDirectory() as folder:
        structure, *_words = write_instrument(instrument=instrument, folder=Path(folder))
        assert load_instrument(structure) == instrument


@pytest.mark.parametrize("source", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_shipped_instrument_comes_back_the_same(tmp_path: Path, source: Path):
    instrument = load_instrument(source)
    written = write_instrument(instrument=instrument, folder=tmp_path)
    assert load_instrument(written[0]).digest == instrument.digest
    assert [path.name for path in written] == [
        f"{instrument.version}.yaml",
        *(f"{instrument.version}.{language}.yaml" for language in instrument.languages),
    ]


def test_the_files_can_be_read_by_people(tmp_path: Path):
    structure, words = instrument_files(instrument=load_instrument(write(tmp_path)), stem="mine").values()
    assert "\n    codes: [1, 2, 3, 4]\n" in structure
    assert "\n  - code: " in structure
    assert words.startswith("title: ")


def test_what_a_reader_assumes_anyway_is_not_written(tmp_path: Path):
    structure = instrument_files(instrument=load_instrument(DEMOCRACY / "2021.yaml"))["2021.yaml"]
    assert "positive" not in structure
    assert "is_verified: true" not in structure


@pytest.mark.parametrize("version", ["crosswalk", "2021.nb", "1.sr-Latn"])
def test_a_version_whose_files_would_be_taken_for_something_else_is_refused(tmp_path: Path, version: str):
    instrument = replace(load_instrument(DEMOCRACY / "2010.yaml"), version=version)
    with pytest.raises(UnfitFileName, match="Choose another name"):
        write_instrument(instrument=instrument, folder=tmp_path)


def test_versions_with_a_dot_do_not_take_each_others_words(tmp_path: Path):
    """``1.2.yaml`` is no words file of version 1."""
    old = load_instrument(DEMOCRACY / "2010.yaml")
    for version in ("1", "1.2"):
        one = replace(old, version=version)
        one = replace(one, digest=digest_of(one))
        write_instrument(instrument=one, folder=tmp_path)
        assert load_instrument(tmp_path / f"{version}.yaml").digest == one.digest
