# SPDX-License-Identifier: EUPL-1.2
"""Answers come back the same out of every file, read by programs that are not ours."""

import json
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import duckdb
import pyreadstat
import pytest
from lxml import etree

from samband.engines.instrument import in_languages, load_instrument
from samband.engines.instrument.digest import digest_of
from samband.engines.microdata import (
    FORMS,
    Answered,
    Cell,
    Dataset,
    Kind,
    Variable,
    answers_file,
    csv_files,
    dataset,
    ddi_codebook,
    questionnaire_codebook,
    r_script,
    write_dta,
    write_parquet,
    write_sav,
)
from samband.engines.microdata.names import RESERVED, fitted_names, shortened
from samband.engines.microdata.tests.questionnaires import FEATURES, answered, feature

every_feature = pytest.mark.parametrize("source", FEATURES, ids=lambda path: path.stem)
HERE = Path(__file__).parent


def of(source: Path) -> Dataset:
    instrument = load_instrument(source)
    return dataset(instrument=instrument, answered=answered(instrument))


def in_spss(variable: Variable, cell: Cell) -> object:
    if variable.kind is Kind.TEXT:
        return cell or ""
    if variable.kind is Kind.DAY and cell is not None:
        return date.fromisoformat(str(cell))
    return {code.value: code.number for code in variable.codes}.get(cell, cell)


def in_stata(variable: Variable, cell: Cell) -> object:
    for place, code in enumerate(variable.missing):
        if cell == code.value:
            return "abcdefghijklmnopqrstuvwxyz"[place]
    return in_spss(variable, cell)


@every_feature
def test_spss_reads_what_was_answered(tmp_path: Path, source: Path):
    data = of(source)
    write_sav(data=data, path=tmp_path / "a.sav")
    columns, about = pyreadstat.read_sav(tmp_path / "a.sav", output_format="dict", user_missing=True)
    for place, variable in enumerate(data.variables):
        assert list(columns[variable.name]) == [in_spss(variable, row[place]) for row in data.rows]
        assert about.column_names_to_labels[variable.name] == shortened(
            text=variable.label["en"], most_bytes=252
        )
        codes = {float(code.number): code.label["en"] for code in variable.codes}
        assert about.variable_value_labels.get(variable.name, {}) == codes
        ranges = [{"lo": float(one.number), "hi": float(one.number)} for one in variable.missing]
        assert about.missing_ranges.get(variable.name, []) == ranges


@every_feature
def test_stata_reads_what_was_answered(tmp_path: Path, source: Path):
    data = of(source)
    write_dta(data=data, path=tmp_path / "a.dta")
    columns, about = pyreadstat.read_dta(tmp_path / "a.dta", output_format="dict", user_missing=True)
    for place, variable in enumerate(data.variables):
        assert list(columns[variable.name]) == [in_stata(variable, row[place]) for row in data.rows]
        labels = {in_stata(variable, code.value): code.label["en"] for code in variable.codes}
        assert about.variable_value_labels.get(variable.name, {}) == labels


@every_feature
def test_parquet_reads_what_was_answered(tmp_path: Path, source: Path):
    data = of(source)
    write_parquet(data=data, path=tmp_path / "a.parquet")
    rows = duckdb.sql(f"from '{tmp_path / 'a.parquet'}'").fetchall()
    days = [variable.kind is Kind.DAY for variable in data.variables]
    plain = [
        [str(cell) if day and cell else cell for cell, day in zip(row, days, strict=True)] for row in rows
    ]
    assert plain == [list(row) for row in data.rows]


@every_feature
def test_a_codebook_has_what_the_standard_orders(source: Path):
    document = etree.fromstring(ddi_codebook(data=of(source)))
    grammar = etree.DTD(str(HERE / "codebook_subset.dtd"))
    plain = etree.fromstring(etree.tostring(document).replace(b' xmlns="ddi:codebook:2_5"', b""))
    assert grammar.validate(plain), grammar.error_log


def test_a_codebook_holds_every_chosen_language_and_tells_of_no_answers_without_any():
    text = questionnaire_codebook(instrument=feature("one_of"), languages=["nb"]).decode()
    assert "Hvordan kommer du deg vanligvis til jobben?" in text
    assert "How do you usually get to work?" not in text
    assert "caseQnty" not in text
    assert '<catgry missing="Y" missType="dont_know">' in text


def test_several_answers_become_a_column_each():
    instrument = feature("some_of")
    people = [
        Answered("", "0301", {"channels": ("mail", "other"), "channels_other": "Pigeon"}, {}),
        Answered("", "0301", {"channels": ["none"]}, {}),
        Answered("", "0301", {}, {}),
    ]
    data = dataset(instrument=instrument, answered=people)
    names = [variable.name for variable in data.variables]
    rows = [dict(zip(names, row, strict=True)) for row in data.rows]
    assert [row["channels_mail"] for row in rows] == [1, 0, None]
    assert [row["channels_none"] for row in rows] == [0, 1, None]
    assert [row["channels_other_text"] for row in rows] == ["Pigeon", None, None]


