# SPDX-License-Identifier: EUPL-1.2
"""Answers as a table whose columns know their words, their codes and why an answer is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from samband.engines.instrument import Missing

Cell = int | float | str | None
"""A code, a number, a text, a day as ISO text; None where nothing was answered or asked."""
Said = Mapping[str, str]
"""Language -> words."""


class Kind(StrEnum):
    CODED = "coded"
    NUMBER = "number"
    TEXT = "text"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Code:
    """One answer of a coded variable.

    value: as it stands in open files (a whole number of a scale, an option's code). number: as it stands in
    files of statistics programs. why: set where it is no answer.
    """

    value: int | str
    number: int
    label: Said
    why: Missing | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """name: letters, digits and _. source: the question it comes from, '' for what is no question."""

    name: str
    kind: Kind
    label: Said
    source: str = ""
    codes: tuple[Code, ...] = ()
    decimals: int = 0
    is_ordered: bool = False

    @property
    def missing(self) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.why)


@dataclass(frozen=True, slots=True)
class Dataset:
    """rows: as many cells as there are variables, in their order. weight: name of the variable, or ''.

    languages: the first one labels files that hold only one.
    """

    code: str
    version: str
    title: Said
    source: str
    licence: str
    languages: tuple[str, ...]
    variables: tuple[Variable, ...]
    rows: Sequence[Sequence[Cell]]
    weight: str = ""
    stratum: str = ""
    wordings: Mapping[str, Said] = field(default_factory=dict)
    """Question -> its full wording."""

    @property
    def language(self) -> str:
        return self.languages[0]
