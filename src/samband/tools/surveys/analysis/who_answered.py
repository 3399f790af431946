# SPDX-License-Identifier: EUPL-1.2
"""Do those who answered look like the adults they speak for, by sex and age, before any weight?"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from samband.engines.estimation import BadResponse, Response, response_of
from samband.tools.surveys.analysis.estimates import WaveFrame
from samband.tools.surveys.analysis.respondents import RespondentTable
from samband.tools.surveys.analysis.weights import background_of, rows_by_unit

MARGINS = ("sex", "age_group")


@dataclass(frozen=True, slots=True)
class CategoryResponse:
    """One category of one margin. times: how often it answered, by the average of all adults."""

    label: str
    times: float


@dataclass(frozen=True, slots=True)
class MarginResponse:
    """partial: how much of the spread in response the margin makes alone, by the rate of response."""

    margin: str
    partial: float
    categories: tuple[CategoryResponse, ...]


@dataclass(frozen=True, slots=True)
class GroupResponse:
    """rate: answers by adults. indicator, lower, upper: R and its 95 % interval, over all adults.

    most_bias, most_bias_lower, most_bias_upper: at most so many standard deviations is an unweighted mean
    off, if sex and age explain who answered. unknown: respondents whose sex or age is not known.
    """

    group: str
    respondents: int
    unknown: int
    rate: float
    indicator: float
    lower: float
    upper: float
    most_bias: float
    most_bias_lower: float
    most_bias_upper: float
    margins: tuple[MarginResponse, ...]


def who_answered(*, group: str, answered: RespondentTable, frame: WaveFrame) -> Iterator[GroupResponse]:
    """Nothing for groups whose sexes and ages nobody counts, or of whom nobody told theirs.

    Members are asked in different proportions by design: each counts with as many of its adults as if all
    had answered in the same proportion, so that only differences inside members are seen.
    """
    cells = frame.cells.get(group, {})
    heard: dict[tuple[str, str], int] = {}
    adults: dict[tuple[str, str], float] = {}
    unknown = persons = 0
    for unit, rows in rows_by_unit(answered):
        totals = cells.get(unit, {})
        backgrounds = [background_of(answered, row) for row in rows]
        known = [part for part in backgrounds if part in totals]
        unknown += len(backgrounds) - len(known)
        persons += sum(totals.values()) if known else 0
        for part in known:
            heard[part] = heard.get(part, 0) + 1
        for part, number in totals.items():
            adults[part] = adults.get(part, 0.0) + len(known) * number / sum(totals.values())
    found = _response(adults, heard, persons)
    if found:
        yield _told(group, found, sum(heard.values()) + unknown, unknown)


def _response(
    adults: dict[tuple[str, str], float], heard: dict[tuple[str, str], int], persons: int
) -> Response | None:
    parts = sorted(part for part, number in adults.items() if number > 0)
    known = sum(heard.values())
    if not known or len({sex for sex, _ in parts}) < 2 or len({age for _, age in parts}) < 2:
        return None
    try:
        return response_of(
            margins=MARGINS,
            labels=list(zip(*parts, strict=True)),
            invited=np.array([adults[part] * persons / known for part in parts]),
            answered=np.array([float(heard.get(part, 0)) for part in parts]),
        )
    except BadResponse:
        return None


def _told(group: str, found: Response, respondents: int, unknown: int) -> GroupResponse:
    partial = dict(found.partial)
    margins = tuple(
        MarginResponse(
            margin,
            partial[margin] / found.rate,
            tuple(
                CategoryResponse(one.label, one.rate / found.rate)
                for one in found.categories
                if one.margin == margin
            ),
        )
        for margin in MARGINS
    )
    return GroupResponse(
        group=group,
        respondents=respondents,
        unknown=unknown,
        rate=found.rate,
        indicator=found.indicator,
        lower=found.lower,
        upper=found.upper,
        most_bias=found.most_bias,
        most_bias_lower=_bias(found.upper, found.rate),
        most_bias_upper=_bias(found.lower, found.rate),
        margins=margins,
    )


def _bias(indicator: float, rate: float) -> float:
    return (1 - indicator) / 2 / rate
