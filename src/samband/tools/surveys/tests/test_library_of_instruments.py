# SPDX-License-Identifier: EUPL-1.2
"""Every questionnaire of the library can be asked, in all its languages, and says what it does not know."""

from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from samband.engines.instrument import (
    Crosswalk,
    Instrument,
    Missing,
    Polarity,
    load_crosswalk,
    load_instrument,
    score_items,
    structure_files,
)
from samband.engines.instrument.answering import lacking
from samband.engines.instrument.audit import accessibility_faults, language_gaps
from samband.engines.instrument.draws import draw_answers
from samband.engines.instrument.flow import Consent, Note, OneOf, OnScale, Value
from samband.engines.instrument.routing import kept, steps
from samband.tools.surveys.analysis.made_up import made_up_answers

LIBRARY = Path(__file__).parents[1] / "instruments"
FILES = [path for folder in sorted(LIBRARY.iterdir()) for path in structure_files(folder=folder)]
TRAVELLING = {
    "councillor_engagement", "hate_and_threats", "local_democracy", "training_day_evaluation",
    "twelve_principles",
}  # fmt: skip
HATE, ALL = "hate_and_threats", ("en", "nb", "ro", "bg", "ka")
WALKS = 60


@pytest.fixture(scope="module", params=FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def shipped(request: pytest.FixtureRequest) -> Instrument:
    return load_instrument(request.param)


def instrument(code: str, version: str = "2026") -> Instrument:
    return load_instrument(LIBRARY / code / f"{version}.yaml")


def path(asked: Instrument, **answers: Value) -> list[str]:
    """The pages that a councillor meets with these answers."""
    group = asked.groups[0]
    return [step.page.code for step in steps(flow=asked.flow, group=group, answers=answers)]


def test_the_library_is_complete():
    assert {file.parent.name for file in FILES} == TRAVELLING | {"councillor_block", "member_needs"}


def test_each_is_called_like_its_files(shipped: Instrument):
    assert LIBRARY / shipped.code / f"{shipped.version}.yaml" in FILES


def test_those_that_travel_speak_five_languages_and_say_which_are_drafts(shipped: Instrument):
    wanted = set(ALL) if shipped.code in TRAVELLING else {"en", "nb"}
    assert wanted <= set(shipped.languages)
    assert any("drafts, to be read by native speakers" in note for note in shipped.notes)


def test_no_question_or_option_was_left_in_english(shipped: Instrument):
    english = shipped.words["en"]
    for language in set(shipped.languages) - {"en"}:
        said = shipped.words[language]
        same = [code for code, text in english.questions.items() if text == said.questions[code]]
        same += [code for code, text in english.hints.items() if text == said.hints.get(code)]
        assert same == []
        assert set(english.hints) == set(said.hints)
        assert set(english.notes) == set(said.notes)
        assert set(english.pages) == set(said.pages)
        assert set(english.about) == set(said.about)


def test_nothing_hinders_asking_them_in_any_of_their_languages(shipped: Instrument):
    for language in shipped.languages:
        assert language_gaps(instrument=shipped, language=language) == ()
        assert accessibility_faults(instrument=shipped, language=language) == ()


def test_respondents_are_told_who_asks_why_and_what_is_kept(shipped: Instrument):
    for said in shipped.words.values():
        assert {"who", "why", "kept", "thanks"} <= set(said.about)


def test_every_question_is_met_by_somebody(shipped: Instrument):
    met: set[str] = set()
    for group in shipped.groups:
        for seed in range(WALKS):
            answers = draw_answers(instrument=shipped, group=group, seed=seed)
            shown = steps(flow=shipped.flow, group=group, answers=answers)
            met |= {question.code for step in shown for question in step.questions}
    assert met == {question.code for question in shipped.flow.questions}


def test_every_walk_ends_with_answers_that_can_be_stored(shipped: Instrument):
    for group in shipped.groups:
        for seed in range(WALKS):
            answers = draw_answers(instrument=shipped, group=group, seed=seed)
            assert lacking(flow=shipped.flow, group=group, answers=answers) == ()
            assert kept(flow=shipped.flow, group=group, answers=answers) == answers


def test_nothing_but_consent_is_demanded(shipped: Instrument):
    demanded = [q.kind for q in shipped.flow.questions if q.need == "required"]
    assert all(isinstance(kind, Consent) for kind in demanded)


def test_every_item_is_asked_once(shipped: Instrument):
    asked = [q.code for q in shipped.flow.questions if isinstance(q.kind, OnScale)]
    assert sorted(asked) == sorted(item.code for item in shipped.items)


def test_background_bears_the_codes_of_the_register(shipped: Instrument):
    """What the runner asks and what a polling firm's file holds must be one thing."""
    found = {q.background: q.kind for q in shipped.flow.questions if q.background}
    assert set(found) <= {"sex", "age_group"}
    for field, kind in found.items():
        assert isinstance(kind, OneOf)
        known = {"sex": ("female", "male"), "age_group": ("18-29", "30-44", "45-66", "67-79", "80+")}
        assert kind.options.codes == known[field]
        assert set(kind.options.missing.values()) == {Missing.REFUSED}


def test_own_wording_is_never_called_verified(shipped: Instrument):
    own = [item for item in shipped.items if item.source.startswith("Own")]
    assert not any(item.is_verified for item in own)
    assert shipped.licence


def test_what_is_not_published_of_the_councillors_part_is_said():
    block = instrument("councillor_block")
    assert not any(item.is_verified for item in block.items)
    assert "29 in 2017, 28 in 2021" in block.notes[0]
    assert "not KS's" in block.notes[0]
    assert [index.code for index in block.indices] == list(block.dimensions)


MEASURED = {"2010": "900e98d4526e", "2017": "96f9f8f3fc3e", "2021": "0ce4d38c9d05"}
"""Digests of what was measured before the versions were given a way through."""


def measured(asked: Instrument) -> list[list[object]]:
    scales = [
        [
            scale.code,
            scale.codes,
            sorted((code, str(why)) for code, why in scale.missing.items()),
            [(share.name, share.codes) for share in scale.shares],
        ]
        for scale in asked.scales.values()
    ]
    items = [
        [one.code, one.scale.code, one.concept, one.dimension, str(one.polarity), one.asked_of]
        for one in asked.items
    ]
    indices = [
        [one.code, [item.code for item in one.items], one.minimum_valid, one.rescale_to]
        for one in asked.indices
    ]
    return [*scales, *items, *indices]


@pytest.mark.parametrize("version", MEASURED)
def test_waves_that_are_stored_still_find_what_was_measured(version: str):
    """A way through was added in place; what was asked on which scale, and how it is scored, is as it was."""
    content = repr(measured(instrument("local_democracy", version))).encode()
    assert sha256(content).hexdigest()[:12] == MEASURED[version]


def test_councillors_are_asked_no_background_in_the_democracy_survey():
    asked = instrument("local_democracy", "2021")
    of_councillors = {q.code for q in asked.flow.questions if q.is_asked_of("councillors")}
    assert not {"sex", "age_group"} & of_councillors
    assert {"sex", "age_group"} <= {q.code for q in asked.flow.questions if q.is_asked_of("inhabitants")}


def test_the_crosswalk_knows_every_statement_of_every_version():
    crosswalk: Crosswalk = load_crosswalk(path=LIBRARY / "local_democracy" / "crosswalk.yaml")
    assert crosswalk.versions == ("2010", "2017", "2021")
    assert {str(row.status) for row in crosswalk.rows} == {"identical", "reworded", "new", "dropped"}
    assert not any(row.is_verified for row in crosswalk.rows)


def test_no_opinion_on_the_twelve_principles_is_no_number():
    """Answers 4, 0 and 2 have the mean 3; counting 0 as a number would give 2."""
    asked = instrument("twelve_principles")
    codes = np.array([4, 0, 2], dtype=np.int16)
    columns = {item.code: codes for item in asked.items}
    score = score_items(instrument=asked, columns=columns)["p3_services"]
    valid = score.numerators[score.valid] / score.denominator
    assert (valid.mean(), len(valid)) == (3, 2)
    assert {item.scale.missing[0] for item in asked.items} == {Missing.NO_OPINION}
    assert len(asked.items) == len(asked.dimensions) == 12


def test_somebody_with_nothing_to_tell_is_through_after_three_questions():
    nothing: dict[str, Value] = {f"{kind}_in_office": 0 for kind in ("nuisance", "hate", "threat")}
    assert path(instrument(HATE), **nothing) == ["start", "ladder", "background", "help"]


def test_whoever_was_threatened_is_asked_about_the_year_consequences_and_reporting():
    asked = instrument(HATE)
    told = path(asked, threat_in_office=1, reasons=("one_case",), told=("party",))
    assert told == [
        "start", "ladder", "year", "form_and_channel", "sender_and_reason", "topic", "intent",
        "consequences", "reporting", "not_reported", "follow_up", "background", "help",
    ]  # fmt: skip
    assert "not_reported" not in path(asked, threat_in_office=1, told=("police", "party"))
    assert "topic" not in path(asked, threat_in_office=1, reasons=("party",))


def test_the_year_is_asked_only_of_what_was_met_at_all():
    asked = instrument(HATE)
    shown = steps(flow=asked.flow, group="councillors", answers={"hate_in_office": 1, "threat_in_office": 0})
    (year,) = [step for step in shown if step.page.code == "year"]
    assert [question.code for question in year.questions] == ["hate_in_year"]


def test_every_figure_on_hate_and_threats_carries_its_window_and_base():
    asked = instrument(HATE)
    for item in asked.items:
        note = asked.words["en"].notes[item.code]
        assert note.startswith(
            "Window: last calendar year" if item.code.endswith("_in_year") else "Window: whole"
        )
        assert "Base: " in note
        assert item.polarity is Polarity.NEGATIVE
        is_of_the_exposed = item.dimension == "consequences"
        assert ("those exposed" in note) == is_of_the_exposed


def test_definitions_stand_before_the_questions_and_help_after_them():
    asked = instrument(HATE)
    pages = [page for section in asked.sections for page in section.pages]
    (ladder,) = [page for page in pages if page.code == "ladder"]
    assert ladder.questions[0].code == "definitions"
    assert isinstance(ladder.questions[0].kind, Note)
    assert pages[-1].code == "help"
    for said in asked.words.values():
        assert "112" in said.questions["support_info"]
        assert "112" in said.about["thanks"]


def test_contentment_is_asked_only_of_services_that_were_used():
    asked = instrument("member_needs")
    shown = steps(flow=asked.flow, group=asked.groups[0], answers={"used": ("legal", "finance")})
    (content,) = [step for step in shown if step.page.code == "how_content"]
    assert [q.code for q in content.questions] == ["content_finance", "content_legal"]
    assert "how_content" not in path(asked, used=("none",))
    assert "how_content" not in path(asked)


def test_made_up_answers_are_the_same_every_time(shipped: Instrument):
    one, other = (made_up_answers(instrument=shipped, count=20) for _ in range(2))
    assert one == other
    assert {item.code for item in shipped.items} <= set(one.header)
    assert {row[1] for row in one.rows} == set(shipped.groups)
    assert all(len(row) == len(one.header) for row in one.rows)


def test_the_reference_names_every_version():
    table = (Path(__file__).parents[5] / "docs/reference/instruments.md").read_text(encoding="utf-8")
    for folder in sorted(LIBRARY.iterdir()):
        (row,) = [line for line in table.splitlines() if line.startswith(f"| `{folder.name}` |")]
        assert all(file.stem in row for file in structure_files(folder=folder))
