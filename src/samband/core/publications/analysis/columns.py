# SPDX-License-Identifier: EUPL-1.2
"""The columns of ``table.csv``, described after the W3C's CSV on the Web."""

from collections.abc import Mapping
from typing import Final

from samband.core.publications.rules import CSV
from samband.engines.tables import Status

COLUMN_WORDS: Final[Mapping[str, str]] = {
    "group": "who answered; all is everybody",
    "unit": "official number of the authority; all, or size:… for a size class",
    "measure": "code of the item or index in the instrument",
    "statistic": "mean, share or difference",
    "category": "for a share, the answers that count",
    "n": "respondents with a valid answer",
    "value": "the estimate",
    "se": "its standard error",
    "lower": "lower limit of its confidence interval",
    "upper": "upper limit of its confidence interval",
    "status": "released, suppressed (withheld or nobody answered), or not_asked",
    "synthetic": "true when the data was made up for demonstration",
}
KEY: Final = ("group", "unit", "measure", "statistic", "category")
_OUTSIDE: Final = (Status.RELEASED, Status.SUPPRESSED, Status.NOT_ASKED)
_TYPES: Final[Mapping[str, object]] = {
    "n": {"base": "integer", "minimum": 0},
    "value": "double",
    "se": {"base": "double", "minimum": 0},
    "lower": "double",
    "upper": "double",
    "status": {"base": "string", "format": "|".join(_OUTSIDE)},
    "synthetic": {"base": "boolean", "format": "true|false"},
}


def described_columns(*, title: Mapping[str, str], licence: str) -> Mapping[str, object]:
    """The metadata document that lies beside the table, as CSVW wants it. title: language -> text."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": CSV,
        "dc:title": [{"@value": text, "@language": language} for language, text in title.items()],
        "dc:license": {"@id": licence},
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tableSchema": {
            "columns": [_column(name, words) for name, words in COLUMN_WORDS.items()],
            "primaryKey": list(KEY),
        },
    }


def _column(name: str, words: str) -> Mapping[str, object]:
    return {
        "name": name,
        "titles": name,
        "dc:description": words,
        "datatype": _TYPES.get(name, "string"),
        "null": [""] if name in {"n", "value", "se", "lower", "upper"} else [],
        "required": name in {"group", "unit", "measure", "statistic", "status"},
    }
