# SPDX-License-Identifier: EUPL-1.2
"""Design weights: how many persons each respondent of a stratum stands for."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


class PopulationTooSmall(ValueError):  # noqa: N818  it names the fact
    """A stratum has more respondents than inhabitants."""

    def __init__(self, *, stratum: str, population: float, respondents: int) -> None:
        self.stratum, self.population, self.respondents = stratum, population, respondents
        super().__init__(
            f"Stratum {stratum}: {respondents} answered, but the population is {population:g}. "
            "Correct the population size, or look for respondents who were counted twice."
        )


def design_weights(
    *, population: FloatArray, respondents: IntArray, labels: tuple[str, ...] = ()
) -> FloatArray:
    """Persons per respondent, N/n, by stratum; 0 where nobody answered.

    population: (strata,), persons, NaN where unknown. respondents: (strata,).
    Raises PopulationTooSmall. Source: Horvitz and Thompson 1952; Särndal, Swensson and Wretman 1992, ch. 3.
    Not for samples with unequal probabilities inside a stratum: give those their weights in a column.
    """
    refuse_more_answers_than_people(population=population, respondents=respondents, labels=labels)
    weights: FloatArray = np.divide(
        population, respondents, out=np.zeros(len(population)), where=respondents > 0
    )
    return weights


def refuse_more_answers_than_people(
    *, population: FloatArray, respondents: IntArray, labels: tuple[str, ...]
) -> None:
    """Raise PopulationTooSmall for the first stratum with n > N."""
    for at in np.flatnonzero(respondents > population)[:1]:
        raise PopulationTooSmall(
            stratum=labels[at] if labels else str(at + 1),
            population=float(population[at]),
            respondents=int(respondents[at]),
        )
