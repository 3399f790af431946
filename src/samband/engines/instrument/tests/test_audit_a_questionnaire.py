# SPDX-License-Identifier: EUPL-1.2
"""Gaps of a language and obstacles to answering are found before a questionnaire is opened."""

from dataclasses import replace
from pathlib import Path

import pytest

from samband.engines import instrument as engine
from samband.engines.instrument import Instrument, load_instrument, structure_files
from samband.engines.instrument.audit import (
    Finding,
    Gap,
    Obstacle,
    accessibility_faults,
    language_gaps,
)
from samband.engines.instrument.readability import lix
from samband.engines.instrument.tests.test_shipped_instruments import SHIPPED

FEATURES = Path(engine.__file__).parent / "features"
CONSENT = load_instrument(FEATURES / "consent.yaml")
PIPING = load_instrument(FEATURES / "piping.yaml")
GRID = load_instrument(FEATURES / "grid.yaml")
ONE_OF = load_instrument(FEATURES / "one_of.yaml")


def saying(instrument: Instrument, language: str, **parts: object) -> Instrument:
    """The instrument with some words of a language replaced; None takes a word away."""
    words = instrument.words[language]
    changed = {}
    for part, said in parts.items():
        now = {**getattr(words, part), **said} if isinstance(said, dict) else said
        changed[part] = {k: v for k, v in now.items() if v is not None} if isinstance(now, dict) else now
    return replace(instrument, words={**instrument.words, language: replace(words, **changed)})  # type: ignore[arg-type]


@pytest.mark.parametrize("path", structure_files(folder=FEATURES), ids=lambda path: path.stem)
def test_the_features_themselves_pass(path: Path):
    feature = load_instrument(path)
    for language in feature.languages:
        assert language_gaps(instrument=feature, language=language) == ()
        assert accessibility_faults(instrument=feature, language=language) == ()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_shipped_may_be_opened_in_each_of_its_languages(path: Path):
    shipped = load_instrument(path)
    for language in shipped.languages:
        assert language_gaps(instrument=shipped, language=language) == ()
        assert accessibility_faults(instrument=shipped, language=language) == ()


LIKES = "Du har bodd der lenge. Hva liker du ved det?"
ENGLISH = GRID.words["en"].items["listens"]


@pytest.mark.parametrize(
    ("instrument", "expected"),
    [
        (saying(CONSENT, "nb", hints={"takes_part": None}), Finding(Gap.ELSEWHERE, "hints takes_part", "en")),
        (saying(CONSENT, "nb", about={"kept": None}), Finding(Gap.ELSEWHERE, "about kept", "en")),
        (saying(CONSENT, "nb", questions={"takes_part": None}), Finding(Gap.MISSING, "questions takes_part")),
        (saying(PIPING, "nb", questions={"likes": LIKES}), Finding(Gap.QUOTES, "questions likes", "en")),
        (saying(GRID, "nb", items={"listens": ENGLISH}), Finding(Gap.UNTRANSLATED, "items listens", "en")),
    ],
)
def test_what_norwegian_readers_would_miss_is_found(instrument: Instrument, expected: Finding):
    assert expected in language_gaps(instrument=instrument, language="nb")
    assert not language_gaps(instrument=instrument, language="en")


def test_a_language_that_is_not_there_is_one_gap():
    assert language_gaps(instrument=GRID, language="ka") == (Finding(Gap.NO_LANGUAGE, value="ka"),)
    assert Finding(Gap.NO_LANGUAGE, value="ka").words() == "There are no words in ka. Add a words file."


LONG = "and so on " * 12


@pytest.mark.parametrize(
    ("instrument", "expected"),
    [
        (saying(ONE_OF, "en", options={"way": {**ONE_OF.words["en"].options["way"], "bus": "On  foot"}}),
         Finding(Obstacle.SAME_LABELS, "way", "On foot")),
        (saying(CONSENT, "en", hints={"takes_part": None}),
         Finding(Obstacle.UNEXPLAINED_CONSENT, "takes_part")),
        (saying(CONSENT, "en", hints={"takes_part": "x" * 301}),
         Finding(Obstacle.LONG_HINT, "takes_part", "301", "300")),
        (saying(PIPING, "en", questions={"lives": f"Where do you live, {LONG}?"}),
         Finding(Obstacle.LONG_SENTENCE, "lives", "40", "35")),
        (saying(PIPING, "en", questions={"lives": "WHERE DO YOU LIVE?"}),
         Finding(Obstacle.CAPITALS, "lives")),
        (saying(PIPING, "en", questions={"lives": "Fill in the red field."}),
         Finding(Obstacle.COLOUR_OR_PLACE, "lives", "the red field")),
        (saying(PIPING, "en", questions={"lives": None}), Finding(Obstacle.NOT_WORDED, "lives")),
    ],
)  # fmt: skip
def test_an_obstacle_is_found(instrument: Instrument, expected: Finding):
    assert expected in accessibility_faults(instrument=instrument, language="en")
    assert expected.words()


def test_what_norwegian_says_of_colours_and_sides_is_found_too():
    asked = saying(PIPING, "nb", questions={"lives": "Se feltet til høyre for teksten."})
    found = accessibility_faults(instrument=asked, language="nb")
    assert found == (Finding(Obstacle.COLOUR_OR_PLACE, "lives", "til høyre for teksten"),)


def asked_on_one_page(instrument: Instrument, count: int) -> Instrument:
    (section,) = instrument.sections
    (page,) = section.pages
    questions = tuple(replace(page.questions[0], code=f"q{number}") for number in range(count))
    return replace(instrument, sections=(replace(section, pages=(replace(page, questions=questions),)),))


def test_a_page_with_too_many_questions_is_found():
    found = accessibility_faults(instrument=asked_on_one_page(GRID, 13), language="en")
    assert Finding(Obstacle.CROWDED_PAGE, "council_1", "13", "12") in found
    assert not any(
        one.kind is Obstacle.CROWDED_PAGE
        for one in accessibility_faults(instrument=asked_on_one_page(GRID, 12), language="en")
    )


def test_a_grid_too_wide_for_a_telephone_is_found(tmp_path: Path):
    for beside in FEATURES.glob("grid.*"):
        text = beside.read_text(encoding="utf-8").replace("[1, 2, 3, 4]", "[1, 2, 3, 4, 5, 6, 7]")
        more = "5: e, 6: f, 7: g, 8:"
        (tmp_path / beside.name).write_text(
            text.replace(" 8: don't", f" {more} don't").replace(" 8: vet", f" {more} vet")
        )
    found = accessibility_faults(instrument=load_instrument(tmp_path / "grid.yaml"), language="en")
    assert found == (Finding(Obstacle.WIDE_GRID, "informs", "8", "7"),)


HARD = "Kommunalforvaltningens tilretteleggingsforpliktelser problematiseres systematisk overfor alle. "


def test_lix_is_computed_as_published():
    """10 words in 2 sentences, 1 of them with more than six letters: 5 + 10."""
    assert lix(text="Kommunen bygger vei. Veien blir åpnet neste sommer av fylket.") == 15
    assert lix(text="") == 0


def test_a_questionnaire_in_officialese_is_found():
    hard = saying(PIPING, "nb", introduction=HARD * 12)
    kinds = [found.kind for found in accessibility_faults(instrument=hard, language="nb")]
    assert kinds == [Obstacle.HARD_TO_READ]


def test_a_finding_is_worded_in_the_language_of_the_reader():
    def translated(_text: str) -> str:
        return "{code} står med store bokstaver."

    assert Finding(Obstacle.CAPITALS, "lives").words(translated) == "lives står med store bokstaver."
