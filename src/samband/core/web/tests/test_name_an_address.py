# SPDX-License-Identifier: EUPL-1.2
import pytest

from samband.core.web.forms import slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Prøverunde på Ærfugløy 2026", "proverunde-pa-aerfugloy-2026"),
        ("Kárášjohka, Łódź & Straße", "karasjohka-lodz-strasse"),
        ("Анкета", "wave-2026"),
        ("a" * 80, "a" * 60),
    ],
)
def test_the_address_of_a_page_is_made_of_its_title(title, slug):
    assert slug_of(title=title, otherwise="wave-2026") == slug
