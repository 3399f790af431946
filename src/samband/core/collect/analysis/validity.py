# SPDX-License-Identifier: EUPL-1.2
"""A submission held against its questionnaire: what is stored, or what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from samband.engines.instrument.answering import Lack, examined
from samband.engines.instrument.flow import Flow
from samband.engines.instrument.plan import plan_of
from samband.engines.instrument.problems import ProblemKind


@dataclass(frozen=True, slots=True)
class Valid:
    """answers: question -> value. background: field -> code. lacking: why it cannot be stored, if so.

    asked, answered: questions that apply with these answers, and those of them with one. ended_by: the
    section that ends it early, or ''.
    """

    answers: Mapping[str, Any]
    background: Mapping[str, str]
    lacking: tuple[Lack, ...]
    asked: int = 0
    answered: int = 0
    ended_by: str = ""

    @property
    def is_only_unfinished(self) -> bool:
        """Whether nothing is wrong but that required answers are missing. Consent is no such answer."""
        return all(lack.problem.kind is ProblemKind.REQUIRED for lack in self.lacking)


def validated(*, flow: Flow, group: str, answers: Mapping[str, Any], today: date) -> Valid:
    """Only answers to what is shown with these answers are kept; those that tell the background go there.

    Who would rather not tell, or does not know, has no such background: a missing code is kept nowhere.
    """
    found = examined(flow=flow, group=group, answers=answers, today=today)
    kept, fields = found.kept, _background(flow)
    missing = plan_of(flow=flow, group=group).missing
    background = {
        field: str(kept[code])
        for code, field in fields.items()
        if code in kept and kept[code] not in missing.get(code, ())
    }
    measured = {code: value for code, value in kept.items() if code not in fields} if fields else kept
    return Valid(measured, background, found.lacking, found.asked, found.answered, found.ended_by)


def _background(flow: Flow) -> Mapping[str, str]:
    """Question -> field of the background that it fills; worked out once."""
    if _MEMO not in flow.memo:
        flow.memo[_MEMO] = {one.code: one.background for one in flow.questions if one.background}
    return cast("Mapping[str, str]", flow.memo[_MEMO])


_MEMO = "collect.background"
