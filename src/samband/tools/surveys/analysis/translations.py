# SPDX-License-Identifier: EUPL-1.2
"""Whoever turns texts into the reader's language: a catalogue in a report, Django on a page."""

from typing import Protocol


class Translations(Protocol):
    """What ``gettext.NullTranslations`` and ``django.utils.translation`` have in common."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...
