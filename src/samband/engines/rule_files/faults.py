# SPDX-License-Identifier: EUPL-1.2
"""What is wrong in a file: where, and what to do about it. All faults at once, never only the first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from samband.engines.rule_files.tree import Place


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """file: name as shown to the reader (with the sheet, for a workbook). line: 1-based line or row.

    gap_in: language whose words are missing, when that is all the fault is.
    """

    file: str
    line: int
    what: str
    remedy: str
    gap_in: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what} {self.remedy}"


class RuleFaults(ValueError):  # noqa: N818  it names the fact
    """A file cannot be used. faults: everything found, in the order of the files and their lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class Faults:
    """Collects what is wrong."""

    def __init__(self) -> None:
        self.found: list[Fault] = []

    def add(self, place: Place, what: str, remedy: str, *, gap_in: str = "") -> None:
        self.found.append(Fault(place.file, place.line, what, remedy, gap_in))


def nearest(*, word: str, known: Sequence[str]) -> str:
    """The remedy for an unknown word: the likely one if any, else all that are known."""
    likely = get_close_matches(word[:100], known, n=1, cutoff=0.6)
    if likely:
        return f"Did you mean {likely[0]}?"
    if not known:
        return "None is defined yet: define it first."
    return f"Write one of: {', '.join(known)}."
