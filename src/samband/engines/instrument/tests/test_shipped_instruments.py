# SPDX-License-Identifier: EUPL-1.2
"""Every instrument in the repository loads, complete in its languages, and says what it does not know."""

from pathlib import Path

import pytest

import samband
from samband.engines.instrument import (
    Continuity,
    Instrument,
    Polarity,
    load_crosswalk,
    load_instrument,
    structure_files,
)

PACKAGE = Path(samband.__file__).parent
LIBRARY = PACKAGE / "tools" / "surveys" / "instruments"
DEMOCRACY = LIBRARY / "local_democracy"
EXAMPLE = PACKAGE.parents[1] / "examples" / "resident_survey" / "instrument.yaml"
SHIPPED = [
    *(path for folder in sorted(LIBRARY.iterdir()) for path in structure_files(folder=folder)),
    EXAMPLE,
]


@pytest.fixture(params=SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def shipped(request: pytest.FixtureRequest) -> Instrument:
    return load_instrument(request.param)


def democracy(version: str) -> Instrument:
    return load_instrument(DEMOCRACY / f"{version}.yaml")


def test_each_has_words_in_english_and_norwegian(shipped: Instrument):
    assert {"en", "nb"} <= set(shipped.languages)


def test_no_wording_was_left_untranslated(shipped: Instrument):
    english, norwegian = shipped.words["en"], shipped.words["nb"]
    assert [code for code, text in english.items.items() if text == norwegian.items[code]] == []


@pytest.mark.parametrize(("version", "items", "indices"), [("2010", 6, 0), ("2017", 14, 4), ("2021", 13, 4)])
def test_the_democracy_survey_has_its_published_common_statements(version: str, items: int, indices: int):
    survey = democracy(version)
    assert (len(survey.items), len(survey.indices)) == (items, indices)
    assert all(item.scale.codes == (1, 2, 3, 4) for item in survey.items)
    assert all(item.is_asked_of(group) for item in survey.items for group in ("inhabitants", "councillors"))


def test_the_two_negative_statements_keep_their_polarity_in_every_version():
    for version in ("2010", "2017", "2021"):
        negative = {i.code for i in democracy(version).items if i.polarity is Polarity.NEGATIVE}
        assert negative == {"special_interests", "parties_no_difference"}


def test_an_index_needs_half_of_its_statements():
    minimum = {index.code: index.minimum_valid for index in democracy("2021").indices}
    assert minimum == {"reliable": 2, "accountable": 2, "close": 2, "effective": 2}


def test_unpublished_statements_are_a_stated_gap():
    assert any("29 statements" in note for note in democracy("2017").notes)
    assert any("28 statements" in note for note in democracy("2021").notes)
    assert not next(i for i in democracy("2017").items if i.code == "clear_responsibility").is_verified


def test_every_version_speaks_the_languages_of_the_sister_associations():
    for version in ("2010", "2017", "2021"):
        assert {"en", "nb", "ro", "bg", "ka"} <= set(democracy(version).languages)


def test_the_newest_version_can_be_answered_in_northern_sami_and_nynorsk():
    assert {"se", "nn"} <= set(democracy("2021").languages)


def test_no_line_is_drawn_from_2010_until_the_wordings_are_compared():
    crosswalk = load_crosswalk(path=DEMOCRACY / "crosswalk.yaml")
    for item in democracy("2010").items:
        found = crosswalk.continuity(item=item.code, from_version="2010", to_version="2021")
        assert found is Continuity.REWORDED


def test_every_question_of_the_example_is_known_by_its_published_column():
    example = load_instrument(EXAMPLE)
    assert {"q1_01", "q2_02", "q3_12", "q3_13", "q17_04"} <= set(example.measures)
    index = example.indices[0]
    assert (index.code, index.minimum_valid) == ("idx", 2)
    assert [item.code for item in index.items] == ["q3_13", "q3_12", "q2_02", "q17_04"]
