# SPDX-License-Identifier: EUPL-1.2
"""What became of the people asked: one final code from a history, and outcome rates from all final codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samband.engines.catalogues import gettext_noop
from samband.engines.sampling.disposition_codes import Outcome, outcome_of

NEVER_TRIED = "3.11"
_RANK = {
    Outcome.COMPLETE: 7,
    Outcome.PARTIAL: 6,
    Outcome.REFUSAL: 5,
    Outcome.NOT_ELIGIBLE: 5,
    Outcome.OTHER: 4,
    Outcome.NON_CONTACT: 3,
    Outcome.UNKNOWN_RESPONDENT: 2,
    Outcome.UNKNOWN_HOUSEHOLD: 1,
    Outcome.UNKNOWN_OTHER: 1,
}


def final_disposition(*, history: Sequence[str]) -> str:
    """The one code that counts, of the outcomes of all attempts in the order of time.

    The outcome that settles most counts: an interview before everything; then the later of refusal and
    knowledge that the person is not eligible; then other reasons, no contact with an eligible person, and
    last what leaves it unknown who is there. Of equal ones the last. Nothing tried: 3.11.
    Raises UnknownDisposition.
    Source: AAPOR, Standard Definitions, on turning temporary into final codes: a refusal stands though nobody
    answers afterwards, and what is once known about eligibility is not forgotten.
    """
    if not history:
        return NEVER_TRIED
    ranks = [(_RANK[outcome_of(code)], at) for at, code in enumerate(history)]
    return history[max(ranks)[1]]


RATES: Mapping[str, str] = {
    "RR1": gettext_noop("complete interviews of all who are or may be eligible"),
    "RR2": gettext_noop("complete and partial interviews of all who are or may be eligible"),
    "RR3": gettext_noop("complete interviews of all eligible, a part e of the unknown among them"),
    "RR4": gettext_noop(
        "complete and partial interviews of all eligible, a part e of the unknown among them"
    ),
    "RR5": gettext_noop("complete interviews of all known to be eligible"),
    "RR6": gettext_noop("complete and partial interviews of all known to be eligible"),
    "COOP1": gettext_noop("complete interviews of all who were reached"),
    "COOP2": gettext_noop("complete and partial interviews of all who were reached"),
    "COOP3": gettext_noop("complete interviews of all who were reached and able"),
    "COOP4": gettext_noop("complete and partial interviews of all who were reached and able"),
    "REF1": gettext_noop("refusals of all who are or may be eligible"),
    "REF2": gettext_noop("refusals of all eligible, a part e of the unknown among them"),
    "REF3": gettext_noop("refusals of all known to be eligible"),
    "CON1": gettext_noop("reached of all who are or may be eligible"),
    "CON2": gettext_noop("reached of all eligible, a part e of the unknown among them"),
    "CON3": gettext_noop("reached of all known to be eligible"),
}
"""Name of each rate in the standard -> what it is a part of, in the standard's order."""


@dataclass(frozen=True, slots=True)
class OutcomeRates:
    """rates: RR1 … CON3 -> part of 1, None where nobody is in the denominator.

    eligibility: e, the part of the unknown taken as eligible, None when nothing tells it (then 1 is used).
    counts: persons by group.
    """

    rates: Mapping[str, float | None]
    eligibility: float | None
    counts: Mapping[Outcome, float]


def estimated_eligibility(*, counts: Mapping[str, float]) -> float | None:
    """e by proportional allocation: of those whose eligibility is known, the part that is eligible.

    None when it is known of nobody. Source: AAPOR, Outcome Rate Calculator; Smith 2009 on other ways.
    """
    by = _by_outcome(counts)
    eligible = _eligible(by)
    known = eligible + by[Outcome.NOT_ELIGIBLE]
    return eligible / known if known else None


def outcome_rates(*, counts: Mapping[str, float], eligibility: float | None = None) -> OutcomeRates:
    """Response, cooperation, refusal and contact rates from final codes.

    counts: code (1.1, 2.112 …) or group (I, R …) -> persons, or sums of design weights. eligibility: e, a
    part of 1; estimated when it is not given. Raises UnknownDisposition; ValueError for a count below 0 or e
    outside 0–1. Source: AAPOR, Standard Definitions, 10th edition, 2023. Reference values: the worked example
    of R's package outcomerate.
    Not for open links: without a frame nobody knows who was asked. A rate says how many answered, not whether
    those who did are like the others.
    """
    if eligibility is not None and not 0 <= eligibility <= 1:
        raise ValueError(
            f"The part of the unknown that is eligible is {eligibility:g}. Give a part from 0 to 1."
        )
    e = estimated_eligibility(counts=counts) if eligibility is None else eligibility
    by = _by_outcome(counts)
    done, some = by[Outcome.COMPLETE], by[Outcome.COMPLETE] + by[Outcome.PARTIAL]
    refused, other = by[Outcome.REFUSAL], by[Outcome.OTHER]
    unknown = sum(by[one] for one in _UNKNOWN)
    eligible = _eligible(by)
    everybody, likely = eligible + unknown, eligible + (1.0 if e is None else e) * unknown
    reached, able = some + refused + other, some + refused
    rates = [
        *(_part(top, base) for base in (everybody, likely, eligible) for top in (done, some)),
        *(_part(top, base) for base in (reached, able) for top in (done, some)),
        *(_part(top, base) for top in (refused, reached) for base in (everybody, likely, eligible)),
    ]
    return OutcomeRates(dict(zip(RATES, rates, strict=True)), e, by)


_UNKNOWN = (Outcome.UNKNOWN_HOUSEHOLD, Outcome.UNKNOWN_RESPONDENT, Outcome.UNKNOWN_OTHER)
_ELIGIBLE = (Outcome.COMPLETE, Outcome.PARTIAL, Outcome.REFUSAL, Outcome.NON_CONTACT, Outcome.OTHER)


def _eligible(by: Mapping[Outcome, float]) -> float:
    return sum(by[one] for one in _ELIGIBLE)


def _by_outcome(counts: Mapping[str, float]) -> dict[Outcome, float]:
    by: dict[Outcome, float] = dict.fromkeys(Outcome, 0)
    for code, count in counts.items():
        if not count >= 0:
            raise ValueError(f"The count of {code} is {count:g}. Counts are 0 or more.")
        by[outcome_of(code)] += count
    return by


def _part(top: float, base: float) -> float | None:
    return top / base if base else None
