# SPDX-License-Identifier: EUPL-1.2
"""Two questions of the demo to the ethics adviser: one waits, one was answered otherwise than the program."""

from datetime import datetime

from samband.core.access.rules import Actor
from samband.engines.conflicts import Outcome
from samband.tools.ethics import operations, queries
from samband.tools.ethics.pages.meetings import PersonLine, result_page
from samband.tools.ethics.rules.advice import Advised, Weighed, Weight

QUESTION = "I own a part of the applicant. Is that too much? (synthetic question)"
ANSWER = (
    "Step forward and let the council assess it: the post is small and the permit one of many. (synthetic)"
)
REASON = "The post ends before the decision takes effect (synthetic reason)"


def load_advice(*, meeting: int, person: int, by: Actor, at: datetime) -> None:
    """person: whoever asks and waits. by: serves the council of the meeting."""
    found = queries.screened_meeting(actor=by, number=meeting, language="en", at=at)
    lines = [(item.place, one) for item in result_page(found=found).items for one in item.people]
    own = next(((place, one) for place, one in lines if one.person == person), None)
    other = next(((place, one) for place, one in lines if one.person not in (0, person)), None)
    if own:
        _ask(meeting, *own, QUESTION, by, at)
    if other:
        number = _ask(meeting, *other, "How close is this? (synthetic question)", by, at)
        outcome = other[1].found["outcome"]
        operations.give_advice(
            number=number, weighed=_weighed(other[1]), answer=ANSWER, reason=REASON,
            advised=Advised.NONE if outcome == Outcome.ASSESS else Advised.ASSESS, by=by, at=at,
        )  # fmt: skip


def _ask(meeting: int, place: int, one: PersonLine, question: str, by: Actor, at: datetime) -> int:
    return operations.ask_advice(
        meeting=meeting, place=place, person=one.person, question=question, to_association=True, by=by, at=at
    )


def _weighed(one: PersonLine) -> dict[str, Weighed]:
    codes = [code for finding in one.found["findings"] for code in finding["factors"]]
    says = (Weight.AGAINST, Weight.FOR, Weight.NOT_RELEVANT)
    return {code: Weighed(weight) for code, weight in zip(codes, says, strict=False)}
