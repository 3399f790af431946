# SPDX-License-Identifier: EUPL-1.2
"""An instrument: what is asked, of whom, on which scale, and how it is scored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from samband.engines.instrument.default_flow import default_flow
from samband.engines.instrument.extent import USUAL_EXTENT, ExtentRule
from samband.engines.instrument.flow import Flow, Options, Section
from samband.engines.instrument.measured import Index, Item, Measure, Missing, Polarity, Scale, Share

__all__ = [
    "Index",
    "Instrument",
    "Item",
    "Measure",
    "Missing",
    "Polarity",
    "Scale",
    "Share",
    "Words",
]


@dataclass(frozen=True, slots=True)
class Words:
    """The instrument in one language. Keys are the codes of the structure.

    scales: scale -> code -> label. options: list -> option -> label. questions: wordings of what is no item.
    Optional: notes (measure -> explanation for readers of results), hints (question -> help for the
    respondent), pages (page -> heading), about (who asks, why …; keys in ``words.ABOUT``).
    checks: check -> what to say when it does not hold.
    """

    language: str
    title: str
    introduction: str
    groups: Mapping[str, str]
    dimensions: Mapping[str, str]
    items: Mapping[str, str]
    indices: Mapping[str, str]
    scales: Mapping[str, Mapping[int, str]]
    notes: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    checks: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)

    def question(self, code: str) -> str:
        """The wording of a question, whether it is an item or not; the code itself when there is none."""
        return self.questions.get(code) or self.items.get(code) or code

    def measure(self, code: str) -> str:
        """The wording of an item or the name of an index; the code itself when there is none."""
        return self.items.get(code) or self.indices.get(code) or code


@dataclass(frozen=True)
class Instrument:
    """A questionnaire as loaded and checked.

    digest: SHA-256 of structure and words, hex; two instruments with one digest ask the same.
    """

    code: str
    version: str
    valid_from: date
    source: str
    licence: str
    groups: tuple[str, ...]
    scales: Mapping[str, Scale]
    dimensions: tuple[str, ...]
    items: tuple[Item, ...]
    indices: tuple[Index, ...]
    words: Mapping[str, Words]
    digest: str
    notes: tuple[str, ...] = ()
    """Known gaps of this version, in words, for the method page."""
    options: Mapping[str, Options] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    """Empty for an instrument that does not say how it is asked."""
    extent: ExtentRule = USUAL_EXTENT
    """When so many answers are a complete interview, or a partial one."""

    @cached_property
    def flow(self) -> Flow:
        """How it is asked: its sections, else a page of items for each dimension."""
        if self.sections:
            return Flow(self.sections)
        return default_flow(items=self.items, dimensions=self.dimensions)

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Items then indices by code."""
        measures: tuple[Measure, ...] = (*self.items, *self.indices)
        return {measure.code: measure for measure in measures}

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.words)

    def in_language(self, language: str) -> Words:
        """Words in the language, else in what it is a variant of, else in the instrument's first language."""
        while language and language not in self.words:
            language = language.rpartition("-")[0]
        return self.words.get(language) or next(iter(self.words.values()))
