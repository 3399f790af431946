# SPDX-License-Identifier: EUPL-1.2
"""An English text in another language, as the reader of a sheet or a file needs it."""

from collections.abc import Callable
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

Translate = Callable[[str], str]
_NEAREST: Final = {"nn": ("nb",), "se": ("nb",)}
"""What its readers read as well, until there is a catalogue of its own."""


def gettext_noop(text: str) -> str:
    """Mark a text for the message catalogue; the text."""
    return text


def words_in(*, folder: Path, language: str) -> Translate:
    """English text -> text in the language, or in what it is a variant of; English where it has none.

    folder: ``<folder>/<language>/LC_MESSAGES/django.mo``. language: as in HTML, ``nb`` or ``nb-NO``. When not
    to use: on pages, whose framework knows the language of the reader.
    """
    return _catalogue(folder, language).gettext


@cache
def _catalogue(folder: Path, language: str) -> NullTranslations:
    plain = language.replace("_", "-").split("-")[0]
    known = [plain, *_NEAREST.get(plain, ())]
    return translation("django", localedir=folder, languages=known, fallback=True)
