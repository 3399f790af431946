# SPDX-License-Identifier: EUPL-1.2
"""A session of Spark while a block lasts: in this process or on a cluster. pyspark is loaded only then."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

THIS_PROCESS = "local[*]"
"""The master that is this process, with all processors of the machine."""
MISSING = "Spark needs pyspark and Java: pip install pyspark, apt install default-jre-headless."


class NoSpark(ValueError):  # noqa: N818  it names the fact
    """What Spark needs is not installed here."""


@contextmanager
def spark_session(*, master: str, name: str, settings: Mapping[str, str] | None = None) -> Iterator[Any]:
    """master: THIS_PROCESS, or ``spark://host:7077``; name: shown on the cluster. Raises NoSpark.

    settings: as ``{"spark.jars": path}``, over those of spark-defaults.conf. In this process nothing is left
    in the folder where the command was given.
    """
    try:
        builder: Any = import_module("pyspark.sql").SparkSession.builder
    except ImportError:
        raise NoSpark(MISSING) from None
    if not (which("java") or os.environ.get("JAVA_HOME")):
        raise NoSpark(MISSING)
    with TemporaryDirectory() as folder:
        kept = {"spark.sql.warehouse.dir": folder} if master == THIS_PROCESS else {}
        for key, value in (kept | dict(settings or {})).items():
            builder = builder.config(key, value)
        session = builder.master(master).appName(name).getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        try:
            yield session
        finally:
            session.stop()
