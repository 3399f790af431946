# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with an answer: facts, worded in the respondent's language where they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from samband.engines.catalogues import Translate, gettext_noop
from samband.engines.instrument.model import Words


class ProblemKind(StrEnum):
    """what: the English source text, with the placeholders of the problem's values. All say what to do."""

    what: str

    def __new__(cls, code: str, what: str) -> Self:
        kind = str.__new__(cls, code)
        kind._value_, kind.what = code, what
        return kind

    REQUIRED = "required", gettext_noop("Answer this question to go on.")
    CONSENT_NEEDED = "consent_needed", gettext_noop("Tick the box to go on.")
    NOT_OFFERED = "not_offered", gettext_noop("Choose one of the answers shown.")
    ONE_ONLY = "one_only", gettext_noop("Choose one answer only.")
    ALONE = "alone", gettext_noop("The answer “{option}” cannot be chosen together with others.")
    TOO_FEW = "too_few", gettext_noop("Choose at least {least}.")
    TOO_MANY = "too_many", gettext_noop("Choose at most {most}.")
    TIED = "tied", gettext_noop("Give each place to one answer only.")
    RANK_ALL = "rank_all", gettext_noop("Put {most} answers in order, or none.")
    NOT_A_NUMBER = "not_a_number", gettext_noop("Write a number in digits, for example {example}.")
    UNCLEAR_NUMBER = "unclear_number", gettext_noop("Did you mean {one} or {other}? Write it that way.")
    WHOLE_NUMBER = "whole_number", gettext_noop("Write a whole number.")
    DECIMALS = "decimals", gettext_noop("Write no more digits after the decimal sign than {decimals}.")
    TOO_LOW = "too_low", gettext_noop("Write {low} or more.")
    TOO_HIGH = "too_high", gettext_noop("Write {high} or less.")
    NOT_A_DAY = "not_a_day", gettext_noop("Write a date as day, month and year, for example {example}.")
    TOO_EARLY = "too_early", gettext_noop("Write {earliest} or a later date.")
    TOO_LATE = "too_late", gettext_noop("Write {latest} or an earlier date.")
    TOO_LONG = "too_long", gettext_noop("Write at most {longest} characters; there are {length}.")
    TOO_MANY_FILES = "too_many_files", gettext_noop("Send at most {most} files.")
    BROKEN_CHECK = "broken_check", gettext_noop("This answer does not fit.")
    """The instrument's own words for it stand in ``Words.checks``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """kind: what is wrong. question: key of the answer. values: what the words are filled with.

    check: code of the check that does not hold; options: list that the value ``option`` is of.
    """

    kind: ProblemKind
    question: str
    values: Mapping[str, str] = field(default_factory=dict)
    check: str = ""
    options: str = ""

    def words(self, translate: Translate = str, *, said: Words | None = None) -> str:
        """The problem as a sentence. translate: gettext or the like. said: the instrument's words."""
        if said is not None and self.check in said.checks:
            return said.checks[self.check]
        values = dict(self.values)
        if said is not None and "option" in values:
            values["option"] = said.options.get(self.options, {}).get(values["option"], values["option"])
        return translate(self.kind.what).format(**values)
