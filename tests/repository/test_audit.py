# SPDX-License-Identifier: EUPL-1.2
"""The audit of dependencies finds what is planted, and never takes silence for good news."""

import json
from datetime import date
from urllib.error import HTTPError, URLError

import pytest

from tasks import audit
from tasks.audit import Answer, Pin, is_allowed, licence_faults, pins_of, static_faults, unpinned, weaknesses
from tests.repository.sources import ROOT

HASH = "--hash=sha256:" + "a1" * 32
DJANGO, NUMPY = Pin("django", "5.2.1"), Pin("numpy", "2.2.0")
TODAY = date(2026, 11, 22)


def test_our_own_dependencies_are_in_order(capsys):
    assert audit.main(["--offline"]) == audit.IN_ORDER
    assert "are in order" in capsys.readouterr().out


def test_a_pin_with_its_hashes_is_read():
    line = "Typing_Extensions[more]==4.1 ; python_version < '3.12'"
    text = f"# made by uv\n{line} \\\n    {HASH} \\\n    {HASH}\n"
    assert pins_of(text=text) == ((Pin("typing-extensions", "4.1", "python_version < '3.12'"),), ())


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("django==5.2.1", "django has no SHA-256 hash"),
        ("django==5.2.1 \\\n    --hash=md5:00", "django has no SHA-256 hash"),
        (f"django==5.2.1 \\\n    {HASH[:-1]}", "django has no SHA-256 hash"),
        (f"django>=5.2 \\\n    {HASH}", "is no pin of one version"),
        (f"django \\\n    {HASH}", "is no pin of one version"),
        ("-e .", "is no pin of one version"),
        (f"django @ https://example.org/django.whl \\\n    {HASH}", "is no pin of one version"),
        ("--index-url https://example.org/simple", "is no pin of one version"),
    ],
)
def test_a_line_that_could_install_something_else_is_a_fault(line, fault):
    pins, faults = pins_of(text=f"numpy==2.2.0 \\\n    {HASH}\n{line}\n")
    assert pins[0] == NUMPY
    assert len(faults) == 1
    assert fault in faults[0]


def test_a_range_without_its_pin_is_a_fault():
    ranges = ["Django>=5.2,<5.3", "psycopg[binary]>=3.2"]
    assert list(unpinned(ranges=ranges, pins=[DJANGO])) == [
        "psycopg is named in pyproject.toml but has no pin: make pins"
    ]


@pytest.mark.parametrize(
    "expression",
    ["MIT", "BSD-3-Clause AND MIT", "GPL-3.0-only OR MIT", "(Apache-2.0 OR BSD-2-Clause)", "BSD License"],
)
def test_a_licence_that_we_take(expression):
    assert is_allowed(expression=expression)


@pytest.mark.parametrize(
    "expression",
    [
        "AGPL-3.0-only",
        "GPL-3.0-or-later",
        "MIT AND GPL-2.0-only",
        "GPL-2.0-only OR AGPL-3.0-only",
        "",
        "Other",
    ],
)
def test_a_licence_that_we_do_not_take(expression):
    assert not is_allowed(expression=expression)


@pytest.fixture
def no_exceptions(monkeypatch) -> None:
    monkeypatch.setattr(audit, "EXCEPTIONS", {})


def test_a_package_under_another_licence_is_named(no_exceptions):
    told = {"good": ("MIT",), "bad": ("MIT", "AGPL-3.0-only")}
    assert list(licence_faults(names=told, told=lambda name: told[name])) == [
        "bad has a licence that we do not take: AGPL-3.0-only"
    ]


def test_a_package_that_is_not_here_is_not_taken_for_good(no_exceptions):
    (fault,) = licence_faults(names=["far"], told=lambda name: ())
    assert "nobody saw its licence" in fault


def test_an_exception_for_what_is_gone_is_a_fault(monkeypatch):
    monkeypatch.setattr(audit, "EXCEPTIONS", {"kept": "because", "gone": "because"})
    assert list(licence_faults(names=["kept"], told=lambda name: ())) == [
        "gone is excepted in tasks/audit.py but not used any more"
    ]


def test_a_static_package_without_integrity_or_licence_is_a_fault():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    name = next(path for path in lock["packages"] if path)
    del lock["packages"][name]["integrity"]
    lock["packages"][name]["license"] = "AGPL-3.0-only"
    faults = list(static_faults(lock=lock))
    assert [fault.split(" ", 1)[1] for fault in faults] == [
        "has no integrity in package-lock.json",
        "has a licence that we do not take: AGPL-3.0-only",
    ]


