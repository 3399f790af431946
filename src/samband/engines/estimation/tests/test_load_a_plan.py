# SPDX-License-Identifier: EUPL-1.2
"""A plan is a file; everything that is wrong with it is said at once, with its line."""

from pathlib import Path

import pytest

from samband.engines.estimation import Clusters, Group, PostStrata, SingleUnit
from samband.engines.estimation.plan_file import load_plan
from samband.engines.rule_files import RuleFaults

EVERYTHING = """
plan: example
unit: municipality
combined_units: {"size:small": ["1151", "0301"]}
strata: [municipality, role]
population:
  0301: {inhabitants: 550_000, councillors: 59}
  1151: {inhabitants: 152, councillors: 11}
finite_population_correction: false
weights: {column: weight}
post_strata:
  columns: [sex, age]
  totals: {file: totals.csv, size: persons}
  credited: false
  minimum: 5
  collapse: age
clusters: {column: household, population: {0301: {inhabitants: 4, councillors: 5}}}
groups:
  inhabitants: {role: [inhabitants]}
  young women: {sex: [f], age: [young]}
total_group: false
differences: [[inhabitants, young women]]
measures: [trust]
confidence: 0.9
single_unit_strata: average
missing: ["", "99"]
disclosure: {minimum_respondents: 7, groups: {councillors: {minimum_count: 3}}}
"""


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str) -> Path:
        path = tmp_path / "plan.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def faults_of(path: Path) -> list[str]:
    with pytest.raises(RuleFaults) as found:
        load_plan(path)
    return [str(fault) for fault in found.value.faults]


def test_every_key_is_read(write, tmp_path):
    (tmp_path / "totals.csv").write_text("sex,age,persons\nf,young,10\nm,old,20\n", encoding="utf-8")
    plan = load_plan(write(EVERYTHING))
    assert plan.unit == "municipality"
    assert plan.combined_units == {"size:small": ("1151", "0301")}
    assert plan.population["0301", "councillors"] == 59, "a code keeps its zero"
    assert plan.population["0301", "inhabitants"] == 550_000
    assert plan.population_by_unit == {"0301": 550_059, "1151": 163}
    assert not plan.finite_population_correction
    assert plan.weights == "weight"
    totals = {("f", "young"): 10, ("m", "old"): 20}
    assert plan.post_strata == PostStrata(
        ("sex", "age"), totals, is_credited=False, minimum=5, collapse="age"
    )
    assert plan.clusters == Clusters("household", {("0301", "inhabitants"): 4, ("0301", "councillors"): 5})
    young = {"sex": frozenset({"f"}), "age": frozenset({"young"})}
    assert plan.groups[1] == Group("young women", young)
    assert plan.differences == (("inhabitants", "young women"),)
    assert (plan.confidence, plan.single_unit_strata) == (0.9, SingleUnit.AVERAGE)
    assert plan.missing == {"", "99"}
    assert plan.disclosure == {"minimum_respondents": 7, "groups": {"councillors": {"minimum_count": 3}}}


def test_the_smallest_plan_estimates_totals(write):
    plan = load_plan(write("plan: smallest\n"))
    assert (plan.unit, plan.strata, plan.groups, plan.with_total_group) == ("", (), (), True)


def test_population_without_strata_is_one_number(write):
    assert load_plan(write("population: 31\n")).population == {("all",): 31}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("unt: a", "1: The key “unt” is unknown here. Did you mean unit?"),
        ("strata: [a, a]", "1: a stands twice in strata. Keep one."),
        ("strata: [a]\npopulation: 7", "2: population has a single value where codes of a are expected."),
        ("strata: [a]\npopulation: {x: many}", "2: The size of x is “many”. Write a number, 0 or more."),
        ("strata: [a]\npopulation: {x: -1}", "The size of x is “-1”."),
        ("strata: [a]\npopulation: {x: {y: 1}}", "x has names with values where its size is expected."),
        ("strata: [a]\npopulation: {file: none.csv}", "none.csv: No such file or directory."),
        ("weights: population", "no population is given. Add “population: …”, or name a column."),
        ("groups: {all: {a: [1]}}", "The name “all” in groups is taken by the total."),
        ("groups: {young: {}}", "The group young is empty."),
        ("groups: {young: {age: []}}", "group young names no codes of age."),
        ("total_group: false", "nothing is left to estimate."),
        ("differences: [[a, b]]", "A difference does not name two groups of the plan."),
        ("confidence: 95", "confidence is “95”. Write a number from 0.5 to 0.9999."),
        ("single_unit_strata: adjusted", "Did you mean adjust?"),
        ("post_strata: {columns: [a]}", "post_strata have no totals."),
        ("post_strata: {columns: [a], totals: {x: 1}, collapse: b}", "collapse “b” is unknown."),
        ("clusters: {population: 3}", "clusters has no column."),
        ("combined_units: {small: [a]}", "combined_units are given, but no unit."),
        ("disclosure: {minimum_respondnts: 3}", "Did you mean minimum_respondents?"),
        ("unit: [a", "The file is not valid YAML"),
    ],
)
def test_a_fault_is_named_with_line_and_remedy(write, text, fault):
    found = faults_of(write(text))
    assert any(fault in line for line in found), found
    assert all(line.startswith("plan.yaml:") for line in found)


def test_all_faults_are_found_at_once(write):
    text = "unt: a\nstrata: [b, b]\nconfidence: high\ndifferences: [[x, y]]\n"
    assert [fault.split(":")[1] for fault in faults_of(write(text))] == ["1", "2", "3", "4"]


def test_a_file_of_sizes_is_checked_by_row(write, tmp_path):
    (tmp_path / "sizes.csv").write_text("place,population\na,10\na,11\nb,\n", encoding="utf-8")
    found = faults_of(write("strata: [place]\npopulation: {file: sizes.csv}\n"))
    assert found[0].startswith("sizes.csv:3: a is given twice.")
    assert found[1].startswith("sizes.csv:4: The size of b is “”.")
    (tmp_path / "sizes.csv").write_bytes("place,population\nbø,10\n".encode("latin-1"))
    assert "not UTF-8" in faults_of(write("strata: [place]\npopulation: {file: sizes.csv}\n"))[0]
    (tmp_path / "sizes.csv").write_text("town,population\na,10\n", encoding="utf-8")
    assert (
        "no column place; found town, population"
        in faults_of(write("strata: [place]\npopulation: {file: sizes.csv}\n"))[0]
    )


def test_the_example_of_the_documentation_loads():
    example = Path(__file__).parents[5] / "examples" / "resident_survey" / "plan.yaml"
    plan = load_plan(example)
    assert plan.population == {(str(district),): 84700 for district in range(1, 7)}
    assert [group.name for group in plan.groups] == ["male", "female"]


def test_a_group_of_those_without_an_answer_is_refused_as_nobody_would_be_in_it(write):
    faults = faults_of(write('missing: ["99"]\ngroups: {silent: {role: ["99"]}, rest: {role: [NA]}}\n'))
    assert len(faults) == 1
    assert "group silent: “99” stands for no answer" in faults[0]
