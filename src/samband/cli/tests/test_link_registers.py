# SPDX-License-Identifier: EUPL-1.2
"""``samband link`` and ``samband same``. All people are made up."""

import csv
import subprocess
import sys
from importlib.util import find_spec
from types import SimpleNamespace

import pytest

from samband.cli.main import main
from samband.engines.names.tests.test_link_registers import country

OFFICIALS = "id,name,birth_date\n1,Åse Ødegård,1970-05-17\n2,Kari Nilsen,1980-01-02\n3,Ola Vik,1990-01-01\n"
ROLES = (
    "id;given;family;birth_date\na;Aase;Oedegaard;1970-05-17\nb;Kari;Nielsen;1980-01-02\n"
    "c;Kari;Nilsen;\nd;Kari;Nilsen;\n"
)


@pytest.fixture
def link(tmp_path):
    """Rows of the result, and the exit code."""

    def call(left, right, *words):
        paths = [tmp_path / name for name in ("left.csv", "right.csv", "pairs.csv")]
        for path, text in zip(paths, (left, right), strict=False):
            path.write_text(text, encoding="utf-8")
        code = main(["link", str(paths[0]), str(paths[1]), "--out", str(paths[2]), *words])
        if not paths[2].exists():
            return code, []
        with paths[2].open(encoding="utf-8", newline="") as file:
            return code, list(csv.DictReader(file))

    return call


def test_pairs_are_told_with_class_and_reasons_and_ties_both(link, capsys):
    code, rows = link(OFFICIALS, ROLES, "--language", "nb", "--at-least", "0")

    assert code == 0
    assert [(row["left_id"], row["right_id"], row["identity"], row["ties"]) for row in rows] == [
        ("1", "a", "strong", "1"),
        ("2", "b", "possible", "1"),
        ("2", "c", "possible", "2"),
        ("2", "d", "possible", "2"),
    ]
    assert rows[0]["reasons"].endswith(
        "Ødegård and Oedegaard are spellings of one name; the same date of birth"
    )
    assert "1 strong: name and date of birth" in capsys.readouterr().out


def test_a_number_in_common_and_a_trait_are_used(link):
    code, rows = link(
        "name,number,street\nKari Vik,17,\nOla Berg,,Storgata 1\n",
        "name,number,street\nK. Hansen,17,\nOla Bergh,,Storgata 1\n" + "Per Ås,,\n" * 20,
        "--trait", "street", "--language", "nb",
    )  # fmt: skip

    assert code == 0
    assert [(row["left_id"], row["right_id"], row["identity"]) for row in rows] == [
        ("2", "2", "identifier"),
        ("3", "3", "possible"),
    ]


@pytest.mark.parametrize(
    ("left", "words", "told"),
    [
        ("person\nKari Vik\n", (), "There is no column name, nor given and family. The file has: person."),
        ("name,birth_date\nKari Vik,17.5.1970\n", (), "Row 2, column birth_date: “17.5.1970” is no date."),
        ("id,name\n1,Kari\n1,Ola\n", (), "Row 3, column id: “1” stands in row 2 too."),
        ("name\nKari Vik\n", ("--trait", "street"), "There is no column street."),
        ("", (), "left.csv"),
    ],
)
def test_what_is_no_register_is_refused_in_words(link, capsys, left, words, told):
    code, rows = link(left, ROLES, *words)

    assert (code, rows) == (2, [])
    assert told in capsys.readouterr().err


def test_splink_that_is_not_installed_is_told(link, capsys, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "splink", None)
    code, _ = link(OFFICIALS, ROLES, "--by", "splink:duckdb")

    assert code == 2
    assert "pip install 'samband[linkage]'" in capsys.readouterr().err