def test_texts_longer_than_a_field_and_in_any_script_stay_whole(tmp_path: Path):
    long = "ქალაქი " * 400 + "é😀" * 300
    people = [Answered("", "0301", {"comment": text}, {}) for text in (long, "a" * 255, "b" * 256, "")]
    data = dataset(instrument=feature("text"), answered=people)
    write_sav(data=data, path=tmp_path / "a.sav")
    write_dta(data=data, path=tmp_path / "a.dta")
    for columns, _about in (
        pyreadstat.read_sav(tmp_path / "a.sav", output_format="dict"),
        pyreadstat.read_dta(tmp_path / "a.dta", output_format="dict"),
    ):
        assert [text.rstrip() for text in columns["comment"]] == [long, "a" * 255, "b" * 256, ""]


def test_more_than_three_missing_codes_are_a_range(tmp_path: Path):
    instrument = feature("grid")
    scale = next(iter(instrument.scales.values()))
    why = next(iter(scale.missing.values()))
    wide = replace(scale, missing={6: why, 7: why, 8: why, 9: why})
    words = instrument.words["en"]
    spoken = replace(words, scales={scale.code: {code: str(code) for code in (*wide.codes, *wide.missing)}})
    sections = tuple(
        replace(
            part,
            pages=tuple(
                replace(
                    page,
                    questions=tuple(replace(q, kind=replace(q.kind, scale=wide)) for q in page.questions),
                )
                for page in part.pages
            ),
        )
        for part in instrument.sections
    )
    made = replace(instrument, scales={scale.code: wide}, sections=sections, words={"en": spoken})
    write_sav(data=dataset(instrument=made, answered=()), path=tmp_path / "a.sav")
    _columns, about = pyreadstat.read_sav(tmp_path / "a.sav", output_format="dict", user_missing=True)
    assert about.missing_ranges["informs"] == [{"lo": 6.0, "hi": 9.0}]


def test_what_a_spreadsheet_would_run_is_made_harmless_and_described():
    people = [Answered("", "0301", {"comment": "=1+1", "postcode": "0150"}, {})]
    files = csv_files(data=dataset(instrument=feature("text"), answered=people))
    assert ",=1+1" not in files["answers.csv"]
    described = json.loads(files["csv-metadata.json"])
    columns = described["tables"][0]["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == files["answers.csv"].splitlines()[0].split(",")


def test_names_are_such_as_programs_take():
    names = ["not", "1st", "a-b", "a_b", "A_b", "x" * 40, "x" * 41, "str5", "byte"]
    fitted = fitted_names(names=names, longest=32)
    assert len({name.lower() for name in fitted.values()}) == len(names)
    assert not RESERVED & {name.lower() for name in fitted.values()}
    assert all(len(name) <= 32 and name[0].isalpha() for name in fitted.values())


def exports(instrument, languages) -> Mapping[str, bytes]:
    data = dataset(instrument=instrument, answered=answered(instrument), languages=languages)
    return {form: answers_file(data=data, form=form) for form in FORMS}


@every_feature
def test_adding_a_language_changes_no_byte_of_what_was_handed_out(source: Path):
    whole = load_instrument(source)
    before = in_languages(instrument=whole, languages=["en"])
    added = replace(
        whole, words={**whole.words, "ka": replace(whole.words["en"], language="ka", title="სხვა")}
    )
    added = replace(added, digest=digest_of(added))
    assert exports(before, ["en"]) == exports(whole, ["en"]) == exports(added, ["en"])
    assert exports(added, ["en", "ka"]) != exports(added, ["en"])


def test_r_reads_it_with_labels_and_design(tmp_path: Path):
    data = of(next(path for path in FEATURES if path.stem == "grid"))
    script = r_script(data=data)
    assert "strata = ~interaction(unit, respondent_group, drop = TRUE), weights = ~weight" in script
    if shutil.which("Rscript") is None:
        assert 'factor(answers$informs, levels = c("1", "2"' in script
        return
    with zipfile.ZipFile(BytesIO(answers_file(data=data, form="zip"))) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "look.R").write_text(
        script + "cat(nrow(answers), is.ordered(answers$informs), nlevels(answers$informs))\n"
    )
    done = subprocess.run(
        ["Rscript", "--vanilla", "look.R"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[:3] == [
        "30",
        "TRUE",
        str(len(data.variables[4].codes) - len(data.variables[4].missing)),
    ]


def test_days_are_days_in_every_program(tmp_path: Path):
    people = [
        Answered("", "0301", {"first_day": (date(2024, 2, 29) + timedelta(days=n)).isoformat()}, {})
        for n in range(3)
    ]
    data = dataset(instrument=feature("day"), answered=people)
    write_sav(data=data, path=tmp_path / "a.sav")
    columns, _about = pyreadstat.read_sav(tmp_path / "a.sav", output_format="dict")
    assert columns["first_day"][0] == date(2024, 2, 29)
