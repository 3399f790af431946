# SPDX-License-Identifier: EUPL-1.2
"""Weighting cells: respondents who are alike in stratum, cluster, weight, post-stratum, unit and groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from samband.engines.estimation.answers import NOTHING, Answers, BadAnswers, Categories, categories, numbers
from samband.engines.estimation.plan import Group, Key, Plan

Index = NDArray[np.intp]
FloatArray = NDArray[np.float64]

SMALL = 1 << 16
"""Keys up to this are not worth making dense: a table of them stays in the processor's cache."""


LARGEST_SPAN = 1 << 30
"""Keys that fit in 32 bits."""

ROWS_AT_ONCE = 1 << 16


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
    column, or 1. second: units of the second stage, where the plan names a column of them. margins: what
    the plan calibrates to. adjusting: by the columns of the plan's adjustments. in_group: name -> (cells,).
    Dimensions that the plan does not name are None.
    """

    cell_by_respondent: NDArray[np.int32]
    respondents: NDArray[np.int64]
    strata: Dimension
    unit: Dimension | None
    clusters: Dimension | None
    post_strata: Dimension | None
    second: Dimension | None
    margins: tuple[Dimension, ...]
    adjusting: Mapping[Key, Dimension]
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
    patterns = [_Pattern.of(columns, by, plan.groups) for by in _group_columns(plan)]
    parts = (
        [columns[column].codes for column in needed]
        + [weight_codes]
        + [pattern.codes for pattern in patterns]
    )
    sizes = (
        [len(columns[column].labels) for column in needed]
        + [len(weights)]
        + [pattern.size for pattern in patterns]
    )
    cell, members = _combine(parts, sizes, respondents)
    found = dict(zip(needed, members, strict=False))
    weight_index, pattern_index = members[len(needed)], members[len(needed) + 1 :]

    def found_of(names: Sequence[str]) -> Dimension:
        return _dimension([(found[name], columns[name].labels) for name in names])

    def dimension(names: Sequence[str]) -> Dimension | None:
        return found_of(names) if names else None

    return Cells(
        cell_by_respondent=cell,
        respondents=np.bincount(cell, minlength=len(weight_index)),
        strata=dimension(plan.strata) or Dimension(np.zeros(len(weight_index), dtype=np.intp), (("all",),)),
        unit=dimension([plan.unit] if plan.unit else []),
        clusters=dimension([*plan.strata, plan.clusters.column] if plan.clusters else []),
        post_strata=dimension(plan.post_strata.columns if plan.post_strata else []),
        second=dimension(_second_stage(plan)),
        margins=tuple(filter(None, map(dimension, plan.margin_columns))),
        adjusting={key: found_of(key) for key in plan.adjusting_columns},
        weight=weights[weight_index],
        in_group={
            name: flags[index]
            for pattern, index in zip(patterns, pattern_index, strict=True)
            for name, flags in pattern.groups.items()
        },
    )


def _second_stage(plan: Plan) -> list[str]:
    """Columns that name the units of the second stage."""
    if not plan.clusters or not plan.clusters.within or not plan.clusters.within.column:
        return []
    return [*plan.strata, plan.clusters.column, plan.clusters.within.column]


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


def _group_columns(plan: Plan) -> list[tuple[str, ...]]:
    """The columns that groups are made of: groups made of the same ones are looked up together."""
    return list(dict.fromkeys(tuple(group.codes) for group in plan.groups))


@dataclass(frozen=True, slots=True)
class _Pattern:
    """In which of some groups a respondent is. codes: (respondents,). groups: name -> (size,)."""

    codes: NDArray[np.integer]
    size: int
    groups: Mapping[str, NDArray[np.bool_]]

    @classmethod
    def of(
        cls, columns: Mapping[str, Categories], by: tuple[str, ...], groups: Sequence[Group]
    ) -> "_Pattern":
        """The groups whose codes are those of exactly these columns."""
        named = [group for group in groups if tuple(group.codes) == by]
        by_row: NDArray[np.integer]
        if len(by) > 1:
            flags = [_is_in(columns, group).astype(np.int64) << at for at, group in enumerate(named)]
            found, by_row = np.unique(np.sum(flags, axis=0), return_inverse=True)
        else:
            column = columns[by[0]]
            bits = [_has_code(column, group.codes[by[0]]) << at for at, group in enumerate(named)]
            found, by_label = np.unique(np.sum(bits, axis=0), return_inverse=True)
            narrow = by_label.astype(np.min_scalar_type(len(found)))
            by_row = _looked_up(narrow, column.codes)  # −1, for nothing, is the last label
        members = {group.name: (found >> at & 1).astype(bool) for at, group in enumerate(named)}
        return cls(by_row, len(found), members)


def _looked_up(table: NDArray[np.integer], codes: NDArray[np.int32]) -> NDArray[np.integer]:
    """table[codes], by slices: looking all up at once needs the codes again in 64 bits."""
    found = np.empty(len(codes), dtype=table.dtype)
    for start in range(0, len(codes), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        found[rows] = table[codes[rows]]
    return found


def _is_in(columns: Mapping[str, Categories], group: Group) -> NDArray[np.bool_]:
    inside = [_has_code(columns[c], codes)[columns[c].codes] > 0 for c, codes in group.codes.items()]
    both: NDArray[np.bool_] = np.logical_and.reduce(inside)
    return both


def _has_code(column: Categories, codes: frozenset[str]) -> NDArray[np.int64]:
    """1 for each label among the codes; the last entry is for those with nothing."""
    return np.array([label in codes for label in column.labels] + [False], dtype=np.int64)


def _combine(
    parts: Sequence[NDArray[np.integer]], sizes: Sequence[int], respondents: int
) -> tuple[NDArray[np.int32], list[Index]]:
    """Cell of each respondent, and for each part its value by cell.

    Cells are numbered in the order of the parts; keys are made dense whenever they grow sparse.
    """
    if prod(sizes) <= max(SMALL, min(respondents, LARGEST_SPAN)):
        return _combine_at_once(parts, sizes, respondents)
    keys, span = np.zeros(respondents, dtype=np.int64), 1
    steps: list[NDArray[np.int64] | int] = []
    for part, size in zip(parts, sizes, strict=True):
        if span > SMALL:
            dense, used = _dense(keys, span)
            keys, span = dense.astype(np.int64), len(used)
            steps.append(used)
        if size > 1:
            keys *= size
            keys += part
            span *= size
        steps.append(size)
    cell, used = _dense(keys, span)
    return cell, _undone([*steps, used], len(used))


def _combine_at_once(
    parts: Sequence[NDArray[np.integer]], sizes: Sequence[int], respondents: int
) -> tuple[NDArray[np.int32], list[Index]]:
    """The same where a table of all keys is no larger than the rows: by slices that stay in the cache."""
    keys, is_used = np.zeros(respondents, dtype=np.int32), np.zeros(prod(sizes), dtype=bool)
    several = [(part, np.int32(size)) for part, size in zip(parts, sizes, strict=True) if size > 1]
    for start in range(0, respondents, ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        slice_of_keys = keys[rows]
        for part, size in several:
            slice_of_keys *= size
            slice_of_keys += part[rows].astype(np.int32, copy=False)
        is_used[slice_of_keys] = True
    used, place = np.flatnonzero(is_used), np.cumsum(is_used, dtype=np.int32) - np.int32(1)
    for start in range(0, respondents, ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        keys[rows] = place[keys[rows]]
    return keys, _undone([*sizes, used], len(used))


def _undone(steps: Sequence[NDArray[np.int64] | int], cells: int) -> list[Index]:
    """The parts that went into each cell: the steps of ``_combine`` backwards."""
    keys: NDArray[np.int64] = np.arange(cells)
    values: list[Index] = []
    for step in reversed(steps):
        if isinstance(step, int):
            keys, value = np.divmod(keys, step)
            values.append(value)
        else:
            keys = step[keys]
    return values[::-1]


def _dense(keys: NDArray[np.int64], span: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The keys renumbered without gaps, in their order; and which they were."""
    if span > 8 * max(len(keys), SMALL):
        used, dense = np.unique(keys, return_inverse=True)
        return dense.astype(np.int32), used
    is_used = np.bincount(keys, minlength=span) > 0
    place = np.cumsum(is_used, dtype=np.int32) - np.int32(1)
    return np.take(place, keys), np.flatnonzero(is_used)


def _dimension(parts: Sequence[tuple[Index, tuple[str, ...]]]) -> Dimension:
    """Columns taken together, numbered in the order of their labels."""
    sizes = tuple(len(labels) for _, labels in parts)
    keys = np.ravel_multi_index(tuple(index for index, _ in parts), sizes)
    used, index = np.unique(keys, return_inverse=True)
    members = np.unravel_index(used, sizes)
    texts = [[labels[at] for at in member] for member, (_, labels) in zip(members, parts, strict=True)]
    return Dimension(index.astype(np.intp), tuple(zip(*texts, strict=True)))
