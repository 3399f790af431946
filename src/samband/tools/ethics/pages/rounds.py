# SPDX-License-Identifier: EUPL-1.2
"""What the worker does about once a minute: files of cases are written here, operations keep them."""

from datetime import datetime

from django.utils.timezone import localdate

from samband.core.members.rules import UnknownAuthority
from samband.core.people.rules import NoSuchBody
from samband.tools.ethics import operations, queries
from samband.tools.ethics.operations.figures import keep_figures
from samband.tools.ethics.pages.case_files import case_files

AT_ONCE = 10
"""Cases that are looked at in one round, so that it is quick. Each is looked at once a day."""


def go_round(*, at: datetime) -> None:
    """Erase what is kept no longer, look at open cases again, each once, after midnight, and count."""
    operations.erase_what_is_over(at=at)
    for case in queries.cases_to_look_at(on=localdate(at), most=AT_ONCE):
        try:
            register, agenda = case_files(facts=queries.facts_of_open_case(number=case))
        except (NoSuchBody, UnknownAuthority):
            operations.pass_over(case=case, at=at)
        else:
            operations.look_again(case=case, register=register, agenda=agenda, at=at)
    keep_figures(at=at)
