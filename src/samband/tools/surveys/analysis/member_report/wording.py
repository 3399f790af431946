# SPDX-License-Identifier: EUPL-1.2
"""The words of reports, without Django: translations are read from this tool's own catalogues."""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[2] / "locale"


@lru_cache(maxsize=50)
def translations(*, language: str, folder: Path = LOCALE) -> NullTranslations:
    """The catalogue of the language: compiled (.mo) where the build made it, else from its source (.po).

    English, the language of the source, where there is no catalogue.
    """
    tag = language.replace("-", "_")
    for name in dict.fromkeys((tag, tag.split("_")[0])):
        messages = folder / name / "LC_MESSAGES"
        if (messages / "django.po").is_file():
            return _compiled(messages / "django.po")
        if (messages / "django.mo").is_file():
            with (messages / "django.mo").open("rb") as file:
                return GNUTranslations(file)
    return NullTranslations()


def _compiled(path: Path) -> GNUTranslations:
    with path.open("rb") as file:
        catalogue = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
