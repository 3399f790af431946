# SPDX-License-Identifier: EUPL-1.2
"""What a reader or a secretary fills in. Rules live in the operations; forms check that it can be read."""

from samband.core.people.forms.offices import EndForm, NewOfficeForm, OfficeForm, initial_of_office
from samband.core.people.forms.persons import NewPersonForm, PersonForm
from samband.core.people.forms.popolo import PopoloForm
from samband.core.people.forms.searching import COUNTED, BalanceForm, DayForm, ListForm, SearchForm
from samband.core.people.forms.turnover import NEW, WORDED, ColumnsForm, TurnoverForm

__all__ = [
    "COUNTED",
    "NEW",
    "WORDED",
    "BalanceForm",
    "ColumnsForm",
    "DayForm",
    "EndForm",
    "ListForm",
    "NewOfficeForm",
    "NewPersonForm",
    "OfficeForm",
    "PersonForm",
    "PopoloForm",
    "SearchForm",
    "TurnoverForm",
    "initial_of_office",
]
