# SPDX-License-Identifier: EUPL-1.2
"""What people send in, checked in plain words."""

from samband.tools.ethics.forms.administration import EmployeeForm
from samband.tools.ethics.forms.cases import CaseForm, CloseForm, NewCaseForm, OutcomeForm
from samband.tools.ethics.forms.delegations import (
    DelegationForm,
    PublicDelegationsForm,
    initial_delegation,
)
from samband.tools.ethics.forms.interests import (
    FIELDS,
    EndForm,
    InterestForm,
    RolesFileForm,
    SearchForm,
    initial_of,
)
from samband.tools.ethics.forms.meetings import (
    AbsentForm,
    AgendaForm,
    AnyDecisionForm,
    DecisionForm,
    ItemForm,
    is_person,
)
from samband.tools.ethics.forms.training import AnswerForm, JoinForm, TrainingForm

__all__ = [
    "FIELDS",
    "AbsentForm",
    "AgendaForm",
    "AnswerForm",
    "AnyDecisionForm",
    "CaseForm",
    "CloseForm",
    "DecisionForm",
    "DelegationForm",
    "EmployeeForm",
    "EndForm",
    "InterestForm",
    "ItemForm",
    "JoinForm",
    "NewCaseForm",
    "OutcomeForm",
    "PublicDelegationsForm",
    "RolesFileForm",
    "SearchForm",
    "TrainingForm",
    "initial_delegation",
    "initial_of",
    "is_person",
]
