# SPDX-License-Identifier: EUPL-1.2
"""Values out of a rule file: what fits is read exactly, all that does not is told with its line."""

from decimal import Decimal
from pathlib import Path

import pytest

from samband.engines.rule_files import Faults, Reader, RuleFaults, read_yaml


@pytest.fixture
def read(tmp_path: Path):
    def reader(text: str) -> Reader:
        path = tmp_path / "rule.yaml"
        path.write_text(text, encoding="utf-8")
        return Reader(read_yaml(path), Faults(), owner="The rule")

    return reader


def told(reader):
    return [str(fault) for fault in reader.faults.found]


def test_numbers_are_kept_as_they_are_written(read):
    reader = read("rate: 36.150\nseats: 098\n")

    assert str(reader.number("rate")) == "36.150"
    assert (reader.whole("seats"), reader.whole("deputies", default=2)) == (98, 2)
    assert reader.number("share", is_required=False) is None
    assert told(reader) == []


@pytest.mark.parametrize("text", ["-1", "1e3", "1 000", "1,5", "٣", ".5", "9" * 16, "inf"])
def test_what_is_no_plain_number_is_told_with_its_line(read, text):
    reader = read(f"a: 1\nrate: '{text}'\n")

    assert (reader.number("rate"), reader.whole("rate")) == (None, 0)
    assert told(reader) == [
        f"rule.yaml:2: The rule: rate “{text}” is not a number. "
        "Write digits with a point before decimals, as 108142 or 36.15.",
        f"rule.yaml:2: The rule: rate is “{text}”. Write a whole number from 0 to 999999999.",
    ]


def test_a_whole_number_out_of_bounds_is_told_with_them(read):
    reader = read("seats: 12\n")

    assert reader.whole("seats", low=1, high=11, default=3) == 3
    assert told(reader) == ["rule.yaml:1: The rule: seats is “12”. Write a whole number from 1 to 11."]


def test_a_missing_number_is_told_once_and_where_it_belongs(read):
    reader = read("a: 1\n")

    assert (reader.whole("seats"), reader.number("rate")) == (0, None)
    assert told(reader) == [
        "rule.yaml:1: The rule has no seats. Add “seats: …”.",
        "rule.yaml:1: The rule has no rate. Add “rate: …”.",
    ]


def test_one_text_is_english_and_several_say_their_language(read):
    reader = read("name: Fee\ntitle: {en: Fee, nb: Kontingent, sr-Latn: Clanarina}\n")

    assert reader.words("name") == {"en": "Fee"}
    assert reader.words("title") == {"en": "Fee", "nb": "Kontingent", "sr-Latn": "Clanarina"}
    assert reader.words("note", is_required=False) == {}
    assert told(reader) == []


def test_words_without_english_or_in_no_language_are_told(read):
    reader = read("title:\n  Norsk: Kontingent\n")
    reader.words("title")

    assert told(reader) == [
        "rule.yaml:2: “Norsk” is not a language. Write a tag as en or nb.",
        "rule.yaml:1: The rule: title has no English words. Add “en: …”.",
    ]


def test_a_file_that_is_no_tree_of_names_is_refused_whole(read):
    with pytest.raises(RuleFaults, match=r"rule\.yaml:1: The file does not consist of names with values"):
        read("- 1\n")
    with pytest.raises(RuleFaults, match="a is given twice"):
        read("a: 1\na: 2\n")


def test_a_number_is_exact_to_the_last_digit(read):
    assert read("sum: 123456789012345.123456789012345\n").number("sum") == Decimal(
        "123456789012345.123456789012345"
    )
