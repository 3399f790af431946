# SPDX-License-Identifier: EUPL-1.2
"""``samband register``: published registers become the file that ``samband screen`` reads."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from samband.cli.main import main
from samband.engines.registers.tests.examples import BODS, FTM, PIPES, POPOLO, ROLES, TABLE, UNITS

SCHEMAS = Path(__file__).parents[4] / "docs" / "reference" / "schemas"


@pytest.fixture
def turned(tmp_path):
    """Exit code and register, None when nothing was written."""

    def turn(content, *more, name="sent.json"):
        path, out = tmp_path / name, tmp_path / "register.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        code = main(["register", str(path), *more, "--out", str(out)])
        return code, json.loads(out.read_text()) if out.exists() else None

    return turn


@pytest.mark.parametrize(
    ("shape", "content", "name"),
    [
        ("bods", BODS, "a.json"),
        ("ftm", FTM, "a.jsonl"),
        ("popolo", POPOLO | {"memberships": POPOLO["memberships"][:2]}, "a.json"),
        ("brreg", [*UNITS, *ROLES], "a.json"),
        ("csv", TABLE, "a.csv"),
    ],
)
def test_every_format_becomes_a_register_by_its_schema(turned, shape, content, name):
    told = turned(content, "--from", shape, name=name)
    assert told == turned(content, name=name)
    assert told[0] == 0
    jsonschema_rs.validate(json.loads((SCHEMAS / "register.schema.json").read_text()), told[1])


def test_units_and_roles_come_in_two_files(turned, tmp_path, capsys):
    roles = tmp_path / "roles.json"
    roles.write_text(json.dumps(ROLES))
    code, told = turned(UNITS, "--from", "brreg", "--roles", str(roles))
    assert code == 0
    assert len(told["ties"]) == 3
    printed = capsys.readouterr().out
    assert "2 people, 2 organisations" in printed
    assert "2 × post, 1 × owns" in printed
    assert "1 × role held by an organisation: only people hold posts." in printed


def test_what_was_turned_can_be_screened(turned, tmp_path, capsys):
    """The chair of the town's own water company; its subsidiary is owned by others too."""
    turned(BODS)
    register, agenda = tmp_path / "register.json", tmp_path / "agenda.json"
    body = {"id": "council", "name": "Council", "members": ["siv"]}
    items = [{"item": "1", "title": "Grant", "type": "grant", "parties": ["pipes"]}]
    agenda.write_text(json.dumps({"agenda": "a", "body": body, "items": items}))
    more = ["--register", str(register), "--pack", "no", "--on", "2026-03-12"]
    assert main(["screen", str(agenda), *more]) == 0
    assert "Siv Berg" in capsys.readouterr().out


def test_a_fault_is_told_with_its_line_and_nothing_is_written(turned, capsys):
    code, told = turned(POPOLO, "--from", "popolo")
    assert (code, told) == (2, None)
    assert "memberships 3 (line 3) names somebody whom the file does not have" in capsys.readouterr().err
    code, told = turned(POPOLO, "--from", "popolo", "--skip-faults")
    assert code == 0
    assert len(told["ties"]) == 2


@pytest.mark.parametrize(
    ("content", "name", "word"),
    [
        ("{}", "a.json", "This is no register"),
        ("", "a.csv", "holds no rows"),
        ("%PDF", "a.pdf", "This is no register"),
        (json.dumps(UNITS), "a.json", "no tie was found"),
        (f"number,name\n{PIPES},x\n", "a.csv", "no such column"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(turned, capsys, content, name, word):
    assert turned(content, name=name) == (2, None)
    assert word in capsys.readouterr().err


def test_kin_is_read_only_when_asked_for(turned):
    kin = [
        "parent_of" in {tie["tie"] for tie in turned(FTM, *more)[1]["ties"]} for more in ([], ["--with-kin"])
    ]
    assert kin == [False, True]
