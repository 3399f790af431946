# SPDX-License-Identifier: EUPL-1.2
"""A room answers dilemmas without a word; the answers of all are shown from five on; nobody is remembered."""

from datetime import timedelta

import pytest

from samband.core.access.rules import NOBODY
from samband.core.audit.queries import all_events
from samband.core.country.queries import available_packs, chosen_laws, chosen_situations
from samband.engines.conflicts import Outcome
from samband.tools.ethics import operations
from samband.tools.ethics.analysis.dilemmas import (
    Choice,
    Dilemma,
    Place,
    Stage,
    answers_of,
    fitting_choice,
    place_after,
    proposed,
    spread,
)
from samband.tools.ethics.models import Training, TrainingAnswers, TrainingCount
from samband.tools.ethics.operations import training as trainings
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.queries import dilemmas as queries
from samband.tools.ethics.queries.dilemmas import NoSuchTraining
from samband.tools.ethics.tests.conftest import NOON

FIRST, SECOND = "guardian_now", "represented_before_start"
ASKING, SPREAD, LAW = (Place(0, stage) for stage in (Stage.ASKING, Stage.SPREAD, Stage.LAW))


@pytest.fixture
def opened(members):
    return trainings.open_training(chosen=[FIRST, SECOND], size_class="small", by=NOBODY, at=NOON)


def answer(opened, *choices, position=0):
    for choice in choices:
        trainings.answer_dilemma(word=opened.word, position=position, choice=choice)


def go_on(opened, seen):
    return trainings.lead_on(lead=opened.lead, seen=seen, by=NOBODY, at=NOON)


def shown(opened):
    return spread(counts=queries.training_led(lead=opened.lead).counts)


@pytest.mark.parametrize("pack", available_packs())
def test_what_is_told_is_what_the_laws_of_the_country_find(pack):
    laws = chosen_laws(country=pack)
    for _, vignette in chosen_situations(country=pack):
        answers = answers_of(vignette=vignette, laws=laws)
        wanted = sorted(vignette.expect, key=lambda one: one.on, reverse=True)
        told = [one.found.outcome if one.found else None for one in answers]
        assert told == [one.outcome for one in wanted]
        assert all(one.found or one.body for one in answers)


def test_a_proposal_holds_one_dilemma_of_each_of_five_themes_in_turn():
    known = [Dilemma(theme, one) for theme, one in chosen_situations(country="norway")]
    found = [one for one in known if one.code in proposed(dilemmas=known)]
    assert len({one.theme for one in found}) == len(found) == 5
    assert all(one.is_for_training for one in found)


def test_what_asks_about_several_people_is_in_the_library_but_nothing_that_a_room_answers():
    known = [Dilemma(theme, one) for theme, one in chosen_situations(country="norway")]
    several = [one for one in known if len({asked.person for asked in one.vignette.expect} - {""}) > 1]
    assert several
    assert not any(one.is_for_training for one in several)


def test_every_outcome_has_a_choice_that_comes_nearest():
    fitting = {outcome: fitting_choice(outcome=outcome) for outcome in Outcome}
    assert fitting[Outcome.MANDATORY] is Choice.STEPS_ASIDE
    assert fitting[Outcome.UNKNOWN] is fitting[Outcome.ASSESS] is Choice.ASSESS
    assert fitting[Outcome.EXEMPT] is fitting[Outcome.NONE] is Choice.TAKES_PART
    assert Choice.UNSURE not in fitting.values()


def test_a_session_goes_through_its_dilemmas_and_ends():
    place, seen = ASKING, []
    while place.stage is not Stage.ENDED:
        place = place_after(place=place, dilemmas=2)
        seen.append((place.position, place.stage))
    stages = [Stage.SPREAD, Stage.LAW]
    assert seen == [
        *((0, one) for one in stages),
        *((1, one) for one in (Stage.ASKING, *stages)),
        (1, Stage.ENDED),
    ]


def test_t30_answers_are_shown_from_five_on(opened):
    answer(opened, *[Choice.STEPS_ASIDE] * 3, Choice.UNSURE)
    assert shown(opened) == ()
    answer(opened, Choice.ASSESS)
    assert shown(opened) == (
        (Choice.TAKES_PART, 0), (Choice.STEPS_ASIDE, 3), (Choice.ASSESS, 1), (Choice.UNSURE, 1),
    )  # fmt: skip


