# SPDX-License-Identifier: EUPL-1.2
"""A rule file is refused with every fault at once, and accepted with what deserves a second look."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samband.engines.fees import RuleCheck, check_rules, load_rules
from samband.engines.fees.tests.examples import FILES
from samband.engines.rule_files import RuleFaults

GOOD = """fees: test
name: Test
body: Test
year: 2020
currency: NOK
source: made up
bases:
  population: {name: inhabitants, unit: inhabitant, years_before: 1}
parameters:
  tax: {name: tax base, value: 100, year: 2019, source: made up}
indices:
  wages: {name: wages, steps: [{year: 2020, percent: 3.2, source: made up}]}
choices:
  reading: {question: Which reading?, options: [slab, marginal], taken: marginal}
tariffs:
  - tariff: municipality
    name: Municipality
    kinds: [municipality]
    source: made up
    parts:
      - part: ordinary
        name: Ordinary fee
        terms:
          - {fixed: 100}
          - {per_head: {amount: 2, as_of: 2019, index: wages, round_to: 0.01}, of: population}
          - bands: [{from: 0, rate: 3}, {from: 10, rate: 1}]
            of: population
            reading_by: reading
        cap: 5000
        round_to: 1
"""


@pytest.fixture
def check(tmp_path: Path):
    def checked(text: str) -> RuleCheck:
        path = tmp_path / "rules.yaml"
        path.write_text(text, encoding="utf-8")
        return check_rules(path)

    return checked


def test_a_good_file_has_no_faults_and_tells_the_choices_it_takes(check):
    found = check(GOOD)

    assert found.faults == ()
    assert [warning.what for warning in found.warnings] == ["The source leaves open: Which reading?"]


@pytest.mark.parametrize("path", sorted(FILES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_rule_file_of_the_product_is_in_order_and_sourced(path):
    found = check_rules(path)

    assert found.faults == ()
    assert not [warning for warning in found.warnings if "no source" in warning.what]
    assert load_rules(path).source


@pytest.mark.parametrize(
    ("right", "wrong", "line", "words"),
    [
        ("year: 2020\n", "year: 202\n", 4, "year is “202”"),
        ("currency: NOK", "currency: kroner", 5, "currency “kroner” has the wrong form"),
        ("currency: NOK", "currrency: NOK", 5, "Did you mean currency?"),
        ("years_before: 1", "years_before: 1, in_year: 2019", 8, "or said twice"),
        (", source: made up}\nindices", "}\nindices", 10, "tax has no source"),
        ("percent: 3.2", "percent: -100", 12, "above -100"),
        ("percent: 3.2, ", "", 12, "Give one of: percent, parts"),
        ("year: 2020, percent", "year: 2021, percent", 25, "wages has no step for 2020"),
        ("taken: marginal", "taken: both", 14, "taken “both” is unknown"),
        ("[slab, marginal], taken: marginal", "[slab, whole], taken: slab", 28, "has the option “whole”"),
        ("    kinds: [municipality]\n", "", 16, "is for nobody"),
        ("part: ordinary", "part: Ordinary", 21, "“Ordinary” cannot be used"),
        ("- {fixed: 100}", "- {fixed: 1e2}", 24, "“1e2” is not a number"),
        ("- {fixed: 100}", "- {fixed: 100, per_head: 1}", 24, "several kinds: fixed, per_head"),
        ("- {fixed: 100}", "- {lump: 100}", 24, "Write exactly one of: fixed"),
        ("- {fixed: 100}", "- {fixed: 100, on_merger: spread}", 24, "Add “units: …”"),
        ("- {fixed: 100}", "- {share_of: 9000, of: population}", 21, "no longer add up to the total"),
        ("of: population}", "of: people}", 25, "of “people” is unknown"),
        ("as_of: 2019, index: wages", "as_of: 2019", 25, "no index carries it to 2020"),
        ("as_of: 2019, index", "as_of: 2021, index", 25, "is of 2021, after the year of the fee"),
        ("index: wages", "index: prices", 25, "index “prices” is unknown"),
        ("round_to: 0.01}", "round_to: 0}", 25, "nothing can be rounded to 0"),
        ("[{from: 0, rate: 3}", "[{from: 5, rate: 3}", 26, "Marginal bands begin at 0"),
        ("{from: 10, rate: 1}", "{from: 0, rate: 1}", 26, "not above the row before it"),
        ("cap: 5000", "cap: 5000\n        floor: 6000", 30, "The floor".lower()),
        ("round_to: 1\n", "round_to: 0.005\n", 30, "no whole number of the smallest unit"),
        ("round_to: 1\n", "when: {reading: both}\n", 30, "reading “both” is unknown"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_do(check, right, wrong, line, words):
    assert right in GOOD
    found = check(GOOD.replace(right, wrong, 1))

    assert [fault.line for fault in found.faults if words in str(fault)] == [line], found.faults


def test_all_faults_are_told_at_once(check, tmp_path):
    found = check(
        GOOD.replace("fixed: 100", "fixed: a").replace("cap: 5000", "cap: b").replace("year: 2020\n", "", 1)
    )

    assert len(found.faults) >= 3
    with pytest.raises(RuleFaults) as refused:
        load_rules(tmp_path / "rules.yaml")
    assert refused.value.faults == found.faults


def test_a_kind_of_members_in_two_tariffs_is_a_fault(check):
    tariff = GOOD[GOOD.index("  - tariff:") :]
    found = check(GOOD + tariff.replace("tariff: municipality", "tariff: second"))

    assert "kind municipality stands in two tariffs" in found.faults[0].what


def test_a_broken_promise_never_to_fall_is_a_fault_with_the_amounts(check):
    text = GOOD.replace("reading_by: reading", "reading: slab").replace(
        "    parts:", "    never_lower: true\n    parts:"
    )
    (fault,) = check(text).faults

    assert (fault.line, "promises never to be lower" in fault.what) == (16, True)
    assert "With 9 (population) the fee is NOK 145.54, with 10 it is NOK 130.60" in fault.what


def test_a_sum_that_is_spread_hides_no_cliff_behind_the_cap(check):
    text = GOOD.replace("reading_by: reading", "reading: slab").replace(
        "- {fixed: 100}", "- {fixed: 100, on_merger: spread, units: 356}"
    )
    (cliff,) = [warning for warning in check(text).warnings if "Cliff" in warning.what]

    assert cliff.what.endswith("NOK 14.94 less.")


def test_a_cliff_is_warned_of_with_its_amounts(check):
    found = check(GOOD.replace("reading_by: reading", "reading: slab"))
    (cliff,) = [warning for warning in found.warnings if "Cliff" in warning.what]

    assert cliff.what.endswith("NOK 14.94 less.")


def test_jumps_are_warned_of_once_with_the_largest(check):
    rows = "[{from: 0, amount: 5}, {from: 9, amount: 7}, {from: 99, amount: 20}]"
    steps = f"          - steps: {rows}\n            of: population\n"
    found = check(GOOD.replace("        cap: 5000\n", steps))
    (jump,) = [warning for warning in found.warnings if "jumps" in warning.what]

    assert "2 jumps, the largest: With 98 (population)" in jump.what


def test_a_part_without_source_is_warned_of(check):
    found = check(GOOD.replace("    source: made up\n    parts", "    parts"))

    assert "The part municipality/ordinary has no source." in [warning.what for warning in found.warnings]


def test_what_is_no_rule_file_is_refused_in_plain_words(check, tmp_path):
    assert "does not consist of names" in check("- a\n- b\n").faults[0].what
    assert "no such file" in check_rules(tmp_path / "nowhere.yaml").faults[0].what


WORDS = [
    "",
    "-",
    "-1",
    "-nan",
    "0",
    "1e9",
    "999999999999999.999999999999999",
    "[]",
    "{}",
    "[{from: 1}]",
    "x",
    "2020",
]


@given(changes=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(WORDS)), min_size=1, max_size=4))
def test_whatever_stands_in_a_file_is_told_and_never_breaks_the_check(changes):
    lines = GOOD.splitlines()
    for number, word in changes:
        line = lines[number % len(lines)]
        lines[number % len(lines)] = f"{line.split(':')[0]}: {word}" if ":" in line else word
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rules.yaml"
        path.write_text("\n".join(lines), encoding="utf-8")
        found = check_rules(path)

        if found.faults:
            with pytest.raises(RuleFaults):
                load_rules(path)
        else:
            assert load_rules(path).code
