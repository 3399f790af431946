# SPDX-License-Identifier: EUPL-1.2
"""Members with their values from a CSV file."""

from pathlib import Path

from samband.engines.fees.model import Member


class MemberFaults(ValueError):  # noqa: N818  it names the fact
    """A file of members that cannot be used. faults: all, worded with row and column."""

    def __init__(self, file: str, faults: tuple[str, ...]) -> None:
        self.file, self.faults = file, faults
        super().__init__("\n".join(f"{file}: {fault}" for fault in faults))


def read_members(path: Path) -> tuple[Member, ...]:
    """Columns: code, name, kind, and values as population_2019; joined, left, merged_from when needed."""
    raise NotImplementedError
