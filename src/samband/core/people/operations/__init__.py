# SPDX-License-Identifier: EUPL-1.2
"""Every write to the register of people: one transaction, one event in the log."""

from samband.core.people.operations.accounts import take_up_person
from samband.core.people.operations.offices import (
    NewOffice,
    add_office,
    correct_office,
    end_office,
    remove_office,
    require_taking_in,
)
from samband.core.people.operations.persons import (
    Correction,
    NewPerson,
    correct_person,
    link_account,
    register_person,
    unsubscribe,
)
from samband.core.people.operations.popolo import LoadedPopolo, load_popolo
from samband.core.people.operations.refusals import Refused
from samband.core.people.operations.register import register_body, register_party, register_term
from samband.core.people.operations.renumbering import follow_renumbering
from samband.core.people.operations.retention import (
    answer_erasure,
    apply_retention,
    ask_for_erasure,
    erase_person,
    queue_retention,
    run_retention,
)
from samband.core.people.operations.turnover import (
    NewTerm,
    confirm_turnover,
    decide_turnover,
    discard_turnover,
    load_councils,
    preview_turnover,
    recheck_turnover,
)

__all__ = [
    "Correction",
    "LoadedPopolo",
    "NewOffice",
    "NewPerson",
    "NewTerm",
    "Refused",
    "add_office",
    "answer_erasure",
    "apply_retention",
    "ask_for_erasure",
    "confirm_turnover",
    "correct_office",
    "correct_person",
    "decide_turnover",
    "discard_turnover",
    "end_office",
    "erase_person",
    "follow_renumbering",
    "link_account",
    "load_councils",
    "load_popolo",
    "preview_turnover",
    "queue_retention",
    "recheck_turnover",
    "register_body",
    "register_party",
    "register_person",
    "register_term",
    "remove_office",
    "require_taking_in",
    "run_retention",
    "take_up_person",
    "unsubscribe",
]
