# SPDX-License-Identifier: EUPL-1.2
"""What kind of answer a question takes, out of a tree: limits that cross and names that lead nowhere told."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from math import ceil, floor
from typing import TypeVar

from samband.engines.instrument.expressions import Expression, ExpressionFault, parse
from samband.engines.instrument.fitting import LARGEST
from samband.engines.instrument.flow import (
    AnswerKind,
    Computed,
    Consent,
    Day,
    Evidence,
    FreeText,
    Note,
    Number,
    OneOf,
    OnScale,
    Options,
    Ranked,
    SomeOf,
)
from samband.engines.instrument.measured import Scale
from samband.engines.rule_files import Reader, nearest

Named = TypeVar("Named")

LONGEST_TEXT = 20_000
MOST_FILES = 20
_SIGNED = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_ENDING = re.compile(r"[a-z0-9]{1,10}")


class Ask(StrEnum):
    """How a question is asked, as files write it."""

    SCALE = "scale"
    ONE_OF = "one_of"
    SOME_OF = "some_of"
    RANKED = "ranked"
    NUMBER = "number"
    DAY = "day"
    TEXT = "text"
    EVIDENCE = "evidence"
    CONSENT = "consent"
    NOTE = "note"
    COMPUTED = "computed"


KEYS: Mapping[Ask, tuple[str, ...]] = {
    Ask.SCALE: ("scale",),
    Ask.ONE_OF: ("options", "is_shuffled"),
    Ask.SOME_OF: ("options", "least", "most", "is_shuffled"),
    Ask.RANKED: ("options", "most", "is_shuffled"),
    Ask.NUMBER: ("unit", "low", "high", "decimals"),
    Ask.DAY: ("earliest", "latest"),
    Ask.TEXT: ("longest", "lines"),
    Ask.EVIDENCE: ("endings", "largest_megabytes", "most"),
    Ask.CONSENT: (),
    Ask.NOTE: (),
    Ask.COMPUTED: ("value",),
}


def read_expression(*, reader: Reader, key: str) -> Expression | None:
    """The condition or calculation at the key; None when there is none that can be read."""
    text = reader.text(key)
    if not text:
        return None
    try:
        return parse(text=text)
    except ExpressionFault as fault:
        what = f"{reader.owner}: {key}, sign {fault.position + 1}: {fault.what}"
        reader.faults.add(reader.place_of(key), what, fault.remedy)
        return None


class Kinds:
    """Reads kinds of answers. units: names of units met on the way."""

    def __init__(self, scales: Mapping[str, Scale], options: Mapping[str, Options]) -> None:
        self.scales, self.options = scales, options
        self.units: dict[str, None] = {}

    def kind(self, ask: Ask, reader: Reader) -> AnswerKind | None:
        """None where it cannot be built; why is noted in the reader."""
        return self._READERS[ask](self, reader)

    def _scale(self, reader: Reader) -> AnswerKind | None:
        found = self._named(reader, "scale", self.scales)
        return OnScale(found) if found else None

    def _one_of(self, reader: Reader) -> AnswerKind | None:
        options = self._named(reader, "options", self.options)
        return OneOf(options, reader.flag("is_shuffled", default=False)) if options else None

    def _some_of(self, reader: Reader) -> AnswerKind | None:
        options = self._named(reader, "options", self.options)
        if options is None:
            return None
        count = len(options.codes) - len(options.exclusive)
        least = reader.whole("least", high=count, default=0)
        most = reader.whole("most", low=max(least, 1), high=len(options.codes), default=0) or None
        return SomeOf(options, least, most, reader.flag("is_shuffled", default=False))

    def _ranked(self, reader: Reader) -> AnswerKind | None:
        options = self._named(reader, "options", self.options)
        if options is None:
            return None
        count = len(options.codes) - len(options.exclusive)
        if count < 2:
            what = f"{reader.owner}: there are fewer than two options to put in order."
            reader.faults.add(reader.place, what, "Ask it as one_of, or add options.")
        most = reader.whole("most", low=1, high=max(count, 1), default=0) or None
        return Ranked(options, most, reader.flag("is_shuffled", default=False))

    def _number(self, reader: Reader) -> AnswerKind | None:
        decimals = reader.whole("decimals", high=6, default=0)
        low, high = self._limit(reader, "low"), self._limit(reader, "high")
        unit = reader.code("unit") if reader.text("unit") else ""
        if unit:
            self.units[unit] = None
        step = 10**decimals
        if low is not None and high is not None and ceil(low * step) > floor(high * step):
            what = f"{reader.owner}: no number with {decimals} decimals lies between {low} and {high}."
            reader.faults.add(reader.place_of("low"), what, "Write the smaller number as low.")
        return Number(unit, low, high, decimals)

    def _day(self, reader: Reader) -> AnswerKind | None:
        ends: list[date | None] = [
            reader.day(key) if reader.text(key) else None for key in ("earliest", "latest")
        ]
        earliest, latest = ends
        if earliest and latest and earliest > latest:
            what = f"{reader.owner}: no day lies between {earliest} and {latest}."
            reader.faults.add(reader.place_of("earliest"), what, "Write the earlier day as earliest.")
        return Day(earliest, latest)

    def _text(self, reader: Reader) -> AnswerKind | None:
        longest = reader.whole("longest", low=1, high=LONGEST_TEXT, default=2_000)
        return FreeText(longest, reader.whole("lines", low=1, high=50, default=1))

    def _evidence(self, reader: Reader) -> AnswerKind | None:
        endings = tuple(text.value for text in reader.texts("endings")) or Evidence().endings
        for ending in endings:
            if not _ENDING.fullmatch(ending):
                what = f"{reader.owner}: “{ending[:20]}” is no ending of a file."
                reader.faults.add(reader.place_of("endings"), what, "Write it without a point, as pdf.")
        megabytes = reader.whole("largest_megabytes", low=1, high=100, default=10)
        return Evidence(endings, megabytes, reader.whole("most", low=1, high=MOST_FILES, default=1))

    def _computed(self, reader: Reader) -> AnswerKind | None:
        value = read_expression(reader=reader, key="value")
        if value is None:
            reader.text("value", is_required=True)
        return Computed(value) if value else None

    def _named(self, reader: Reader, key: str, known: Mapping[str, Named]) -> Named | None:
        name = reader.text(key, is_required=True)
        if name and name not in known:
            what = f"{reader.owner}: {key} “{name[:60]}” is unknown."
            reader.faults.add(reader.place_of(key), what, nearest(word=name, known=tuple(known)))
        return known.get(name)

    def _limit(self, reader: Reader, key: str) -> float | None:
        text = reader.text(key)
        if not text:
            return None
        if _SIGNED.fullmatch(text) and abs(float(text)) < LARGEST:
            return float(text) if "." in text else int(text)
        what = f"{reader.owner}: {key} “{text[:40]}” is not a number."
        reader.faults.add(reader.place_of(key), what, "Write digits with a point before decimals, as -2.5.")
        return None

    _READERS: Mapping[Ask, Callable[["Kinds", Reader], AnswerKind | None]] = {
        Ask.SCALE: _scale,
        Ask.ONE_OF: _one_of,
        Ask.SOME_OF: _some_of,
        Ask.RANKED: _ranked,
        Ask.NUMBER: _number,
        Ask.DAY: _day,
        Ask.TEXT: _text,
        Ask.EVIDENCE: _evidence,
        Ask.CONSENT: lambda _self, _reader: Consent(),
        Ask.NOTE: lambda _self, _reader: Note(),
        Ask.COMPUTED: _computed,
    }
