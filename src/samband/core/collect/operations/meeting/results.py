# SPDX-License-Identifier: EUPL-1.2
"""The result of a council, made once, the moment its box is opened."""

from typing import Any

from samband.core.collect.analysis.meeting import council_figures
from samband.core.collect.models import Ask, Meeting, Response
from samband.core.collect.operations.planning import form_of
from samband.core.collect.queries.meeting import beside
from samband.engines.disclosure import DisclosureRules


def result_of(*, asked: Ask, found: Meeting) -> dict[str, Any]:
    """All that may be shown: ``answered`` and ``figures``, under the disclosure rules of the ask's tool.

    Everybody of the council who has answered so far is in it, by whatever way.
    """
    rows = Response.objects.filter(ask=asked, group=found.group, unit=found.unit)
    answers = list(rows.order_by("pk").values_list("answers", flat=True))
    figures = council_figures(
        answers=answers,
        instrument=form_of(asked=asked),
        group=found.group,
        seats=found.seats,
        rules=DisclosureRules.from_mapping(beside(ask=asked.slug, unit=found.unit).disclosure_rules),
    )
    return {"answered": len(answers), "figures": [one.as_json() for one in figures]}
