# SPDX-License-Identifier: EUPL-1.2
"""Frozen dataclasses as JSON and back, so that what took long to compute is computed once.

Fields are texts, numbers, truths, enumerations, tuples, mappings and counters with texts for keys, other
dataclasses, and each of them or None. Numbers come back to the last digit, NaN too.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

Kind = TypeVar("Kind")
PLAIN: Mapping[type, tuple[type, ...]] = {float: (float, int), int: (int,), str: (str,), bool: (bool,)}


class StoredOtherwise(ValueError):  # noqa: N818  it names the fact
    """What was stored has not the form of today: an earlier version of the program wrote it."""


def as_json(value: object) -> Any:  # noqa: ANN401  whatever JSON holds
    if is_dataclass(value):
        return {one.name: as_json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(as_json(key)): as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    if isinstance(value, np.generic):
        return value.item()
    return value.value if isinstance(value, Enum) else value


def from_json(*, kind: type[Kind], value: object) -> Kind:
    """kind: a dataclass, or what one of its fields may be. Raises StoredOtherwise."""
    made: Kind = _read(kind, value)
    return made


def _read(kind: Any, value: Any) -> Any:  # noqa: ANN401  a type, and whatever JSON holds
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        (wanted,) = (one for one in get_args(kind) if one is not NoneType)
        return None if value is None else _read(wanted, value)
    if is_dataclass(kind):
        return _dataclass(kind, value)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if origin is Counter:
        return Counter(_read(Mapping[get_args(kind)[0], int], value))  # type: ignore[misc]
    if origin is not None and issubclass(origin, Mapping):
        of_key, of_value = get_args(kind)
        return {_read(of_key, key): _read(of_value, one) for key, one in _checked(value, dict).items()}
    if issubclass(kind, Enum):
        return _member(kind, value)
    return _checked(value, *PLAIN[kind])


def _dataclass(kind: Any, value: Any) -> Any:  # noqa: ANN401
    hints = get_type_hints(kind)
    names = [one.name for one in fields(kind)]
    if set(_checked(value, dict)) != set(names):
        raise StoredOtherwise(f"{kind.__name__} has other fields: {', '.join(value)}.")
    return kind(**{name: _read(hints[name], value[name]) for name in names})


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:  # noqa: ANN401
    found = _checked(value, list)
    if kinds[-1] is Ellipsis:
        return tuple(_read(kinds[0], one) for one in found)
    if len(found) != len(kinds):
        raise StoredOtherwise(f"{len(found)} values, where {len(kinds)} are expected.")
    return tuple(map(_read, kinds, found))


def _member(kind: type[Enum], value: object) -> Enum:
    try:
        return kind(value)
    except ValueError as fault:
        raise StoredOtherwise(str(fault)) from None


def _checked(value: Any, *kinds: type) -> Any:  # noqa: ANN401
    """A truth is no number, though Python says so."""
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise StoredOtherwise(f"{value!r} is not {' or '.join(kind.__name__ for kind in kinds)}.")
    return value
