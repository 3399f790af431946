# SPDX-License-Identifier: EUPL-1.2
"""What people are told first by letter or telephone, in their language; whoever asks may change it."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext, override

from samband.core.collect.pages.languages import language_around


def first_texts(
    *, languages: Iterable[str], is_reminder: bool = False, has_end: bool = False
) -> dict[str, dict[str, str]]:
    """Subject and body of a message to begin with, in each language of a questionnaire.

    has_end: the day on which it closes is set.
    """
    texts = {}
    for code in languages:
        with override(language_around(language=code)):
            body = "\n\n".join(_body(is_reminder=is_reminder, has_end=has_end))
            texts[code] = {"subject": gettext("What do you think? {title}"), "body": body}
    return texts


def _body(*, is_reminder: bool, has_end: bool) -> Iterator[str]:
    yield gettext("Good day, {name}.")
    if is_reminder:
        yield gettext("We have written to you before, and have not had your answer yet.")
    yield gettext(
        "{association} asks people in {member}: {title}. You have been drawn at random, so nobody "
        "else can answer for you."
    )
    yield gettext("It is voluntary. Your answers are kept without your name and cannot be tied to you.")
    if has_end:
        yield gettext("You can answer until {deadline}.")
    yield "{link}"


def opening(*, name: str, unit: str, title: str) -> str:
    """What an interviewer reads aloud first, in the language that is active. name: '' when it is unknown."""
    words = gettext(
        "Good day, I am calling for %(association)s. May I speak with %(name)s?\n"
        "We are asking people in %(unit)s: %(title)s. Taking part is voluntary, and nobody can see "
        "afterwards what you answered. Do you have a few minutes now?"
    )
    return words % {
        "association": settings.SAMBAND_ASSOCIATION,
        "name": name or "…",
        "unit": unit,
        "title": title.rstrip(" .?!"),
    }
