# SPDX-License-Identifier: EUPL-1.2
"""Columns of an XLSForm that exist once per language: ``label::Bokmål (nb)``."""

import re
from collections.abc import Iterable

from samband.engines.rule_files import LANGUAGE

NAMES = {
    "bg": "Български",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "ka": "ქართული",
    "lv": "Latviešu",
    "nb": "Bokmål",
    "nn": "Nynorsk",
    "pl": "Polski",
    "ro": "Română",
    "ru": "Русский",
    "se": "Davvisámegiella",
    "uk": "Українська",
}
_TAG_BY_NAME = {name.casefold(): tag for tag, name in NAMES.items()}
_BRACKETED = re.compile(rf"\(({LANGUAGE})\)\s*$")


def language_name(language: str) -> str:
    """What speakers call it; the tag itself when that is not known here."""
    return NAMES.get(language, language)


def language_column(*, part: str, language: str) -> str:
    """The column's name, as XLSForm writes it."""
    return f"{part}::{language_name(language)} ({language})"


def language_of(name: str) -> str:
    """The tag in ``Bokmål (nb)``, ``nb`` or ``Bokmål``; '' when none is recognised."""
    bracketed = _BRACKETED.search(name)
    if bracketed:
        return bracketed.group(1)
    plain = name.strip()
    return plain if re.fullmatch(LANGUAGE, plain) else _TAG_BY_NAME.get(plain.casefold(), "")


def columns_by_language(*, part: str, columns: Iterable[str], default: str) -> dict[str, str]:
    """Language -> column of that part. A column without language belongs to the default one."""
    found: dict[str, str] = {}
    for column in columns:
        name, _, language = column.partition("::")
        if name.strip() == part:
            tag = language_of(language) if language else default
            found.setdefault(tag or language.strip(), column)
    return found
