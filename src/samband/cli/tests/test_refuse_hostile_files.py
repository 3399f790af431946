# SPDX-License-Identifier: EUPL-1.2
"""T36: files for ``samband screen`` that were made to break it, to mislead or to write elsewhere."""

import json

import pytest

from samband.cli.main import main
from samband.cli.output import whole_file

REGISTER = {
    "register": "r",
    "identity": "identifier",
    "people": [{"id": "p1", "name": "Ann Berg", "declared": "2026-01-01"}],
    "organisations": [{"id": "o1", "name": "Ferry", "kind": "company"}],
    "ties": [{"who": "p1", "tie": "post", "to": "o1", "role": "board"}],
}


@pytest.fixture
def screen(tmp_path):
    def run(register, *, party="o1"):
        text = register if isinstance(register, str) else json.dumps(REGISTER | register)
        item = {"item": "1", "type": "contract", "parties": [{"ref": party}]}
        agenda = {"agenda": "a", "body": {"members": ["p1"]}, "items": [item]}
        paths = [tmp_path / "agenda.json", tmp_path / "register.json"]
        paths[0].write_text(json.dumps(agenda))
        paths[1].write_text(text)
        return main(
            ["screen", str(paths[0]), "--register", str(paths[1]), "--pack", "no", "--on", "2026-03-12"]
        )

    return run


def owns(share):
    tie = json.dumps({"who": "p1", "tie": "owns", "to": "o1", "share": 0})
    return json.dumps(REGISTER | {"ties": ["@"]}).replace('"@"', tie.replace(": 0", f": {share}"))


@pytest.mark.parametrize(
    "share", ["NaN", "Infinity", "-Infinity", "-0.5", "0", "1e400", "9" * 5_000, '"1/0"', "true"]
)
def test_t36_a_share_that_is_none_is_refused(screen, capsys, share):
    assert screen(owns(share)) == 2
    assert "Write a part above 0 and at most 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 100_000, "nested more than 12 deep"),
        ('{"a":' * 50_000, "nested more than 12 deep"),
        ('{"register": "r", "register": "s"}', "is given twice"),
        ("[]", "names with values"),
        ("", "not valid JSON"),
        (json.dumps(REGISTER | {"people": [{"id": ["p1"]}]}), "id is a list"),
        (json.dumps(REGISTER | {"people": [{"id": "p1", "declared": "2026-02-30"}]}), "is not a date"),
        (
            json.dumps(REGISTER | {"ties": [{"who": "o1", "tie": "owns", "to": "o1"}]}),
            "both ends are the same",
        ),
    ],
    ids=["lists", "objects", "twice", "list", "nothing", "id", "day", "itself"],
)
def test_t36_a_file_that_cannot_be_is_refused_in_a_line(screen, capsys, text, words):
    assert screen(text) == 2
    assert words in capsys.readouterr().err


def test_t36_many_owners_in_a_circle_end_soon_and_make_nothing_public(screen, capsys):
    """Two ways round, so that no order of owners is left; each share makes the fractions longer."""
    number = 3_000
    names = [f"c{one}" for one in range(number)]
    circle = [
        {"who": names[at], "tie": "owns", "to": names[(at + step) % number], "share": "0.456789012345"}
        for at in range(number)
        for step in (1, 7)
    ]
    posts = [
        {"who": "p1", "tie": "post", "to": to, "role": role}
        for to, role in ((names[-7], "manager"), ("c0", "board"))
    ]
    organisations = [{"id": name, "kind": "company"} for name in names]

    assert screen({"organisations": organisations, "ties": [*circle, *posts]}, party="c0") == 0
    told = capsys.readouterr().out
    assert "must be raised" in told
    assert "NO-10 Serves the wholly public parent company: it cannot be said, something is not known" in told


def test_t36_many_wrong_names_are_refused_soon(screen, capsys):
    """Looking for the likely one of each in the whole register would take minutes."""
    people = [{"id": f"person_of_the_council_{one}"} for one in range(20_000)]
    ties = [{"who": f"person_of_the_county_{one}", "tie": "member_of", "to": "o1"} for one in range(200)]

    assert screen({"people": [*people, {"id": "p1"}], "ties": ties}) == 2
    assert "Did you mean person_of_the_council" in capsys.readouterr().err


def test_t36_a_name_neither_commands_the_terminal_nor_writes_a_line_of_its_own(screen, capsys):
    name = "Ann\x1b]0;owned\x07\u202egnp\nnothing found\ud800"
    assert screen({"people": [{"id": "p1", "name": name, "declared": "2026-01-01"}]}) == 0
    printed = capsys.readouterr().out

    assert all(line.isprintable() for line in printed.splitlines())
    assert "Ann ]0;owned  gnp nothing found:" in printed

    assert screen({"people": [{"id": "p1", "declared": "\x1b[2J"}]}) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_t36_a_link_where_a_file_is_written_first_is_not_followed(tmp_path, monkeypatch):
    monkeypatch.setattr("samband.cli.output.secrets.token_hex", lambda _length: "guessed")
    mine = tmp_path / "mine"
    mine.write_text("precious")
    (tmp_path / ".out.json.guessed").symlink_to(mine)
    with pytest.raises(FileExistsError), whole_file(path=tmp_path / "out.json") as file:
        file.write("{}")

    assert mine.read_text() == "precious"


def test_t36_a_link_at_the_place_of_a_file_is_replaced_and_not_followed(tmp_path):
    mine = tmp_path / "mine"
    mine.write_text("precious")
    (tmp_path / "out.json").symlink_to(mine)
    with whole_file(path=tmp_path / "out.json") as file:
        file.write("{}")

    assert mine.read_text() == "precious"
    assert (tmp_path / "out.json").read_text() == "{}"


def test_t36_a_name_of_a_thousand_words_is_compared_soon(capsys):
    assert main(["same", "A " * 50_000, "B " * 50_000]) == 1
    assert main(["same", "\u202e\u200b", "Ann Berg"]) == 2
    assert "\u202e" not in capsys.readouterr().err


def test_t09_no_cell_of_the_pairs_is_a_formula(tmp_path, capsys):
    people = tmp_path / "people.csv"
    people.write_text("name,birth_date,id\nAnn Berg,1970-05-17,=1+1\n")
    assert main(["link", str(people), str(people), "--out", str(tmp_path / "pairs.csv")]) == 0
    assert "\n'=1+1,'=1+1,Ann Berg" in (tmp_path / "pairs.csv").read_text()
