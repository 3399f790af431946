# SPDX-License-Identifier: EUPL-1.2
"""The words of an instrument in each of its languages, complete or refused."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from samband.engines.instrument.measured import Scale
from samband.engines.instrument.model import Words
from samband.engines.instrument.piping import QUOTED
from samband.engines.instrument.structure import Structure
from samband.engines.rule_files import Faults, Reader, Section, Text, nearest, whole_number

PARTS = ("title", "introduction", "groups", "dimensions", "items", "indices", "scales", "notes")
ASKED_PARTS = ("questions", "hints", "options", "sections", "pages", "checks", "units", "about")
ABOUT = ("who", "why", "kept", "how_long", "contact", "consent", "thanks", "ended_early")
"""What may be said about the whole. ended_early: instead of the thanks, when a section ends it."""

PLAIN = "simple"
"""Subtag of BCP 47 for plain language: ``nb-simple`` says only what it says more simply than ``nb``."""


def build_languages(
    *, trees: Mapping[str, Section], structure: Structure, faults: Faults
) -> dict[str, Words]:
    """Language -> words, English first. What a plain variant leaves out it has from its language."""
    built: dict[str, Words] = {}
    for language in sorted(trees, key=lambda language: (language.partition("-")[0] != "en", language)):
        base = plain_variant_of(language)
        if base and base not in trees:
            what = f"{language} is a plain variant, but there are no words in {base}."
            faults.add(trees[language].place, what, f"Add the words in {base}.")
        reading = _Words(language, trees[language], structure, faults, is_complete=not base)
        built[language] = _over(built[base], reading.words()) if base in built else reading.words()
    return built


def plain_variant_of(language: str) -> str:
    """The language that this is a plain variant of; '' when it is none."""
    base, _dash, last = language.rpartition("-")
    return base if last == PLAIN else ""


def _over(base: Words, plain: Words) -> Words:
    """The words of the base with those of the variant over them, one by one."""
    merged: dict[str, Any] = {
        one.name: _laid_over(getattr(base, one.name), getattr(plain, one.name)) for one in fields(Words)
    }
    return Words(**merged)


def _laid_over(below: object, above: object) -> object:
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        return {
            key: _laid_over(text, above[key]) if key in above else text for key, text in below.items()
        } | {key: text for key, text in above.items() if key not in below}
    return above or below


class _Words:
    """One language while it is read. A code without words is a gap; words without a code are a fault."""

    def __init__(
        self, language: str, tree: Section, structure: Structure, faults: Faults, *, is_complete: bool
    ) -> None:
        self.language, self.structure, self.is_complete = language, structure, is_complete
        self.reader = Reader(tree, faults, owner=f"The words in {language}")
        self.sections = structure.asked.sections
        self.pages = [page for section in self.sections for page in section.pages]
        self.questions = {question.code: question for page in self.pages for question in page.questions}

    def words(self) -> Words:
        self.reader.refuse_unknown_keys(*PARTS, *ASKED_PARTS)
        structure = self.structure
        items = structure.declared_items
        words = Words(
            language=self.language,
            title=self._title(),
            introduction=self.reader.text("introduction"),
            groups=self._part("groups", structure.groups),
            dimensions=self._part("dimensions", structure.dimensions),
            items=self._part("items", items),
            indices=self._part("indices", structure.declared_indices),
            scales=self._scales(),
            notes=self._optional("notes", (*items, *structure.declared_indices)),
            questions=self._part("questions", self._worded_questions()),
            hints=self._optional("hints", tuple(self.questions) or items),
            options=self._options(),
            sections=self._part("sections", tuple(section.code for section in self.sections)),
            pages=self._optional("pages", tuple(page.code for page in self.pages)),
            checks=self._part("checks", structure.asked.checks),
            units=self._part("units", structure.asked.units),
            about=self._optional("about", ABOUT),
        )
        self._refuse_wrong_quotes()
        return words

    def _worded_questions(self) -> tuple[str, ...]:
        """What is asked and is no item. A computed value is not shown, but has a label in files."""
        return tuple(code for code in self.questions if code not in self.structure.declared_items)

    def _title(self) -> str:
        title = self.reader.text("title")
        if not title:
            self._gap(self.reader, "the title")
        return title

    def _part(self, key: str, codes: tuple[str, ...]) -> dict[str, str]:
        inside = self.reader.inside(key, owner=f"{key} in {self.language}")
        found = _known(inside, codes)
        self._report_gaps(inside, (f"{code} ({key})" for code in codes if code not in found))
        return found

    def _optional(self, key: str, codes: tuple[str, ...]) -> dict[str, str]:
        return _known(self.reader.inside(key, owner=f"{key} in {self.language}"), codes)

    def _options(self) -> dict[str, dict[str, str]]:
        inside = self._of_lists("options", tuple(self.structure.options), "list")
        found = {}
        for code, options in self.structure.options.items():
            labels = inside.inside(code, owner=f"list {code} in {self.language}")
            found[code] = _known(labels, options.offered)
            lacking = (one for one in options.offered if one not in found[code])
            self._report_gaps(labels, (f"{code} {one} (options)" for one in lacking))
        return found

    def _scales(self) -> dict[str, dict[int, str]]:
        inside = self._of_lists("scales", tuple(self.structure.scales), "scale")
        return {code: self._labels(inside, scale) for code, scale in self.structure.scales.items()}

    def _of_lists(self, key: str, known: tuple[str, ...], kind: str) -> Reader:
        inside = self.reader.inside(key, owner=f"{key} in {self.language}")
        for name in inside.keys:
            if name not in known:
                what = f"There are words for the {kind} “{name[:60]}”, but no such {kind}."
                inside.faults.add(inside.place_of(name), what, nearest(word=name, known=known))
        return inside

    def _labels(self, reader: Reader, scale: Scale) -> dict[int, str]:
        inside = reader.inside(scale.code, owner=f"scale {scale.code} in {self.language}")
        codes = (*scale.codes, *scale.missing)
        found: dict[int, str] = {}
        for key in inside.keys:
            number = whole_number(text=Text(inside.place_of(key), key), faults=inside.faults)
            if number is not None and number not in codes:
                what = f"There is a label for {number}, but scale {scale.code} has no such code."
                inside.faults.add(inside.place_of(key), what, f"Its codes are {' '.join(map(str, codes))}.")
            elif number is not None and (label := inside.text(key)):
                found[number] = label
        self._report_gaps(inside, (f"{scale.code} {code} (scales)" for code in codes if code not in found))
        return {code: found[code] for code in codes if code in found}

    def _report_gaps(self, reader: Reader, lacking: Iterable[str]) -> None:
        for what in lacking:
            self._gap(reader, what)

    def _gap(self, reader: Reader, what: str) -> None:
        if self.is_complete:
            text = f"Words for {what} are missing in {self.language}."
            reader.faults.add(reader.place, text, "Add them.", gap_in=self.language)

    def _refuse_wrong_quotes(self) -> None:
        """A wording may quote only what is asked before it; elsewhere nothing can be quoted."""
        passed: set[str] = set()
        for section in self.sections:
            own = {question.code for page in section.pages for question in page.questions}
            self._check_quotes("sections", section.code, passed)
            for page in section.pages:
                self._check_quotes("pages", page.code, passed)
                for question in page.questions:
                    for part in ("questions", "items", "hints"):
                        self._check_quotes(part, question.code, passed)
                    for check in question.checks:
                        self._check_quotes("checks", check.code, passed | {question.code})
                    passed.add(question.code)
            if section.for_each:
                passed -= own  # each repeat has its own answer; outside there is none to quote

    def _check_quotes(self, part: str, code: str, passed: Iterable[str]) -> None:
        inside = self.reader.inside(part, owner=part)
        for name in _quoted_in(inside.text(code)):
            if name not in passed:
                what = f"The words for {code} quote ${{{name[:60]}}}, which is not asked before it."
                inside.faults.add(inside.place_of(code), what, nearest(word=name, known=sorted(passed)))


def _quoted_in(text: str) -> Iterator[str]:
    return (found[1] for found in QUOTED.finditer(text))


def _known(inside: Reader, codes: tuple[str, ...]) -> dict[str, str]:
    """The words of known codes; words for unknown codes are faults."""
    for key in inside.keys:
        if key not in codes:
            what = f"There are words for “{key[:60]}” in {inside.owner}, but no such code."
            inside.faults.add(inside.place_of(key), what, nearest(word=key, known=codes))
    return {code: text for code in codes if (text := inside.text(code))}