@pytest.mark.parametrize("program", ["splink:spark-local", "splink:spark://cluster:7077"])
@pytest.mark.parametrize("lacking", ["pyspark.sql", "java"])
def test_spark_that_is_not_there_is_told(link, capsys, monkeypatch, program, lacking):
    jar = SimpleNamespace(similarity_jar_location=lambda: "made-up.jar")
    there = {"splink": jar, "splink.backends.spark": jar, "pyspark.sql": SimpleNamespace(SparkSession=jar)}
    for name, module in (there | ({} if lacking == "java" else {lacking: None})).items():
        monkeypatch.setitem(sys.modules, name, module)
    jar.builder = None
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    code, rows = link(OFFICIALS, ROLES, "--by", program)

    assert (code, rows) == (2, [])
    assert "Spark needs pyspark and Java: pip install pyspark" in capsys.readouterr().err


@pytest.mark.parametrize(
    "program", ["spark", "splink:spark", "splink:spark://", "splink:spark://host:7077/people"]
)
def test_a_program_that_is_none_is_refused_with_those_that_are(link, capsys, program):
    with pytest.raises(SystemExit):
        link(OFFICIALS, ROLES, "--by", program)

    told = "Allowed: own, splink:duckdb, splink:spark-local, splink:spark://HOST:PORT."
    assert told in " ".join(capsys.readouterr().err.split())


@pytest.mark.spark
@pytest.mark.skipif(find_spec("splink") is None, reason="Splink is the extra linkage")
def test_a_session_of_spark_in_this_process_has_what_splink_needs_and_leaves_nothing_behind(tmp_path):
    """No page that others see, no folder, and the jar, which Java must have in its path as it starts.

    So it runs in a process of its own. The whole link, some minutes, is slow.
    """
    done = subprocess.run(
        [sys.executable, "-c", OPEN_A_SESSION], check=False, capture_output=True, text=True, cwd=tmp_path
    )

    assert done.stdout.split() == ["splink:spark", "True", "None"], done.stderr
    assert list(tmp_path.iterdir()) == []


OPEN_A_SESSION = """
from splink import SparkAPI

from samband.cli.link import _opened

with _opened("splink:spark-local") as (address, session):
    SparkAPI(spark_session=session)
    print(address, session.catalog.functionExists("jaro_winkler"), session.sparkContext.uiWebUrl)
"""


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.skipif(find_spec("splink") is None, reason="Splink is the extra linkage")
def test_spark_links_files_as_duckdb_does(tmp_path):
    """Some minutes, however few the records: each step of learning is a job of Spark."""
    names, births, _ = country(seed=21, size=500)
    lines = [f"{name},{born}\n" for name, born in zip(names, births, strict=True)]
    for file, count in (("left.csv", 50), ("right.csv", 500)):
        (tmp_path / file).write_text("name,birth_date\n" + "".join(lines[:count]), encoding="utf-8")
    found = [linked_by(program, tmp_path) for program in ("splink:duckdb", "splink:spark-local")]

    assert len(found[0]) == 50
    assert found[0] == found[1]


def linked_by(program, folder):
    """Pairs with their class, linked by the command in a process of its own."""
    command = [sys.executable, "-m", "samband.cli", "link", "left.csv", "right.csv"]
    command += ["--out", "pairs.csv", "--language", "nb", "--by", program]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr
    with (folder / "pairs.csv").open(encoding="utf-8", newline="") as file:
        return [(row["left_id"], row["right_id"], row["identity"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["Ion Ceban", "Чебан Ион", "--language", "ro"], 0, "possible: a question for a person"),
        (["Åse Vik", "Aase Vik", "--born", "1970-05-17", "1970-05-17"], 0, "strong: name and date of birth"),
        (["Marit Nilsen", "Marit Nielsen", "--language", "nb"], 1, "none: nothing says"),
    ],
)
def test_two_names_are_held_against_one_another(capsys, words, code, told):
    assert main(["same", *words]) == code
    assert capsys.readouterr().out.startswith(told)


def test_what_is_no_name_is_refused(capsys):
    assert main(["same", "Kari Vik", "17"]) == 2
    assert capsys.readouterr().err == "samband same: “17” is no name: it has no letters.\n"
