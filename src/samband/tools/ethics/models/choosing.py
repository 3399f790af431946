# SPDX-License-Identifier: EUPL-1.2
"""Values of an enumeration as the choices of a column."""

from enum import StrEnum


def choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]
