# SPDX-License-Identifier: EUPL-1.2
import pytest

from samband.tools.surveys.analysis.order import alphabetical

NAMES = ["Ås", "Øyer", "Vang", "Årdal", "Ål", "Østre Toten", "Oslo", "Alta", "Kárášjohka", "Kautokeino"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nb", "Alta Kárášjohka Kautokeino Oslo Vang Østre-Toten Øyer Ål Årdal Ås"),
        ("en", "Ål Alta Årdal Ås Kárášjohka Kautokeino Oslo Østre-Toten Øyer Vang"),
    ],
)
def test_names_stand_as_the_readers_alphabet_has_them(language: str, expected: str) -> None:
    ordered = sorted(NAMES, key=lambda name: alphabetical(name=name, language=language))
    assert " ".join(name.replace(" ", "-") for name in ordered) == expected


def test_two_spellings_of_one_name_keep_a_fixed_order() -> None:
    assert alphabetical(name="Våler", language="en") != alphabetical(name="Valer", language="en")


def test_romanian_letters_with_marks_follow_the_plain_ones() -> None:
    names = [
        "Șoldănești",
        "Soroca",
        "Sângerei",
        "Strășeni",
        "Ștefan Vodă",
        "Telenești",
        "Țaul",
        "Iași",
        "Însurăței",
    ]
    ordered = sorted(names, key=lambda name: alphabetical(name=name, language="ro"))
    assert ordered == [
        "Iași", "Însurăței", "Sângerei", "Soroca", "Strășeni", "Șoldănești", "Ștefan Vodă",
        "Telenești", "Țaul",
    ]  # fmt: skip
