# SPDX-License-Identifier: EUPL-1.2
"""What a reader's own choice of codes may show: sums of open cells, and nothing else."""

from collections.abc import Collection, Mapping, Sequence
from itertools import product

from samband.engines.disclosure.linked.protect import Protected
from samband.engines.disclosure.linked.table import Axis, BadTable, Codes


def figure(*, protected: Protected, chosen: Mapping[str, Collection[str]]) -> float | None:
    """The figure of all cells with the chosen codes together; None when it may not be told.

    chosen: dimension -> codes, which may not overlap; a dimension left out means its first sum. The figure is
    added up from open cells alone, so that it tells nothing that the reader could not add up himself: no
    filter makes a table that was not guarded. Raises BadTable for unknown dimensions and codes, and overlaps.
    """
    strange = sorted(set(chosen) - {axis.name for axis in protected.table.axes})
    if strange:
        raise BadTable(f"The table has no dimension {strange[0]}.")
    lists = [_codes(axis, chosen.get(axis.name)) for axis in protected.table.axes]
    places = [protected.table.at[cell] for cell in product(*lists)]
    if any(protected.withheld[place] for place in places):
        return None
    return float(sum(protected.table.values[place] for place in places))


def _codes(axis: Axis, wanted: Collection[str] | None) -> Sequence[str]:
    if wanted is None:
        return axis.codes[:1]
    codes: Codes = tuple(dict.fromkeys(wanted))
    unknown = [code for code in codes if code not in axis.beneath]
    if unknown:
        raise BadTable(f"{axis.name}: there is no code {unknown[0]}.")
    leaves = [leaf for code in codes for leaf in axis.beneath[code]]
    if len(leaves) > len(set(leaves)):
        raise BadTable(f"{axis.name}: two of the chosen codes overlap. Choose one of them.")
    return codes
