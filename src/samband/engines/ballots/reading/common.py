# SPDX-License-Identifier: EUPL-1.2
"""What all rule files have: where the rule comes from, shares, bands, lists of names."""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from samband.engines.ballots.delegates import Band
from samband.engines.ballots.provenance import Provenance, RuleSource, Status
from samband.engines.rule_files import Reader

COMMON = ("rule", "code", "title", "status", "sources", "valid_from", "valid_to", "note")
_SHARE = re.compile(r"([0-9]{1,6})/([0-9]{1,6})")


def read_provenance(reader: Reader) -> Provenance:
    reader.text("status", is_required=True)
    status = Status(reader.one_of("status", known=list(Status), default=Status.TO_VERIFY))
    sources = tuple(_sources(reader))
    if status is Status.PUBLISHED and not sources:
        reader.faults.add(
            reader.place_of("status"), "A published rule names no source.", "Add it under sources."
        )
    return Provenance(
        code=reader.code("code"),
        title=reader.words("title"),
        status=status,
        sources=sources,
        valid_from=reader.day("valid_from") or date.min,
        valid_to=reader.day("valid_to") if reader.text("valid_to") else None,
        note=reader.words("note", is_required=False),
    )


def optional_number(reader: Reader, key: str) -> int | None:
    """None where the key is absent or says none."""
    return None if reader.text(key) in {"", "none"} else reader.whole(key)


def share(reader: Reader, key: str) -> Fraction:
    """A share as 1/3: decimals would not be exact."""
    text = reader.text(key, is_required=True)
    found = _SHARE.fullmatch(text)
    if found and int(found[2]) and int(found[1]) <= int(found[2]):
        return Fraction(int(found[1]), int(found[2]))
    if text:
        what = f"{key} “{text[:40]}” is not a share."
        reader.faults.add(reader.place_of(key), what, "Write two whole numbers, as 1/3 or 2/3.")
    return Fraction(0)


def bands(reader: Reader, key: str, *, counts: str) -> tuple[Band, ...]:
    """Bands of inhabitants; overlapping ones are faults, gaps are not: there the rule is silent."""
    found = []
    for section in reader.sections(key):
        one = Reader(section, reader.faults, owner="The band")
        one.refuse_unknown_keys("above", "up_to", counts)
        found.append((one, Band(one.whole("above"), optional_number(one, "up_to"), one.whole(counts))))
    if not found:
        reader.faults.add(reader.place_of(key), f"{reader.owner} has no {key}.", "Add at least one band.")
    line = sorted(found, key=lambda pair: pair[1].above)
    for (_, lower), (at, upper) in pairwise(line):
        if lower.up_to is None or lower.up_to > upper.above:
            at.faults.add(
                at.place, "The band overlaps the one below it.", "Let it begin where that one ends."
            )
    for at, band in line:
        if band.up_to is not None and band.up_to <= band.above:
            at.faults.add(at.place, "The band ends before it begins.", "Correct above or up_to.")
    return tuple(band for _, band in line)


def names(reader: Reader, key: str) -> tuple[str, ...]:
    """A list of single words; it must not be empty."""
    found = tuple(text.value for text in reader.texts(key))
    if not found:
        reader.faults.add(reader.place_of(key), f"{reader.owner} has no {key}.", f"Add “{key}: […]”.")
    return found


def numbers_by_name(reader: Reader, key: str) -> dict[str, int]:
    """Name -> whole number."""
    inside = reader.inside(key, owner=key)
    return {name: inside.whole(name) for name in inside.keys}


def _sources(reader: Reader) -> Iterator[RuleSource]:
    for section in reader.sections("sources"):
        one = Reader(section, reader.faults, owner="The source")
        one.refuse_unknown_keys("title", "address")
        yield RuleSource(one.text("title", is_required=True), one.text("address"))
