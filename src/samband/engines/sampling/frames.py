# SPDX-License-Identifier: EUPL-1.2
"""A frame: everybody who can be drawn, in the order of their keys, whatever the order of the file was."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Label = tuple[str, ...]

_MOST_COUNTED = 10_000_000
"""Combinations of categories up to which strata are counted in a table rather than sorted."""


class BadFrame(ValueError):  # noqa: N818  it names the fact
    """Rows of which no frame can be made; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Column:
    """One category for each person. codes: (persons,), place of the label in labels, which are sorted."""

    codes: NDArray[np.int32]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, values: Sequence[str]) -> "Column":
        """From one text for each person."""
        seen: dict[str, int] = {}
        codes = np.fromiter((seen.setdefault(text, len(seen)) for text in values), np.int32, len(values))
        labels = tuple(sorted(seen))
        place = np.empty(len(seen), dtype=np.int32)
        place[[seen[label] for label in labels]] = np.arange(len(labels), dtype=np.int32)
        return cls(place[codes], labels)

    def at(self, rows: IntArray) -> "Column":
        """The same labels for other rows."""
        return Column(self.codes[rows], self.labels)

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        return self.labels[int(self.codes[row])]


@dataclass(frozen=True, slots=True)
class Strata:
    """by: the columns crossed. labels: (strata,), sorted. of: (persons,). populations: (strata,), persons."""

    by: tuple[str, ...]
    labels: tuple[Label, ...]
    of: NDArray[np.int32]
    populations: IntArray

    @property
    def sizes(self) -> dict[Label, int]:
        """Persons by stratum."""
        return dict(zip(self.labels, self.populations.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Frame:
    """Persons in the order of their keys (bytes of UTF-8). Make it with ``frame_of`` or ``read_frame``.

    keys: (persons,), unique, UTF-8. columns: categories, such as unit, sex, age_group. sizes: (persons,),
    measure of size > 0 for unequal probabilities. contacts: name, phone, email, address, language; texts by
    person, of which no draw depends.
    """

    keys: NDArray[np.bytes_]
    columns: Mapping[str, Column]
    sizes: FloatArray | None = None
    contacts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.keys)

    def key(self, row: int) -> str:
        return bytes(self.keys[row]).decode()

    def strata(self, *, by: Sequence[str] = ()) -> Strata:
        """Cross columns; combinations that nobody has are left out. No column: one stratum, labelled ()."""
        unknown = [name for name in by if name not in self.columns]
        if unknown:
            known = ", ".join(self.columns) or "none"
            raise BadFrame(f"The frame has no column {', '.join(unknown)}. It has: {known}.")
        shape = tuple(len(self.columns[name].labels) for name in by)
        used, of = _compact(self._crossed(by, shape), int(np.prod(shape)))
        parts = np.unravel_index(used, shape) if by else ()
        names = [
            np.array(self.columns[name].labels, dtype=object)[at] for name, at in zip(by, parts, strict=True)
        ]
        labels = tuple(zip(*names, strict=True)) if by else ((),) * len(used)
        return Strata(tuple(by), labels, of, np.bincount(of, minlength=len(used)))

    def _crossed(self, by: Sequence[str], shape: tuple[int, ...]) -> IntArray:
        if not by:
            return np.zeros(len(self), dtype=np.int64)
        return np.ravel_multi_index(tuple(self.columns[name].codes for name in by), shape)

    @property
    def digest(self) -> str:
        """SHA-256 of all that a draw can depend on: keys, categories and sizes, not names and addresses."""
        content = hashlib.sha256(f"frame 1;{len(self)};{self.keys.dtype.itemsize};".encode())
        content.update(self.keys.tobytes())
        for name in sorted(self.columns):
            column = self.columns[name]
            content.update("\x1f".join((name, *column.labels, "\x1e")).encode())
            content.update(column.codes.astype("<i4").tobytes())
        if self.sizes is not None:
            content.update(b"sizes" + self.sizes.astype("<f8").tobytes())
        return content.hexdigest()


def _compact(codes: IntArray, possible: int) -> tuple[IntArray, NDArray[np.int32]]:
    """The codes that occur, sorted, and for each person the place of its code among them."""
    if possible > _MOST_COUNTED:
        used, of = np.unique(codes, return_inverse=True)
        return used, of.astype(np.int32)
    used = np.flatnonzero(np.bincount(codes, minlength=possible)) if len(codes) else codes
    place = np.zeros(max(possible, 1), dtype=np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    return used, place[codes]


def frame_of(
    *,
    keys: Sequence[str],
    columns: Mapping[str, Sequence[str]] | None = None,
    sizes: Sequence[float] | FloatArray | None = None,
    contacts: Mapping[str, Sequence[str]] | None = None,
) -> Frame:
    """A frame from texts by person, in any order: the same persons in another order give the same frame.

    Raises BadFrame for a key that is empty, stands twice or holds a zero byte, for columns of another length
    and for a size that is not a finite number above 0.
    """
    encoded = _encoded(keys)
    order = np.argsort(encoded, kind="stable").astype(np.int64)
    _refuse_doubles(encoded[order])
    given = {**(columns or {}), **(contacts or {}), **({} if sizes is None else {"size": sizes})}
    for name, values in given.items():
        if len(values) != len(keys):
            raise BadFrame(f"Column {name} has {len(values)} values for {len(keys)} keys. Give one for each.")
    return Frame(
        keys=encoded[order],
        columns={name: Column.of(values).at(order) for name, values in (columns or {}).items()},
        sizes=None if sizes is None else _checked_sizes(np.asarray(sizes, dtype=np.float64)[order]),
        contacts={
            name: tuple(values[at] for at in order.tolist()) for name, values in (contacts or {}).items()
        },
    )


def _encoded(keys: Sequence[str]) -> NDArray[np.bytes_]:
    if any(not key or "\0" in key for key in keys):
        raise BadFrame("A key is empty or holds a zero byte. Give each person a key of letters and digits.")
    try:
        return np.array(keys, dtype=np.bytes_)
    except UnicodeEncodeError:
        return np.array([key.encode() for key in keys], dtype=np.bytes_)


def _refuse_doubles(ordered: NDArray[np.bytes_]) -> None:
    for at in np.flatnonzero(ordered[1:] == ordered[:-1])[:1]:
        key = bytes(ordered[at]).decode()
        raise BadFrame(
            f"The key {key} stands twice. A person may be in the frame once; remove the other row."
        )


def _checked_sizes(sizes: FloatArray) -> FloatArray:
    if not (np.isfinite(sizes) & (sizes > 0)).all():
        raise BadFrame("A measure of size is not a number above 0. Correct it, or leave the person out.")
    return sizes
