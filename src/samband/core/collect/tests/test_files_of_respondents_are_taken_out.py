# SPDX-License-Identifier: EUPL-1.2
"""Whoever may read answers finds the files that came with them: listed, one by one, or all at once."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from samband.core.access.rules import NotAllowed
from samband.core.audit.queries import all_events
from samband.core.collect.analysis.evidence import needs_password, safe_name
from samband.core.collect.operations import close_ask
from samband.core.collect.operations.evidence_reading import looked_at, take_all_files, take_file
from samband.core.collect.queries.evidence import evidence_places
from samband.core.collect.tests.conftest import ANALYST, CONTACT, NOON
from samband.core.collect.tests.test_an_inhabitant_answers_in_the_browser import opened, own_limits, token
from samband.core.collect.tests.test_evidence_comes_from_anybody import HERE, PDF, key_of

__all__ = ["own_limits"]
ASK = "evidence-2026"
LIST = f"/answers/{ASK}/files/"
LOCKED = b"%PDF-1.7 trailer << /Encrypt 5 0 R >>"


def send(*files: tuple[str, bytes]) -> None:
    """Somebody answers with these files."""
    browser = Client()
    browser.get("/a/open/evidence-2026/")
    browser.post(f"{HERE}/", {"unit": "1151", "group": "inhabitants"})
    browser.post(f"{HERE}/p/1/", {"page": key_of(browser, 1), "has_plan": "yes"})
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    browser.post(f"{HERE}/p/2/", {"page": key_of(browser, 2), "file:plan_file": sent})
    assert browser.post(f"{HERE}/review/").status_code == 302


@pytest.fixture
def answered(db, home):
    """Two people have sent three files, one of them locked; the box is open."""
    opened("evidence")
    send(("plan.pdf", PDF), ("../../=plan.pdf", PDF + b"2"))
    send(("secret.pdf", LOCKED))
    assert evidence_places(actor=ANALYST, ask=ASK) == ()
    close_ask(ask=ASK, by=ANALYST, at=NOON)


def told() -> list[object]:
    return [one.details["files"] for one in all_events() if one.event == "collect.evidence_read"]


def test_files_are_listed_with_what_they_answer_and_what_is_special_about_them(answered, signed_in, analyst):
    browser = signed_in(analyst)
    assert f'href="{LIST}"' in browser.get(f"/answers/{ASK}/").content.decode()
    page = browser.get(LIST).content.decode()
    assert "3 files came with answers" in page
    assert page.count("Send the plan") == 3
    assert page.count("Locked by whoever sent it") == 1
    assert ".." not in page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert told() == []


def test_one_file_is_saved_and_never_shown_and_the_log_knows_of_it(answered, signed_in, analyst):
    place = next(
        one.place
        for one in looked_at(ask=ASK, places=evidence_places(actor=ANALYST, ask=ASK), by=ANALYST)
        if one.name == "plan.pdf"
    )
    browser = signed_in(analyst)
    answer = browser.post(f"{LIST}{place.name}/")
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert told() == [1]
    assert browser.post(f"{LIST}{'0' * 32}/").status_code == 404
    assert browser.get(f"{LIST}{place.name}/").status_code == 405


def test_all_files_come_in_one_archive_with_a_list(answered, signed_in, analyst):
    answer = signed_in(analyst).post(f"{LIST}all/")
    assert answer["Content-Disposition"] == f'attachment; filename="{ASK}-files.zip"'
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        parts = archive.infolist()
        rows = list(csv.DictReader(io.StringIO(archive.read("files.csv").decode("utf-8-sig"))))
        contents = {archive.read(part) for part in parts if part.filename != "files.csv"}
    assert contents == {PDF, PDF + b"2", LOCKED}
    assert {part.date_time for part in parts} == {(2000, 1, 1, 0, 0, 0)}
    assert all("/" not in part.filename and ".." not in part.filename for part in parts)
    assert sorted(row["state"] for row in rows) == ["locked", "open", "open"]
    assert {row["member"] for row in rows} == {"Utsira"}
    assert told() == [3]


def test_what_no_key_opens_is_said_in_words_and_does_not_hinder_the_others(
    answered, signed_in, analyst, settings
):
    settings.SAMBAND_BOX_KEYS = ["another key than that of the box, long enough to be one"]
    browser = signed_in(analyst)
    page = browser.get(LIST).content.decode()
    assert page.count("no key of this installation opens it") == 3
    assert "/files/all/" in page
    pieces = b"".join(take_all_files(ask=ASK, names={}, by=ANALYST, at=NOON))
    with zipfile.ZipFile(io.BytesIO(pieces)) as archive:
        assert archive.namelist() == ["files.csv"]
    name = evidence_places(actor=ANALYST, ask=ASK)[0].name
    assert browser.post(f"{LIST}{name}/").headers["Location"] == LIST


def test_a_file_that_is_gone_is_told(answered, home: Path, signed_in, analyst):
    for path in (home / "evidence").iterdir():
        path.unlink()
    assert "Not there any more." in signed_in(analyst).get(LIST).content.decode()


def test_nobody_else_meets_a_file(answered, signed_in, secretary, interviewer, outsider):
    name = evidence_places(actor=ANALYST, ask=ASK)[0].name
    for actor in (secretary, interviewer, outsider):
        browser = signed_in(actor)
        assert browser.get(LIST).status_code == 404
        assert browser.post(f"{LIST}all/").status_code == 404
        assert browser.post(f"{LIST}{name}/").status_code == 404
    with pytest.raises(NotAllowed):
        take_file(ask=ASK, name=name, by=CONTACT, at=NOON)
    assert told() == []


def test_a_file_of_another_ask_is_not_taken_through_this_one(answered, signed_in, analyst):
    name = evidence_places(actor=ANALYST, ask=ASK)[0].name
    opened("pages")
    assert signed_in(analyst).post(f"/answers/pages-2026/files/{name}/").status_code == 404


@pytest.mark.django_db
def test_without_files_the_page_says_what_will_appear(home, signed_in, analyst):
    opened("evidence")
    token(ASK)
    assert "No file has come" in signed_in(analyst).get(LIST).content.decode()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../plan.pdf", "plan.pdf"),
        (".htaccess", "htaccess"),
        ("CON.pdf", "_CON.pdf"),
        ("lpt1", "_lpt1"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "afdp.exe"),
        (" . ", "file"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_names_are_safe_on_any_system(name, safe):
    assert safe_name(name=name) == safe


@given(st.text(max_size=300))
def test_a_safe_name_is_one_part_of_a_path_and_safe_already(name):
    safe = safe_name(name=name)
    assert safe
    assert Path(safe).name == safe
    assert not safe.startswith(".")
    assert safe_name(name=safe) == safe


def test_a_locked_document_is_known_by_its_content():
    assert needs_password(content=LOCKED)
    assert not needs_password(content=PDF)
    assert not needs_password(content=b"PK\x03\x04 broken")
