# SPDX-License-Identifier: EUPL-1.2
"""Releases that are public already, read so that the next one cannot be subtracted from them."""

from collections.abc import Sequence
from pathlib import Path

from samband.engines.disclosure import Cause, Cell, Decisions
from samband.engines.tables import EstimateTable, ReleasedTable, Status, read_csv, released_table

_INSIDE = frozenset({Status.ESTIMATED, Status.EMPTY})


class UnfitRelease(ValueError):  # noqa: N818  it names the fact
    """A file that is no release, or one of other figures."""


def read_releases(*, files: Sequence[Path], table: EstimateTable) -> tuple[ReleasedTable, ...]:
    """The releases, oldest first, each of figures that the table has as well.

    A figure that stands in a release alone could be subtracted from those of the table without anybody
    looking. Raises UnfitRelease, BadResults, OSError.
    """
    cells = {Cell(row.group, row.unit, row.measure) for row in table}
    return tuple(_release(file, cells) for file in files)


def told(*, decisions: Decisions, files: Sequence[Path]) -> str:
    """What the earlier releases cost, in a line for the analyst."""
    count = decisions.count(Cause.EARLIER)
    names = ", ".join(file.name for file in files)
    figures = "1 figure is" if count == 1 else f"{count} figures are"
    return (
        f"{names}: {figures} withheld because few answers have come or gone since, or it was withheld then."
    )


def _release(file: Path, cells: set[Cell]) -> ReleasedTable:
    with file.open(encoding="utf-8", newline="") as source:
        rows = read_csv(source=source)
    inside = next((row for row in rows if row.status in _INSIDE), None)
    if inside is not None:
        raise UnfitRelease(
            f"{file.name}: {inside.measure} of {inside.group} in {inside.unit} is {inside.status}, so this "
            "is no release. Name the file that was written with --released and published."
        )
    measures = {cell.measure for cell in cells}
    for row in rows:
        if row.measure in measures and Cell(row.group, row.unit, row.measure) not in cells:
            raise UnfitRelease(
                f"{file.name} has {row.measure} of {row.group} in {row.unit}, which this plan does not make. "
                "Figures of both could be subtracted from one another unseen: let the plan make it too."
            )
    return released_table(rows=rows, rules={})
