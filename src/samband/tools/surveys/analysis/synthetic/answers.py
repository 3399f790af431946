# SPDX-License-Identifier: EUPL-1.2
"""Drawing the respondents of a wave and their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from samband.engines.instrument.model import Instrument, Item, Missing
from samband.tools.surveys.analysis.synthetic.calibration import COUNCILLORS, INHABITANTS, level_of
from samband.tools.surveys.analysis.synthetic.levels import (
    ItemModel,
    item_models,
    member_means,
    shifts,
    thresholds,
)
from samband.tools.surveys.analysis.synthetic.members import MemberFrame, council_seats, seeded

BLANK = -1
"""No answer stands in the file: left out by the respondent, or not asked of the group."""
PHONE, MEETING = "phone", "meeting"

WANTED = 318
"""Interviews aimed at in a member that has the adults for it."""
MOST_OF_REACHED = 0.95
COUNCIL_RESPONSE = 0.87
LEFT_OUT = 0.006

REACHED = {
    ("female", "18-29"): 0.55, ("male", "18-29"): 0.42, ("female", "30-44"): 0.64, ("male", "30-44"): 0.58,
    ("female", "45-66"): 0.76, ("male", "45-66"): 0.74, ("female", "67-79"): 0.80, ("male", "67-79"): 0.80,
    ("female", "80+"): 0.60, ("male", "80+"): 0.66,
}  # fmt: skip
"""Share that a telephone survey reaches: young men least."""
MORE_CONTENT = {"18-29": -0.12, "30-44": -0.08, "45-66": 0.02, "67-79": 0.12, "80+": 0.16}
"""Latent shift by age: older inhabitants are more content, so that weighting by age matters."""

IntArray = NDArray[np.int64]
CodeArray = NDArray[np.int8]
FloatArray = NDArray[np.float64]
TextArray = NDArray[np.str_]


@dataclass(frozen=True, eq=False)
class SyntheticAnswers:
    """Answers of one wave, one row for each respondent.

    respondents: opaque numbers. groups, units, sexes, age_groups, modes: (respondents,); sex and age group of
    councillors are empty, as they would tell who answered. codes: (respondents, items), BLANK where nothing
    stands. seats: unit -> members of its council.
    """

    items: tuple[str, ...]
    respondents: IntArray
    groups: TextArray
    units: TextArray
    sexes: TextArray
    age_groups: TextArray
    modes: TextArray
    codes: CodeArray
    seats: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.respondents)


@dataclass(frozen=True, eq=False)
class _Respondents:
    """place: index of the member. content: latent shift of the person."""

    group: str
    mode: str
    place: IntArray
    sexes: TextArray
    age_groups: TextArray
    content: FloatArray


def synthetic_wave(
    *, seed: int, wave: str, members: Sequence[MemberFrame], instrument: Instrument, wanted: int = WANTED
) -> SyntheticAnswers:
    """Answers of inhabitants and councillors of the members.

    wave: name of the wave; another name is another draw, with members that mostly keep their level.
    wanted: interviews aimed at in each member, fewer where so many adults cannot be reached. The same
    arguments give the same answers, and one member's sample does not depend on the other members.
    """
    seats = {frame.code: council_seats(seed=seed, frame=frame) for frame in members}
    samples = (_inhabitants(seed, wave, members, wanted), _councillors(seed, wave, members, seats))
    models = item_models(instrument=instrument)
    codes = [_codes(seed, wave, members, models, sample) for sample in samples]
    count = sum(len(sample.place) for sample in samples)
    names = np.array([frame.code for frame in members])
    return SyntheticAnswers(
        items=tuple(item.code for item in instrument.items),
        respondents=100_000 + seeded(seed, wave, "numbers").permutation(count),
        groups=np.concatenate([np.full(len(sample.place), sample.group) for sample in samples]),
        units=names[np.concatenate([sample.place for sample in samples])],
        sexes=np.concatenate([sample.sexes for sample in samples]),
        age_groups=np.concatenate([sample.age_groups for sample in samples]),
        modes=np.concatenate([np.full(len(sample.place), sample.mode) for sample in samples]),
        codes=np.concatenate(codes),
        seats=seats,
    )


def _inhabitants(seed: int, wave: str, members: Sequence[MemberFrame], wanted: int) -> _Respondents:
    cells = sorted({cell for frame in members for cell in frame.adults})
    counts = np.array([_sample(seed, wave, frame, cells, wanted) for frame in members])
    place, cell = (index.repeat(counts.ravel()) for index in np.indices(counts.shape).reshape(2, -1))
    content = np.array([_content(frame, cells) for frame in members])
    sexes, ages = (np.array([cell[part] for cell in cells]) for part in (0, 1))
    return _Respondents(INHABITANTS, PHONE, place, sexes[cell], ages[cell], content[place, cell])


def _sample(
    seed: int, wave: str, frame: MemberFrame, cells: Sequence[tuple[str, str]], wanted: int
) -> IntArray:
    """Interviews by sex and age: drawn without replacement among the adults that can be reached."""
    random = seeded(seed, wave, "sample", frame.lineage)
    adults = np.array([frame.adults.get(cell, 0) for cell in cells])
    reached = random.binomial(adults, [REACHED.get(cell, 0.7) for cell in cells])
    aim = int(random.integers(wanted - 6, wanted + 7))
    interviews = min(aim, int(reached.sum() * MOST_OF_REACHED))
    drawn: IntArray = random.multivariate_hypergeometric(reached, interviews, method="marginals")
    return drawn


def _content(frame: MemberFrame, cells: Sequence[tuple[str, str]]) -> FloatArray:
    """Shift by age, zero on average over the member's adults."""
    shift = np.array([MORE_CONTENT.get(age, 0.0) for _, age in cells])
    adults = np.array([frame.adults.get(cell, 0) for cell in cells], dtype=float)
    centred: FloatArray = shift - (adults @ shift) / max(adults.sum(), 1.0)
    return centred


