# SPDX-License-Identifier: EUPL-1.2
"""What comes of a call, in the codes of AAPOR's Standard Definitions, and what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from samband.engines.sampling.dispositions import final_disposition


class CallOutcome(StrEnum):
    """What an interviewer notes. An interview that was held is noted by itself."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    MACHINE = "machine"
    CALL_BACK = "call_back"
    """A day and hour were agreed."""
    SOFT_REFUSAL = "soft_refusal"
    """Not now, not in the mood: asked once more, some days later."""
    HARD_REFUSAL = "hard_refusal"
    LANGUAGE = "language"
    WRONG_NUMBER = "wrong_number"
    NOT_ELIGIBLE = "not_eligible"
    NOT_ABLE = "not_able"
    DO_NOT_CALL = "do_not_call"
    """Wants no calls from us again, in this or any other survey."""
    QUOTA_FULL = "quota_full"


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """key: of the keyboard. code: AAPOR's. minutes: until the next try; None when there is none."""

    key: str
    code: str
    minutes: int | None = None


OUTCOMES: Final[Mapping[CallOutcome, OutcomeRule]] = {
    CallOutcome.NO_ANSWER: OutcomeRule("1", "3.13", 4 * 60),
    CallOutcome.BUSY: OutcomeRule("2", "3.12", 20),
    CallOutcome.MACHINE: OutcomeRule("3", "3.14", 4 * 60),
    CallOutcome.CALL_BACK: OutcomeRule("4", "2.21"),
    CallOutcome.SOFT_REFUSAL: OutcomeRule("5", "2.112", 3 * 24 * 60),
    CallOutcome.HARD_REFUSAL: OutcomeRule("6", "2.112"),
    CallOutcome.LANGUAGE: OutcomeRule("7", "2.332", 60),
    CallOutcome.WRONG_NUMBER: OutcomeRule("8", "3.90"),
    CallOutcome.NOT_ELIGIBLE: OutcomeRule("9", "4.10"),
    CallOutcome.NOT_ABLE: OutcomeRule("0", "2.32"),
    CallOutcome.DO_NOT_CALL: OutcomeRule("d", "2.112"),
    CallOutcome.QUOTA_FULL: OutcomeRule("q", "4.80"),
}
"""A wrong number leaves it unknown whether the person drawn belongs to those asked (3.90): the 4.3 codes
are for samples of numbers. Busy, no answer and a machine tell nothing of the person either.
"""

BROKEN_OFF: Final = "2.12"
"""A refusal in the middle of an interview."""
_REFUSALS: Final = {CallOutcome.SOFT_REFUSAL, CallOutcome.HARD_REFUSAL, CallOutcome.DO_NOT_CALL}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call. hour: 0-23, the clock of the country; no more of the time is kept, and not who called."""

    outcome: CallOutcome
    code: str
    day: date
    hour: int


@dataclass(frozen=True, slots=True)
class Next:
    """is_over: nobody calls this person again. minutes: until the next try at the earliest, if not agreed."""

    is_over: bool
    minutes: int | None = None


def code_of(*, outcome: CallOutcome, has_begun: bool) -> str:
    """has_begun: questions of the interview have been answered."""
    return BROKEN_OFF if has_begun and outcome in _REFUSALS else OUTCOMES[outcome].code


def what_follows(
    *,
    history: Sequence[Attempt],
    most: int,
    minutes: Mapping[CallOutcome, int],
    has_appointment: bool = False,
    has_speaker: bool = False,
) -> Next:
    """history: with the call just made as its last. most: calls to one person; agreed ones come on top.

    has_appointment: a day and hour were agreed. has_speaker: the person's language is known and spoken by us.
    A refusal that may be asked about once more may not be asked about twice.
    """
    last = history[-1].outcome
    if last is CallOutcome.CALL_BACK:
        return Next(is_over=not has_appointment)
    is_final = OUTCOMES[last].minutes is None or len(history) >= most
    if last is CallOutcome.LANGUAGE:
        is_final = not has_speaker
    if last is CallOutcome.SOFT_REFUSAL:
        is_final = is_final or sum(one.outcome is last for one in history) > 1
    return Next(is_over=is_final, minutes=None if is_final else minutes.get(last, OUTCOMES[last].minutes))


def disposition_of(*, history: Sequence[Attempt]) -> str:
    """The one AAPOR code that counts so far."""
    return final_disposition(history=[one.code for one in history])
