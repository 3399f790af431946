# SPDX-License-Identifier: EUPL-1.2
"""A page of any questionnaire, shown and sent again untouched, says what was answered before."""

from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samband.core.collect.forms import raw_of
from samband.core.collect.pages import step_view
from samband.core.collect.tests.questionnaires import FEATURES, feature, sent_by
from samband.engines.instrument import Instrument, Step, check_step, draw_answers, filled_in, steps
from samband.engines.instrument.flow import Consent

TODAY = date(2026, 11, 20)


def shown(instrument: Instrument, step: Step, answers: dict[str, object], **more: object) -> str:
    language = str(more.pop("language", "en"))
    view = step_view(
        step=step,
        words=instrument.in_language(language),
        answers=answers,
        today=TODAY,
        **{"seed": 1, **more},  # type: ignore[arg-type]
    )
    return render_to_string("collect/step.html", {"step": view})


@pytest.mark.parametrize("name", FEATURES)
@given(seed=st.integers(0, 2**40), language=st.sampled_from(["en", "nb"]))
def test_a_page_sent_again_untouched_changes_nothing(name, seed, language):
    instrument = feature(name)
    for group in instrument.groups or ("",):
        answers = draw_answers(instrument=instrument, group=group, seed=seed, today=TODAY)
        for step in steps(flow=instrument.flow, group=group, answers=answers, today=TODAY):
            page = shown(instrument, step, answers, seed=seed, language=language)
            outcome = check_step(
                step=step,
                raw=raw_of(step=step, data=sent_by(page)),
                answers=answers,
                asked_again=True,
                language=language,
                today=TODAY,
            )
            assert outcome.problems == ()
            assert outcome.answers == {**beforehand(step, answers), **answers}


def beforehand(step: Step, answers: dict[str, object]) -> dict[str, object]:
    """What the page itself says where nothing was answered: what is filled in, and a box not ticked."""
    unticked = {step.answer_key(one): False for one in step.questions if isinstance(one.kind, Consent)}
    return {**unticked, **filled_in(step=step, answers=answers, today=TODAY)}  # type: ignore[arg-type]


def first_step(name: str) -> tuple[Instrument, Step]:
    instrument = feature(name)
    return instrument, steps(flow=instrument.flow, group="", answers={}, today=TODAY)[0]


@pytest.mark.parametrize("name", FEATURES)
def test_every_field_has_a_label_and_every_id_is_there_once(name):
    instrument, step = first_step(name)
    page = shown(instrument, step, {})
    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    labelled = {part.partition('"')[0] for part in page.split(' for="')[1:]}
    fields = [part for part in page.split("<") if part.startswith(("input", "select", "textarea"))]
    controls = {
        part.partition(' id="')[2].partition('"')[0] for part in fields if 'type="hidden"' not in part
    }
    assert len(ids) == len(set(ids))
    assert controls == labelled
    described = {
        one for part in page.split('aria-describedby="')[1:] for one in part.partition('"')[0].split()
    }
    assert described <= set(ids)


def test_what_was_typed_wrongly_is_shown_again_with_what_to_do():
    instrument, step = first_step("needs")
    raw = {"age": ["twelve"], "years_here": [""], "children": ["1"]}
    outcome = check_step(step=step, raw=raw, answers={}, asked_again=False, today=TODAY)
    page = shown(instrument, step, {}, raw=raw, problems=outcome.problems, wanted=outcome.wanted)
    assert 'value="twelve"' in page
    assert '<a href="#q-age">' in page
    assert page.count("Write a number in digits, for example 12.") == 2
    assert 'aria-describedby="q-age-problem q-age-unit"' in page


def test_what_is_only_wanted_is_asked_for_without_calling_it_a_fault():
    instrument, step = first_step("needs")
    page = shown(instrument, step, {"age": 40}, wanted=["years_here"])
    assert "One question has no answer yet" in page
    assert "ds-error-summary" not in page


def test_a_grid_has_the_statement_once_and_a_label_for_every_answer():
    instrument, step = first_step("grid")
    page = shown(instrument, step, {})
    assert page.count("<legend") == len(step.questions)
    assert "<table" not in page


def test_words_of_another_language_than_the_page_are_marked_as_such():
    instrument, step = first_step("needs")
    with translation.override("ka"):
        page = shown(instrument, step, {}, language="nb")
    assert '<div class="step-form" lang="nb">' in page
    assert 'lang="ka">(' in page


def test_what_somebody_typed_cannot_become_part_of_the_page():
    instrument, step = first_step("text")
    raw = {"postcode": ['"><script>'], "comment": ["</textarea><script>"]}
    page = shown(instrument, step, {}, raw=raw)
    assert "<script" not in page


def test_what_is_consented_to_stands_once_before_the_first_box_that_points_to_it():
    plain, step = first_step("consent")
    words = replace(plain.words["en"], about={"consent": "Taking part is voluntary."})
    page = shown(replace(plain, words={"en": words}), step, {})
    assert page.count("Taking part is voluntary.") == 1
    assert page.index("Taking part is voluntary.") < page.index('name="takes_part"')
    assert 'aria-describedby="q-takes_part-told q-takes_part-hint"' in page
    assert "q-may_be_asked_again-told" not in page
