# SPDX-License-Identifier: EUPL-1.2
"""How many to ask for a wanted margin of error, and what margin a number of answers gives."""

from dataclasses import dataclass
from math import ceil, floor, inf, isfinite, sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class SampleSize:
    """population: persons, None when it is taken as endless. respondents: answers needed, at most all.

    invited: persons to ask, so that the respondents are expected. expected: answers expected of them.
    margin: of the expected answers, half the width of the interval. is_census: everybody is asked.
    is_reached: the expected answers give the wanted margin; False where even all of them do not.
    """

    population: int | None
    respondents: int
    invited: int
    expected: int
    margin: float
    is_census: bool
    is_reached: bool


def margin_of_error(
    *,
    respondents: int,
    population: int | None = None,
    share: float = 0.5,
    confidence: float = 0.95,
    design_effect: float = 1.0,
) -> float:
    """Half the width of the interval of a share: z √(deff · p(1 − p)/n · (N − n)/(N − 1)).

    share, confidence and the result are parts of 1: 0.058 is 5.8 percentage points. No respondents: 1, since
    nothing is known. Raises ValueError for more respondents than people and for parts outside 0–1.
    Source: Cochran 1977, sections 3.2 and 4.4; Kish 1965 for the design effect. Reference values: the margins
    that Norwegian pollsters print (300 answers 5.7, 1,000 answers 3.1 points).
    Not for quota samples or open links, and not near shares of 0 or 1 with few answers: use the intervals of
    engines.estimation for what was answered; this is for planning.
    """
    _check(share, confidence, design_effect)
    _check_counts(respondents, population)
    if respondents == 0:
        return 1.0
    variance = design_effect * share * (1 - share) / respondents * _correction(respondents, population)
    return min(1.0, _z(confidence) * sqrt(variance))


def sample_size(
    *,
    margin: float,
    population: int | None = None,
    share: float = 0.5,
    confidence: float = 0.95,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
    census_from: float = 1.0,
) -> SampleSize:
    """The fewest answers that hold the margin, and how many must be asked for them.

    n = n₀N/(n₀ + N − 1) with n₀ = deff · z²p(1 − p)/e², rounded up. response_rate: the part of those asked
    that is expected to answer. census_from: everybody is asked when that part of all would be, or more.
    Raises ValueError for a margin, share, confidence, rate or part outside 0–1, or a design effect of 0.
    Source: Cochran 1977, section 4.4. When not to use it: as for ``margin_of_error``.
    """
    _check(share, confidence, design_effect)
    for name, part in (("margin", margin), ("response rate", response_rate), ("census part", census_from)):
        if not 0 < part <= 1:
            raise ValueError(f"The {name} is {part:g}. Give a part above 0 and up to 1; 5 % is 0.05.")
    _check_counts(0, population)
    needed = _respondents(margin, population, share, confidence, design_effect)
    wanted = ceil(round(needed / response_rate, 9))
    people = inf if population is None else population
    invited = int(people) if isfinite(people) and wanted >= census_from * people else wanted
    expected = needed if invited == wanted else min(floor(round(invited * response_rate, 9)), invited)
    reached = margin_of_error(
        respondents=expected,
        population=population,
        share=share,
        confidence=confidence,
        design_effect=design_effect,
    )
    return SampleSize(population, needed, invited, expected, reached, invited == people, expected >= needed)


def _respondents(margin: float, population: int | None, share: float, confidence: float, deff: float) -> int:
    endless = deff * _z(confidence) ** 2 * share * (1 - share) / margin**2
    if population is None:
        return max(1, ceil(round(endless, 9)))
    if population < 2:
        return population
    return min(population, max(1, ceil(round(endless * population / (endless + population - 1), 9))))


def _correction(respondents: int, population: int | None) -> float:
    if population is None:
        return 1.0
    return (population - respondents) / (population - 1) if population > 1 else 0.0


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _check(share: float, confidence: float, design_effect: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError(f"The share is {share:g}. Give a part from 0 to 1; 50 % is 0.5.")
    if not 0 < confidence < 1:
        raise ValueError(f"The confidence is {confidence:g}. Give a part between 0 and 1; 95 % is 0.95.")
    if not (isfinite(design_effect) and design_effect > 0):
        raise ValueError(f"The design effect is {design_effect:g}. Give a number above 0; 1 is none.")


def _check_counts(respondents: int, population: int | None) -> None:
    if respondents < 0 or (population is not None and population < 0):
        raise ValueError("Answers and population cannot be below 0.")
    if population is not None and respondents > population:
        raise ValueError(f"{respondents} answers of {population} people. Correct one of the two numbers.")
