# SPDX-License-Identifier: EUPL-1.2
"""Non-response: those who answered carry the weight of those of their class who did not."""

from collections.abc import Sequence

from samband.engines.weighting.collapsing import Enough, JoinedCells, Label
from samband.engines.weighting.design import FloatArray, IntArray
from samband.engines.weighting.post_strata import PostStratification, scaled_to_totals

SMALLEST_CLASS = 20
"""Respondents that a class needs before its rate of answering is believed."""
LARGEST_FACTOR = 3.0
"""More than this and few speak for many: the class is joined with its neighbour."""
ENOUGH = Enough(SMALLEST_CLASS, LARGEST_FACTOR)


def adjust_for_silence(
    *,
    labels: Sequence[Label],
    drawn: FloatArray,
    answered: FloatArray,
    respondents: IntArray,
    along: int = 0,
    enough: Enough = ENOUGH,
) -> PostStratification:
    """Factors for the weights of those who answered: weight drawn by weight answered, class by class.

    labels: (classes,), of persons known for the silent too, in an order in which neighbours are alike.
    drawn: (classes,), sum of design weights of all who were drawn and belong to the population; answered: of
    those who answered; respondents: their number. along: position of the labels along which small classes
    are joined; each join is on record. ``enough.respondents`` and ``enough.factor``: when to join.
    Raises EmptyCategory where a whole row of classes has nobody who answered.
    Assumes that inside a class those who answered do not differ from the silent in what is asked; where they
    do, no weight helps. Not for councils asked as a whole: there the silent are few and known.
    Source: Little 1986, International Statistical Review 54; Kalton and Flores-Cervantes 2003, Journal of
    Official Statistics 19.
    """
    has_answers = [at for at, count in enumerate(respondents.tolist()) if count]
    cells = JoinedCells(
        labels=[labels[at] for at in has_answers],
        respondents=respondents[has_answers],
        weighted=answered[has_answers],
        totals=dict(zip(labels, drawn.tolist(), strict=True)),
    )
    cells.collapse(enough=enough, along=along)
    return scaled_to_totals(cells=cells, labels=labels, weighted=answered)
