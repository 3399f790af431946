# SPDX-License-Identifier: EUPL-1.2
"""Letters and telephones begin in the respondent's language, also where nobody works in it."""

from django.utils.translation import override

from samband.core.collect.pages.first_words import first_texts, opening


def test_a_letter_begins_in_the_language_of_its_reader():
    texts = first_texts(languages=["en", "nn", "se", "se-simple"])
    assert texts["nn"]["subject"] == "Kva meiner du? {title}"
    assert texts["se"]["body"].startswith("Buorre beaivi, {name}.")
    assert texts["se-simple"] == texts["se"]
    for text in texts.values():
        assert all(place in text["body"] for place in ("{name}", "{association}", "{member}", "{link}"))


def test_a_reminder_and_a_last_day_have_words_of_their_own():
    (plain,) = first_texts(languages=["en"]).values()
    (reminder,) = first_texts(languages=["en"], is_reminder=True, has_end=True).values()
    assert "{deadline}" not in plain["body"]
    assert "You can answer until {deadline}." in reminder["body"]
    assert "have not had your answer yet" in reminder["body"]


def test_an_interviewer_reads_aloud_in_the_language_of_whoever_answers(settings):
    settings.SAMBAND_ASSOCIATION = "Gielddat"
    with override("se"):
        said = opening(name="", unit="Deatnu", title="Iskkadeapmi")
    assert said.startswith("Buorre beaivi, mun riŋgen Gielddat ovddas.")
    assert "Deatnu. Iskkadeapmi." in said
