# SPDX-License-Identifier: EUPL-1.2
"""Everything leaves in open formats: other programs read it, and what is personal can stay behind."""

import csv
import json
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps

from samband.cli.archive.openness import SECRET, WITHOUT_PEOPLE
from tests.journeys.conftest import contact, opened, published, register, reviewed
from tests.journeys.test_back_up_and_restore import installation, samband, to_a_file
from tests.journeys.test_every_page import people

__all__ = ["contact", "installation", "opened", "people", "published", "register", "reviewed"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def exported(published, people, home, installation, tmp_path):
    """Exports the wave of the journeys with its people; returns the folder."""
    to_a_file(home)

    def export(*words: str) -> Path:
        folder = tmp_path / f"export{''.join(words)}"
        samband("export", str(folder), *words, home=home, url=installation)
        return folder

    return export


def package_of(folder: Path) -> dict[str, dict[str, object]]:
    told = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in told["resources"]}


def rows_of(folder: Path, resource: dict) -> list[dict[str, str]]:
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


READS = {
    "integer": int,
    "number": float,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "string": str,
    "date": str,
    "datetime": str,
}


def test_everything_leaves_described_and_whole_and_lets_nobody_in(exported, home):
    folder = exported()
    package = package_of(folder)
    every_table_is_described_as_it_is(folder, package)
    links_between_tables_lead_to_rows(folder, package)
    publications_leave_as_they_are(folder, home)
    nobody_gets_in_with_it(folder, package, home)


def every_table_is_described_as_it_is(folder, package):
    for name, resource in package.items():
        rows = rows_of(folder, resource)
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert len(rows) == resource["rows"], name
        content = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert all(row.keys() == fields.keys() for row in rows)
        for row in rows[:200]:
            for column, text in row.items():
                if text or fields[column].get("constraints", {}).get("required"):
                    READS[fields[column]["type"]](text)
                if text and fields[column].get("description") == "JSON text":
                    json.loads(text)
    assert package["collect.response"]["rows"] > 100
    assert (folder / "README.md").read_text(encoding="utf-8").count("| `") == len(package)


def links_between_tables_lead_to_rows(folder, package):
    seen = 0
    for resource in package.values():
        for link in resource["schema"]["foreignKeys"]:
            (column,), reference = link["fields"], link["reference"]
            (target,) = reference["fields"]
            there = {row[target] for row in rows_of(folder, package[reference["resource"]])}
            values = {row[column] for row in rows_of(folder, resource)} - {""}
            assert values <= there, (resource["name"], column)
            seen += len(values)
    assert seen > 5


def publications_leave_as_they_are(folder, home):
    files = [path for path in (home / "publications").rglob("*") if path.is_file()]
    assert len(files) >= 3
    assert all((folder / path.relative_to(home)).read_bytes() == path.read_bytes() for path in files)


def nobody_gets_in_with_it(folder, package, home):
    passwords = set(apps.get_model("access", "user").objects.values_list("password", flat=True))
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert passwords
    assert not any(password.encode() in everything for password in passwords)
    columns = {f["name"] for each in package.values() for f in each["schema"]["fields"]}
    assert not {column for column in columns if SECRET.search(column)}
    key = (home / "samband.env").read_text().rpartition("SAMBAND_SECRET_KEY=")[2].strip()
    assert key.encode() not in everything


def test_without_people_nobody_is_in_it(exported, people):
    folder = exported("--without-people")
    package = package_of(folder)
    assert package.keys() <= WITHOUT_PEOPLE
    assert {"members.authority", "publications.publication", "surveys.wave"} <= package.keys()
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for user in apps.get_model("access", "user").objects.all():
        assert user.email.encode() not in everything
        assert user.reference.encode() not in everything
    columns = {f["name"] for each in package.values() for f in each["schema"]["fields"]}
    assert not {column for column in columns if column.endswith("_by")}
    assert not (folder / "estimates").exists()


def test_tables_without_people_are_named_as_they_are_called():
    """A name that no table has any more would hide that somebody renamed it."""
    tools = {model._meta.label_lower for model in apps.get_models()}
    assert tools >= WITHOUT_PEOPLE


def test_a_folder_that_is_there_is_left_alone(exported, tmp_path, home, installation, monkeypatch, capsys):
    from samband.cli.main import main

    monkeypatch.setenv("SAMBAND_HOME", str(home))
    assert main(["export", str(tmp_path)]) == 2
    assert "is there already" in capsys.readouterr().err
