# SPDX-License-Identifier: EUPL-1.2
"""Values as a PDF writes them (ISO 32000-1, 7.3), out of bytes of which nothing is believed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

DEEPEST = 30
MOST_VALUES = 1_500_000
_SPACE = b"\x00\t\n\x0c\r "
_TOKEN = re.compile(
    rb"[\x00\t\n\x0c\r ]*(?:%[^\r\n]*(?:[\r\n][\x00\t\n\x0c\r ]*|\Z))*"
    rb"(<<|>>|[\[\]{}]|\(|<[0-9A-Fa-f\x00\t\n\x0c\r ]*>|/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*"
    rb"|[^\x00\t\n\x0c\r ()<>\[\]{}/%]+)"
)
_REFERENCE = re.compile(rb"[\x00\t\n\x0c\r ]+(\d{1,10})[\x00\t\n\x0c\r ]+R(?![A-Za-z0-9])")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_STRING_PART = re.compile(rb"[^\\()]+|\\(?:[0-7]{1,3}|\r\n|[\s\S])|[()]")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class Word(bytes):
    """An operator or another bare word."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Reference:
    number: int


class Broken(ValueError):  # noqa: N818  it names what was found
    """Here stands nothing that could be a value."""


class Reader:
    """Reads one value after another from a place on. left: how many more it will, whatever stands there."""

    def __init__(self, data: bytes, place: int = 0, left: int = MOST_VALUES) -> None:
        self.data, self.place, self.left = data, place, left

    def values(self) -> Iterator[object]:
        """Until the end, or until something is no value."""
        try:
            while True:
                yield self.value()
        except Broken:
            return

    def value(self, depth: int = 0) -> object:
        """The next. Raises Broken."""
        found = _TOKEN.match(self.data, self.place)
        self.left -= 1
        if not found or depth > DEEPEST or self.left < 0:
            raise Broken
        self.place, token = found.end(), found[1]
        if token == b"<<":
            return self._dictionary(depth)
        if token in (b"[", b"{"):
            return self._array(depth)
        if token == b"(":
            return self._string()
        if token[:1] == b"<":
            return _hex(token[1:-1])
        if token[:1] == b"/":
            return Name(_unescaped(token[1:]).decode("latin-1"))
        return self._number(token)

    def _number(self, token: bytes) -> object:
        if not _NUMBER.fullmatch(token) or len(token) > 20:
            return Word(token)
        if token.isdigit() and (found := _REFERENCE.match(self.data, self.place)):
            self.place = found.end()
            return Reference(int(token))
        return float(token) if b"." in token else int(token)

    def _array(self, depth: int) -> list[object]:
        entries: list[object] = []
        while (one := self.value(depth + 1)) not in (Word(b"]"), Word(b"}")):
            entries.append(one)
        return entries

    def _dictionary(self, depth: int) -> dict[str, object]:
        entries: dict[str, object] = {}
        while isinstance(key := self.value(depth + 1), Name):
            entries[key] = self.value(depth + 1)
        if key != Word(b">>"):
            raise Broken
        return entries

    def _string(self) -> bytes:
        parts: list[bytes] = []
        depth = 1
        while found := _STRING_PART.match(self.data, self.place):
            self.place, part = found.end(), found[0]
            self.left -= 1
            if self.left < 0:
                break
            depth += (part == b"(") - (part == b")")
            if depth == 0:
                return b"".join(parts)
            parts.append(_plain(part) if part[:1] == b"\\" else part)
        raise Broken


def _plain(part: bytes) -> bytes:
    """What an escape in a string means."""
    told = part[1:]
    if told.isdigit() and told[:1] < b"8":
        return bytes([int(told, 8) & 255])
    return b"" if told in (b"\n", b"\r", b"\r\n") else _ESCAPES.get(told, told)


def _hex(digits: bytes) -> bytes:
    plain = digits.translate(None, _SPACE)
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii"))


def _unescaped(name: bytes) -> bytes:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), name)
