# SPDX-License-Identifier: EUPL-1.2
"""What speaks for and against two being one: facts, worded in the reader's language where they are shown."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from samband.engines.catalogues import Translate, gettext_noop


class ReasonKind(StrEnum):
    """A kind of reason with its words: English source text with the placeholders {left} and {right}."""

    text: str

    def __new__(cls, code: str, text: str) -> Self:
        kind = str.__new__(cls, code)
        kind._value_, kind.text = code, text
        return kind

    SAME_NUMBER = "same_number", gettext_noop("the same identity number")
    OTHER_NUMBER = "other_number", gettext_noop("two numbers of one kind")
    SAME_NAME = "same_name", gettext_noop("the same name")
    SAME_WORD = "same_word", gettext_noop("{left} and {right} are spellings of one name")
    OTHER_FORM = "other_form", gettext_noop("{left} and {right} are forms of one given name")
    INITIAL = "initial", gettext_noop("{left} may stand for {right}")
    LEFT_OUT = "left_out", gettext_noop("{left} is written on one side only")
    OTHER_ORDER = "other_order", gettext_noop("the words stand in another order")
    SLIP = "slip", gettext_noop("{left} and {right} are almost alike, which may be a slip")
    OTHER_WORD = "other_word", gettext_noop("{left} and {right} are two names")
    TOO_LITTLE = "too_little", gettext_noop("too little of the name is common to both")
    SAME_BIRTH = "same_birth", gettext_noop("the same date of birth")
    SAME_YEAR = "same_year", gettext_noop("the same year of birth, as far as it is known")
    BIRTH_SLIP = "birth_slip", gettext_noop("dates of birth that a slip may have made: {left} and {right}")
    OTHER_BIRTH = "other_birth", gettext_noop("dates of birth that cannot be one: {left} and {right}")
    NO_BIRTH = "no_birth", gettext_noop("no date of birth to hold against the name")
    SAME_PLACE = "same_place", gettext_noop("the same place")
    COMMON = "common", gettext_noop("about {left} others of {right} people bear this name")
    COMMON_ON_DAY = (
        "common_on_day",
        gettext_noop("the name is so common that another may be born on the same day"),
    )


@dataclass(frozen=True, slots=True)
class Reason:
    """left, right: what the words name; empty where the kind needs none."""

    kind: ReasonKind
    left: str = ""
    right: str = ""

    def words(self, *, translate: Translate = str) -> str:
        """The reason as half a sentence. translate: looks a text up in the reader's catalogue."""
        return translate(self.kind.text).format(left=self.left, right=self.right)
