# SPDX-License-Identifier: EUPL-1.2
"""The analyst takes the answers of a wave out as files; nobody else does, and it is noted who did."""

import zipfile
from io import BytesIO
from pathlib import Path

import pyreadstat
import pytest
from django.urls import reverse

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import all_events
from samband.engines.microdata import FORMS
from samband.tools.surveys import operations, queries
from samband.tools.surveys.tests.conftest import NOON, WAVE


def take(client, form: str, *languages: str):
    return client.post(
        reverse("surveys:hand_out", args=[WAVE]), {"form": form, "languages": languages or ("en",)}
    )


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("form", FORMS)
def test_every_kind_of_file_can_be_taken_out(estimated, analyst, signed_in, form: str):
    sent = take(signed_in(analyst), form)
    assert sent.status_code == 200
    assert sent["Content-Disposition"] == f'attachment; filename="{WAVE}.{form}"'
    assert len(body(sent)) > 1_000


def test_spss_has_a_row_for_each_respondent_in_the_chosen_language(
    estimated, analyst, signed_in, tmp_path: Path
):
    path = tmp_path / "a.sav"
    path.write_bytes(body(take(signed_in(analyst), "sav", "nb")))
    columns, about = pyreadstat.read_sav(path, output_format="dict", user_missing=True)
    asked = queries.instrument(code="local_democracy", version="2021")
    item = asked.items[0].code
    assert about.column_names_to_labels[item].startswith(asked.words["nb"].items[item][:60])
    assert about.number_rows == len(columns[item]) > 0


def test_the_archive_holds_what_it_says(estimated, analyst, signed_in):
    with zipfile.ZipFile(BytesIO(body(take(signed_in(analyst), "zip")))) as archive:
        assert sorted(archive.namelist()) == [
            "answers.R", "answers.csv", "codebook.xml", "codes.csv", "csv-metadata.json",
        ]  # fmt: skip


def test_it_is_noted_who_took_a_file_out(estimated, analyst):
    operations.hand_out_answers(wave=WAVE, form="sav", languages=["en"], by=analyst, at=NOON)
    assert any(one.event == "surveys.answers_handed_out" for one in all_events())


def test_nobody_else_takes_answers_out(estimated, secretary, outsider, signed_in):
    for actor in (secretary, outsider):
        with pytest.raises(NotAllowed):
            operations.hand_out_answers(wave=WAVE, form="sav", languages=["en"], by=actor, at=NOON)
        assert take(signed_in(actor), "sav").status_code == 404


def test_a_form_without_a_language_is_asked_again(estimated, analyst, signed_in):
    sent = signed_in(analyst).post(reverse("surveys:hand_out", args=[WAVE]), {"form": "exe"})
    assert sent.status_code == 400
