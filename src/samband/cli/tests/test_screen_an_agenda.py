# SPDX-License-Identifier: EUPL-1.2
"""``samband screen``: what is printed and written, and what is refused in plain words."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from samband.cli.main import main
from samband.engines import conflicts
from samband.engines.conflicts.facts import POST_ROLES

ROOT = Path(__file__).parents[4]
EXAMPLE = ROOT / "examples" / "screening"
SCHEMAS = ROOT / "docs" / "reference" / "schemas"


def schema(name):
    return json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))


def screen(*more, register=EXAMPLE / "register.json", agenda=EXAMPLE / "agenda.json"):
    return main(
        ["screen", str(agenda), "--register", str(register), "--pack", "no", "--on", "2026-03-12", *more]
    )


def changed(folder, name, old, new):
    text = (EXAMPLE / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_findings_are_printed_with_their_reasons(capsys):
    assert screen() == 0

    printed = capsys.readouterr().out
    assert "Siv Berg is a parent of Mia Berg (source: own declaration)" in printed
    assert "Only a possible identity" in printed
    assert "NO-10" in printed
    assert "Dag Moe steps in for Ann Berg." in printed
    assert "disqualified" not in printed


def test_the_result_is_written_by_its_schema_and_the_same_again(tmp_path, capsys):
    for name in ("one.json", "two.json"):
        assert screen("--out", str(tmp_path / name), "--known-at", "2026-03-01") == 0

    written = (tmp_path / "one.json").read_bytes()
    assert written == (tmp_path / "two.json").read_bytes()
    jsonschema_rs.validate(schema("screening"), json.loads(written))


@pytest.mark.parametrize("name", ["register", "agenda"])
def test_the_examples_follow_their_schemas(name):
    jsonschema_rs.validate(schema(name), json.loads((EXAMPLE / f"{name}.json").read_text()))


def test_the_schemas_know_every_word_of_the_engine():
    ties = schema("register")["properties"]["ties"]["items"]["properties"]
    items = schema("agenda")["properties"]["items"]["items"]["properties"]
    person = schema("screening")["properties"]["items"]["items"]["properties"]["people"]["items"]

    assert ties["tie"]["enum"] == list(conflicts.TieKind)
    assert ties["role"]["enum"] == list(POST_ROLES)
    assert items["type"]["enum"] == list(conflicts.Matter)
    assert person["properties"]["outcome"]["enum"] == list(conflicts.Outcome)
    assert person["properties"]["role"]["enum"] == list(conflicts.Role)


def test_what_is_recorded_later_is_left_out(capsys):
    screen("--known-at", "2023-01-01")

    printed = capsys.readouterr().out
    assert "Bo Vik chairs Town sports club" in printed
    assert "Dag Moe sits on the board" not in printed


def test_sentences_are_in_the_language_asked_for(capsys):
    """The law's own words; the sentences around them come from a catalogue that is compiled for use."""
    screen("--language", "nb")

    assert "forening" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("register.json", '"who": "bo", "tie"', '"who": "bob", "tie"', "register.json:22: tie bob post club"),
        ("register.json", '"role": "chair"', '"role": "chairs"', "Did you mean chair?"),
        ("register.json", '"share": "1", ', '"share": "2", ', "above 0 and at most 1"),
        ("register.json", '"id": "bo"', '"id": "ann"', "given twice"),
        ("agenda.json", '["club"]', '["clob"]', "Did you mean club?"),
        ("agenda.json", '"type": "grant"', '"type": "grand"', "Did you mean grant?"),
        ("agenda.json", '"members"', '"membres"', "Did you mean members?"),
    ],
)
def test_a_fault_is_told_with_its_line_and_remedy(tmp_path, capsys, name, old, new, told):
    path = changed(tmp_path, name, old, new)

    assert screen(**{name.removesuffix(".json"): path}) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--law", "no_1814"], "There is no law no_1814. Known: no_"),
        (["--on", "1814-05-17"], "No active law holds on 1814-05-17"),
        (["--pack", "atlantis"], "atlantis"),
        (["--pack", "latvia"], "has no laws"),
    ],
)
def test_what_cannot_be_judged_is_refused(capsys, more, told):
    assert screen(*more) == 2
    assert told in capsys.readouterr().err


def test_a_law_that_is_prepared_is_used_when_it_is_named(capsys):
    assert screen("--law", "no_2025") == 0
    assert "[no_2025]" in capsys.readouterr().out
