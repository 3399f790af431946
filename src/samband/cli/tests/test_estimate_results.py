# SPDX-License-Identifier: EUPL-1.2
"""``samband estimate``: a file in, a file out, or a plain error and no file."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from samband.cli.main import main
from samband.engines.tables import COLUMNS

EXAMPLE = Path(__file__).parents[4] / "examples" / "resident_survey"
PLAN = """
unit: district
strata: [district]
population: {"1": 500, "2": 700}
groups: {male: {gender: [1]}, female: {gender: [2]}}
measures: [q1_01, q2_01]
"""
GOOD = "id,district,gender,q1_01,q2_01\n" + "".join(
    f"{i},{1 + i % 2},{1 + i // 2 % 2},{1 + i % 5},{9 if i % 7 == 0 else 1 + i * 3 % 5}\n" for i in range(60)
)


@pytest.fixture
def run(tmp_path: Path):
    plan = tmp_path / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")

    def estimated(answers: str | bytes | Path, *more: str) -> tuple[int, Path]:
        path = tmp_path / "answers.csv"
        if isinstance(answers, Path):
            path = answers
        else:
            path.write_bytes(answers if isinstance(answers, bytes) else answers.encode())
        out = tmp_path / "results.csv"
        instrument = str(EXAMPLE / "instrument.yaml")
        words = ["estimate", str(path), "--instrument", instrument, "--plan", str(plan), "--out", str(out)]
        return main([*words, *more]), out

    return estimated


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (GOOD.replace("\n", "\r"), "bare carriage return"),
        (GOOD.replace("\n", "\r\n", 2), "See that all lines end alike"),
        (GOOD.replace("id,", '"i\nd",', 1), "A column name goes over two lines"),
        (GOOD.replace("id,", ",", 1), "no name for column 1"),
        (GOOD.replace("id,district", "q1_01,district", 1), "“q1_01” stands 2 times"),
        (GOOD.replace(",1,", ",all,", 1), "Stratum all has no size"),
    ],
)
def test_an_odd_file_is_refused_in_plain_words(run, capsys, answers, words):
    code, out = run(answers)
    assert (code, out.exists()) == (2, False)
    assert words in capsys.readouterr().err


def test_results_have_the_agreed_columns_sorted_and_in_full_precision(run):
    code, out = run(GOOD)
    assert code == 0
    assert out.read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)
    rows = rows_of(out)
    keys = [tuple(row[name] for name in COLUMNS[:5]) for row in rows]
    assert keys == sorted(keys)
    assert {row["group"] for row in rows} == {"all", "male", "female"}
    assert {row["unit"] for row in rows} == {"all", "1", "2"}
    assert all(row["status"] == "estimated" for row in rows)
    mean = next(row for row in rows if row["measure"] == "q1_01" and row["statistic"] == "mean")
    assert mean["value"] == repr(float(mean["value"]))


def test_released_results_withhold_what_the_rules_demand(run):
    code, out = run(GOOD, "--released")
    assert code == 0
    assert {row["status"] for row in rows_of(out)} <= {"released", "suppressed"}
    strict = PLAN + "disclosure: {minimum_respondents: 20}\n"
    (out.parent / "plan.yaml").write_text(strict, encoding="utf-8")
    code, out = run(GOOD, "--released")
    withheld = [row for row in rows_of(out) if row["status"] == "suppressed"]
    assert ("male", "1") in {(row["group"], row["unit"]) for row in withheld}
    assert {row[name] for row in withheld for name in ("n", "value", "se", "lower", "upper")} == {""}


WEIGHED = """
unit: district
weights: {column: w}
measures: [q1_01]
"""


@pytest.mark.parametrize(("heaviest", "status"), [(7.5, "suppressed"), (4.5, "released")])
def test_a_unit_in_which_one_person_weighs_most_is_withheld(run, heaviest, status):
    """Of district 1, one of six carries 60 per cent of the weights: 7.5 of 12.5; or 4.5 of 9.5."""
    lines = [f"{i},1,{heaviest if i == 0 else 1},{1 + i % 5}" for i in range(6)]
    lines += [f"{i},{district},1,{1 + i % 5}" for district in (2, 3) for i in range(30)]
    answers = "id,district,w,q1_01\n" + "\n".join(lines) + "\n"
    (run(GOOD)[1].parent / "plan.yaml").write_text(WEIGHED, encoding="utf-8")
    code, out = run(answers, "--released")
    assert code == 0
    assert {row["status"] for row in rows_of(out) if row["unit"] == "1"} == {status}
    assert {row["status"] for row in rows_of(out) if row["unit"] == "all"} == {"released"}
    assert {row["status"] for row in rows_of(run(answers)[1])} == {"estimated"}


def test_the_same_answers_in_another_order_give_the_same_file(run):
    first = run(GOOD)[1].read_bytes()
    header, *lines = GOOD.splitlines()
    assert run("\n".join([header, *reversed(lines)]) + "\n")[1].read_bytes() == first


def test_spreadsheets_files_are_read(run):
    """A byte-order mark, semicolons, Windows line ends, decimals and blanks."""
    plain = run(GOOD)[1].read_bytes()
    dressed = "\ufeff" + GOOD.replace(",5\n", ", 5.0\n").replace(",", ";").replace("\n", "\r\n")
    assert run(dressed)[1].read_bytes() == plain


LINE = "1,1,1,4,4\n"
HEADER = "id,district,gender,q1_01,q2_01\n"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ("", ["Row 1: The file is empty."]),
        (HEADER, ["no answers"]),
        (HEADER + LINE + "2,1,1,7,4\n", ["Row 3, column q1_01: 7 is outside 1–5. Allowed: 1 2 3 4 5, or 9"]),
        (HEADER + "2,1,1,4,4.5\n", ["Row 2, column q2_01: “4.5” is not a whole number."]),
        (
            HEADER + "2,1,1,-,4\n3,1,1,4,0\n",
            ["Row 2, column q1_01", "Row 3, column q2_01: 0 is outside 1–5."],
        ),
        (
            HEADER + LINE + "2,1,1,4\n3,1,1,4,4,4\n",
            ["Row 3: 4 fields, but the header has 5", "Row 4: 6 fields"],
        ),
        (HEADER + LINE + '2,"1,1,4,4\n', ["not valid CSV"]),
        (HEADER + "1,,1,4,4\n", ["Row 2, column district: Nothing stands here"]),
        (HEADER + LINE + "1,NA,1,4,4\n", ["Row 3, column district: Nothing stands here"]),
        (HEADER + LINE + "2,3,1,4,4\n", ["Row 3, column district: Stratum 3 has no size under population"]),
        (HEADER + '2,"=1+1",1,4,4\n', ["Row 2, column district: The code begins like a formula"]),
        ("id,gender,q1_01,q2_01\n1,1,4,4\n", ["Row 1, column district: There is no such column"]),
        ("id,district,gender,q1_01\n1,1,1,4\n", ["column q2_01: There is no such column"]),
        ("id,district,district,gender,q1_01,q2_01\n1,1,1,1,4,4\n", ["“district” stands 2 times"]),
        (
            HEADER.encode() + LINE.encode() + "2,bø,1,4,4\n".encode("latin-1"),
            ["Row 3: The text is not UTF-8"],
        ),
        (bytes(range(128, 256)) * 40, ["not UTF-8"]),
    ],
)
def test_bad_input_is_named_and_leaves_no_file(run, capsys, answers, words):
    code, out = run(answers)
    printed = capsys.readouterr().err
    assert code == 2
    assert not out.exists()
    assert not list(out.parent.glob(".results*"))
    for word in words:
        assert word in printed
    assert "Traceback" not in printed


def test_a_file_that_is_not_there_is_named(run, capsys, tmp_path):
    code, out = run(tmp_path / "nowhere.csv")
    assert code == 2
    assert "nowhere.csv: No such file or directory." in capsys.readouterr().err
    assert not out.exists()


def test_only_the_first_faults_are_listed(run, capsys):
    run(HEADER + "1,1,1,7,4\n" * 500)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert "perhaps more" in lines[-1]


def test_weights_from_a_column_are_checked_by_row(run, tmp_path, capsys):
    (tmp_path / "plan.yaml").write_text("weights: {column: id}\nmeasures: [q1_01]\n", encoding="utf-8")
    assert run(HEADER + LINE + "2.5,1,1,4,4\n")[0] == 0
    assert run(HEADER + LINE + "-2,1,1,4,4\n")[0] == 2
    assert "Row 3, column id: The weight “-2” is not a number above 0." in capsys.readouterr().err


def test_a_column_can_be_unit_group_and_item_at_once(run, tmp_path):
    (tmp_path / "plan.yaml").write_text(
        "unit: q1_01\ngroups: {happy: {q1_01: [4, 5]}}\nmeasures: [q1_01]\n", encoding="utf-8"
    )
    code, out = run(GOOD)
    assert code == 0
    row = next(
        row for row in rows_of(out) if (row["group"], row["unit"], row["statistic"]) == ("all", "5", "mean")
    )
    assert float(row["value"]) == 5


def test_django_is_not_loaded(tmp_path):
    (tmp_path / "answers.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    program = (
        "import sys; from samband.cli.main import main; "
        f"code = main(['estimate', r'{tmp_path}/answers.csv', '--instrument', r'{EXAMPLE}/instrument.yaml', "
        f"'--plan', r'{tmp_path}/plan.yaml', '--out', r'{tmp_path}/results.csv', '--released']); "
        "sys.exit(code or ('django' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by /proc")
def test_a_large_file_is_read_with_bounded_memory(tmp_path):
    rng = np.random.default_rng(1)
    lines = 4_000_000
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,note,district,gender,q1_01,q2_01\n")
        for start in range(0, lines, 100_000):
            answers = rng.integers(1, 6, (100_000, 2)).tolist()
            file.writelines(
                f"{start + i},{'x' * 40},{1 + i % 2},1,{a},{b}\n" for i, (a, b) in enumerate(answers)
            )
    (tmp_path / "plan.yaml").write_text(
        PLAN.replace("500", "5000000").replace("700", "5000000"), encoding="utf-8"
    )
    program = (
        "import re; from samband.cli.main import main; "
        f"assert main(['estimate', r'{path}', '--instrument', r'{EXAMPLE}/instrument.yaml', "
        f"'--plan', r'{tmp_path}/plan.yaml', '--out', r'{tmp_path}/results.csv']) == 0; "
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    )
    # The peak of ru_maxrss would begin with that of the process which started this one.
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert path.stat().st_size > 200_000_000
    assert int(done.stdout.split()[-1]) < 600_000, "kilobytes at the most, with DuckDB's 256 MB"


RESIDENTS = os.environ.get("SAMBAND_RESIDENT_SURVEY", "")


@pytest.mark.skipif(not RESIDENTS, reason="SAMBAND_RESIDENT_SURVEY names no folder with the resident survey")
def test_the_resident_survey_meets_every_row_of_its_reference(tmp_path):
    folder, out = Path(RESIDENTS), tmp_path / "results.csv"
    words = ["estimate", str(folder / "responses_2021.csv"), "--instrument", str(EXAMPLE / "instrument.yaml")]
    assert main([*words, "--plan", str(EXAMPLE / "plan.yaml"), "--out", str(out)]) == 0
    found = {tuple(row[name] for name in COLUMNS[:5]): row for row in rows_of(out)}
    reference = rows_of(folder / "reference_2021.csv")
    assert len(reference) == 129
    for row in reference:
        ours = found[tuple(row[name] for name in COLUMNS[:5])]
        assert int(ours["n"]) == int(row["n"])
        assert float(ours["value"]) == pytest.approx(float(row["value"]), rel=0, abs=1e-9)
        assert float(ours["se"]) == pytest.approx(float(row["se"]), rel=0, abs=1e-9)
