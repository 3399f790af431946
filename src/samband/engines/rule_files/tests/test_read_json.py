# SPDX-License-Identifier: EUPL-1.2
"""A JSON file is read as a tree that knows its lines, or refused in plain words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.rule_files import Listing, RuleFaults, Section, Text, read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def read(folder, text):
    path = folder / "file.json"
    path.write_text(text, encoding="utf-8")
    return read_json(path)


def test_values_know_their_lines(tmp_path):
    tree = read(tmp_path, '{"a": [\n  1,\n  {"b": "x: [y]"}\n],\n"c": true, "d": null}')

    listing = tree.entries["a"]
    assert isinstance(listing, Listing)
    assert listing.entries[0] == Text(listing.entries[0].place, "1")
    assert listing.entries[0].place.line == 2
    assert listing.entries[1].entries["b"].value == "x: [y]"
    assert listing.entries[1].keys["b"].line == 3
    assert (tree.keys["c"].line, tree.entries["c"].value, tree.entries["d"].value) == (5, "true", "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1,}', "not valid JSON"),
        ("[1]", "does not consist of names"),
        ('{"a": 1,\n"a": 2}', "a is given twice (first on line 1)"),
        ('{"a": ' + "[" * 20 + "]" * 20 + "}", "more than 12 deep"),
        ('{"a": ' + "[" * 100_000 + "]" * 100_000 + "}", "more than 12 deep"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, text, told):
    with pytest.raises(RuleFaults, match=r"^file\.json:") as found:
        read(tmp_path, text)

    assert told in str(found.value)


def test_a_missing_file_and_one_in_another_encoding_are_told(tmp_path):
    with pytest.raises(RuleFaults, match="no such file"):
        read_json(tmp_path / "none.json")
    (tmp_path / "latin.json").write_bytes('{"a": "å"}'.encode("latin-1"))
    with pytest.raises(RuleFaults, match="UTF-8"):
        read_json(tmp_path / "latin.json")


def plain(node):
    if isinstance(node, Section):
        return {key: plain(value) for key, value in node.entries.items()}
    return [plain(entry) for entry in node.entries] if isinstance(node, Listing) else node.value


def as_texts(value):
    if isinstance(value, dict):
        return {key: as_texts(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [as_texts(entry) for entry in value]
    words = {None: "", True: "true", False: "false"}
    return words[value] if value is None or isinstance(value, bool) else str(value).strip()


@given(value=st.dictionaries(st.text(max_size=3), VALUES, max_size=3), indent=st.sampled_from([None, 1]))
def test_every_json_object_comes_through(tmp_path_factory, value, indent):
    tree = read(tmp_path_factory.mktemp("json"), json.dumps(value, indent=indent))

    assert plain(tree) == as_texts(value)
