# SPDX-License-Identifier: EUPL-1.2
"""Rules are data: what is wrong in a file is told whole, with lines and remedies."""

import pytest

from samband.engines.ballots import load_rule
from samband.engines.rule_files import RuleFaults

HEAD = "code: ours\ntitle: {en: Ours}\nstatus: example\nvalid_from: 2024-01-01\n"


def loaded(tmp_path, text):
    file = tmp_path / "rule.yaml"
    file.write_text(text, encoding="utf-8")
    return load_rule(file)


def test_a_rule_says_where_it_comes_from_and_when_it_holds(tmp_path):
    text = HEAD.replace("example", "published") + (
        "rule: decision\nvalid_to: 2026-01-01\nsources: [{title: Statutes, address: 'https://example.org'}]\n"
        "thresholds: [{measure: votes, share: 2/3, of: entitled}]\n"
    )
    rule = loaded(tmp_path, text)

    assert rule.provenance.sources[0].title == "Statutes"
    assert [
        rule.provenance.is_valid(on=rule.provenance.valid_from.replace(year=year))
        for year in (2023, 2025, 2026)
    ] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("code: x\n", "The file does not say what it rules."),
        ("rule: decisions\n", "Did you mean decision?"),
        (HEAD + "rule: decision\n", "The rule has no thresholds."),
        (HEAD + "rule: decision\nthresholds: [{measure: votes, share: 0.5, of: cast}]\n", "is not a share"),
        (
            HEAD + "rule: decision\nthresholds: [{measure: vote, share: 1/2, of: cast}]\n",
            "Did you mean votes?",
        ),
        (
            HEAD + "rule: decision\nthresholds: [{measure: weight, share: 1/2, of: cast}]\n",
            "what the weight is",
        ),
        (
            HEAD.replace("example", "published")
            + "rule: decision\nthresholds: [{measure: votes, share: 1/2, of: cast}]\n",
            "names no source",
        ),
        (HEAD + "rule: votes\ncategories: [general]\n", "The rule has no members."),
        (HEAD + "rule: votes\ncategories: [general]\nmembers: {county: {}}\n", "says 0 ways to have votes"),
        (
            HEAD
            + "rule: votes\ncategories: [general]\nmembers: {county: {votes: 1, on: {other: {votes: 1}}}}\n",
            "“other” is unknown",
        ),
        (
            HEAD + "rule: votes\ncategories: [general]\n"
            "members: {county: {bands: [{above: 0, up_to: 9, votes: 1}, {above: 5, votes: 2}]}}\n",
            "overlaps the one below",
        ),
        (HEAD + "rule: delegates\nparts: [{by: magic, name: x}]\n", "“magic” is unknown"),
        (
            HEAD + "rule: delegates\nparts: [{by: inhabitants, name: x, kinds: [county], for_every: 0}]\n",
            "Write a whole number from 1 to",
        ),
        (
            HEAD + "rule: delegates\nparts:\n"
            "  - {by: inhabitants, name: x, kinds: [county], for_every: 9, minimum: 9, maximum: 5}\n",
            "The minimum, 9, is above the maximum, 5.",
        ),
        (
            HEAD
            + "rule: election\nmethod: dhondt\ngender_by_list: {share: 3/5}\ngender_whole: {share: 2/5}\n",
            "3/5 of each of two genders is more than there are.",
        ),
        (
            HEAD
            + "rule: election\nmethod: dhont\ngender_by_list: {share: 2/5}\ngender_whole: {share: 2/5}\n",
            "dhondt",
        ),
    ],
)
def test_a_fault_is_named_with_its_remedy(tmp_path, text, fault):
    with pytest.raises(RuleFaults) as found:
        loaded(tmp_path, text)

    assert fault in str(found.value)


def test_all_faults_of_a_file_come_at_once_with_their_lines(tmp_path):
    text = HEAD + "rule: decision\nextra: 1\nthresholds:\n  - {measure: votes, share: 3/2, of: everybody}\n"
    with pytest.raises(RuleFaults) as found:
        loaded(tmp_path, text)

    assert [fault.line for fault in found.value.faults] == [6, 8, 8]
