# SPDX-License-Identifier: EUPL-1.2
"""The numbered objects of a PDF. They are looked for in the whole file, so that no table has to be right."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from samband.engines.pdf_text.syntax import MOST_VALUES, Broken, Reader, Reference

LARGEST_STREAM = 20_000_000
LARGEST_SUM = 40_000_000
_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})[\x00\t\n\x0c\r ]+\d{1,5}[\x00\t\n\x0c\r ]+obj(?![A-Za-z])")
_STREAM = re.compile(rb"[\x00\t\n\x0c\r ]*stream\r?\n?")


@dataclass(frozen=True, slots=True)
class Stream:
    entries: Mapping[str, object]
    raw: bytes


@dataclass(slots=True)
class Objects:
    """All objects of a file. unpacked: bytes so far, bounded over the whole file."""

    found: dict[int, object] = field(default_factory=dict)
    unpacked: int = 0

    def resolved(self, value: object) -> object:
        """What a reference points at, through at most a few of them."""
        for _ in range(10):
            if not isinstance(value, Reference):
                return value
            value = self.found.get(value.number)
        return None

    def entries(self, value: object) -> Mapping[str, object]:
        """A dictionary, or that of a stream; empty for anything else."""
        value = self.resolved(value)
        if isinstance(value, Stream):
            return value.entries
        return value if isinstance(value, dict) else {}

    def listed(self, value: object) -> list[object]:
        value = self.resolved(value)
        return value if isinstance(value, list) else []

    def content(self, value: object) -> bytes:
        """A stream unpacked; empty for filters that pack no text and for what is too large."""
        value = self.resolved(value)
        if not isinstance(value, Stream):
            return b""
        content = value.raw
        for name in self._filters(value.entries):
            if name not in ("FlateDecode", "Fl") or self.unpacked > LARGEST_SUM:
                return b""
            content = _inflated(content)
        self.unpacked += len(content)
        return content

    def _filters(self, entries: Mapping[str, object]) -> list[object]:
        told = self.resolved(entries.get("Filter"))
        if told is None:
            return []
        return [self.resolved(one) for one in told] if isinstance(told, list) else [told]


def read_objects(*, data: bytes) -> Objects:
    """Every object; of several with one number the last in the file, as later changes are appended."""
    made = Objects()
    for number, value in _outer(data):
        made.found[number] = value
    for stream in [one for one in made.found.values() if isinstance(one, Stream)]:
        if stream.entries.get("Type") == "ObjStm":
            for number, value in _inner(stream, made):
                made.found.setdefault(number, value)
    return made


def _outer(data: bytes) -> Iterator[tuple[int, object]]:
    place, left = 0, MOST_VALUES
    while left > 0 and (found := _OBJECT.search(data, place)):
        reader = Reader(data, found.end(), left)
        place = found.end()
        try:
            value = reader.value()
        except Broken:
            left = reader.left
            continue
        left = reader.left
        place = max(place, reader.place)
        begins = _STREAM.match(data, reader.place)
        if isinstance(value, dict) and begins:
            ends = _end(data, begins.end(), value.get("Length"))
            value, place = Stream(value, data[begins.end() : ends]), ends
        yield int(found[1]), value


def _end(data: bytes, begins: int, length: object) -> int:
    """Where it says that it ends, when it does; else before the word that ends it."""
    if (
        isinstance(length, int)
        and length >= 0
        and b"endstream" in data[begins + length : begins + length + 20]
    ):
        return begins + length
    ends = data.find(b"endstream", begins)
    return ends if ends >= 0 else len(data)


def _inner(stream: Stream, made: Objects) -> Iterator[tuple[int, object]]:
    """Objects packed into a stream (7.5.7)."""
    content, first = made.content(stream), stream.entries.get("First")
    if not isinstance(first, int) or not 0 <= first <= len(content):
        return
    heads = [one for one in Reader(content[:first]).values() if isinstance(one, int)]
    for number, place in zip(heads[::2], heads[1::2], strict=False):
        try:
            yield number, Reader(content, first + place).value()
        except Broken:
            continue


def _inflated(packed: bytes) -> bytes:
    """As far as it is intact and within bounds."""
    unpacking = zlib.decompressobj()
    try:
        return unpacking.decompress(packed, LARGEST_STREAM)
    except zlib.error:
        return b""
