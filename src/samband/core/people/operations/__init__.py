# SPDX-License-Identifier: EUPL-1.2
"""Every write to the register of people: one transaction, one event in the log."""

from samband.core.people.operations.offices import (
    NewOffice,
    add_office,
    correct_office,
    end_office,
    remove_office,
)
from samband.core.people.operations.persons import (
    Correction,
    NewPerson,
    correct_person,
    link_account,
    register_person,
    unsubscribe,
)
from samband.core.people.operations.refusals import Refused
from samband.core.people.operations.register import register_body, register_party, register_term

__all__ = [
    "Correction",
    "NewOffice",
    "NewPerson",
    "Refused",
    "add_office",
    "correct_office",
    "correct_person",
    "end_office",
    "link_account",
    "register_body",
    "register_party",
    "register_person",
    "register_term",
    "remove_office",
    "unsubscribe",
]
