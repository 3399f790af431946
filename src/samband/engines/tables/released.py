# SPDX-License-Identifier: EUPL-1.2
"""A table that may leave the house. Only ``samband.engines.disclosure.release`` makes one."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from samband.engines.tables.estimates import Estimate, EstimateTable, Status

_OPEN: Final = frozenset({Status.RELEASED, Status.SUPPRESSED, Status.NOT_ASKED})


class ReleasedTable(EstimateTable):
    """Estimates after disclosure control: every row released, suppressed or not asked.

    rules: the disclosure rules in the words of their data file, printed in every export.
    """

    rules: Mapping[str, object]

    def __init__(self, rows: Iterable[Estimate]) -> None:  # noqa: ARG002  the signature is the parent's
        raise TypeError("A released table is made by samband.engines.disclosure.release() and nowhere else.")

    def _of(self, rows: Iterable[Estimate]) -> "ReleasedTable":
        return released_table(rows=rows, rules=self.rules)


def released_table(*, rows: Iterable[Estimate], rules: Mapping[str, object]) -> ReleasedTable:
    """Assemble a released table. Called by ``engines.disclosure`` and by readers of published files.

    Raises ValueError when a row still bears an internal status.
    """
    table = ReleasedTable.__new__(ReleasedTable)
    EstimateTable.__init__(table, rows)
    table.rules = MappingProxyType(dict(rules))
    inside = sorted({row.status for row in table} - _OPEN)
    if inside:
        words = ", ".join(inside)
        raise ValueError(f"Rows with status {words} may not leave the house. Call release() first.")
    return table
