# SPDX-License-Identifier: EUPL-1.2
"""Weights from the sizes of units: what a division is worth when its parts were counted."""

from collections.abc import Iterator, Mapping
from datetime import date

from samband.engines.geography.geography import Geography
from samband.engines.geography.steps import Step
from samband.engines.geography.units import Basis, Weight

Sizes = Mapping[str, float]


def weights_from_sizes(
    *,
    geography: Geography,
    on: date,
    basis: Basis,
    sizes_before: Sizes,
    sizes_after: Sizes,
    source: str,
    source_backward: str = "",
) -> tuple[Weight, ...]:
    """The shares of units that were divided on the day, where the sizes of whole units tell them.

    sizes_before: code on the eve -> its size; sizes_after: code of the day -> its size. As near to the day as
    there are; a size that is not there is not known. source, source_backward: where the sizes come from.
    Forward: a unit all of whose parts are units of their own, with nothing else in them. Backward: a unit
    that was put together from whole units. Where a part went into a unit with others, or a border was moved,
    sizes of whole units say nothing, and no weight is made.
    """
    step = geography.steps.get(on)
    if step is None:
        return ()
    return (
        *_weights(step, basis, sizes_after, source, is_backward=False),
        *_weights(step, basis, sizes_before, source_backward or source, is_backward=True),
    )


def _weights(step: Step, basis: Basis, sizes: Sizes, source: str, *, is_backward: bool) -> Iterator[Weight]:
    back = step.links(is_backward=not is_backward)
    for divided, parts in step.links(is_backward=is_backward).items():
        known = [sizes.get(part) for part in parts]
        whole = sum(size for size in known if size is not None)
        if len(parts) < 2 or None in known or not whole or any(len(back[part]) > 1 for part in parts):
            continue
        for part in parts:
            yield Weight(step.on, divided, part, basis, sizes[part] / whole, source, is_backward)
