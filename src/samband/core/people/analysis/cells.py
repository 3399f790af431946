# SPDX-License-Identifier: EUPL-1.2
"""Rows as CSV that no spreadsheet program takes for formulas."""

import re
from collections.abc import Iterable, Sequence

from samband.engines.tables import csv_lines

_TELEPHONE = re.compile(r"\+[0-9][0-9 ()-]*")


def as_csv(*, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The whole file. A telephone stays one: +47 is 0047, where any other formula stands behind a mark."""
    return "".join(csv_lines(header=header, rows=(list(map(_dialled, row)) for row in rows)))


def _dialled(cell: object) -> object:
    is_telephone = isinstance(cell, str) and _TELEPHONE.fullmatch(cell)
    return f"00{str(cell)[1:]}" if is_telephone else cell