def known(**weakness: object):
    """An index that knows of one weakness of Django."""

    def fetch(name: str, version: str) -> object:
        found = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fixed_in": ["5.2.2"], "withdrawn": None} | weakness
        return {"vulnerabilities": [found] if name == "django" else []}

    return fetch


def test_a_known_weakness_is_a_fault_with_what_mends_it():
    answer = weaknesses(pins=[NUMPY, DJANGO], fetch=known(), today=TODAY)
    assert answer == Answer(("django 5.2.1: PYSEC-1 = CVE-1 is known; mended in 5.2.2",))


def test_nothing_known_is_nothing():
    assert weaknesses(pins=[NUMPY], fetch=known(), today=TODAY) == Answer()


def test_a_weakness_that_was_withdrawn_does_not_count():
    assert weaknesses(pins=[DJANGO], fetch=known(withdrawn="2026-01-01"), today=TODAY) == Answer()


@pytest.mark.parametrize(("until", "faults"), [(date(2026, 11, 23), 0), (TODAY, 1)])
def test_an_accepted_weakness_is_accepted_until_its_day(monkeypatch, until, faults):
    monkeypatch.setattr(audit, "ACCEPTED", {"CVE-1": ("not in what we use", until)})
    assert len(weaknesses(pins=[DJANGO], fetch=known(), today=TODAY).faults) == faults


@pytest.mark.parametrize(
    "fault",
    [
        URLError("no network"),
        TimeoutError("slow"),
        HTTPError("", 404, "Not Found", None, None),
        ValueError("no JSON"),
    ],
)
def test_without_a_source_it_says_so_after_one_question(fault):
    asked = []

    def fetch(name: str, version: str) -> object:
        asked.append(name)
        raise fault

    answer = weaknesses(pins=[DJANGO, NUMPY], fetch=fetch, today=TODAY)
    assert answer.faults == ()
    assert answer.not_checked.startswith("known weaknesses: no source reached")
    assert asked == ["django"]


def test_an_index_that_does_not_speak_of_weaknesses_is_no_source():
    """An interface of the same form without the field would otherwise find nothing wrong with anything."""
    answer = weaknesses(pins=[DJANGO], fetch=lambda name, version: {"info": {}}, today=TODAY)
    assert "no source reached" in answer.not_checked


def test_what_the_source_did_not_answer_is_named_beside_what_it_did():
    def fetch(name: str, version: str) -> object:
        if name == "numpy":
            raise TimeoutError
        return known()(name, version)

    answer = weaknesses(pins=[DJANGO, NUMPY], fetch=fetch, today=TODAY)
    assert len(answer.faults) == 1
    assert answer.not_checked == "known weaknesses of numpy 2.2.0: the source did not answer"


def test_a_yanked_version_is_a_fault():
    warning = (
        "WARNING: The candidate selected for download or install is a yanked version: 'django' candidate"
    )
    answer = audit.yanked(pins=[DJANGO], ask=lambda lines: (0, f"{warning}\n"))
    assert answer == Answer((warning,))


def test_pip_is_asked_for_the_very_versions():
    asked = []

    def ask(lines: str) -> tuple[int, str]:
        asked.append(lines)
        return 0, ""

    pins = [DJANGO, Pin("tzdata", "2026.1", "sys_platform == 'win32'")]
    assert audit.yanked(pins=pins, ask=ask) == Answer()
    assert asked == ["django==5.2.1\ntzdata==2026.1 ; sys_platform == 'win32'"]


def test_a_pip_that_reaches_nothing_is_not_good_news():
    answer = audit.yanked(pins=[DJANGO], ask=lambda lines: (1, "ERROR: No matching distribution\n"))
    assert answer.faults == ()
    assert "no source reached (ERROR: No matching distribution)" in answer.not_checked


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        ([Answer()], 0, "2 packages that run are in order."),
        ([Answer(), Answer(not_checked="weaknesses: no source")], 3, "NOT CHECKED: weaknesses: no source"),
        ([Answer(("bad",)), Answer(not_checked="weaknesses: no source")], 1, "audit: bad"),
    ],
)
def test_each_outcome_has_its_exit_code_and_its_words(capsys, answers, code, words):
    assert audit.told(answers=answers, count=2) == code
    printed = capsys.readouterr().out
    assert words in printed
    assert ("in order" in printed) == (code == 0)
