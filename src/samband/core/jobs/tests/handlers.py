# SPDX-License-Identifier: EUPL-1.2
"""Background work for tests. It keeps what it did, and may be told what to do before an item."""

from collections.abc import Callable, Iterator, Mapping

WORKED: list[str] = []
BEFORE: dict[str, Callable[[], None]] = {}


def count(*, arguments: Mapping[str, object], done: frozenset[str]) -> Iterator[str]:
    for number in range(int(str(arguments["total"]))):
        key = str(number)
        if key in done:
            continue
        BEFORE.get(key, lambda: None)()
        WORKED.append(key)
        yield key


def stumble(*, arguments: Mapping[str, object], done: frozenset[str]) -> Iterator[str]:
    for key in count(arguments=arguments, done=done):
        yield key
        if key == "2":
            raise ValueError("Item 3 has no date. Add one, then resume.")
