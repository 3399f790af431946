# SPDX-License-Identifier: EUPL-1.2
"""Weighting cells: respondents who are alike in stratum, cluster, weight, post-stratum, unit and groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import NOTHING, Answers, BadAnswers, Categories, categories, numbers
from samband.engines.estimation.plan import Group, Key, Plan

Index = NDArray[np.intp]

DENSE = 4_000_000
"""Keys up to this are counted in one table; beyond, or far beyond the respondents, they are sorted."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One property of the cells. index: (cells,), into labels; NOTHING where empty."""

    index: Index
    labels: tuple[Key, ...]

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True, slots=True)
class Cells:
    """In the order of their labels, so that nothing depends on the order of the rows.

    cell_by_respondent: (respondents,). respondents: (cells,), how many. weight: (cells,), as given in a
    column, or 1. in_group: name -> (cells,). Dimensions that the plan does not name are None.
    """

    cell_by_respondent: NDArray[np.int32]
    respondents: NDArray[np.int64]
    strata: Dimension
    unit: Dimension | None
    clusters: Dimension | None
    post_strata: Dimension | None
    weight: NDArray[np.float64]
    in_group: Mapping[str, NDArray[np.bool_]]

    def __len__(self) -> int:
        return len(self.respondents)


def weighting_cells(*, answers: Answers, plan: Plan, respondents: int) -> Cells:
    """Find the cells of all respondents.

    Raises BadAnswers naming row and column where unit, stratum, cluster, post-stratum or weight is empty.
    A respondent whose group columns are empty belongs to no group, but to the sample.
    """
    columns = {
        column: categories(answers=answers, column=column, missing=plan.missing)
        for column in plan.design_columns
    }
    _refuse_unequal(columns, respondents)
    needed = plan.needed_columns
    _refuse_nothing(columns, needed)
    weights, weight_codes = _weights(answers, plan, respondents)
    flags = [_members(columns, group) for group in plan.groups]
    parts = [columns[column].codes for column in needed] + [weight_codes] + flags
    sizes = [len(columns[column].labels) for column in needed] + [len(weights)] + [2] * len(flags)
    cell, members = _combine(parts, sizes, respondents)
    found = dict(zip(needed, members, strict=False))
    weight_index, flagged = members[len(needed)], members[len(needed) + 1 :]

    def dimension(names: Sequence[str]) -> Dimension | None:
        return _dimension([(found[name], columns[name].labels) for name in names]) if names else None

    return Cells(
        cell_by_respondent=cell,
        respondents=np.bincount(cell, minlength=len(weight_index)),
        strata=dimension(plan.strata) or Dimension(np.zeros(len(weight_index), dtype=np.intp), (("all",),)),
        unit=dimension([plan.unit] if plan.unit else []),
        clusters=dimension([*plan.strata, plan.clusters.column] if plan.clusters else []),
        post_strata=dimension(plan.post_strata.columns if plan.post_strata else []),
        weight=weights[weight_index],
        in_group={g.name: flag.astype(bool) for g, flag in zip(plan.groups, flagged, strict=True)},
    )


def _refuse_unequal(columns: Mapping[str, Categories], respondents: int) -> None:
    for name, column in columns.items():
        if len(column) != respondents:
            raise BadAnswers(f"The column {name} has {len(column)} rows, others {respondents}.", column=name)


def _refuse_nothing(columns: Mapping[str, Categories], needed: Sequence[str]) -> None:
    for name in needed:
        for row in np.flatnonzero(columns[name].codes == NOTHING)[:1]:
            what = (
                "Nothing stands here, but the plan needs it of everybody. Fill it in, or leave the row out."
            )
            raise BadAnswers(what, column=name, row=int(row))


def _weights(
    answers: Answers, plan: Plan, respondents: int
) -> tuple[NDArray[np.float64], NDArray[np.integer]]:
    if not plan.weights:
        return np.ones(1), np.zeros(respondents, dtype=np.int8)
    values, codes = np.unique(numbers(answers=answers, column=plan.weights), return_inverse=True)
    return values, codes


def _members(columns: Mapping[str, Categories], group: Group) -> NDArray[np.int8]:
    """1 where the respondent belongs to the group."""
    inside = [_has_code(columns[column], codes) for column, codes in group.codes.items()]
    members: NDArray[np.int8] = np.logical_and.reduce(inside).astype(np.int8)
    return members


def _has_code(column: Categories, codes: frozenset[str]) -> NDArray[np.bool_]:
    wanted = np.array([label in codes for label in column.labels] + [False])
    return wanted[column.codes]


def _combine(
    parts: Sequence[NDArray[np.integer]], sizes: Sequence[int], respondents: int
) -> tuple[NDArray[np.int32], list[Index]]:
    """Cell of each respondent, and for each part its value by cell."""
    keys = np.zeros(respondents, dtype=np.int64)
    for part, size in zip(parts, sizes, strict=True):
        if size > 1:
            keys *= size
            keys += part
    used, cell = _distinct(keys, int(np.prod([float(size) for size in sizes])))
    members: list[Index] = []
    for size in reversed(sizes):
        used, member = np.divmod(used, size)
        members.append(member.astype(np.intp))
    return cell, members[::-1]


def _distinct(keys: NDArray[np.int64], size: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    if size > 2**62:
        raise BadAnswers("The plan makes more cells than can be counted. Name fewer columns.")
    if size > max(4 * len(keys), 1000) or size > DENSE:
        used, inverse = np.unique(keys, return_inverse=True)
        return used, inverse.astype(np.int32)
    counts = np.bincount(keys, minlength=size)
    used = np.flatnonzero(counts)
    place = np.zeros(size, dtype=np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    return used, place[keys]


def _dimension(parts: Sequence[tuple[Index, tuple[str, ...]]]) -> Dimension:
    """Columns taken together, numbered in the order of their labels."""
    sizes = tuple(len(labels) for _, labels in parts)
    keys = np.ravel_multi_index(tuple(index for index, _ in parts), sizes)
    used, index = np.unique(keys, return_inverse=True)
    members = np.unravel_index(used, sizes)
    texts = [[labels[at] for at in member] for member, (_, labels) in zip(members, parts, strict=True)]
    return Dimension(index.astype(np.intp), tuple(zip(*texts, strict=True)))
