# SPDX-License-Identifier: EUPL-1.2
"""What a change of an instrument means once somebody has answered."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines import instrument as engine
from samband.engines.instrument import Continuity, Instrument, instrument_files, load_instrument
from samband.engines.instrument.changes import (
    Change,
    ChangeKind,
    Effect,
    changes_between,
    draft_crosswalk,
    may_replace,
    undecided,
)
from samband.engines.instrument.digest import in_languages
from samband.engines.instrument.expressions import parse
from samband.engines.instrument.measured import Missing, Polarity
from samband.engines.instrument.tests.test_shipped_instruments import DEMOCRACY
from samband.engines.instrument.writing import write_instrument

FEATURES = Path(engine.__file__).parent / "features"
GRID = load_instrument(FEATURES / "grid.yaml")
ONE_OF = load_instrument(FEATURES / "one_of.yaml")
FIVE_LANGUAGES = load_instrument(DEMOCRACY / "2021.yaml")

Edit = Callable[[Instrument], Instrument]


def worded(code: str, text: str, language: str = "nb") -> Edit:
    def edit(old: Instrument) -> Instrument:
        words = old.words[language]
        changed = replace(words, items={**words.items, code: text})
        return replace(old, words={**old.words, language: changed})

    return edit


def with_item(code: str, **changes: object) -> Edit:
    def edit(old: Instrument) -> Instrument:
        items = tuple(replace(item, **changes) if item.code == code else item for item in old.items)  # type: ignore[arg-type]
        return replace(old, items=items, indices=())

    return edit


def with_options(**changes: object) -> Edit:
    """The one question of ONE_OF with another list of answers."""

    def edit(old: Instrument) -> Instrument:
        (section,) = old.sections
        (page,) = section.pages
        (question,) = page.questions
        options = replace(old.options["way"], **changes)  # type: ignore[arg-type]
        asked = replace(question, kind=replace(question.kind, options=options))  # type: ignore[call-arg]
        pages = (replace(page, questions=(asked,)),)
        return replace(old, sections=(replace(section, pages=pages),), options={"way": options})

    return edit


def label(old: Instrument) -> Instrument:
    words = old.words["nb"]
    options = {"way": {**words.options["way"], "bus": "Med rutebuss"}}
    return replace(old, words={**old.words, "nb": replace(words, options=options)})


def ended(old: Instrument) -> Instrument:
    section = replace(old.sections[0], ends_if=parse(text="false()"))
    return replace(old, sections=(section,))


CODES = ("on_foot", "bicycle", "bus", "car", "other")


@pytest.mark.parametrize(
    ("old", "edit", "expected"),
    [
        (GRID, lambda old: old, []),
        (GRID, worded("informs", "Annet"), [Change(ChangeKind.WORDING, "informs", "nb")]),
        (GRID, with_item("hides", polarity=Polarity.POSITIVE),
         [Change(ChangeKind.MEANING, "hides"), Change(ChangeKind.SCORING, "openness")]),
        (GRID, lambda old: replace(old, source="Other"), [Change(ChangeKind.ORIGIN, "source")]),
        (GRID, lambda old: in_languages(instrument=old, languages=["en"]),
         [Change(ChangeKind.LANGUAGE_REMOVED, language="nb")]),
        (ONE_OF, label, [Change(ChangeKind.LABEL, "way_to_work", "nb", before="bus")]),
        (ONE_OF, ended, [Change(ChangeKind.ROUTE)]),
        (ONE_OF, with_options(codes=CODES[1:]),
         [Change(ChangeKind.CODE_REMOVED, "way_to_work", before="on_foot")]),
        (ONE_OF, with_options(codes=(*CODES, "boat")),
         [Change(ChangeKind.CODE_ADDED, "way_to_work", after="boat")]),
        (ONE_OF, with_options(codes=CODES[:3], other=frozenset(), missing={
            "dont_know": Missing.DONT_KNOW, "car": Missing.REFUSED, "other": Missing.REFUSED}),
         [Change(ChangeKind.CODE_MEANING, "way_to_work", after="car"),
          Change(ChangeKind.CODE_MEANING, "way_to_work", after="other"), Change(ChangeKind.ROUTE)]),
    ],
)  # fmt: skip
def test_each_difference_is_named(old: Instrument, edit: Edit, expected: list[Change]):
    found = changes_between(before=old, after=edit(old))
    assert list(found) == expected
    assert all(change.words() for change in found)


def test_after_the_first_answer_nothing_that_was_there_may_change():
    for edit in (worded("informs", "Annet"), with_item("hides", polarity=Polarity.POSITIVE)):
        changes = changes_between(before=GRID, after=edit(GRID))
        assert may_replace(changes=changes, has_answers=False)
        assert not may_replace(changes=changes, has_answers=True)


def test_a_language_may_be_added_while_people_answer():
    before = in_languages(instrument=GRID, languages=["en"])
    changes = changes_between(before=before, after=GRID)
    assert changes == (Change(ChangeKind.LANGUAGE_ADDED, language="nb"),)
    assert may_replace(changes=changes, has_answers=True)


LANGUAGES = st.sets(st.sampled_from(FIVE_LANGUAGES.languages), min_size=1)


@given(LANGUAGES)
def test_adding_languages_changes_no_byte_of_what_was_written_before(languages: set[str]):
    before = in_languages(instrument=FIVE_LANGUAGES, languages=languages)
    files = instrument_files(instrument=FIVE_LANGUAGES)
    assert instrument_files(instrument=before).items() <= files.items()
    assert in_languages(instrument=FIVE_LANGUAGES, languages=before.languages) == before


def test_the_digest_of_before_is_found_again_after_a_language_was_added(tmp_path: Path):
    before = in_languages(instrument=FIVE_LANGUAGES, languages=["en", "nb"])
    written = write_instrument(instrument=before, folder=tmp_path)
    assert load_instrument(written[0]).digest == before.digest != FIVE_LANGUAGES.digest


def test_somebody_decides_whether_a_reworded_series_goes_on():
    after = replace(worded("informs", "Annet")(GRID), version="2")
    changes = changes_between(before=GRID, after=after)
    assert undecided(changes=changes) == ("informs",)
    draft = {row.to_item: row for row in draft_crosswalk(before=GRID, after=after)}
    assert (draft["informs"].status, draft["informs"].is_verified) == (Continuity.REWORDED, False)
    assert draft["listens"].status is Continuity.IDENTICAL
    goes_on = draft_crosswalk(before=GRID, after=after, decided={"informs": Continuity.IDENTICAL})
    assert {row.status for row in goes_on} == {Continuity.IDENTICAL}


def test_a_series_with_another_meaning_is_broken_whatever_is_decided():
    after = with_item("hides", polarity=Polarity.POSITIVE)(GRID)
    draft = draft_crosswalk(before=GRID, after=after, decided={"hides": Continuity.IDENTICAL})
    assert {row.to_item: row.status for row in draft}["hides"] is Continuity.REWORDED


def test_the_draft_names_new_and_dropped_items():
    draft = draft_crosswalk(before=load_instrument(DEMOCRACY / "2017.yaml"), after=FIVE_LANGUAGES)
    assert sum(row.status is Continuity.DROPPED for row in draft) == 1 + sum(
        not row.from_item for row in draft
    )


def test_only_a_language_or_the_origin_changes_nothing_for_answers():
    harmless = {kind for kind in ChangeKind if kind.effect is Effect.NOTHING}
    assert harmless == {ChangeKind.LANGUAGE_ADDED, ChangeKind.ORIGIN}
