# SPDX-License-Identifier: EUPL-1.2
"""Rows as CSV that no spreadsheet program takes for formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from samband.engines.files import FORMULA_SIGNS

_TELEPHONE = re.compile(r"\+[0-9][0-9 ()-]*")


def safe_cell(text: str) -> str:
    """A text that a spreadsheet program shows as it stands: +47 as 0047, any other sign behind a mark."""
    if _TELEPHONE.fullmatch(text):
        return f"00{text[1:]}"
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def as_csv(*, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """UTF-8 with a byte order mark, so that Excel reads the letters, commas and CRLF (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    for row in rows:
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return f"\ufeff{text.getvalue()}"
