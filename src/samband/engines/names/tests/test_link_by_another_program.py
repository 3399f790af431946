# SPDX-License-Identifier: EUPL-1.2
"""The program that links is chosen by an address. Splink itself runs where the extra linkage is installed."""

from importlib.util import find_spec

import numpy as np
import pytest

from samband.engines.names import Register, link
from samband.engines.names.splink_linking import link_by
from samband.engines.names.tests.test_link_registers import country

FEW = Register(["Kari Vik", "Ola Berg"], ["1970-05-17", "1981-01-01"])


def test_our_own_is_the_same_link():
    here, there = (
        link(left=FEW, right=FEW, language="nb"),
        link_by(address="own", left=FEW, right=FEW, language="nb"),
    )

    assert np.array_equal(here.left, there.left)
    assert np.array_equal(here.probability, there.probability)


def test_an_address_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match="Allowed: own, splink:duckdb, splink:spark"):
        link_by(address="dedupe", left=FEW, right=FEW)


@pytest.mark.skipif(find_spec("splink") is None, reason="Splink is the extra linkage")
def test_splink_finds_what_we_find_on_plain_records():
    names, births, places = country(seed=21, size=4000)
    right = Register(names, births, places)
    left = Register([name.replace("ø", "oe") for name in names[:400]], births[:400], places[:400])
    found = link_by(address="splink:duckdb", left=left, right=right, language="nb")

    true = found.left == found.right
    assert true.mean() > 0.95
    assert true.sum() >= 380
