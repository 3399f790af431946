# SPDX-License-Identifier: EUPL-1.2
"""Any table as a file that people open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from samband.engines.tables.files import harmless


def csv_lines(*, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file, one at a time: UTF-8 with its mark, commas, None as nothing.

    Texts that a spreadsheet would run are made harmless. Not for results, which ``write_csv`` writes to the
    last digit.
    """
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])


class _Line:
    """What csv.writer writes into: it hands the line on."""

    def write(self, line: str) -> str:
        return line
