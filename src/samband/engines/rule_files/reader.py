# SPDX-License-Identifier: EUPL-1.2
"""Typed values out of a tree; what does not fit is noted as a fault and reading goes on."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from samband.engines.rule_files.faults import Faults, nearest
from samband.engines.rule_files.tree import KINDS, Listing, Node, Place, Section, Text

CODE = re.compile(r"[a-z][a-z0-9_]{0,60}")
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""Tags as in BCP 47: nb, en, sr-Latn."""
NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")
"""A number that is kept exactly as it is written; signs are refused."""
LARGEST = 999_999_999
_WHOLE = re.compile(r"-?[0-9]{1,4}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

CODE_REMEDY = "Begin with a small letter a–z and use only a–z, 0–9 and _ (60 at most)."


class Reader:
    """One section. owner: how faults name it, as ``item trust``."""

    def __init__(self, section: Section, faults: Faults, *, owner: str = "The file") -> None:
        self.section, self.faults, self.owner = section, faults, owner

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self.section.entries)

    @property
    def place(self) -> Place:
        return self.section.place

    def place_of(self, key: str) -> Place:
        """Where the key stands; the section's own place when it does not."""
        return self.section.keys.get(key, self.place)

    def refuse_unknown_keys(self, *known: str) -> None:
        for key in self.section.entries:
            if key not in known:
                self.faults.add(
                    self.place_of(key), f"The key “{key}” is unknown here.", nearest(word=key, known=known)
                )

    def text(self, key: str, *, is_required: bool = False) -> str:
        """The text at the key, '' when there is none."""
        node = self._of_kind(key, Text)
        value = node.value if isinstance(node, Text) else ""
        if is_required and not value and (node or key not in self.section.entries):
            self.faults.add(self.place_of(key), f"{self.owner} has no {key}.", f"Add “{key}: …”.")
        return value

    def code(self, key: str) -> str:
        """A stable name, '' when missing or malformed."""
        value = self.text(key, is_required=True)
        if value and not is_code(value=value, place=self.place_of(key), faults=self.faults):
            return ""
        return value

    def matching(self, key: str, *, pattern: str, remedy: str) -> str:
        """A required text of a certain form, '' when it is not."""
        value = self.text(key, is_required=True)
        if value and not re.fullmatch(pattern, value):
            self.faults.add(self.place_of(key), f"{key} “{value[:60]}” has the wrong form.", remedy)
            return ""
        return value

    def day(self, key: str) -> date | None:
        value = self.text(key, is_required=True)
        try:
            if _DATE.fullmatch(value):
                return date.fromisoformat(value)
        except ValueError:
            pass
        if value:
            what = f"{key} “{value[:40]}” is not a date."
            self.faults.add(self.place_of(key), what, "Write year-month-day, as 2021-01-31.")
        return None

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.text(key).lower()
        if value not in {"", "true", "false"}:
            self.faults.add(self.place_of(key), f"{key} is “{value[:40]}”.", "Write true or false.")
        return default if not value else value == "true"

    def one_of(self, key: str, *, known: Sequence[str], default: str) -> str:
        """A word of a fixed list; the default when it is absent or unknown."""
        value = self.text(key)
        if value and value not in known:
            what = f"{self.owner}: {key} “{value[:60]}” is unknown."
            self.faults.add(self.place_of(key), what, nearest(word=value, known=known))
            return default
        return value or default

    def some_of(self, key: str, *, known: Sequence[str]) -> tuple[str, ...]:
        """Words of a fixed list, in the order written; unknown and repeated ones are faults."""
        taken: list[str] = []
        for text in self.texts(key):
            if text.value not in known:
                what = f"{self.owner}: “{text.value[:60]}” in {key} is unknown."
                self.faults.add(text.place, what, nearest(word=text.value, known=known))
            elif text.value in taken:
                self.faults.add(text.place, f"{self.owner}: {text.value} stands twice in {key}.", "Keep one.")
            else:
                taken.append(text.value)
        return tuple(taken)

    def number(self, key: str, *, is_required: bool = True) -> Decimal | None:
        """A number of 0 or more, exactly as it is written."""
        text = self.text(key, is_required=is_required)
        if not text:
            return None
        if NUMBER.fullmatch(text):
            return Decimal(text)
        what = f"{self.owner}: {key} “{text[:40]}” is not a number."
        remedy = "Write digits with a point before decimals, as 108142 or 36.15."
        self.faults.add(self.place_of(key), what, remedy)
        return None

    def whole(self, key: str, *, low: int = 0, high: int = LARGEST, default: int | None = None) -> int:
        """A whole number within bounds; the default, or 0 when it is required and missing."""
        text = self.text(key, is_required=default is None)
        if not text:
            return default or 0
        if text.isascii() and text.isdigit() and len(text) < 16 and low <= int(text) <= high:
            return int(text)
        what = f"{self.owner}: {key} is “{text[:40]}”."
        self.faults.add(self.place_of(key), what, f"Write a whole number from {low} to {high}.")
        return default or 0

    def words(self, key: str, *, is_required: bool = True) -> dict[str, str]:
        """Language -> text. One text alone is taken as English."""
        if isinstance(self.section.entries.get(key), Section):
            return self.inside(key, owner=f"{self.owner}: {key}").by_language()
        text = self.text(key, is_required=is_required)
        return {"en": text} if text else {}

    def by_language(self) -> dict[str, str]:
        """The whole section as language -> text; English must be there."""
        for tag in self.keys:
            if not re.fullmatch(LANGUAGE, tag):
                what = f"“{tag[:20]}” is not a language."
                self.faults.add(self.place_of(tag), what, "Write a tag as en or nb.")
        if "en" not in self.keys:
            self.faults.add(self.place, f"{self.owner} has no English words.", "Add “en: …”.")
        return {tag: self.text(tag, is_required=True) for tag in self.keys}

    def texts(self, key: str) -> tuple[Text, ...]:
        """The entries of a list of single values."""
        return tuple(node for node in self._entries(key, Text) if isinstance(node, Text))

    def whole_numbers(self, key: str) -> tuple[int, ...]:
        found = [whole_number(text=text, faults=self.faults) for text in self.texts(key)]
        return tuple(number for number in found if number is not None)

    def sections(self, key: str) -> tuple[Section, ...]:
        """The entries of a list of sections."""
        return tuple(node for node in self._entries(key, Section) if isinstance(node, Section))

    def inside(self, key: str, *, owner: str) -> "Reader":
        """The section at the key, placed at the key; an empty one when there is none."""
        node = self._of_kind(key, Section)
        found = node if isinstance(node, Section) else Section(self.place, {})
        return Reader(replace(found, place=self.place_of(key)), self.faults, owner=owner)

    def _entries(self, key: str, kind: type[Node]) -> Iterator[Node]:
        node = self._of_kind(key, Listing)
        for entry in node.entries if isinstance(node, Listing) else ():
            if isinstance(entry, kind) and (not isinstance(entry, Text) or entry.value):
                yield entry
            else:
                what = f"{self.owner}: an entry of {key} is not {KINDS[kind]}."
                self.faults.add(entry.place, what, "Correct or remove the entry.")

    def _of_kind(self, key: str, kind: type[Node]) -> Node | None:
        node = self.section.entries.get(key)
        if node is None or isinstance(node, kind):
            return node
        if not (isinstance(node, Text) and not node.value):
            what = f"{self.owner}: {key} is {KINDS[type(node)]}."
            self.faults.add(self.place_of(key), what, f"Write {KINDS[kind]}.")
        return None


def is_code(*, value: str, place: Place, faults: Faults) -> bool:
    """Whether the value can be a stable name; notes the fault when not."""
    if CODE.fullmatch(value):
        return True
    faults.add(place, f"The code “{value[:60]}” cannot be used.", CODE_REMEDY)
    return False


def whole_number(*, text: Text, faults: Faults) -> int | None:
    """A whole number of at most four digits, perhaps below 0; notes the fault when it is none."""
    if _WHOLE.fullmatch(text.value):
        return int(text.value)
    faults.add(
        text.place, f"“{text.value[:40]}” is not a whole number of at most 4 digits.", "Write it in digits."
    )
    return None
