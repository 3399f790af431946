# SPDX-License-Identifier: EUPL-1.2
"""Checks of cases, and who may decide: for who serves the member alone; the association sees nothing of them.

The council stands there already, by people.py: this file comes after it.
"""

from collections.abc import Mapping
from datetime import date

from samband.core.access.rules import Actor, Grant, Role
from samband.tools.ethics import operations
from samband.tools.ethics.operations import NewCase
from samband.tools.ethics.pages.case_files import case_files
from samband.tools.ethics.queries import case, facts_of_case
from samband.tools.ethics.rules import Hand, NewDelegation
from samband.tools.surveys.tests.conftest import NOON
from tests.doors.door import ALL, CONTACT, MEDIAN, SECRETARY, UTSIRA, Door

UTSIRAS, MEDIANS = frozenset({CONTACT}), frozenset({SECRETARY})
BIDDER, HOLDER = "Bidderinconfidence", "Officeinconfidence"
CASE, KEY = {"case": "@case"}, {"key": "@delegation"}

DOORS = (
    Door("ethics:cases", get=UTSIRAS, post=UTSIRAS, given={"code": UTSIRA}),
    Door("ethics:cases", get=MEDIANS, given={"code": MEDIAN}),
    Door("ethics:case", get=UTSIRAS, post=UTSIRAS, given=CASE),
    Door("ethics:case_result", get=UTSIRAS, given=CASE),
    Door("ethics:case_statement", get=UTSIRAS, given=CASE),
    Door("ethics:case_file", get=UTSIRAS, given={**CASE, "name": "statement.json"}),
    Door("ethics:case_file", get=UTSIRAS, given={**CASE, "name": "statement.pdf"}),
    Door("ethics:case_file", get=UTSIRAS, given={**CASE, "name": "register.json"}),
    Door("ethics:case_file", get=UTSIRAS, given={**CASE, "name": "agenda.json"}),
    Door("ethics:check_again", post=UTSIRAS, given=CASE),
    Door("ethics:close_case", post=UTSIRAS, given=CASE),
    Door("ethics:case_outcome", post=UTSIRAS, given=CASE),
    Door("ethics:reopen_case", post=UTSIRAS, given=CASE),
    Door("ethics:erase_case", post=UTSIRAS, given=CASE),
    Door("ethics:delegations", get=UTSIRAS, post=UTSIRAS, given={"code": UTSIRA}),
    Door("ethics:delegations", get=MEDIANS, given={"code": MEDIAN}),
    Door("ethics:delegations_csv", get=UTSIRAS, given={"code": UTSIRA}),
    Door("ethics:delegation", get=UTSIRAS, post=UTSIRAS, given=KEY),
    Door("ethics:end_delegation", post=UTSIRAS, given=KEY),
    Door("ethics:withdraw_delegation", post=UTSIRAS, given=KEY),
    Door("ethics:public_delegations", get=ALL),
    Door("ethics:public_delegations_csv", get=ALL, exists=False),
)
SECRETS = {BIDDER: UTSIRAS, HOLDER: UTSIRAS}


def furnish(*, known: Mapping[str, str]) -> dict[str, str]:
    """The councillor decides about a bidder, in Utsira."""
    by = Actor("cast:contact", frozenset({Grant(Role.CONTACT, UTSIRA)}))
    new = NewCase("2026/118", "Ferry", "procurement", date(2026, 3, 19), parties=(BIDDER,))
    number = operations.enter_case(authority=UTSIRA, new=new, by=by, at=NOON)
    hand = Hand(int(known["self"]), "Councillor", "decide", "elected")
    operations.change_case(
        case=number, item=case(actor=by, number=number).item, day=new.day, body="", amount=None,
        hands=(hand,), by=by, at=NOON,
    )  # fmt: skip
    register, agenda = case_files(facts=facts_of_case(actor=by, number=number))
    operations.check_case(case=number, register=register, agenda=agenda, by=by, at=NOON)
    given = NewDelegation(HOLDER, "council-1151", "case 1/26", date(2026, 1, 1), date(2026, 1, 1))
    key = operations.record_delegation(authority=UTSIRA, new=given, by=by, at=NOON)
    return {"case": str(number), "delegation": key}
