# SPDX-License-Identifier: EUPL-1.2
"""Numbers and words in several languages out of a section; what does not fit is noted as a fault."""

import re
from decimal import Decimal

from samband.engines.rule_files.reader import Reader
from samband.engines.rule_files.tree import Section

LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""Tags as in BCP 47: nb, en, sr-Latn."""
NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")
"""A number that is kept exactly as it is written; signs are refused."""
LARGEST = 999_999_999


def read_number(reader: Reader, key: str, *, is_required: bool = True) -> Decimal | None:
    text = reader.text(key, is_required=is_required)
    if not text:
        return None
    if NUMBER.fullmatch(text):
        return Decimal(text)
    what = f"{reader.owner}: {key} “{text[:40]}” is not a number."
    reader.faults.add(
        reader.place_of(key), what, "Write digits with a point before decimals, as 108142 or 36.15."
    )
    return None


def read_whole(
    reader: Reader, key: str, *, low: int = 0, high: int = LARGEST, default: int | None = None
) -> int:
    """A whole number within bounds; the default, or 0 when it is required and missing."""
    text = reader.text(key, is_required=default is None)
    if not text:
        return default or 0
    if text.isascii() and text.isdigit() and len(text) < 16 and low <= int(text) <= high:
        return int(text)
    what = f"{reader.owner}: {key} is “{text[:40]}”."
    reader.faults.add(reader.place_of(key), what, f"Write a whole number from {low} to {high}.")
    return default or 0


def read_words(reader: Reader, key: str, *, is_required: bool = True) -> dict[str, str]:
    """Language -> text. One text alone is taken as English."""
    if isinstance(reader.section.entries.get(key), Section):
        return _by_language(reader.inside(key, owner=f"{reader.owner}: {key}"))
    text = reader.text(key, is_required=is_required)
    return {"en": text} if text else {}


def _by_language(reader: Reader) -> dict[str, str]:
    for tag in reader.keys:
        if not re.fullmatch(LANGUAGE, tag):
            reader.faults.add(
                reader.place_of(tag), f"“{tag[:20]}” is not a language.", "Write a tag as en or nb."
            )
    if "en" not in reader.keys:
        reader.faults.add(reader.place, f"{reader.owner} has no English words.", "Add “en: …”.")
    return {tag: reader.text(tag, is_required=True) for tag in reader.keys}
