# SPDX-License-Identifier: EUPL-1.2
"""Whoever fetches a wave's figures gets what they mean: the questionnaire, for people and for machines."""

import csv
import zipfile
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from lxml import etree

from samband.core.publications.queries import table
from samband.engines.microdata.ddi import NAMESPACE
from samband.tools.surveys import operations

AFTER_COUNCILS = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def published(reviewed, analyst):
    return operations.publish_wave(
        wave=reviewed, by=analyst, at=AFTER_COUNCILS, override_reason="All have agreed."
    )


@pytest.fixture
def files(client, published) -> dict[str, bytes]:
    answer = client.get(f"/publications/{published.series}/{published.version}/open-data.zip")
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_measure_and_group_of_the_table_is_in_words_in_every_language(files, published):
    words = list(csv.DictReader(StringIO(files["questions.csv"].decode("utf-8-sig"))))

    rows = table(published)
    groups = {group for row in rows if row.group != "all" for group in row.group.split(" - ")}
    named = {row.measure for row in rows} | groups
    languages = {word["language"] for word in words}
    assert {"en", "nb", "ka"} <= languages
    for language in languages:
        assert named <= {word["measure"] for word in words if word["language"] == language and word["text"]}


def test_the_codebook_has_every_question(files, published):
    codebook = etree.fromstring(files["codebook.xml"])

    named = {one.get("name") for one in codebook.iter(f"{{{NAMESPACE}}}var")}
    words = csv.DictReader(StringIO(files["questions.csv"].decode("utf-8-sig")))
    assert {word["measure"] for word in words if word["kind"] == "question"} <= named


def test_the_page_of_downloads_leads_to_the_archive(client, published, files, reviewed):
    page = client.get(f"/surveys/{reviewed}/downloads/").content.decode()

    assert f"/publications/{published.series}/{published.version}/open-data.zip" in page
