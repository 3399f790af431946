# SPDX-License-Identifier: EUPL-1.2
"""Values that laws, registers and agendas have in common, out of their files."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from itertools import islice
from typing import TypeVar

from samband.engines.rule_files import KINDS, Listing, Node, Reader, Section, Text

Known = TypeVar("Known", bound=StrEnum)
LONGEST = 300
_SEARCHED, _GUESSED = 2_000, 20
_SHARE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,12})?|[0-9]{1,9}/[0-9]{1,9}")


def day_or_none(reader: Reader, key: str) -> date | None:
    return reader.day(key) if reader.text(key) else None


def period(reader: Reader) -> tuple[date | None, date | None]:
    """valid_from and valid_to, half-open; a period without a day is a fault."""
    start, end = day_or_none(reader, "valid_from"), day_or_none(reader, "valid_to")
    if start and end and end <= start:
        what = f"{reader.owner}: valid_to {end} is not after valid_from {start}."
        reader.faults.add(reader.place_of("valid_to"), what, "valid_to is the first day it no longer holds.")
    return start, end


def some(reader: Reader, key: str, kind: type[Known]) -> tuple[Known, ...]:
    """Words of an enumeration, as such."""
    return tuple(kind(word) for word in reader.some_of(key, known=tuple(kind)))


def one(reader: Reader, key: str, kind: type[Known], default: Known) -> Known:
    return kind(reader.one_of(key, known=tuple(kind), default=default))


def required_one(reader: Reader, key: str, known: Sequence[str]) -> str:
    """A word of a list that must be there; the first of the list when it is not, so that reading goes on."""
    reader.text(key, is_required=True)
    return reader.one_of(key, known=known, default=known[0])


def short_text(reader: Reader, key: str, *, is_required: bool = False) -> str:
    """In one line and without signs that nobody sees, which turn a line about or command a terminal."""
    value = shown(reader.text(key, is_required=is_required))
    if len(value) > LONGEST:
        what = f"{reader.owner}: {key} is longer than {LONGEST} characters."
        reader.faults.add(reader.place_of(key), what, "Shorten it.")
    return value[:LONGEST]


def shown(text: str) -> str:
    """A blank in place of every sign that cannot be shown: in two files it is the same text."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def share(reader: Reader, key: str) -> Fraction | None:
    """A part above 0, at most 1, written as 0.25 or 1/3; None when it is not there."""
    text = reader.text(key)
    if not text:
        return None
    if _SHARE.fullmatch(text) and not text.endswith("/0"):
        value = _fraction(text)
        if value is not None and 0 < value <= 1:
            return value
    what = f"{reader.owner}: {key} is “{text[:40]}”."
    reader.faults.add(reader.place_of(key), what, "Write a part above 0 and at most 1, as 0.25 or 1/3.")
    return None


def _fraction(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except ZeroDivisionError:
        return None


def named(reader: Reader, key: str, owner: str) -> Iterator[tuple[str, Reader]]:
    """The named sections under a key."""
    inside = reader.inside(key, owner=key)
    for code in inside.keys:
        yield code, inside.inside(code, owner=f"{owner} {code}")


def nodes(reader: Reader, key: str) -> tuple[Node, ...]:
    """The entries of a list, whatever they are."""
    node = reader.section.entries.get(key)
    if node is None or isinstance(node, Listing):
        return node.entries if node else ()
    if not (isinstance(node, Text) and not node.value):
        what = f"{reader.owner}: {key} is {KINDS[type(node)]}."
        reader.faults.add(reader.place_of(key), what, "Write a list.")
    return ()


def each(reader: Reader, key: str, owner: str, bare: str = "") -> Iterator[Reader]:
    """A reader for each entry of a list. bare: what a single text in place of a section stands for."""
    for node in nodes(reader, key):
        if isinstance(node, Text) and bare and node.value:
            section = Section(node.place, {bare: node})
        elif isinstance(node, Section):
            section = node
        else:
            what = f"{reader.owner}: an entry of {key} is {KINDS[type(node)]}."
            reader.faults.add(node.place, what, "Write names with values.")
            continue
        yield Reader(section, reader.faults, owner=owner)


def likely(ref: str, known: Iterable[str], *, before: int = 0) -> str:
    """The remedy for somebody or something that is not there; the whole register is not listed.

    before: faults that were found already. After the first few nobody reads guesses, and each takes its time.
    """
    some = islice(known, _SEARCHED) if before < _GUESSED else ()
    close = get_close_matches(ref[:100], list(some), n=1, cutoff=0.6)
    return f"Did you mean {close[0]}?" if close else "Correct it, or add it to the register."
