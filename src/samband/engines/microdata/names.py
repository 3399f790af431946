# SPDX-License-Identifier: EUPL-1.2
"""Names that a statistics program takes, each its own."""

import re
from collections.abc import Iterable

RESERVED = frozenset(
    [
        "all",
        "and",
        "by",
        "eq",
        "ge",
        "gt",
        "le",
        "lt",
        "ne",
        "not",
        "or",
        "to",
        "with",
        "byte",
        "double",
        "float",
        "if",
        "in",
        "int",
        "long",
        "strl",
        "using",
        "str",
    ]
)
"""Of SPSS and Stata together, so that one name serves both."""


def fitted_names(*, names: Iterable[str], longest: int) -> dict[str, str]:
    """Name -> name of letters, digits and _, at most that long, in any case its own."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        first = re.sub(r"[^A-Za-z0-9_]", "_", name)
        first = first if re.match("[A-Za-z]", first) else f"v_{first}"
        first = f"{first}_" if first.lower() in RESERVED or re.fullmatch(r"str[0-9]+", first) else first
        fitted = first = first[:longest].rstrip("_") or "v"
        if first.lower() in RESERVED:
            fitted = first = f"{first}_v"[:longest]
        number = 1
        while fitted.lower() in taken:
            number += 1
            fitted = f"{first[: longest - len(str(number)) - 1]}_{number}"
        taken.add(fitted.lower())
        found[name] = fitted
    return found


def shortened(*, text: str, most_bytes: int) -> str:
    """The text, cut at a whole character and ended by “…” when it is longer."""
    raw = text.encode()
    if len(raw) <= most_bytes:
        return text
    return raw[: most_bytes - 3].decode(errors="ignore") + "…"