def _councillors(
    seed: int, wave: str, members: Sequence[MemberFrame], seats: Mapping[str, int]
) -> _Respondents:
    present = [
        seeded(seed, wave, "meeting", frame.lineage).binomial(seats[frame.code], COUNCIL_RESPONSE)
        for frame in members
    ]
    place = np.arange(len(members)).repeat(present)
    nobody = np.full(len(place), "")
    return _Respondents(COUNCILLORS, MEETING, place, nobody, nobody, np.zeros(len(place)))


def _codes(
    seed: int, wave: str, members: Sequence[MemberFrame], models: Sequence[ItemModel], sample: _Respondents
) -> CodeArray:
    """Answers (respondents, items)."""
    means = member_means(seed=seed, wave=wave, members=members, models=models, group=sample.group)
    random = seeded(seed, wave, "answers", sample.group)
    views = _views(random, [model.item.dimension for model in models], len(sample.place))
    codes: CodeArray = np.full((len(sample.place), len(models)), BLANK, dtype=np.int8)
    for column, model in enumerate(models):
        if model.item.is_asked_of(sample.group):
            wanted = means[sample.place, column]
            codes[:, column] = _answers(random, model, wanted, views[model.item.dimension], sample)
    return codes


def _views(random: np.random.Generator, dimensions: Sequence[str], count: int) -> dict[str, FloatArray]:
    """What a person thinks of each dimension, standard normal; half of it is one opinion of everything."""
    overall = random.standard_normal(count)
    return {name: sqrt(0.5) * (overall + random.standard_normal(count)) for name in dict.fromkeys(dimensions)}


def _answers(
    random: np.random.Generator, model: ItemModel, means: FloatArray, view: FloatArray, sample: _Respondents
) -> CodeArray:
    scale, loading = model.item.scale, model.loading
    sign = 1.0 if loading >= 0 else -1.0
    noise = loading * view + sqrt(1 - loading**2) * random.standard_normal(len(view))
    latent = shifts(means=means, scale=scale) + sign * sample.content + noise
    category = np.searchsorted(thresholds(categories=len(scale.codes)), latent)
    codes: CodeArray = np.array(scale.codes, dtype=np.int8)[category]
    _leave_out(random, model.item, codes, sample)
    return codes


def _leave_out(random: np.random.Generator, item: Item, codes: CodeArray, sample: _Respondents) -> None:
    """Some do not know, the young more often, councillors seldom; a few answers are simply missing."""
    unsure = level_of(item=item).dont_know * (0.2 if sample.group == COUNCILLORS else 1.0)
    chance = np.where(sample.age_groups == "18-29", 1.8, 0.9) * unsure
    draw = random.random(len(codes))
    if (dont_know := _dont_know(item)) is not None:
        codes[draw < chance] = dont_know
    codes[draw > 1 - LEFT_OUT] = BLANK


def _dont_know(item: Item) -> int | None:
    reasons = (Missing.DONT_KNOW, Missing.NO_OPINION)
    return next((code for code, reason in item.scale.missing.items() if reason in reasons), None)
