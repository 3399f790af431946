# SPDX-License-Identifier: EUPL-1.2
"""The page of verified values is made from the reference files, and says what they hold now."""

import json

import pytest

from tasks.verified import PAGE, BadReference, page, read_reference, references

HEADER = {"origin": "make.R", "method": "Means", "program": "R survey", "version": "4.1-1"}


def written(tmp_path, content):
    file = tmp_path / "engines" / "some" / "tests" / "reference" / "means.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_the_page_is_current():
    current = page(found=references())

    assert PAGE.read_text(encoding="utf-8") == current, "Run `python -m tasks.verified`."


def test_each_number_is_counted_once_and_nothing_is_not(tmp_path):
    values = [{"of": "mean", "value": 1.5}, {"of": "se", "value": 0}, {"of": "upper", "value": None}]
    file = written(tmp_path, {**HEADER, "values": values})

    assert read_reference(file=file).figures == (("mean", 1.5), ("se", 0.0))


def test_figures_may_stand_in_a_table_beside_the_header(tmp_path):
    file = written(tmp_path, {**HEADER, "values": {"file": "all.csv", "columns": ["value", "se"]}})
    (file.parent / "all.csv").write_text("item,n,value,se\na,3,1.5,0.2\nb,1,4,\n", encoding="utf-8")

    assert read_reference(file=file).figures == (("a, value", 1.5), ("a, se", 0.2), ("b, value", 4.0))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ({**HEADER, "version": "", "values": [{"value": 1}]}, "no version"),
        (HEADER, "no values"),
        ({**HEADER, "values": [{"of": "mean"}]}, "no “value”"),
        ([1, 2], "no origin, method, program, version"),
    ],
)
def test_a_reference_file_without_a_whole_header_is_refused(tmp_path, content, fault):
    written(tmp_path, content)

    with pytest.raises(BadReference, match=fault):
        references(under=tmp_path)
