# SPDX-License-Identifier: EUPL-1.2
"""How many places of the menu stand in one line, reckoned without a browser.

Letters are counted, each as wide as the usual ones of its script are on a screen (bold, with some to spare):
a guess that errs towards folding a place away, where everybody still finds it.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import accumulate
from typing import Final


class Room(StrEnum):
    """In what windows a place of the menu stands in its line; the style sheet has the same widths."""

    ANY = ""
    MIDDLE = "middle"
    """From 66 rem on."""
    WIDE = "wide"
    """From 72 rem on: the line grows no longer in wider ones."""
    NONE = "none"


LINES_PX: Final = {Room.ANY: 895, Room.MIDDLE: 985, Room.WIDE: 1080}
"""Length of the line in the narrowest window of each kind, pixels at the usual size of letters."""
_BESIDE_PX: Final = 32
"""Between two labels: their padding and the gap."""
_LATIN_PX, _CYRILLIC_PX, _GEORGIAN_PX = 10.2, 11.3, 10.8
_ARROW_PX: Final = 24


def rooms_of(*, labels: Sequence[str], more: str) -> tuple[Room, ...]:
    """One for each place, in their order. more: what the fold is called that holds the others.

    A place is never in the line where one before it is not.
    """
    ends = list(accumulate(_width_px(label) for label in labels))
    fold = _width_px(more) + _ARROW_PX
    fitting = {room: _fitting(ends, line, fold) for room, line in LINES_PX.items()}
    return tuple(
        next((room for room, number in fitting.items() if place < number), Room.NONE)
        for place in range(len(labels))
    )


def _fitting(ends: Sequence[float], line: float, fold: float) -> int:
    """How many places stand in a line; where not all do, the fold stands there too."""
    if not ends or ends[-1] <= line:
        return len(ends)
    return sum(end <= line - fold for end in ends)


def _width_px(text: str) -> float:
    return _BESIDE_PX + sum(map(_letter_px, text))


def _letter_px(letter: str) -> float:
    if "\u10a0" <= letter <= "\u10ff" or "\u1c90" <= letter <= "\u1cbf":
        return _GEORGIAN_PX
    return _CYRILLIC_PX if "\u0400" <= letter <= "\u04ff" else _LATIN_PX
