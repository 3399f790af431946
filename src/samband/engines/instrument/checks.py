# SPDX-License-Identifier: EUPL-1.2
"""Whether one raw answer fits its question."""

from dataclasses import dataclass

from samband.engines.instrument.model import Item, Missing

NO_ANSWER_MARKERS = frozenset({"", "NA", "NAN", "."})
"""Texts, in capitals, that files write where nothing was answered."""

LONGEST = 12
"""No code is longer than this; longer texts are refused unread."""

REASONS = {
    Missing.DONT_KNOW: "don't know",
    Missing.NO_OPINION: "no opinion",
    Missing.REFUSED: "refused",
    Missing.NOT_APPLICABLE: "does not apply",
    Missing.NO_ANSWER: "no answer",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A raw answer that its item cannot take. The facts; ``str()`` words them in English."""

    item: Item
    raw: str
    is_number: bool

    @property
    def allowed(self) -> tuple[int, ...]:
        """The valid codes."""
        return self.item.scale.codes

    def __str__(self) -> str:
        return f"{self._fault()} Allowed: {' '.join(map(str, self.allowed))}{self._missing()}."

    def _fault(self) -> str:
        shown = self.raw if len(self.raw) <= LONGEST else f"{self.raw[:LONGEST]}…"
        scale = self.item.scale
        if not self.is_number:
            return f"“{shown}” is not a whole number."
        if scale.low <= int(self.raw) <= scale.high:
            return f"{shown} is not a code of the scale."
        return f"{shown} is outside {scale.low}–{scale.high}."

    def _missing(self) -> str:
        return "".join(f", or {code} for {REASONS[why]}" for code, why in self.item.scale.missing.items())


def check_answer(*, item: Item, raw: str) -> int | Refusal | None:
    """The answer's code (a missing code too), None when nothing was answered, or why it is refused.

    ``4.0``, as spreadsheets write whole numbers, is 4.
    """
    text = raw.strip()
    if text.upper() in NO_ANSWER_MARKERS:
        return None
    code = _whole_number(text)
    if code is None:
        return Refusal(item, text, is_number=False)
    if code in item.scale.codes or code in item.scale.missing:
        return code
    return Refusal(item, str(code), is_number=True)


def _whole_number(text: str) -> int | None:
    digits, point, decimals = text.partition(".")
    is_whole = digits.removeprefix("-").isascii() and digits.removeprefix("-").isdigit()
    if len(text) > LONGEST or not is_whole or (point and decimals.strip("0")):
        return None
    return int(digits)