def test_t30_an_answer_leaves_a_higher_count_and_no_other_trace(opened):
    before = (TrainingAnswers.objects.count(), len(list(all_events())))
    answer(opened, Choice.TAKES_PART, Choice.TAKES_PART)
    assert (TrainingAnswers.objects.count(), len(list(all_events()))) == before
    fields = {field.name for field in TrainingAnswers._meta.get_fields()}
    assert fields == {"id", "training", "position", "choice", "number"}


def test_an_answer_after_the_others_are_shown_is_refused(opened):
    go_on(opened, ASKING)
    with pytest.raises(Refused, match="on the screen already"):
        answer(opened, Choice.TAKES_PART)
    with pytest.raises(Refused):
        answer(opened, Choice.TAKES_PART, position=1)
    assert queries.training_led(lead=opened.lead).answered == 0


def test_a_second_press_of_the_same_button_changes_nothing(opened):
    assert go_on(opened, ASKING) == SPREAD
    assert go_on(opened, ASKING) == SPREAD
    assert go_on(opened, SPREAD) == LAW


def test_t30_only_the_secret_word_leads(opened):
    for wrong in ("", opened.word, opened.code, opened.lead[:-1]):
        with pytest.raises(NoSuchTraining):
            trainings.lead_on(lead=wrong, seen=ASKING, by=NOBODY, at=NOON)
    row = Training.objects.get()
    assert opened.lead not in f"{row.word} {row.code} {row.lead_digest}"


def test_the_code_opens_the_session_until_it_ends(opened):
    assert queries.word_of_code(code=opened.code) == opened.word
    trainings.end_training(lead=opened.lead, by=NOBODY, at=NOON)
    assert queries.word_of_code(code=opened.code) is None
    assert queries.word_of_code(code="") is None


def test_what_nobody_ended_ends_after_a_day_and_is_erased_after_thirty(opened):
    answer(opened, *[Choice.ASSESS] * 6)
    operations.erase_what_is_over(at=NOON + timedelta(hours=23))
    assert queries.word_of_code(code=opened.code)
    operations.erase_what_is_over(at=NOON + timedelta(hours=25))
    assert queries.training_led(lead=opened.lead).has_ended
    operations.erase_what_is_over(at=NOON + timedelta(days=29))
    assert Training.objects.count() == 1
    operations.erase_what_is_over(at=NOON + timedelta(days=30))
    assert (Training.objects.count(), TrainingAnswers.objects.count()) == (0, 0)
    left = TrainingCount.objects.get()
    assert (left.year, left.size_class, left.sessions, left.answers) == (2026, "small", 1, 6)


def test_a_session_that_nobody_answered_is_not_counted(opened):
    trainings.end_training(lead=opened.lead, by=NOBODY, at=NOON)
    trainings.end_training(lead=opened.lead, by=NOBODY, at=NOON)
    assert not TrainingCount.objects.exists()
    assert [one.event for one in all_events()].count("ethics.training_ended") == 1


@pytest.mark.parametrize(
    ("chosen", "size", "told"),
    [
        ([], "", "at least one"),
        (["no_such_dilemma"], "", "not in the library"),
        ([FIRST, FIRST], "", "not in the library"),
        ([FIRST], "gigantic", "size from the list"),
    ],
)
def test_a_session_that_cannot_be_is_refused_with_what_to_do(members, chosen, size, told):
    with pytest.raises(Refused, match=told):
        trainings.open_training(chosen=chosen, size_class=size, by=NOBODY, at=NOON)


def test_t30_the_association_sees_counts_from_five_on(members, analyst):
    TrainingCount.objects.create(year=2026, size_class="small", sessions=4, answers=80)
    TrainingCount.objects.create(year=2026, size_class="", sessions=5, answers=90)
    rows = queries.trained(actor=analyst, year=2026)
    told = {(one.size.code if one.size else ""): (one.sessions, one.answers) for one in rows}
    assert told["small"] == (None, None)
    assert told[""] == (5, 90)
    assert queries.years_trained(actor=analyst) == (2026,)
