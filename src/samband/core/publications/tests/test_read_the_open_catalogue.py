# SPDX-License-Identifier: EUPL-1.2
from datetime import timedelta

import pytest

from samband.core.publications import queries
from samband.core.publications.rules import text_in
from samband.core.publications.tests.conftest import NOON


def test_anybody_sees_every_series_with_its_versions_newest_first(client, publish_again):
    publish_again()
    publish_again(at=NOON + timedelta(days=1))
    publish_again(series="councils", title={"en": "Councils"}, at=NOON + timedelta(days=2))
    assert [(one.name, len(one.versions)) for one in queries.catalogue()] == [("councils", 1), ("trust", 2)]
    page = client.get("/publications/").content.decode()
    assert page.index("Councils") < page.index("Trust")
    assert "superseded" in page
    assert "synthetic data" in page
    assert queries.latest("trust").digest[:12] in page
    assert 'href="/publications/trust/2/table.csv"' in page


def test_an_empty_catalogue_says_when_something_will_come(client, db):
    assert "Nothing is published yet" in client.get("/publications/").content.decode()


def test_titles_stand_in_the_language_of_the_reader(client, publish_again):
    publish_again()
    page = client.get("/publications/", headers={"Accept-Language": "nb"}).content.decode()
    assert "Tillit" in page
    assert "Åpne data" in page


@pytest.mark.parametrize(("language", "text"), [("nb", "Tillit"), ("nb-NO", "Tillit"), ("ka", "Trust")])
def test_a_text_falls_back_to_its_base_language_and_then_to_english(language, text):
    assert text_in({"en": "Trust", "nb": "Tillit"}, language) == text


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("table.csv", "text/csv; charset=utf-8"),
        ("table.parquet", "application/vnd.apache.parquet"),
        ("metadata.json", "application/json"),
    ],
)
def test_a_file_is_downloaded_once_and_kept_for_good(client, publish_again, file, kind):
    publication = publish_again()
    response = client.get(f"/publications/trust/1/{file}")
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == queries.file_of(publication, file).read_bytes()
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == f'attachment; filename="trust-1-{file}"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    again = client.get(f"/publications/trust/1/{file}", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", response["ETag"])


@pytest.mark.parametrize("path", ["trust/2/table.csv", "other/1/table.csv", "trust/1/table.xlsx", "trust/1/"])
def test_what_was_not_published_is_not_found(client, publish_again, path):
    publish_again()
    assert client.get(f"/publications/{path}").status_code == 404


def test_nothing_can_be_sent_to_a_published_file(client, publish_again):
    publish_again()
    assert client.post("/publications/trust/1/table.csv").status_code == 405
