# SPDX-License-Identifier: EUPL-1.2
"""What the tutorial of the first wave tells a newcomer is what the program says; no browser is needed."""

import csv
import io
import re
from pathlib import Path

import pytest

from samband.core.access.rules import INSTALLATION
from samband.tools.surveys import operations, queries
from tests.cast import MEDIAN
from tests.journeys import waves
from tests.journeys.test_first_wave import FAULTS, ITEM, plain_mean_by_hand

ROOT = Path(__file__).parents[2]
FILES = ROOT / "examples" / "first_wave"
TUTORIAL = (ROOT / "docs" / "tutorials" / "first-wave.md").read_text(encoding="utf-8")
ANSWERS = (FILES / "answers.csv").read_text(encoding="utf-8")
STEP = {"wave": waves.SLUG, "by": INSTALLATION, "at": waves.DURING}


def previewed(name: str):
    file = io.BytesIO((FILES / name).read_bytes())
    return operations.preview_answers(**STEP, file=file, filename=name)


@pytest.mark.django_db(transaction=True)
def test_the_files_have_the_faults_that_the_tutorial_shows(opened):
    told = {fault.words() for fault in previewed("answers_with_faults.csv").faults}
    quoted = re.findall(r"^> (Row .+)$", TUTORIAL, re.MULTILINE)
    assert len(quoted) == 4
    assert set(quoted) <= told == set(FAULTS)
    assert (previewed("answers.csv").good, previewed("answers.csv").faults) == (673, ())


def test_the_list_of_participants_is_read():
    listed = operations.read_participants(text=(FILES / "participants.csv").read_text())
    assert [one.authority for one in listed] == list(waves.MEMBERS)
    assert [one.authority for one in listed if one.has_embargo] == ["0301"]


@pytest.mark.django_db(transaction=True)
def test_the_number_that_the_newcomer_checks_is_published(opened):
    listed = operations.read_participants(text=(FILES / "participants.csv").read_text())
    operations.add_participants(**STEP, participants=listed)
    operations.confirm_answers(**STEP, import_id=previewed("answers.csv").id)
    operations.close_wave(**STEP)
    operations.estimate_wave(**STEP)
    operations.review_wave(**STEP, notes="")
    waves.publish()
    table = queries.published_table(actor=INSTALLATION, wave=waves.SLUG)
    found = table.get(measure=ITEM, group="councillors", unit=MEDIAN.code)
    assert found.value == pytest.approx(plain_mean_by_hand(ANSWERS, MEDIAN.code), rel=1e-12)
    assert f"{found.n} {found.value:.5f}\n" in TUTORIAL
    assert f"whoever they are*: {found.value:.1f}." in TUTORIAL


def test_the_column_that_awk_counts_is_the_one_it_means():
    header = next(csv.reader(io.StringIO(ANSWERS)))
    assert (header[1], header[2], header[7]) == ("group", "unit", ITEM)


def test_every_button_and_label_of_the_tutorial_is_one_of_the_program():
    catalogues = (ROOT / "src" / "samband").rglob("locale/nb/LC_MESSAGES/django.po")
    known = {
        text for file in catalogues for text in re.findall(r'^msgid "(.+)"$', file.read_text(), re.MULTILINE)
    }
    known |= {MEDIAN.name, "synthetic"}
    assert [words for words in re.findall(r"\*\*([^*]+)\*\*", TUTORIAL) if words not in known] == []
