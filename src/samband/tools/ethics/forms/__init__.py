# SPDX-License-Identifier: EUPL-1.2
"""What people send in, checked in plain words."""

from samband.tools.ethics.forms.interests import (
    FIELDS,
    EndForm,
    InterestForm,
    RolesFileForm,
    SearchForm,
    initial_of,
)
from samband.tools.ethics.forms.meetings import AgendaForm, DecisionForm, ItemForm, is_person
from samband.tools.ethics.forms.training import AnswerForm, JoinForm, TrainingForm

__all__ = [
    "FIELDS",
    "AgendaForm",
    "AnswerForm",
    "DecisionForm",
    "EndForm",
    "InterestForm",
    "ItemForm",
    "JoinForm",
    "RolesFileForm",
    "SearchForm",
    "TrainingForm",
    "initial_of",
    "is_person",
]
