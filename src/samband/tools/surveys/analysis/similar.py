# SPDX-License-Identifier: EUPL-1.2
"""Which members are most like one: by how many adults there are, and how many of them are old."""

from samband.engines.comparison import BadTrait, Trait, similar_members
from samband.tools.surveys.analysis.estimates import WaveFrame
from samband.tools.surveys.analysis.modelled import ADULTS, OLD, auxiliary_of

MOST, FEWEST = 12, 8
TRAITS = (Trait(ADULTS, is_logged=True), Trait(OLD))


def most_alike(*, frame: WaveFrame, unit: str) -> tuple[str, ...]:
    """Members that take part, the most alike first; none where fewer than eight others can be chosen from.

    Only traits of the place, never its results. None for a member whose adults are not known by age.
    """
    known_of = auxiliary_of(frame=frame)
    known = {
        code: dict(zip(known_of.columns, map(float, values), strict=True))
        for code, values in zip(known_of.units, known_of.values, strict=True)
    }
    if unit not in known or len(known) <= FEWEST:
        return ()
    try:
        found = similar_members(unit=unit, traits=TRAITS, known=known, count=MOST)
    except BadTrait:
        return ()
    return tuple(one.unit for one in found)
