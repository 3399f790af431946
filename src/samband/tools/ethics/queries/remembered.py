# SPDX-License-Identifier: EUPL-1.2
"""A few results for a few minutes, in the memory of this process alone."""

from collections.abc import Callable, Hashable
from threading import Lock, Timer
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """The last ``most`` results. Each leaves the memory after ``seconds``, also when nobody asks any more."""

    def __init__(self, *, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._kept: dict[Hashable, tuple[T, Timer]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, *, key: Hashable, make: Callable[[], T]) -> T:
        """What is remembered under the key, else what ``make`` gives, which is remembered from now on."""
        found = self._kept.get(key)
        if found is not None:
            return found[0]
        made = make()
        self._keep(key, made)
        return made

    def forget(self) -> None:
        """All of it."""
        for key in list(self._kept):
            self._drop(key)

    def _keep(self, key: Hashable, made: T) -> None:
        timer = Timer(self._seconds, self._drop, [key])
        timer.daemon = True
        self._drop(key)
        with self._lock:
            self._kept[key] = (made, timer)
            over = list(self._kept)[: -self._most]
        timer.start()
        for one in over:
            self._drop(one)

    def _drop(self, key: Hashable) -> None:
        with self._lock:
            found = self._kept.pop(key, None)
        if found is not None:
            found[1].cancel()
