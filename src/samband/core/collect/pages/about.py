# SPDX-License-Identifier: EUPL-1.2
"""What everybody is told before they answer: who asks, why, what is kept and how long."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from samband.core.collect.queries import AskedForm
from samband.core.collect.rules import KEEP_DRAFTS_DAYS
from samband.engines.instrument import Words
from samband.engines.instrument.flow import Computed, Note


@dataclass(frozen=True, slots=True)
class AboutLine:
    """own_words: whether the text comes with the questionnaire, in its language."""

    heading: str
    text: str
    own_words: bool


@dataclass(frozen=True, slots=True)
class WelcomePage:
    """title, introduction: in the language of the questionnaire. questions: how many there are at most."""

    title: str
    introduction: str
    about: tuple[AboutLine, ...]
    questions: int


def welcome_page(*, asked: AskedForm, words: Words, group: str, is_named: bool) -> WelcomePage:
    """is_named: whether the respondent came with a link of their own."""
    told = {**words.about, **_own(asked.about, words.language)}
    return WelcomePage(
        title=title_of(asked=asked, words=words),
        introduction=words.introduction,
        about=tuple(_lines(told, is_named=is_named)),
        questions=_count(asked, group),
    )


def title_of(*, asked: AskedForm, words: Words) -> str:
    return asked.title.get(words.language) or words.title


def _own(about: Mapping[str, Mapping[str, str]], language: str) -> Mapping[str, str]:
    """What this ask says of itself; a plain variant may leave it to its language."""
    return about.get(language) or about.get(language.partition("-")[0], {})


def _lines(told: Mapping[str, str], *, is_named: bool) -> list[AboutLine]:
    """Said by the ask, else by the questionnaire, else by what this installation does anyway."""
    otherwise = {
        "who": settings.SAMBAND_ASSOCIATION,
        "kept": _kept(is_named=is_named),
        "how_long": _how_long(),
    }
    lines = [
        AboutLine(heading, told.get(code) or otherwise.get(code, ""), code in told)
        for code, heading in about_headings().items()
    ]
    return [line for line in lines if line.text]


def about_headings() -> dict[str, str]:
    """What is told first, in its order -> what stands above it."""
    return {
        "who": gettext("Who asks"),
        "why": gettext("Why"),
        "kept": gettext("What is kept"),
        "how_long": gettext("How long"),
        "contact": gettext("Questions about it"),
    }


def _kept(*, is_named: bool) -> str:
    answers = gettext("Your answers, without your name, your address or the time.")
    if not is_named:
        return answers
    noted = gettext(
        "Apart from them it is noted that you have answered, so that nobody reminds you. "
        "What you answered cannot be found from that."
    )
    return f"{answers} {noted}"


def _how_long() -> str:
    return gettext(
        "What you have not sent is deleted after %(drafts)s days. "
        "Answers that were sent are kept for research and statistics."
    ) % {"drafts": KEEP_DRAFTS_DAYS}


def _count(asked: AskedForm, group: str) -> int:
    return sum(
        1
        for one in asked.instrument.flow.questions
        if not isinstance(one.kind, Note | Computed) and (not group or one.is_asked_of(group))
    )
