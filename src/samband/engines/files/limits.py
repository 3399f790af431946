# SPDX-License-Identifier: EUPL-1.2
"""How much a file from outside may ask of the machine."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """file_bytes: the file as it arrives. The rest bounds what it may unfold to.

    cells: rows × columns of a spreadsheet, empty cells between filled ones included.
    ratio: unpacked bytes per packed byte of one part of a spreadsheet; real ones stay below 50.
    memory_bytes, seconds: of the process that unpacks a spreadsheet or statistics file.
    """

    file_bytes: int = 50 * MEGABYTE
    rows: int = 250_000
    columns: int = 1_000
    unpacked_bytes: int = 400 * MEGABYTE
    ratio: int = 200
    parts: int = 500
    cells: int = 6_000_000
    memory_bytes: int = 1_500 * MEGABYTE
    seconds: int = 120


STANDARD = Limits()
