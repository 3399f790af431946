# SPDX-License-Identifier: EUPL-1.2
"""The program that links is chosen by an address. Splink itself runs where the extra linkage is installed."""

import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest

from samband.engines.names import Register, link
from samband.engines.names.splink_linking import link_by, spark_settings
from samband.engines.names.tests.test_link_registers import country

PACKAGE = "samband.engines.names.tests"
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


def test_spark_without_a_session_is_refused(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "splink", object())

    with pytest.raises(ValueError, match="needs an open Spark session"):
        link_by(address="splink:spark", left=FEW, right=FEW)


def on_spark(*, with_jar, size):
    """A register and a tenth of it written otherwise, linked in this process on a cluster of one thread.

    Java must start with the jar in its path, so that this runs in a process of its own.
    """
    build = import_module("pyspark.sql").SparkSession.builder.master("local[1]")
    for key, value in (SPARK_SETTINGS | (spark_settings() if with_jar else {})).items():
        build = build.config(key, value)
    session = build.getOrCreate()
    names, births, places = country(seed=21, size=size)
    right = Register(names, births, places)
    few = size // 10
    left = Register([name.replace("ø", "oe") for name in names[:few]], births[:few], places[:few])
    found = link_by(address="splink:spark", left=left, right=right, language="nb", spark=session)
    assert (found.left == found.right).all()
    sys.stdout.write(f"{len(found)} pairs of {few}")


SPARK_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "1g",
}


def told_by_spark(**given):
    program = f"from {PACKAGE}.test_link_by_another_program import on_spark; on_spark(**{given!r})"
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True)
    return done.stdout + done.stderr


@pytest.mark.spark
@pytest.mark.skipif(find_spec("splink") is None, reason="Splink is the extra linkage")
def test_a_spark_session_without_the_jar_is_told_what_it_lacks():
    assert "ValueError: The Spark session does not know" in told_by_spark(with_jar=False, size=10)


@pytest.mark.spark
@pytest.mark.slow
@pytest.mark.skipif(find_spec("splink") is None, reason="Splink is the extra linkage")
def test_spark_finds_each_of_a_tenth_written_otherwise():
    """Some minutes, however few the records: each step of learning is a job of Spark."""
    assert "50 pairs of 50" in told_by_spark(with_jar=True, size=500)
