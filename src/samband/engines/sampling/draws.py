# SPDX-License-Identifier: EUPL-1.2
"""Draw a sample from a frame: by rules and a seed that bring back the same sample anywhere, at any time."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from samband.engines.sampling.chance import GENERATOR, permanent_numbers, stream
from samband.engines.sampling.frames import BadFrame, FloatArray, Frame, IntArray, Label, Strata
from samband.engines.sampling.probabilities import pps_probabilities
from samband.engines.sampling.selection import along_the_sum, every_kth, pareto, pivotal, smallest

VERSION = 1
"""Of the way from rules and seed to a sample; part of every digest."""


class Method(StrEnum):
    """How persons of a stratum are drawn."""

    RANDOM = "random"
    SYSTEMATIC = "systematic"
    PPS_SYSTEMATIC = "pps_systematic"
    PARETO = "pareto"
    PIVOTAL = "pivotal"


BY_SIZE = frozenset({Method.PPS_SYSTEMATIC, Method.PARETO, Method.PIVOTAL})
BY_NUMBER = frozenset({Method.RANDOM, Method.PARETO})
"""Methods that can use permanent random numbers."""


@dataclass(frozen=True, slots=True)
class DrawRules:
    """sizes: persons to draw by stratum; strata that are not named give nobody. by: the columns they cross.

    order_by: columns by which a systematic draw walks through a stratum, then by key. batches: parts of the
    sample that are released one after the other. permanent: seed of the permanent random numbers, None for
    numbers of this draw alone; start: where on the circle of these numbers the draw begins, in [0, 1).
    """

    sizes: Mapping[Label, int]
    by: tuple[str, ...] = ()
    method: Method = Method.RANDOM
    order_by: tuple[str, ...] = ()
    batches: int = 1
    permanent: int | None = None
    start: float = 0.0

    def as_json(self) -> dict[str, object]:
        """Plain values for keeping, strata sorted; ``rules_from_json`` reads them back."""
        sizes = [[*label, size] for label, size in sorted(self.sizes.items()) if size]
        return {
            "sizes": sizes,
            "by": list(self.by),
            "method": str(self.method),
            "order_by": list(self.order_by),
            "batches": self.batches,
            "permanent": self.permanent,
            "start": self.start,
        }


def rules_from_json(kept: Mapping[str, object]) -> DrawRules:
    """The rules that ``DrawRules.as_json`` wrote."""
    values = dict(kept)
    rows: Sequence[Sequence[object]] = values.pop("sizes")  # type: ignore[assignment]
    sizes = {tuple(map(str, row[:-1])): int(str(row[-1])) for row in rows}
    method, by, order_by = Method(str(values.pop("method"))), values.pop("by"), values.pop("order_by")
    return DrawRules(sizes=sizes, by=tuple(by), method=method, order_by=tuple(order_by), **values)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class DrawnStratum:
    """label; population: persons in the frame; drawn: of them."""

    label: Label
    population: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Sample:
    """frame_digest, rules, seed and generator make it; digest: SHA-256 of them, the name of the draw.

    rows: (drawn,), places in the frame, ascending, which is the order of the keys. stratum: (drawn,), place
    in strata. probability: (drawn,), of being in the sample. batch: (drawn,), 1 … rules.batches.
    strata: every stratum of the frame, also those that give nobody.
    """

    frame_digest: str
    digest: str
    seed: int
    rules: DrawRules
    strata: tuple[DrawnStratum, ...]
    rows: IntArray
    stratum: NDArray[np.int32]
    probability: FloatArray
    batch: NDArray[np.int32]
    generator: str = GENERATOR

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def weights(self) -> FloatArray:
        """(drawn,) design weights, persons that each stands for: 1/probability."""
        return 1 / self.probability


def draw(*, frame: Frame, rules: DrawRules, seed: int) -> Sample:
    """Draw without replacement in each stratum by itself.

    The same frame (in any order of its rows), rules and seed give the same sample on every machine.
    Raises BadFrame for columns or a measure of size that the frame lacks and for a size above a stratum's
    population; ValueError for rules that do not go together.
    Sources: Cochran 1977, chapters 5 and 8; Särndal, Swensson and Wretman 1992, chapter 3; see Method.
    Not for clusters: draw those as the persons of a frame of clusters.
    """
    _check(frame, rules)
    strata = frame.strata(by=rules.by)
    wanted = _wanted(strata, rules)
    members = _members(frame, strata, rules)
    frame_digest = frame.digest
    found = [
        _Drawing(frame, rules, seed, label, rows).drawn(count)
        for label, rows, count in zip(strata.labels, members, wanted, strict=True)
    ]
    rows = np.concatenate([rows for rows, _, _ in found] or [np.arange(0)]).astype(np.int64)
    chance = np.concatenate([chance for _, chance, _ in found] or [np.zeros(0)])
    batch = _dealt([turn for _, _, turn in found], rules.batches)
    order = np.argsort(rows, kind="stable")
    return Sample(
        frame_digest=frame_digest,
        digest=_digest(frame_digest, rules, seed),
        seed=seed,
        rules=rules,
        strata=tuple(map(DrawnStratum, strata.labels, strata.populations.tolist(), wanted)),
        rows=rows[order],
        stratum=strata.of[rows[order]],
        probability=chance[order],
        batch=batch[order],
    )


def inclusion_probabilities(*, frame: Frame, rules: DrawRules) -> FloatArray:
    """(persons,) probability of each person of the frame to be drawn; they add up to the sample's size."""
    _check(frame, rules)
    strata = frame.strata(by=rules.by)
    chances = np.zeros(len(frame))
    for rows, count in zip(_members(frame, strata, rules), _wanted(strata, rules), strict=True):
        chances[rows] = _chances(frame, rules, rows, count)
    return chances


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One stratum. rows: of its persons, in the order in which a systematic draw meets them."""

    frame: Frame
    rules: DrawRules
    seed: int
    label: Label
    rows: IntArray

    def drawn(self, count: int) -> tuple[IntArray, FloatArray, FloatArray]:
        """Rows drawn, their probabilities, and a number by which they are dealt into batches."""
        if not count:
            return self.rows[:0], np.zeros(0), np.zeros(0)
        chances = _chances(self.frame, self.rules, self.rows, count)
        places = self._places(chances, count)
        turns = stream(seed=self.seed, purpose="batch", stratum=self.label, count=len(places))
        return self.rows[places], chances[places], turns

    def _places(self, chances: FloatArray, count: int) -> NDArray[np.intp]:
        match self.rules.method:
            case Method.SYSTEMATIC:
                return every_kth(people=len(self.rows), count=count, start=self._start())
            case Method.PPS_SYSTEMATIC:
                return along_the_sum(probabilities=chances, start=self._start())
            case Method.PARETO:
                return pareto(probabilities=chances, numbers=self._numbers())
            case Method.PIVOTAL:
                order = np.argsort(self._stream("order", len(self.rows)), kind="stable")
                return pivotal(probabilities=chances, numbers=self._numbers(), order=order)
        return smallest(ranks=self._numbers(), count=count)

    def _start(self) -> float:
        return float(self._stream("start", 1)[0])

    def _numbers(self) -> FloatArray:
        if self.rules.permanent is None:
            return self._stream("draw", len(self.rows))
        keys = self.frame.keys[self.rows].tolist()
        return (permanent_numbers(keys=keys, seed=self.rules.permanent) - self.rules.start) % 1.0

    def _stream(self, purpose: str, count: int) -> FloatArray:
        return stream(seed=self.seed, purpose=purpose, stratum=self.label, count=count)


def _chances(frame: Frame, rules: DrawRules, rows: IntArray, count: int) -> FloatArray:
    if rules.method in BY_SIZE and frame.sizes is not None:
        return pps_probabilities(sizes=frame.sizes[rows], count=count)
    return np.full(len(rows), count / len(rows))


def _members(frame: Frame, strata: Strata, rules: DrawRules) -> list[IntArray]:
    """The rows of each stratum, by key, or by order_by first."""
    narrow = strata.of.astype(np.int16) if len(strata.labels) < 2**15 else strata.of  # sorted much faster
    if rules.order_by:
        order = np.lexsort((*(frame.columns[name].codes for name in reversed(rules.order_by)), narrow))
    else:
        order = np.argsort(narrow, kind="stable")
    return np.split(order.astype(np.int64), np.cumsum(strata.populations)[:-1]) if len(strata.labels) else []


def _dealt(turns: Sequence[FloatArray], batches: int) -> NDArray[np.int32]:
    """Dealt in turn through the shuffled strata: batches differ by one person at most, in any stratum too."""
    dealt, before = [np.zeros(0, dtype=np.int32)], 0
    for turn in turns:
        place = np.empty(len(turn), dtype=np.int32)
        place[np.argsort(turn, kind="stable")] = (before + np.arange(len(turn))) % batches + 1
        dealt.append(place)
        before += len(turn)
    return np.concatenate(dealt)


def _wanted(strata: Strata, rules: DrawRules) -> list[int]:
    sizes, asked = strata.sizes, rules.sizes
    for label, count in asked.items():
        if not 0 <= count <= sizes.get(label, 0):
            name = " / ".join(label) or "the whole frame"
            raise BadFrame(
                f"Stratum {name} has {sizes.get(label, 0)} people in the frame, but {count} are to be drawn. "
                "Lower the number, or see that the stratum is written as in the frame."
            )
    return [asked.get(label, 0) for label in strata.labels]


def _check(frame: Frame, rules: DrawRules) -> None:
    unknown = [name for name in rules.order_by if name not in frame.columns]
    if unknown:
        raise BadFrame(f"The frame has no column {', '.join(unknown)} to order by. Choose one that it has.")
    if rules.method in BY_SIZE and frame.sizes is None:
        raise BadFrame(f"The method {rules.method} needs a measure of size. Name the column that holds it.")
    if rules.permanent is not None and rules.method not in BY_NUMBER:
        raise ValueError(f"{rules.method} cannot use permanent random numbers. Choose random or pareto.")
    if rules.batches < 1 or not 0 <= rules.start < 1:
        raise ValueError("Give 1 batch or more, and a start from 0 to below 1.")


def _digest(frame_digest: str, rules: DrawRules, seed: int) -> str:
    what = {"version": VERSION, "generator": GENERATOR, "frame": frame_digest, "seed": seed}
    text = json.dumps(what | {"rules": rules.as_json()}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
