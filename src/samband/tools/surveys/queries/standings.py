# SPDX-License-Identifier: EUPL-1.2
"""Where members stand among one another in one published figure. Unguarded: it is published."""

from collections.abc import Iterable
from functools import lru_cache

from samband.engines.comparison import Standings, TooFewUnits, standings
from samband.engines.tables import Estimate, EstimateTable
from samband.tools.surveys.analysis.comparison import Wanted


def member_standings(
    *, table: EstimateTable, digest: str, wanted: Wanted, members: Iterable[str]
) -> Standings | None:
    """Computed once for each publication (digest) and figure. None where too few members have one."""
    found = (wanted.of(table, code) for code in members)
    return _standings(digest, tuple(row for row in found if row is not None and row.is_known))


@lru_cache(maxsize=256)
def _standings(_digest: str, rows: tuple[Estimate, ...]) -> Standings | None:
    try:
        return standings(rows=rows)
    except TooFewUnits:
        return None
