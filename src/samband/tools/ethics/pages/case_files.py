# SPDX-License-Identifier: EUPL-1.2
"""A case as the two files that ``samband screen`` reads: who deals with it, and whom it is about."""

import json

from samband.tools.ethics.analysis.checks import hand_id, handlers
from samband.tools.ethics.pages.screening import meeting_files
from samband.tools.ethics.queries import FactsOfCase


def case_files(*, facts: FactsOfCase) -> tuple[str, str]:
    """Register and agenda: of those who deal with the case and of its parties alone.

    Who is not in the register of people stands there by name, as somebody who has declared nothing.
    """
    register, agenda = (json.loads(text) for text in meeting_files(facts=facts.facts))
    case = facts.case
    for place, one in enumerate(case.hands, start=1):
        if not one.person:
            outside = {"id": hand_id(hand=one, place=place), "name": one.name, "declared": "no"}
            register["people"].append(outside)
    agenda |= {"agenda": f"case_{case.id}", "title": case.item.title}
    agenda["items"][0]["handled_by"] = handlers(hands=case.hands)
    return _text(register), _text(agenda)


def _text(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
