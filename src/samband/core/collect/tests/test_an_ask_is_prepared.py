# SPDX-License-Identifier: EUPL-1.2
"""From a draft to an open ask: complete in its languages, and after the first answer the same questions."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samband.core.access.rules import NotAllowed
from samband.core.collect import operations as collect
from samband.core.collect.models import Ask
from samband.core.collect.operations import NotAsPlanned, Plan
from samband.core.collect.queries import asked_form
from samband.core.collect.rules import AskState
from samband.core.collect.tests.conftest import ANALYST, CONTACT, MEMBERS, NOON


@pytest.fixture
def questions(asked):
    """A questionnaire that can be opened."""
    return asked_form(ask="asked-2025").instrument


def drafted(questions, **parts):
    return collect.draft_ask(
        slug="draft-2025", title={"en": "Draft"}, instrument=questions, reference_date=date(2025, 1, 1),
        units=MEMBERS, background={}, plan=Plan(**parts), by=ANALYST, at=NOON,
    )  # fmt: skip


def test_a_draft_becomes_open_and_takes_answers_then(questions):
    assert drafted(questions).state is AskState.DRAFT
    assert asked_form(ask="draft-2025").is_early(at=NOON)
    assert collect.start_ask(ask="draft-2025", by=ANALYST, at=NOON).state is AskState.OPEN
    assert asked_form(ask="draft-2025").is_open(at=NOON)
    assert collect.start_ask(ask="draft-2025", by=ANALYST, at=NOON).state is AskState.OPEN


def test_an_incomplete_language_keeps_it_from_opening(questions):
    english = questions.words["en"]
    copied = replace(english, language="nb", title="Prøve")
    half = replace(questions, words={"en": english, "nb": copied})
    assert drafted(half).languages == ("en",)
    collect.change_ask(ask="draft-2025", plan=Plan(languages=("en", "nb")), by=ANALYST, at=NOON)
    with pytest.raises(NotAsPlanned, match="nb: "):
        collect.start_ask(ask="draft-2025", by=ANALYST, at=NOON)


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"languages": ("ka",)}, "ka"),
        ({"channels": ("pigeon",)}, "pigeon"),
        ({"opens_at": NOON, "closes_at": NOON}, "close before"),
        ({"least_together": 0}, "at a time"),
    ],
)
def test_a_plan_that_does_not_fit_is_refused_in_words(questions, parts, told):
    with pytest.raises(NotAsPlanned, match=told):
        drafted(questions, **parts)


def in_norwegian(words):
    """Other words for everything."""

    def told(texts):
        return {code: f"Norsk: {text}" for code, text in texts.items()}

    return replace(
        words, language="nb", title="Prøve", introduction="Om", groups=told(words.groups),
        dimensions=told(words.dimensions), items=told(words.items), indices=told(words.indices),
        scales={code: told(labels) for code, labels in words.scales.items()},
    )  # fmt: skip


def test_once_open_only_languages_can_be_added(questions):
    drafted(questions)
    collect.start_ask(ask="draft-2025", by=ANALYST, at=NOON)
    english = questions.words["en"]
    reworded = replace(questions, words={"en": replace(english, items={**english.items, "trust": "Other"})})
    with pytest.raises(NotAsPlanned, match="new version"):
        collect.change_ask(ask="draft-2025", plan=Plan(), instrument=reworded, by=ANALYST, at=NOON)
    both = replace(questions, words={"en": english, "nb": in_norwegian(english)})
    plan = Plan(languages=("en", "nb"))
    collect.change_ask(ask="draft-2025", plan=plan, instrument=both, by=ANALYST, at=NOON)
    assert asked_form(ask="draft-2025").languages == ("en", "nb")
    assert asked_form(ask="draft-2025").instrument.languages == ("en", "nb")


def test_every_change_has_its_number(questions):
    drafted(questions)
    before = Ask.objects.get(slug="draft-2025").revision
    collect.change_ask(ask="draft-2025", plan=Plan(closes_at=NOON + timedelta(days=1)), by=ANALYST, at=NOON)
    assert Ask.objects.get(slug="draft-2025").revision > before


def test_only_analysts_prepare_asks(questions):
    drafted(questions)
    for change in (collect.start_ask, collect.close_ask):
        with pytest.raises(NotAllowed):
            change(ask="draft-2025", by=CONTACT, at=NOON)
    with pytest.raises(NotAllowed):
        collect.change_ask(ask="draft-2025", plan=Plan(), by=CONTACT, at=NOON)
    with pytest.raises(NotAllowed):
        collect.add_cases(ask="draft-2025", cases=[], by=CONTACT, at=NOON)
    with pytest.raises(NotAllowed):
        collect.set_quotas(ask="draft-2025", cells=[], by=CONTACT, at=NOON)
    with pytest.raises(NotAllowed):
        collect.open_box(ask="draft-2025", by=CONTACT, at=NOON)
    with pytest.raises(NotAllowed):
        collect.forget_cases(by=CONTACT, at=NOON)
