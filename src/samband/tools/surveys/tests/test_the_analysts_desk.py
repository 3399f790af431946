# SPDX-License-Identifier: EUPL-1.2
"""What the analyst meets when something is not as it should be."""

import pytest
from django.urls import reverse

from samband.tools.surveys import queries
from samband.tools.surveys.queries.files import estimates_folder
from samband.tools.surveys.queries.waves import find_wave
from samband.tools.surveys.tests.conftest import answers


@pytest.fixture
def desk(signed_in, analyst):
    return signed_in(analyst)


@pytest.mark.parametrize(
    ("page", "given"), [("review", {"notes": "Seen."}), ("publish", {"override_reason": "It cannot wait."})]
)
def test_estimates_that_somebody_changed_lead_back_with_a_word_on_what_to_do(reviewed, desk, page, given):
    file = estimates_folder(wave=find_wave(slug=reviewed)) / "estimates.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("9", "8"), encoding="utf-8")
    answer = desk.post(reverse(f"surveys:{page}", args=[reviewed]), given, follow=True)
    assert answer.redirect_chain == [(reverse("surveys:work", args=[reviewed]), 302)]
    text = answer.content.decode()
    assert "Estimate the wave again" in text
    assert "Compute again" in text


def test_a_title_without_latin_letters_gets_an_address(members, desk, analyst):
    form = {
        "title": "ადგილობრივი დემოკრატია",
        "questionnaire": "local_democracy/2021",
        "year": "2021",
        "reference_date": "2021-01-01",
    }
    answer = desk.post(reverse("surveys:create"), form)
    assert answer.headers["Location"] == reverse("surveys:work", args=["wave-2021"])
    assert queries.wave(actor=analyst, slug="wave-2021").title == {"en": "ადგილობრივი დემოკრატია"}


def test_an_import_names_the_members_it_brings_answers_of(opened, desk, load):
    record = load(answers())
    page = desk.get(reverse("surveys:import", args=[opened, record.id])).content.decode()
    assert '<th scope="row">Utsira</th>' in page


def test_the_desk_leads_to_the_fieldwork_and_the_fieldwork_to_the_polling_firms_file(opened, desk, load):
    load(answers())
    board = reverse("collect:board", args=[find_wave(slug=opened).ask_id])
    files = reverse("surveys:answers", args=[opened])
    assert f'href="{board}"' in desk.get(reverse("surveys:work", args=[opened])).content.decode()
    assert f'href="{files}"' in desk.get(board).content.decode()
    desk.post(reverse("surveys:step", args=[opened, "close"]))
    assert f'href="{files}"' not in desk.get(board).content.decode()
