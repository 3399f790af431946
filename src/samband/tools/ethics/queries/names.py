# SPDX-License-Identifier: EUPL-1.2
"""What the log calls the things of this tool."""

from collections.abc import Mapping

from samband.tools.ethics.models import Delegation
from samband.tools.ethics.queries.cases import case_names
from samband.tools.ethics.queries.meetings import names_of as meeting_names


def names_of(*, references: frozenset[str]) -> Mapping[str, str]:
    """Meetings by body and day, cases by day, delegations by body: the association reads the log too, and
    learns neither what a case is about nor who may decide. What was erased has no name.
    """
    return {
        **meeting_names(references=references),
        **case_names(references=references),
        **_delegations(references),
    }


def _delegations(references: frozenset[str]) -> Mapping[str, str]:
    begins = "ethics.delegation:"
    keys = [one.removeprefix(begins) for one in references if one.startswith(begins)]
    rows = Delegation.objects.filter(key__in=keys).order_by("recorded_at", "pk") if keys else ()
    return {f"{begins}{row.key}": row.body_name for row in rows}
