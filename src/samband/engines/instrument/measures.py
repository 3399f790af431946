# SPDX-License-Identifier: EUPL-1.2
"""Items and indices out of a tree, checked against the groups, dimensions and scales they name."""

from collections.abc import Mapping

from samband.engines.instrument.model import Index, Item, Polarity, Scale
from samband.engines.rule_files import Faults, Reader, Section, nearest

ITEM_KEYS = ("code", "scale", "concept", "dimension", "polarity", "asked_of", "is_verified", "source")
INDEX_KEYS = ("code", "items", "minimum_valid", "rescale_to", "asked_of", "source")
MOST_ITEMS_OF_AN_INDEX = 40
"""Above, 1/lcm of the item counts no longer fits a 64-bit whole number."""


class Measures:
    """Builds items and indices against what the instrument has defined."""

    def __init__(
        self,
        groups: tuple[str, ...],
        dimensions: tuple[str, ...],
        scales: Mapping[str, Scale],
        faults: Faults,
    ) -> None:
        self.groups, self.dimensions, self.scales, self.faults = groups, dimensions, scales, faults

    def items(self, sections: Mapping[str, Section]) -> dict[str, Item]:
        """The items that could be built."""
        built = {code: self._item(code, section) for code, section in sections.items()}
        return {code: item for code, item in built.items() if item}

    def indices(
        self, sections: Mapping[str, Section], *, items: Mapping[str, Item], declared: tuple[str, ...]
    ) -> dict[str, Index]:
        """The indices that could be built. declared: codes of all items, also of those with faults."""
        built = {code: self._index(code, section, items, declared) for code, section in sections.items()}
        return {code: index for code, index in built.items() if index}

    def _item(self, code: str, section: Section) -> Item | None:
        reader = Reader(section, self.faults, owner=f"Item {code}")
        reader.refuse_unknown_keys(*ITEM_KEYS)
        scale = self._scale_of(reader)
        polarity = reader.one_of("polarity", known=tuple(Polarity), default=Polarity.POSITIVE)
        fields = {
            "concept": reader.code("concept") if reader.text("concept") else code,
            "dimension": reader.one_of("dimension", known=self.dimensions, default=""),
            "source": reader.text("source"),
        }
        asked_of = reader.some_of("asked_of", known=self.groups)
        is_verified = reader.flag("is_verified", default=True)
        if scale is None:
            return None
        return Item(
            code, scale, polarity=Polarity(polarity), asked_of=asked_of, is_verified=is_verified, **fields
        )

    def _scale_of(self, reader: Reader) -> Scale | None:
        name = reader.text("scale", is_required=True)
        if name and name not in self.scales:
            what = f"{reader.owner}: the scale “{name[:60]}” is unknown."
            self.faults.add(reader.place_of("scale"), what, nearest(word=name, known=tuple(self.scales)))
        return self.scales.get(name)

    def _index(
        self, code: str, section: Section, items: Mapping[str, Item], declared: tuple[str, ...]
    ) -> Index | None:
        reader = Reader(section, self.faults, owner=f"Index {code}")
        reader.refuse_unknown_keys(*INDEX_KEYS)
        names = reader.some_of("items", known=declared)
        members = tuple(items[name] for name in names if name in items)
        self._check_members(reader, names, members)
        minimum = _minimum_valid(reader, size=len(reader.texts("items")))
        rescale_to, asked_of = _rescale_to(reader), reader.some_of("asked_of", known=self.groups)
        if not members:
            return None
        return Index(code, members, minimum, rescale_to, asked_of, reader.text("source"))

    def _check_members(self, reader: Reader, names: tuple[str, ...], members: tuple[Item, ...]) -> None:
        place = reader.place_of("items")
        if not reader.texts("items") or len(names) > MOST_ITEMS_OF_AN_INDEX:
            what = f"{reader.owner} needs from 1 to {MOST_ITEMS_OF_AN_INDEX} items."
            self.faults.add(place, what, "List their codes under “items:”.")
        if len({item.scale.codes for item in members}) > 1:
            mixed = ", ".join(f"{item.code} on {item.scale.code}" for item in members)
            what = f"{reader.owner} mixes scales with different codes ({mixed})."
            self.faults.add(place, what, "Build an index from items with the same codes only.")


def _minimum_valid(reader: Reader, *, size: int) -> int:
    """The number written, or half of the items rounded up; 1 when it cannot be read."""
    written = reader.text("minimum_valid", is_required=True)
    if written == "half":
        return (size + 1) // 2
    if written.isascii() and written.isdigit() and 1 <= int(written[:9]) <= size:
        return int(written[:9])
    if written:
        what = f"{reader.owner}: minimum_valid “{written[:40]}” is out of range."
        remedy = f"Write a number from 1 to {size}, or half."
        reader.faults.add(reader.place_of("minimum_valid"), what, remedy)
    return 1


def _rescale_to(reader: Reader) -> tuple[int, int] | None:
    ends = reader.whole_numbers("rescale_to")
    if not ends and "rescale_to" not in reader.section.entries:
        return None
    if len(ends) != 2 or ends[0] >= ends[1]:
        what = f"{reader.owner}: rescale_to needs a lower and a higher whole number."
        reader.faults.add(reader.place_of("rescale_to"), what, "Write [0, 100].")
        return None
    return ends[0], ends[1]
