# SPDX-License-Identifier: EUPL-1.2
"""Domains of one table and the strata, clusters and post-strata that each of them meets: laid out once."""

from dataclasses import dataclass

import numpy as np

from samband.engines.estimation.cells import Index
from samband.engines.estimation.design import Design, FloatArray, IntArray
from samband.engines.weighting import sum_by


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which (domain, other) pairs occur. index: of each row given. part, other: (pairs,)."""

    index: Index
    part: Index
    other: Index

    @classmethod
    def of(cls, part: Index, other: Index) -> "Pairs":
        size = int(other.max(initial=0)) + 1
        keys, index = np.unique(part * size + other, return_inverse=True)
        return cls(index, keys // size, keys % size)

    def __len__(self) -> int:
        return len(self.part)

    def sum(self, values: FloatArray | IntArray) -> FloatArray:
        return sum_by(index=self.index, values=values, size=len(self))


@dataclass(frozen=True, slots=True)
class Layout:
    """Domains that share no respondent, on a design.

    parts: how many. inside: cells of any domain; part: the domain of each. outside, outside_part: cells that
    are in no way in the domain, but in a credited post-stratum that reaches into it (else empty).
    strata: pairs of domain and stratum, over the cells inside, then those outside. clusters, post_strata: the
    same with clusters and credited post-strata; cluster_strata: for each cluster pair its strata pair.
    second, second_clusters: the same for units of the second stage, where a column names them.
    unseen: (parts,), persons of the domain's strata who did not answer; infinite when that is not known, or
    when a stratum lies in several domains.
    """

    design: Design
    parts: int
    inside: Index
    part: Index
    outside: Index
    outside_part: Index
    strata: Pairs
    clusters: Pairs | None
    cluster_strata: Index
    second: Pairs | None
    second_clusters: Index
    post_strata: Pairs | None
    outside_post: Index
    unseen: FloatArray

    @classmethod
    def of(cls, *, part_by_cell: Index, parts: int, design: Design) -> "Layout":
        """part_by_cell: (cells,), the domain of each cell, −1 for none."""
        inside = np.flatnonzero(part_by_cell >= 0)
        part = part_by_cell[inside]
        post, outside_pair, outside = _reach(design, inside, part, part_by_cell)
        outside_part = post.part[outside_pair] if post else np.zeros(0, dtype=np.intp)
        cells, all_parts = np.concatenate([inside, outside]), np.concatenate([part, outside_part])
        strata = Pairs.of(all_parts, design.stratum[cells])
        clusters = None if design.cluster is None else Pairs.of(all_parts, design.cluster[cells])
        cluster_strata = np.zeros(len(clusters) if clusters else 0, dtype=np.intp)
        if clusters:
            cluster_strata[clusters.index] = strata.index
        second, second_clusters = _second(design, all_parts, cells, clusters)
        unseen = _unseen(design, inside, strata, parts)
        return cls(
            design,
            parts,
            inside,
            part,
            outside,
            outside_part,
            strata,
            clusters,
            cluster_strata,
            second,
            second_clusters,
            post,
            outside_pair,
            unseen,
        )

    @classmethod
    def whole(cls, *, design: Design) -> "Layout":
        """One domain: everybody."""
        return cls.of(part_by_cell=np.zeros(len(design.weight), dtype=np.intp), parts=1, design=design)

    def sum(self, values: FloatArray | IntArray) -> FloatArray:
        """Sums over the cells inside, by domain."""
        return sum_by(index=self.part, values=values, size=self.parts)

    def sum_whole(self, values: IntArray) -> IntArray:
        """Sums of whole numbers by domain: exact, since they are below 2^53."""
        return self.sum(values).astype(np.int64)


def _second(design: Design, parts: Index, cells: Index, clusters: Pairs | None) -> tuple[Pairs | None, Index]:
    if clusters is None or design.second is None or design.second.unit is None:
        return None, np.zeros(0, dtype=np.intp)
    pairs = Pairs.of(parts, design.second.unit[cells])
    within = np.zeros(len(pairs), dtype=np.intp)
    within[pairs.index] = clusters.index
    return pairs, within


def _unseen(design: Design, inside: Index, strata: Pairs, parts: int) -> FloatArray:
    """Silent persons of each domain that is made of whole strata."""
    members = sum_by(index=strata.index[: len(inside)], values=design.respondents[inside], size=len(strata))
    everybody = sum_by(index=design.stratum, values=design.respondents, size=design.strata)
    silent = np.where(members == everybody[strata.other], design.unseen[strata.other], np.inf)
    return sum_by(index=strata.part, values=np.where(members > 0, silent, 0.0), size=parts)


def _reach(
    design: Design, inside: Index, part: Index, part_by_cell: Index
) -> tuple[Pairs | None, Index, Index]:
    """Pairs of domain and post-stratum; then pair and cell of everybody else in those post-strata."""
    if design.post_stratum is None:
        nobody = np.zeros(0, dtype=np.intp)
        return None, nobody, nobody
    pairs = Pairs.of(part, design.post_stratum[inside])
    order = np.argsort(design.post_stratum, kind="stable")
    first = np.searchsorted(design.post_stratum[order], np.arange(int(design.post_stratum.max()) + 2))
    sizes = first[pairs.other + 1] - first[pairs.other]
    pair = np.repeat(np.arange(len(pairs)), sizes)
    position = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    cell = order[first[pairs.other][pair] + position]
    is_outside = part_by_cell[cell] != pairs.part[pair]
    return pairs, pair[is_outside], cell[is_outside]
