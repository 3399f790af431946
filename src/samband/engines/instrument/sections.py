# SPDX-License-Identifier: EUPL-1.2
"""Sections and pages out of a tree, in the order in which they are asked."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from samband.engines.instrument.flow import Need, Page, Question, Section
from samband.engines.instrument.question_kinds import read_expression
from samband.engines.instrument.questions import Known, Questions
from samband.engines.rule_files import KINDS, Faults, Listing, Place, Reader, Text
from samband.engines.rule_files import Section as Tree

SECTION_KEYS = ("code", "pages", "need", "show_if", "for_each", "most", "ends_if")
PAGE_KEYS = ("code", "questions", "need", "show_if", "is_shuffled")
MOST_QUESTIONS = 2_000
MOST_REPEATS = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """broken: questions that could not be read. units, checks: those named.

    places: ``section``, ``section.page`` and question -> where it stands.
    """

    sections: tuple[Section, ...] = ()
    broken: frozenset[str] = frozenset()
    units: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)


def build_sections(reader: Reader, known: Known) -> Asked:
    """The sections under the key ``sections``; faults are noted in the reader."""
    trees = reader.sections("sections")
    questions = Questions(known, reader.faults)
    sections = _Sections(questions, reader.faults)
    built = tuple(section for tree in trees if (section := sections.section(tree)))
    count = sum(len(page.questions) for section in built for page in section.pages)
    if count > MOST_QUESTIONS:
        what = f"There are more than {MOST_QUESTIONS:,} questions."
        reader.faults.add(reader.place_of("sections"), what, "Split the questionnaire.")
    places = {**sections.places, **questions.places}
    broken = frozenset(questions.broken)
    return Asked(built, broken, tuple(questions.kinds.units), tuple(questions.checks), places)


class _Sections:
    def __init__(self, questions: Questions, faults: Faults) -> None:
        self.questions, self.faults = questions, faults
        self.places: dict[str, Place] = {}

    def section(self, tree: Tree) -> Section | None:
        code = Reader(tree, self.faults, owner="A section").code("code")
        reader = Reader(tree, self.faults, owner=f"Section {code}")
        reader.refuse_unknown_keys(*SECTION_KEYS)
        need = self._need(reader, Need.OPTIONAL)
        pages = tuple(self._pages(reader, code, need))
        if not pages:
            self.faults.add(reader.place_of("pages"), f"{reader.owner} has no pages.", "List them.")
        if not code or not self._is_new(code, code, tree.place):
            self.questions.broken.update(question.code for page in pages for question in page.questions)
            return None
        return Section(
            code,
            pages,
            read_expression(reader=reader, key="show_if"),
            reader.code("for_each") if reader.text("for_each") else "",
            reader.whole("most", low=1, high=MOST_REPEATS, default=20),
            read_expression(reader=reader, key="ends_if"),
        )

    def _need(self, reader: Reader, default: Need) -> Need:
        return Need(reader.one_of("need", known=tuple(Need), default=default))

    def _pages(self, reader: Reader, section: str, need: Need) -> Iterator[Page]:
        for number, tree in enumerate(reader.sections("pages"), start=1):
            inside = Reader(tree, self.faults, owner=f"Page {number} of section {section}")
            inside.refuse_unknown_keys(*PAGE_KEYS)
            code = inside.code("code") if "code" in tree.entries else f"{section}_{number}"
            self._is_new(f"page {code}", code, tree.place)
            self.places[f"{section}.{code}"] = tree.place
            yield Page(
                code,
                tuple(self._questions(inside, self._need(inside, need))),
                read_expression(reader=inside, key="show_if"),
                inside.flag("is_shuffled", default=False),
            )

    def _is_new(self, name: str, code: str, place: Place) -> bool:
        first = self.places.get(name)
        if first:
            what = f"The code {code} is taken (line {first.line})."
            self.faults.add(place, what, "Give each section, and each page, a code of its own.")
        self.places.setdefault(name, place)
        return first is None

    def _questions(self, reader: Reader, need: Need) -> Iterator[Question]:
        node = reader.section.entries.get("questions")
        entries = node.entries if isinstance(node, Listing) else ()
        if not entries:
            self.faults.add(reader.place_of("questions"), f"{reader.owner} has no questions.", "List them.")
        for entry in entries:
            if isinstance(entry, Listing):
                what = f"{reader.owner}: an entry of questions is {KINDS[Listing]}."
                self.faults.add(entry.place, what, "Write the code of an item, or a question with its keys.")
                continue
            found = (
                self.questions.by_code(entry, need=need)
                if isinstance(entry, Text)
                else self.questions.written_out(entry, need=need)
            )
            if found:
                yield found
