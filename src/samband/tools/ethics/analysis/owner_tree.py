# SPDX-License-Identifier: EUPL-1.2
"""Which organisations around one are drawn, and on which level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from samband.tools.ethics.rules import OrganisationRecord, OwnershipRecord

DEEPEST = 3
MOST = 4
"""So many levels up and down, and so many organisations on each."""


@dataclass(frozen=True, slots=True)
class Holder:
    """An organisation, or an owner whom nobody knows. level: 0 for the one asked about, owners below 0."""

    key: str
    organisation: OrganisationRecord | None
    level: int


@dataclass(frozen=True, slots=True)
class OwnerTree:
    """links: between organisations that are drawn. left: level -> how many more there are."""

    holders: tuple[Holder, ...]
    links: tuple[OwnershipRecord, ...]
    left: Mapping[int, int]


def owner_tree(*, organisation: int, held: Iterable[OwnershipRecord]) -> OwnerTree:
    """held: on one day. Those with the largest shares stand for their level; an organisation stands once,
    where it is nearest, so that a circle leads back up.
    """
    links = list(held)
    found: dict[str, Holder] = {}
    left: dict[int, int] = {}
    ends = (one for link in links for one in (link.owner, link.owned))
    root = next((one for one in ends if one and one.id == organisation), None)
    key = f"o{organisation}"
    found[key] = Holder(key, root, 0)
    edges = {-1: [key], 1: [key]}
    for depth in range(1, DEEPEST + 1):
        for step in (-1, 1):
            edges[step] = _next(edges[step], links, found, left, step * depth)
    drawn = tuple(link for link in links if owner_key(link) in found and _owned_key(link) in found)
    return OwnerTree(tuple(found.values()), drawn, left)


def owner_key(link: OwnershipRecord) -> str:
    return f"o{link.owner.id}" if link.owner else f"owner_{link.id}"


def _owned_key(link: OwnershipRecord) -> str:
    return f"o{link.owned.id}"


def _next(
    level: Sequence[str],
    links: Sequence[OwnershipRecord],
    found: dict[str, Holder],
    left: dict[int, int],
    depth: int,
) -> list[str]:
    """The keys that are drawn one step further."""
    near, far = (_owned_key, owner_key) if depth < 0 else (owner_key, _owned_key)
    steps = sorted((link for link in links if near(link) in level), key=_largest_first)
    new = {far(link): link for link in reversed(steps) if far(link) not in found}
    keys = sorted(new, key=lambda one: _largest_first(new[one]))
    for key in keys[:MOST]:
        found[key] = Holder(key, new[key].owner if depth < 0 else new[key].owned, depth)
    if len(keys) > MOST:
        left[depth] = len(keys) - MOST
    return keys[:MOST]


def _largest_first(link: OwnershipRecord) -> tuple[Decimal, int]:
    return -(link.share_high or Decimal(0)), link.id


def is_more_than_whole(*, held: Iterable[OwnershipRecord]) -> bool:
    """Whether the known shares of some organisation add up to more than the whole: they are scaled."""
    told: dict[int, Decimal] = {}
    for one in held:
        if one.share_low is not None and one.share_low == one.share_high:
            told[one.owned.id] = told.get(one.owned.id, Decimal(0)) + one.share_low
    return any(share > 100 for share in told.values())
