# SPDX-License-Identifier: EUPL-1.2
"""Dates of birth held against one another."""

from enum import StrEnum

FULL = len("1970-01-01")
YEAR = len("1970")


class Births(StrEnum):
    SAME = "same"
    AGREE = "agree"
    SLIP = "slip"
    OTHER = "other"
    MISSING = "missing"


def compare_births(*, left: str, right: str) -> Births:
    """left, right: ISO dates as precise as known. AGREE: the less precise one contains the other.

    SLIP: one digit differs, two neighbouring digits or day and month have changed places.
    """
    if not left or not right:
        return Births.MISSING
    if len(left) < FULL or len(right) < FULL:
        short = min(len(left), len(right))
        return Births.AGREE if left[:short] == right[:short] else Births.OTHER
    if left == right:
        return Births.SAME
    return Births.SLIP if _is_slip(left, right) else Births.OTHER


def _is_slip(left: str, right: str) -> bool:
    differing = [place for place in range(FULL) if left[place] != right[place]]
    if len(differing) == 1:
        return True
    if left[:YEAR] == right[:YEAR] and left[5:7] == right[8:10] and left[8:10] == right[5:7]:
        return True
    first, last = left.replace("-", ""), right.replace("-", "")
    swapped = [place for place in range(len(first)) if first[place] != last[place]]
    return (
        len(swapped) == 2
        and swapped[1] == swapped[0] + 1
        and first[swapped[0]] == last[swapped[1]]
        and first[swapped[1]] == last[swapped[0]]
    )
