# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire may speak languages that the pages around it do not: which words stand where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from samband.engines.instrument import language_name

NEAREST: Final = {"nn": "nb", "se": "nb", "sma": "nb", "smj": "nb"}
"""Whose readers read another of our languages more easily than English."""
PLAIN: Final = "simple"


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """One language to answer in, called as its speakers call it."""

    code: str
    name: str
    is_current: bool


def language_around(*, language: str) -> str:
    """The language of buttons, dates and messages around a questionnaire in this language."""
    base = language.partition("-")[0]
    known = spoken_to_respondents()
    wanted = base if base in known else NEAREST.get(base, "en")
    return wanted if wanted in known else str(settings.LANGUAGE_CODE)


def spoken_to_respondents() -> tuple[str, ...]:
    """Those of the whole interface, and those that have the pages of respondents alone."""
    return (*dict(settings.LANGUAGES), *settings.SAMBAND_RESPONDENT_LANGUAGES)


def language_at_the_door(*, wanted: Sequence[str]) -> str:
    """The first of the wanted ones that respondents are spoken to in, before it is known what is asked.

    '' when there is none. wanted: most wanted first.
    """
    bases = (one.partition("-")[0] for one in wanted)
    return next((base for base in bases if base in spoken_to_respondents()), "")


def language_choices(*, languages: Sequence[str], current: str) -> tuple[LanguageChoice, ...]:
    return tuple(LanguageChoice(code, name_of(language=code), code == current) for code in languages)


def name_of(*, language: str) -> str:
    """``Bokmål``, for a plain variant ``Bokmål (easy to read)``, said in that language."""
    base, dash, variant = language.partition("-")
    name = language_name(base)
    return f"{name} ({_EASY.get(base, _EASY['en'])})" if dash and variant == PLAIN else name


_EASY: Final = {
    "en": "easy to read",
    "nb": "lett å lese",
    "nn": "lett å lese",
    "se": "álki lohkat",
    "ro": "ușor de citit",
    "bg": "лесно за четене",
    "ka": "ადვილად საკითხავი",
}


def best_language(*, languages: Sequence[str], wanted: Sequence[str]) -> str:
    """The first of the wanted ones that may be answered in; else the first there is.

    wanted: most wanted first, as ``nb-NO`` or ``nb``. Plain variants are chosen by people alone.
    """
    for one in wanted:
        for name in (one, one.partition("-")[0]):
            if name in languages:
                return name
    return next(iter(languages), "en")
