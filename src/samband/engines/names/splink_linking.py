# SPDX-License-Identifier: EUPL-1.2
"""The same link by another program, chosen by an address: Splink on DuckDB, or on Spark past one machine.

Needs the extra ``linkage`` (Splink 5). It learns its weights from the records, costs several times more and
wants some ten thousand records to learn from. Take it for registers whose faults are other than usual.
"""

from importlib import import_module
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from samband.engines.names.aligning import STRICT
from samband.engines.names.blocking import NOTHING, Codes
from samband.engines.names.linking import AT_LEAST, Links, link, ranks_of
from samband.engines.names.norwegian import norwegian_key
from samband.engines.names.registers import Prepared, Register, prepare
from samband.engines.names.sounds import readings
from samband.engines.names.weighing import weigh

Foreign = Any
"""Something of Splink or Spark, which have no types of their own here."""
OWN, SPLINK_DUCKDB, SPLINK_SPARK = "own", "splink:duckdb", "splink:spark"
ADDRESSES = (OWN, SPLINK_DUCKDB, SPLINK_SPARK)
_BLOCKS = (
    ("given", "family"),
    ("birth", "given"),
    ("birth", "family"),
    ("family", "place", "substr(given, 1, 1)"),
)


def link_by(
    *,
    address: str,
    left: Register,
    right: Register,
    language: str = "",
    at_least: float = AT_LEAST,
    seed: int = 1,
    spark: Foreign = None,
) -> Links:
    """``link`` by the engine at an address: ``own``, ``splink:duckdb`` or ``splink:spark``.

    spark: an open SparkSession for ``splink:spark``, with ``spark_settings()``; where its context has a
    checkpoint folder, steps are kept there, else in memory. seed: of what Splink draws to learn from.
    Raises ValueError for another address, a missing session or jar, or without the extra ``linkage``.
    """
    if address == OWN:
        return link(left=left, right=right, language=language, at_least=at_least)
    if address not in ADDRESSES:
        raise ValueError(f"“{address}” is no engine for linking. Allowed: {', '.join(ADDRESSES)}.")
    there = prepare(register=right, language=language)
    here = prepare(register=left, beside=there)
    linker = _linker(address, here, there, spark)
    _train(linker, seed)
    found = linker.inference.predict(threshold_match_probability=max(at_least, 1e-4))
    return _links(_columns(found, address), here, there)


def spark_settings() -> dict[str, str]:
    """What a session for ``splink:spark`` must be opened with. Raises ValueError without the extra."""
    _splink()
    jar: str = import_module("splink.backends.spark").similarity_jar_location()
    return {"spark.jars": jar}


def _splink() -> Foreign:
    try:
        import splink
    except ImportError:
        raise ValueError("Splink is not installed. Install it: pip install 'samband[linkage]'.") from None
    return splink


def _linker(address: str, here: Prepared, there: Prepared, spark: Foreign) -> Foreign:
    splink = _splink()
    sides = (("here", here), ("there", there))
    if address == SPLINK_SPARK:
        api = _spark_api(splink, spark)
        tables = [
            api.register(spark.createDataFrame(_rows(one), _SCHEMA), table_name=name) for name, one in sides
        ]
    else:
        connection = duckdb.connect()
        api = splink.DuckDBAPI(connection)
        tables = [
            api.register(_in_duckdb(connection, name, one), dataset_display_name=name) for name, one in sides
        ]
    return splink.Linker(tables, _settings(splink), log_level="ERROR")


def _spark_api(splink: Foreign, spark: Foreign) -> Foreign:
    """Splink keeps what it has reckoned in files where the session has a folder for them, else in memory."""
    if spark is None:
        raise ValueError("splink:spark needs an open Spark session: pass spark=.")
    has_folder = not spark.sparkContext._jsc.sc().getCheckpointDir().isEmpty()
    kept = "parquet" if has_folder else "persist"
    api = splink.SparkAPI(spark_session=spark, break_lineage_method=kept)
    if not spark.catalog.functionExists("jaro_winkler"):
        raise ValueError(
            "The Spark session does not know Splink's comparisons. Open it with the setting spark.jars "
            "that splink_linking.spark_settings() gives."
        )
    return api


