# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from samband.engines.catalogues import words_in


@pytest.fixture
def folder(tmp_path) -> Path:
    for language, word in (("nb", "Møte"), ("ro", "Ședință")):
        catalogue = Catalog(locale=language)
        catalogue.add("Meeting", word)
        place = tmp_path / language / "LC_MESSAGES"
        place.mkdir(parents=True)
        with (place / "django.mo").open("wb") as file:
            write_mo(file, catalogue)
    return tmp_path


@pytest.mark.parametrize(
    ("language", "word"),
    [("nb", "Møte"), ("nb-NO", "Møte"), ("nb_NO", "Møte"), ("ro", "Ședință"), ("ka", "Meeting")],
)
def test_a_text_comes_in_the_language_and_in_english_where_there_is_none(folder, language, word):
    assert words_in(folder=folder, language=language)("Meeting") == word


@pytest.mark.parametrize("language", ["nn", "se", "nn-NO"])
def test_who_has_no_catalogue_reads_the_nearest(folder, language):
    assert words_in(folder=folder, language=language)("Meeting") == "Møte"


def test_a_text_that_no_catalogue_has_stays(folder):
    assert words_in(folder=folder, language="nb")("Item") == "Item"
