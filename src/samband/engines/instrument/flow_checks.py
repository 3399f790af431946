# SPDX-License-Identifier: EUPL-1.2
"""What must hold of a flow as a whole, so that nobody can be trapped in it and no answer gets lost."""

from collections.abc import Mapping
from itertools import combinations

from samband.engines.instrument.answerable import sample_answer
from samband.engines.instrument.expressions import Expression
from samband.engines.instrument.flow import Computed, Need, Number, Page, Question, Section, SomeOf
from samband.engines.instrument.plan import other_options
from samband.engines.instrument.sections import Asked
from samband.engines.rule_files import Faults, Place, nearest
from samband.engines.rule_files import Section as Tree

NOBODY = Place("", 1)


def check_flow(*, asked: Asked, items: Mapping[str, Tree], faults: Faults) -> None:
    """Notes what is wrong between questions. items: what must be asked somewhere, by code.

    A condition, a check, a calculation and what a section is repeated for may look only back, or at a
    question before it on the same page. So one pass decides what is shown, and no answer can hide the page
    it is on. A required question looks at nothing but itself, and some answer to it must pass its checks.
    """
    look = _Look(asked, faults)
    for section in asked.sections:
        look.section(section)
    look.refuse_stranded_items(items)
    look.refuse_same_background()
    look.refuse_doubled_columns()


class _Look:
    """passed: questions that come before the one looked at."""

    def __init__(self, asked: Asked, faults: Faults) -> None:
        self.sections, self.places, self.broken, self.faults = (
            asked.sections,
            asked.places,
            asked.broken,
            faults,
        )
        self.passed: dict[str, Question] = {}
        self.passed_sections: list[str] = []
        self.repeated = {
            question.code: section.code
            for section in asked.sections
            if section.for_each
            for page in section.pages
            for question in page.questions
        }

    @property
    def questions(self) -> list[Question]:
        return [
            question for section in self.sections for page in section.pages for question in page.questions
        ]

    def section(self, section: Section) -> None:
        owner = f"Section {section.code}"
        place = self._place(section.code)
        self._look_back(section.show_if, owner, "show_if", place)
        self._check_loop(section, place)
        for page in section.pages:
            self._page(section, page)
        if section.for_each:
            self.passed_sections.append(section.code)
        self._look_back(section.ends_if, owner, "ends_if", place)

    def _check_loop(self, section: Section, place: Place) -> None:
        if not section.for_each or section.for_each in self.broken:
            return
        question = self.passed.get(section.for_each)
        what = f"Section {section.code} is asked for each “{section.for_each}”"
        if question is None:
            self.faults.add(place, f"{what}, which is not asked before it.", self._nearest(section.for_each))
        elif section.for_each in self.repeated:
            self.faults.add(place, f"{what}, which is itself repeated.", "Choose a question asked once.")
        elif not _can_be_counted(question):
            remedy = "Choose a question asked as some_of, or a whole number."
            self.faults.add(place, f"{what}, which is neither several options nor a number.", remedy)

    def _page(self, section: Section, page: Page) -> None:
        owner = f"Page {page.code}"
        self._look_back(page.show_if, owner, "show_if", self._place(f"{section.code}.{page.code}"), section)
        here: set[str] = set()
        for question in page.questions:
            self._question(section, question, here if page.is_shuffled else set())
            here.add(question.code)

    def _question(self, section: Section, question: Question, moving: set[str]) -> None:
        """moving: questions on the page whose order is drawn."""
        owner, place = f"Question {question.code}", self._place(question.code)
        self._look_back(question.show_if, owner, "show_if", place, section)
        self._look_back(question.default, owner, "default", place, section)
        if isinstance(question.kind, Computed):
            self._look_back(question.kind.value, owner, "value", place, section)
        for check in question.checks:
            self._look_back(check.must, owner, f"check {check.code}", place, section)
        if question.show_if and moving.intersection(question.show_if.names):
            what = f"{owner} depends on another of its page, where the order is drawn."
            self.faults.add(place, what, "Put it on a page of its own.")
        self._refuse_trap(question, owner, place)
        self.passed[question.code] = question

    def _look_back(
        self,
        expression: Expression | None,
        owner: str,
        key: str,
        place: Place,
        section: Section | None = None,
    ) -> None:
        for name in expression.names if expression else ():
            if expression and name in expression.over_repeats and name in self.passed_sections:
                continue
            if name in self.broken:
                continue
            if name not in self.passed:
                what = f"{owner}: {key} looks at “{name}”, which is not asked before it."
                self.faults.add(place, what, self._nearest(name))
            elif expression and self._is_elsewhere_repeated(name, expression, section):
                what = f"{owner}: {key} looks at “{name}”, which is asked several times."
                self.faults.add(place, what, f"Write sum(${{{name}}}), count(${{{name}}}), min or max.")

    def _is_elsewhere_repeated(self, name: str, expression: Expression, section: Section | None) -> bool:
        own = self.repeated.get(name)
        return bool(own) and name not in expression.over_repeats and (section is None or section.code != own)

    def _refuse_trap(self, question: Question, owner: str, place: Place) -> None:
        if question.need is not Need.REQUIRED or not question.checks:
            return
        strange = [name for check in question.checks for name in check.must.names]
        if strange:
            what = f"{owner} is required, and a check holds it against {strange[0]}: nothing might pass."
            self.faults.add(place, what, "Make it wanted, or let the check look only at its own answer.")
        elif sample_answer(question=question) is None:
            what = f"{owner} is required, but no answer was found that passes its checks."
            self.faults.add(place, what, "Correct the checks, or make it wanted.")

    def refuse_stranded_items(self, items: Mapping[str, Tree]) -> None:
        asked = {question.code for question in self.questions} | self.broken
        for code, tree in items.items():
            if code not in asked:
                what = f"The item {code} is on no page."
                self.faults.add(tree.place, what, "Put it on a page, or take it out.")

    def refuse_same_background(self) -> None:
        filling = [question for question in self.questions if question.background]
        for one, other in combinations(filling, 2):
            if one.background == other.background and _can_meet(one, other):
                what = f"{one.code} and {other.code} both fill the background field {one.background}."
                self.faults.add(self._place(other.code), what, "Let one of them fill it.")

    def refuse_doubled_columns(self) -> None:
        """Columns of answers: questions, texts beside "other", background fields."""
        codes = {question.code for question in self.questions}
        for question in self.questions:
            beside = f"{question.code}_other"
            if other_options(question) and beside in codes:
                what = f"{beside} is a question, and the text beside “other” of {question.code}."
                self.faults.add(self._place(beside), what, "Give the question another code.")
            if question.background in codes - {question.code}:
                what = (
                    f"{question.code} fills the background field {question.background}, which is a question."
                )
                self.faults.add(self._place(question.code), what, "Give one of them another name.")

    def _place(self, name: str) -> Place:
        return self.places.get(name, NOBODY)

    def _nearest(self, name: str) -> str:
        later = any(question.code == name for question in self.questions)
        return "Move it down, below that question." if later else nearest(word=name, known=[*self.passed])


def _can_be_counted(question: Question) -> bool:
    kind = question.kind
    return isinstance(kind, SomeOf) or (isinstance(kind, Number) and kind.decimals == 0)


def _can_meet(one: Question, other: Question) -> bool:
    """Whether somebody may be asked both."""
    return not one.asked_of or not other.asked_of or bool(set(one.asked_of) & set(other.asked_of))
