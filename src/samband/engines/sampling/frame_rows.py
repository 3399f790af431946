# SPDX-License-Identifier: EUPL-1.2
"""The good rows of a file while it is read: by key, in so little memory that a country fits."""

from array import array
from collections.abc import Iterator

Texts = tuple[str, ...]


class GoodRows:
    """Persons by key, in the order of the file. A person is a number: millions of small objects are slow.

    group: the categories, kept once for all who share them. rest: size and contacts.
    """

    def __init__(self) -> None:
        self.place: dict[str, int] = {}
        self.groups: dict[Texts, int] = {}
        self.group_list: list[Texts] = []
        self._row, self._group = array("q"), array("q")
        self._rest: list[Texts] = []

    def knows(self, group: Texts) -> bool:
        return group in self.groups

    def add(self, key: str, row: int, group: Texts, rest: Texts) -> int:
        """The place of the person; of the one who was there before when the key is not new."""
        place = self.place.setdefault(key, len(self._row))
        if place < len(self._row):
            return place
        number = self.groups.setdefault(group, len(self.group_list))
        if number == len(self.group_list):
            self.group_list.append(group)
        self._row.append(row)
        self._group.append(number)
        if rest:
            self._rest.append(rest)
        return place

    def remove(self, key: str) -> None:
        del self.place[key]

    def row(self, place: int) -> int:
        return self._row[place]

    def group(self, place: int) -> Texts:
        return self.group_list[self._group[place]]

    def rest(self, place: int) -> Texts:
        return self._rest[place] if self._rest else ()

    def keys(self) -> list[str]:
        return list(self.place)

    def category(self, at: int) -> list[str]:
        """One category of everybody who is left."""
        labels = [group[at] for group in self.group_list]
        return [labels[self._group[place]] for place in self.place.values()]

    def rests(self, at: int) -> list[str]:
        """The size, or one kind of contact, of everybody who is left."""
        return [self._rest[place][at] for place in self.place.values()]

    def __len__(self) -> int:
        return len(self.place)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """Key and place of everybody who is left."""
        return iter(self.place.items())
