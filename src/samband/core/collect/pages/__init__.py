# SPDX-License-Identifier: EUPL-1.2
"""What pages of a questionnaire show. ``step_view`` is what every way of asking uses."""

from samband.core.collect.pages.about import AboutLine, WelcomePage, title_of, welcome_page
from samband.core.collect.pages.languages import (
    LanguageChoice,
    best_language,
    language_around,
    language_at_the_door,
    language_choices,
    name_of,
)
from samband.core.collect.pages.questions import QuestionView
from samband.core.collect.pages.review import ReviewPage, review_page
from samband.core.collect.pages.steps import BlockView, StepView, heading_of, step_view

__all__ = [
    "AboutLine",
    "BlockView",
    "LanguageChoice",
    "QuestionView",
    "ReviewPage",
    "StepView",
    "WelcomePage",
    "best_language",
    "heading_of",
    "language_around",
    "language_at_the_door",
    "language_choices",
    "name_of",
    "review_page",
    "step_view",
    "title_of",
    "welcome_page",
]
