# SPDX-License-Identifier: EUPL-1.2
"""Every vignette comes out as the tables of rules say, under every law it names."""

from dataclasses import replace

import pytest
import yaml

from samband.engines.conflicts import disagreements, load_vignettes
from samband.engines.conflicts.tests.examples import LAWS, PACKS

VIGNETTES = [
    vignette
    for path in sorted((PACKS / "vignettes").glob("*.yaml"))
    for vignette in load_vignettes(path=path)
]


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda vignette: vignette.code)
def test_a_vignette_comes_out_as_it_is_written(vignette):
    assert vignette.expect
    assert not disagreements(vignette=vignette, laws=LAWS)


def test_no_two_vignettes_have_one_name():
    codes = [vignette.code for vignette in VIGNETTES]

    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("jurisdiction", ["NO", "RO", "MD", "GE"])
def test_every_rule_of_an_active_law_has_a_vignette(jurisdiction):
    """A rule or exception that no vignette makes hold is one that nobody has tried."""
    expected = {
        code
        for one in VIGNETTES
        for wanted in one.expect
        for code in (wanted.rule, wanted.also, wanted.exception)
    }
    laws = [law for law in LAWS if law.jurisdiction == jurisdiction and law.is_active]

    assert not {code for law in laws for code in law.rules} - expected


def test_a_wrong_expectation_is_seen():
    vignette = VIGNETTES[0]
    for spoilt in ({"rule": "NO-99"}, {"also": "NO-99"}, {"without": ("NO-07", "RO-20", "MD-07", "GE-06")}):
        wrong = tuple(replace(one, **spoilt) for one in vignette.expect)
        assert len(disagreements(vignette=replace(vignette, expect=wrong), laws=LAWS)) == len(wrong)


@pytest.mark.parametrize("path", sorted(PACKS.rglob("law/*.yaml")), ids=lambda path: path.stem)
def test_law_files_are_read_by_every_reader_of_yaml(path):
    """The one that comes with libyaml lets more pass than the one in Python alone."""
    assert yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
