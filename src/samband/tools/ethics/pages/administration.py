# SPDX-License-Identifier: EUPL-1.2
"""People of the administration in words, and whom to ask when a check could not look at somebody."""

import json
from collections.abc import Iterable

from samband.tools.ethics.analysis.checks import acting_in
from samband.tools.ethics.pages import words
from samband.tools.ethics.pages.members import PersonLine
from samband.tools.ethics.queries import CheckedCase, Todo
from samband.tools.ethics.queries.administration import Employee
from samband.tools.ethics.rules import NotChecked

_LISTS = frozenset({NotChecked.NO_DECLARATION, NotChecked.STALE})


def employee_lines(*, found: Iterable[Employee]) -> tuple[tuple[PersonLine, bool], ...]:
    """Each with whether an account belongs to them."""
    return tuple((_line(one), one.has_account) for one in found)


def without_list(*, found: CheckedCase) -> tuple[tuple[int, str], ...]:
    """Number and name of those who deal with the case and whose list is missing or too old."""
    named = {one.about for one in found.gaps if one.kind in _LISTS}
    acting = acting_in(agenda=json.loads(found.agenda))
    refs = sorted(ref for ref in acting if ref[:1] == "p" and ref[1:].isdecimal())
    return tuple((int(ref[1:]), found.names[ref]) for ref in refs if found.names.get(ref, "") in named)


def _line(one: Employee) -> PersonLine:
    state = one.state
    todo, colour = words.TODOS[Todo.SILENT if state.todo is Todo.NEW else state.todo]
    titles = "; ".join(dict.fromkeys(words.post(one=office) for office in state.offices))
    return PersonLine(state, titles, str(todo), colour)
