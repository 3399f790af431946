# SPDX-License-Identifier: EUPL-1.2
"""Composite trees: a dimension is the mean of its criteria, a criterion the mean of its indicators."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import fsum, isfinite


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree. A leaf takes its value from the data; any other is the mean of its children.

    weight: how much it counts in its parent; equal weights give the plain mean.
    """

    code: str
    children: tuple["Node", ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Composite:
    """value: None when too few children have one. used: codes of the children behind it, none for a leaf."""

    value: float | None
    used: tuple[str, ...] = ()


class BadTree(ValueError):  # noqa: N818  it names the fact
    """A tree that cannot be computed."""


def composites(
    *,
    tree: Node,
    values: Mapping[str, float | None],
    not_applicable: frozenset[float] = frozenset(),
    minimum_children: int = 1,
) -> Mapping[str, Composite]:
    """Every node of the tree, code -> its composite, from the values of its leaves.

    values: leaf -> figure on the common scale; None or absent is missing and is left out of the mean, never
    counted as zero. not_applicable: figures that stand for "does not apply" in the source, such as a printed
    0, treated the same. minimum_children: fewer children with a value leave the parent without one.
    Raises BadTree for a code used twice, a weight that is not above zero, or a value that is no number.

    Parents are means of unrounded children: recomputed from published, rounded children they may differ by 1.
    Source: Albanian local-governance mapping (STAR2, 2020), where a criterion is the unweighted mean of its
    sub-criteria and an instrument that a municipality need not have is printed as 0 and left out.
    Reference values: tests/test_composite_trees.py. Not for indicators on different scales: rescale first.
    """
    _check(tree)
    leaves = {code: _figure(code, value, not_applicable) for code, value in values.items()}
    found: dict[str, Composite] = {}
    _compute(tree, leaves, minimum_children, found)
    return found


def _compute(
    node: Node, leaves: Mapping[str, float | None], minimum: int, found: dict[str, Composite]
) -> float | None:
    if not node.children:
        found[node.code] = Composite(leaves.get(node.code))
        return found[node.code].value
    computed = [(child, _compute(child, leaves, minimum, found)) for child in node.children]
    used = [(child, value) for child, value in computed if value is not None]
    found[node.code] = Composite(
        _mean(used) if len(used) >= minimum else None, tuple(c.code for c, _ in used)
    )
    return found[node.code].value


def _mean(used: list[tuple[Node, float]]) -> float | None:
    if not used:
        return None
    return fsum(child.weight * value for child, value in used) / fsum(child.weight for child, _ in used)


def _figure(code: str, value: float | None, not_applicable: frozenset[float]) -> float | None:
    if value is None or value in not_applicable:
        return None
    if not isfinite(value):
        raise BadTree(f"The value of {code} is {value}. Give a number, or None where it is missing.")
    return value


def _check(tree: Node) -> None:
    nodes = tuple(_walk(tree))
    for code, times in Counter(node.code for node in nodes).items():
        if times > 1:
            raise BadTree(f"The code {code} stands {times} times in the tree. Give each node its own.")
    for node in nodes:
        if not (isfinite(node.weight) and node.weight > 0):
            raise BadTree(f"The weight of {node.code} is {node.weight}. A weight is a number above zero.")


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)
