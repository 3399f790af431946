# SPDX-License-Identifier: EUPL-1.2
"""Conditions and calculations in the language of XLSForm: ``${age} >= 18 and selected(${s}, 'x')``."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expression:
    """text: as written. names: questions it looks at."""

    text: str
    names: tuple[str, ...] = ()
