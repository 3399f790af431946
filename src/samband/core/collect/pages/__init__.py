# SPDX-License-Identifier: EUPL-1.2
"""What pages of a questionnaire show. ``step_view`` is what every way of asking uses."""

from samband.core.collect.pages.languages import (
    LanguageChoice,
    best_language,
    language_around,
    language_choices,
    name_of,
)
from samband.core.collect.pages.questions import QuestionView
from samband.core.collect.pages.steps import BlockView, StepView, step_view

__all__ = [
    "BlockView",
    "LanguageChoice",
    "QuestionView",
    "StepView",
    "best_language",
    "language_around",
    "language_choices",
    "name_of",
    "step_view",
]