_COLUMNS = ("unique_id", "given", "middle", "family", "birth", "place")
_SCHEMA = ", ".join(f"{name} {'bigint' if name == 'unique_id' else 'string'}" for name in _COLUMNS)
"""For Spark, which cannot guess the type of a column that nobody has filled in."""


def _texts(register: Prepared) -> dict[str, NDArray[Any]]:
    """The columns that Splink compares; None where a record has nothing. Words are folded as for ``link``."""
    vocabulary = register.vocabulary
    words = np.array([*(_spelling(word, vocabulary.language) for word in vocabulary.spelled), None], object)
    days = {
        day: f"{day // 10_000:04}-{day // 100 % 100:02}-{day % 100:02}"
        for day in set(register.births.tolist())
    }
    births = [days[day] if day % 10_000 else None for day in register.births.tolist()]
    places = [place if place != NOTHING else None for place in register.places.tolist()]
    columns = (
        np.arange(len(register)),
        words[register.given],
        words[register.middle],
        words[register.family],
    )
    return dict(zip(_COLUMNS, (*columns, np.array(births, object), np.array(places, object)), strict=True))


def _spelling(word: str, language: str) -> str:
    return norwegian_key(word=word) if language in STRICT else readings(word=word, language=language)[0]


def _rows(register: Prepared) -> list[tuple[Any, ...]]:
    return list(zip(*(column.tolist() for column in _texts(register).values()), strict=True))


def _in_duckdb(connection: duckdb.DuckDBPyConnection, name: str, register: Prepared) -> str:
    columns = _texts(register)
    connection.register("columns_of_register", columns)
    connection.execute(
        f"CREATE TABLE records_{name} AS SELECT unique_id, "  # noqa: S608
        "COLUMNS(* EXCLUDE unique_id)::VARCHAR FROM columns_of_register"
    )
    connection.unregister("columns_of_register")
    return f"records_{name}"


def _settings(splink: Foreign) -> Foreign:
    import splink.comparison_library as compared

    def weighed(column: str) -> Foreign:
        return compared.JaroWinklerAtThresholds(column, [0.94, 0.86]).configure(
            term_frequency_adjustments=True
        )

    return splink.SettingsCreator(
        link_type="link_only",
        comparisons=[
            weighed("given"),
            weighed("family"),
            compared.JaroWinklerAtThresholds("middle", [0.9]),
            compared.DamerauLevenshteinAtThresholds("birth", [1, 2]),
            compared.ExactMatch("place").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[splink.block_on(*rule) for rule in _BLOCKS],
        retain_matching_columns=False,
    )


def _train(linker: Foreign, seed: int) -> None:
    block_on = _splink().block_on
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("given", "family", "birth"), block_on("given", "family", "place")], recall=0.8
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
    for rule in (("given", "family"), ("birth",)):
        training.estimate_parameters_using_expectation_maximisation(block_on(*rule))


def _links(columns: tuple[Codes, Codes, NDArray[np.float64]], here: Prepared, there: Prepared) -> Links:
    """The classes are those of ``link``, by the same rules; only the probability is Splink's."""
    left, right, probability = columns
    weighed = weigh(left=here, right=there, pairs=(left, right))
    order = np.lexsort((-probability, left))
    return Links(left[order], right[order], probability[order], ranks_of(weighed=weighed)[order])


def _columns(found: Foreign, address: str) -> tuple[Codes, Codes, NDArray[np.float64]]:
    names = ("unique_id_l", "unique_id_r", "match_probability")
    if address == SPLINK_SPARK:
        rows = found.as_spark_dataframe().select(*names).collect()
        columns = [np.array([row[name] for row in rows]) for name in names]
    else:
        table = found.as_duckdbpyrelation().select(", ".join(names)).fetchnumpy()
        columns = [np.asarray(table[name]) for name in names]
    left, right, probability = columns
    return left.astype(np.int64), right.astype(np.int64), probability.astype(np.float64)
