# SPDX-License-Identifier: EUPL-1.2
"""Files that mean harm, sent through the page as an analyst would."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samband.core.access.rules import INSTALLATION
from samband.core.members.operations import load_pack
from samband.tools.surveys.tests.conftest import NOON
from tests.doors import surveys
from tests.doors.world import four_members
from tests.threats.archives import packed

pytestmark = pytest.mark.django_db
ANSWERS = reverse("surveys:answers", args=["democracy-2021"])


@pytest.fixture
def desk(signed_in, analyst, home):
    """The analyst's browser, with a wave that is open for answers."""
    load_pack(pack=four_members(), by=INSTALLATION, at=NOON)
    surveys.open_a_wave()
    return signed_in(analyst)


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c SYSTEM "file:///etc/passwd">]><sst>&b;&c;</sst>"""
HOSTILE = {
    "a zip that unfolds to gigabytes.xlsx": packed(xl__workbook=b"0" * 60_000_000),
    "entities.xlsx": packed(xl__sharedStrings=ENTITIES),
    "a million columns.csv": b"," * 1_000_000 + b"\n",
    "one endless cell.csv": b"respondent,unit\n" + b'"' + b"x" * 2_000_000,
    "no spreadsheet at all.xlsx": b"PK\x03\x04 and then nothing",
    "../../etc/passwd.csv": b"respondent,unit\n1,1151\n",
    "zeros.csv": b"\x00" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_t09_a_file_that_means_harm_is_refused_in_words(desk, home, name):
    response = desk.post(ANSWERS, {"file": SimpleUploadedFile(name, HOSTILE[name])}, follow=True)
    assert response.status_code == 200
    assert "Traceback" not in response.content.decode()
    assert "root:" not in response.content.decode()
    assert not (home.parent / "etc").exists()


def test_t09_a_request_that_is_too_large_is_refused_before_it_is_read(client):
    length = settings.SAMBAND_LARGEST_REQUEST_BYTES + 1
    for told in (str(length), "-1", "much"):
        response = client.post("/accounts/login/", data=b"", content_type="text/plain", CONTENT_LENGTH=told)
        assert response.status_code == 400


def test_t09_a_form_without_files_is_small(client):
    response = client.post("/accounts/login/", {"login": "x" * 3_000_000, "password": "x"})
    assert response.status_code == 400
