# SPDX-License-Identifier: EUPL-1.2
"""Files of respondents: what they are is seen by their content; they lie sealed, outside what is served."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from samband.core.access.rules import NotAllowed
from samband.core.collect.analysis.evidence import is_of_kind
from samband.core.collect.operations import close_ask
from samband.core.collect.operations.evidence import (
    FileRefused,
    clean_name,
    drop_evidence,
    evidence,
    hand_over,
    keep_evidence,
    remove_old_evidence,
)
from samband.core.collect.queries import responses
from samband.core.collect.tests.conftest import ANALYST, CONTACT, NOON
from samband.core.collect.tests.test_an_inhabitant_answers_in_the_browser import opened, own_limits, token
from samband.engines.instrument.flow import Evidence

__all__ = ["own_limits"]
TODAY = date(2026, 11, 20)
KIND = Evidence(endings=("pdf", "png", "docx"), largest_megabytes=1)
PDF = b"%PDF-1.7 the plan"
SECRET = "0123456789ABCDEF"


def keep(content: bytes, filename: str, on: date = TODAY) -> str:
    return keep_evidence(
        ask="plan", secret=SECRET, file=io.BytesIO(content), filename=filename, kind=KIND, on=on
    )


def document(*parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return target.getvalue()


def files(home: Path) -> list[Path]:
    return sorted((home / "evidence").iterdir())


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"MZ this is a program", "plan.pdf"),
        (PDF, "plan.exe"),
        (PDF, "plan"),
        (document("evil.txt"), "plan.docx"),
        (document("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "plan.docx"),
        (b"PK\x03\x04 broken", "plan.docx"),
        (b"", "plan.pdf"),
        (PDF + b" " * 1_000_001, "plan.pdf"),
    ],
)
def test_t27_what_is_not_what_it_says_is_refused_and_nothing_stays(home, content, filename):
    with pytest.raises(FileRefused):
        keep(content, filename)
    assert not (home / "evidence").exists() or files(home) == []


@given(content=st.binary(max_size=400), ending=st.sampled_from(["pdf", "docx", "odt", "xlsx", "zip", ""]))
def test_t27_no_content_breaks_the_look_at_it(content, ending):
    is_of_kind(content=b"PK\x03\x04" + content, ending=ending)


def test_documents_are_known_by_what_is_in_them():
    assert is_of_kind(content=document("[Content_Types].xml", "word/document.xml"), ending="docx")
    assert not is_of_kind(content=document("[Content_Types].xml", "word/document.xml"), ending="xlsx")


def test_t27_a_file_lies_sealed_under_a_random_name_and_tells_no_hour(home):
    name = keep(PDF, "Åse Nordmanns plan.pdf")
    (path,) = files(home)
    assert path.name == f"{name}.draft"
    assert path.stat().st_mode & 0o777 == 0o600
    assert b"plan" not in path.read_bytes()
    assert path.stat().st_mtime % 60 == 0


def test_t27_what_was_sent_is_read_by_those_alone_who_may_read_answers(home):
    name = keep(PDF, "plan.pdf")
    hand_over(ask="plan", secret=SECRET, name=name)
    drop_evidence(name=name)
    assert evidence(actor=ANALYST, ask="plan", name=name) == ("plan.pdf", PDF)
    with pytest.raises(NotAllowed):
        evidence(actor=CONTACT, ask="plan", name=name)
    with pytest.raises(LookupError):
        evidence(actor=ANALYST, ask="plan", name="../../samband.env")


def test_t27_another_respondent_cannot_send_my_file_as_theirs(home):
    name = keep(PDF, "plan.pdf")
    hand_over(ask="plan", secret="FEDCBA9876543210", name=name)
    with pytest.raises(LookupError):
        evidence(actor=ANALYST, ask="plan", name=name)


def test_files_of_drafts_that_nobody_touches_go(home):
    keep(PDF, "plan.pdf", on=TODAY - timedelta(days=61))
    keep(PDF, "plan.pdf")
    assert len(files(home)) == 1
    assert remove_old_evidence(on=TODAY) == 0


@pytest.mark.parametrize(
    ("filename", "name"),
    [("C:\\plans\\a.pdf", "a.pdf"), ("../../a.pdf", "a.pdf"), ('a"\r\n.pdf', "a.pdf"), ("", "file")],
)
def test_t27_names_are_kept_without_paths_and_tricks(filename, name):
    assert clean_name(filename=filename) == name


HERE = "/a/q/evidence-2026"


def key_of(client: Client, number: int) -> str:
    page = client.get(f"{HERE}/p/{number}/").content.decode()
    return page.partition('name="page" value="')[2].partition('"')[0]


@pytest.mark.django_db
def test_a_respondent_sends_a_file_leaves_it_out_and_sends_another(client, home):
    client.get(f"/a/{token(opened('evidence'))}/")
    client.post(f"{HERE}/")
    client.post(f"{HERE}/p/1/", {"page": key_of(client, 1), "has_plan": "yes"})
    key = key_of(client, 2)
    refused = client.post(
        f"{HERE}/p/2/", {"page": key, "file:plan_file": SimpleUploadedFile("plan.pdf", b"MZ a program")}
    )
    assert "plan.pdf is none of these: PDF, DOCX" in refused.content.decode()
    client.post(f"{HERE}/p/2/", {"page": key, "file:plan_file": SimpleUploadedFile("plan.pdf", PDF)})
    (first,) = files(home)
    assert "plan.pdf" in client.get(f"{HERE}/p/2/").content.decode()
    client.post(f"{HERE}/p/2/", {"page": key, "file:plan_file": SimpleUploadedFile("new.pdf", PDF)})
    (second,) = files(home)
    assert first != second
    assert client.post(f"{HERE}/review/").status_code == 302
    close_ask(ask="evidence-2026", by=ANALYST, at=NOON)
    (stored,) = responses(actor=ANALYST, ask="evidence-2026")
    assert stored.answers["plan_file"] == [second.stem]
    assert evidence(actor=ANALYST, ask="evidence-2026", name=second.stem)[0] == "new.pdf"
    assert [path.suffix for path in files(home)] == [".sent"]
