# SPDX-License-Identifier: EUPL-1.2
"""One archive with all that explains a table, and a catalogue that portals harvest."""

import csv
import json
import zipfile
from io import BytesIO, StringIO

import pytest

from samband.core.publications.queries import file_of, folder_of
from samband.core.publications.rules import FILES, BadName, Tampered

CODEBOOK = b"<codeBook/>"


@pytest.fixture
def published(publish_again):
    return publish_again(documents={"codebook.xml": CODEBOOK})


def fetched(client, publication) -> dict[str, bytes]:
    answer = client.get(f"/publications/{publication.series}/{publication.version}/open-data.zip")
    assert answer.headers["Content-Disposition"].endswith('"trust-1-open-data.zip"')
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_every_file_and_says_what_each_is(client, published):
    files = fetched(client, published)

    about = files["README.txt"].decode()
    assert set(files) == {*FILES, "codebook.xml", "table.csv-metadata.json", "dcat.json", "README.txt"}
    assert files["codebook.xml"] == CODEBOOK
    assert files["table.csv"] == file_of(published, "table.csv").read_bytes()
    assert all(f"  {name} " in about for name in files if name != "README.txt")
    assert "Synthetic data" in about
    assert published.digest in about


def test_fetched_twice_it_is_the_same_to_the_byte(client, published):
    address = f"/publications/{published.series}/{published.version}/open-data.zip"

    assert client.get(address).content == client.get(address).content


def test_the_description_names_the_columns_of_the_table_in_their_order(client, published):
    files = fetched(client, published)

    described = json.loads(files["table.csv-metadata.json"])
    header, *rows = csv.reader(StringIO(files["table.csv"].decode()))
    columns = described["tableSchema"]["columns"]
    assert [one["name"] for one in columns] == header
    assert described["url"] == "table.csv"
    empty = {name for row in rows for name, cell in zip(header, row, strict=True) if not cell}
    assert empty <= {one["name"] for one in columns if not one["required"]}


def test_portals_find_every_version_with_its_files(client, publish_again, settings):
    settings.SAMBAND_ASSOCIATION = "An association"
    publish_again()
    newest = publish_again()
    answer = client.get("/publications/catalogue.jsonld")
    catalogue = json.loads(answer.content)

    second, first = catalogue["dcat:dataset"]
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert catalogue["@id"] == "http://testserver/publications/catalogue.jsonld"
    assert catalogue["dct:publisher"]["foaf:name"] == "An association"
    assert second["dcat:previousVersion"]["@id"] == first["@id"] == "http://testserver/publications/trust/1/"
    assert {"@value": "Tillit", "@language": "nb"} in second["dct:title"]
    found = {one["dct:title"][0]["@value"]: one for one in second["dcat:distribution"]}
    assert found["table.csv"]["spdx:checksum"]["spdx:checksumValue"] == newest.digest
    for one in found.values():
        answer = client.get(one["dcat:downloadURL"]["@id"].removeprefix("http://testserver"))
        assert answer.getvalue()


@pytest.mark.parametrize(
    ("period", "days"),
    [("2025", ["2025-01-01", "2025-12-31"]), ("2025-02-01/2025-03-09", ["2025-02-01", "2025-03-09"])],
)
def test_portals_are_told_when_it_was_asked(client, publish_again, provenance, period, days):
    publish_again(provenance=provenance(period=period))
    (one,) = json.loads(client.get("/publications/catalogue.jsonld").content)["dcat:dataset"]

    assert [one["dct:temporal"][f"dcat:{end}Date"]["@value"] for end in ("start", "end")] == days


def test_of_a_period_in_words_portals_are_told_nothing(client, publish_again):
    publish_again()
    (one,) = json.loads(client.get("/publications/catalogue.jsonld").content)["dcat:dataset"]

    assert "dct:temporal" not in one


@pytest.mark.parametrize("name", ["table.csv", "open-data.zip", "../codebook.xml", "Codebook.xml", "run.exe"])
def test_a_document_name_that_is_taken_or_leads_elsewhere_is_refused(publish_again, name):
    with pytest.raises(BadName, match="document name"):
        publish_again(documents={name: CODEBOOK})


def test_a_document_that_was_changed_is_not_handed_out(client, published):
    (folder_of(published) / "codebook.xml").write_bytes(b"other")

    with pytest.raises(Tampered):
        fetched(client, published)


def test_what_was_not_published_has_no_archive(client, db):
    assert client.get("/publications/trust/1/open-data.zip").status_code == 404
