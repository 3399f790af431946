# SPDX-License-Identifier: EUPL-1.2
"""What is published with a table, and when it may not be published yet."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from samband.core.publications.card import PUBLISH
from samband.engines.disclosure.versions import Told

__all__ = [
    "BUNDLE",
    "CSV",
    "DESCRIBED",
    "FILES",
    "METADATA",
    "NOTHING",
    "PARQUET",
    "PUBLISH",
    "REPORT_TYPES",
    "SYNTHETIC",
    "BadName",
    "Embargo",
    "Embargoed",
    "Provenance",
    "Tampered",
    "TellsEarlier",
    "UnknownPublication",
    "check_document",
    "check_language",
    "check_series",
    "check_unit",
    "in_force",
    "media_type",
    "text_in",
]

CSV: Final = "table.csv"
PARQUET: Final = "table.parquet"
METADATA: Final = "metadata.json"
FILES: Final[Mapping[str, str]] = {
    CSV: "text/csv; charset=utf-8",
    PARQUET: "application/vnd.apache.parquet",
    METADATA: "application/json",
}
"""What every publication consists of, with its media types."""
DESCRIBED: Final = "table.csv-metadata.json"
BUNDLE: Final = "open-data.zip"
NOTHING: Final[Mapping[str, bytes]] = MappingProxyType({})
_MEDIA: Final[Mapping[str, str]] = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".parquet": FILES[PARQUET],
    ".xml": "application/xml",
    ".zip": "application/zip",
}
SYNTHETIC: Final = "Synthetic data made for demonstration. No figure says anything about a real authority."
REPORT_TYPES: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the figures come from.

    methods: method -> version, as {"estimation": "1"}. population: whom they speak of. period: when it was
    asked. source: who asked whom. sample: how many, drawn how. seed: of what was drawn at random.
    """

    instrument_code: str
    instrument_version: str
    instrument_digest: str
    population: str
    period: str
    source: str
    sample: str
    is_synthetic: bool
    code_version: str
    methods: Mapping[str, str] = field(default_factory=dict)
    seed: int | None = None

    def to_mapping(self) -> dict[str, object]:
        return {**asdict(self), "methods": dict(self.methods)}


@dataclass(frozen=True, slots=True)
class Embargo:
    """The results of an authority stay closed until its council has met on them.

    council_date: None while no date is set. has_been_presented: the secretary has said so.
    """

    authority: str
    name: str
    council_date: date | None
    has_been_presented: bool = False

    def is_in_force(self, *, on: date) -> bool:
        """Until presented, or until the day after the council's date."""
        return not self.has_been_presented and (self.council_date is None or self.council_date >= on)


def in_force(*, embargoes: Iterable[Embargo], on: date) -> tuple[Embargo, ...]:
    """The embargoes that still bind, latest date first, undated ones before all."""
    binding = (embargo for embargo in embargoes if embargo.is_in_force(on=on))
    return tuple(
        sorted(binding, key=lambda each: (each.council_date or date.max, each.authority), reverse=True)
    )


class Embargoed(Exception):  # noqa: N818  it names the fact
    """Councils have not met on their results yet. embargoes: those that bind."""

    def __init__(self, embargoes: tuple[Embargo, ...]) -> None:
        self.embargoes = embargoes
        waiting = ", ".join(f"{each.name} ({each.council_date or 'no date set'})" for each in embargoes)
        super().__init__(
            f"These councils have not met on their results yet: {waiting}. "
            "Publish after the last date, or give a reason for not waiting."
        )


class TellsEarlier(ValueError):  # noqa: N818  it names the fact
    """Beside an earlier version, figures would say what a few respondents answered. told: which."""

    def __init__(self, told: tuple[Told, ...]) -> None:
        self.told = told
        first = told[0]
        then = f"n was {first.before[-1]}" if first.before else "withheld then"
        where = f"{first.cell.measure}, {first.cell.group} in {first.cell.unit} (n {first.n}, {then})"
        super().__init__(
            f"{len(told)} figures may not stand beside what was published earlier, as the difference would "
            f"tell what a few answered: {where}. Release the table anew, with the earlier versions named."
        )


class BadName(ValueError):  # noqa: N818  it names the fact
    """A name that cannot stand in an address or a file name."""


class UnknownPublication(LookupError):  # noqa: N818  it names the fact
    """There is no such series or version."""

    def __init__(self, series: str, version: int | None = None) -> None:
        what = f"version {version} of " if version is not None else ""
        super().__init__(f"There is no {what}publication {series}.")


class Tampered(Exception):  # noqa: N818  it names the fact
    """A published file is not what was published."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"The published file {path} was changed or is gone. Nothing is shown of it. "
            "Restore it from the backup."
        )


def check_series(series: str) -> None:
    """Raise BadName unless the name is small letters, digits, hyphens and underscores."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,99}", series):
        raise BadName(
            f"The series name “{series}” must be small letters, digits, - and _, such as trust-2021."
        )


def check_document(name: str) -> None:
    """Raise BadName unless it is a plain file name of a known kind, and free."""
    taken = {*FILES, DESCRIBED, BUNDLE}
    if (
        name in taken
        or not re.fullmatch(r"[a-z][a-z0-9_-]{0,40}(\.[a-z]+)", name)
        or _ending(name) not in _MEDIA
    ):
        raise BadName(
            f"The document name “{name}” must be small letters, digits, - and _, then one of "
            f"{' '.join(_MEDIA)}, and none of {', '.join(sorted(taken))}."
        )


def media_type(name: str) -> str:
    """The media type of a file of a publication, by its ending."""
    return _MEDIA[_ending(name)]


def _ending(name: str) -> str:
    return "." + name.rpartition(".")[2]


def check_unit(unit: str) -> None:
    """Raise BadName unless the unit is letters, digits, hyphens and at most one colon (``size:small``)."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,60}(:[A-Za-z0-9_-]{1,60})?", unit):
        raise BadName(f"The unit “{unit}” must be letters, digits, - and _, such as 1151 or size:small.")


def check_language(language: str) -> None:
    """Raise BadName unless it looks like a language tag."""
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise BadName(f"The language “{language}” must be a language tag such as nb or en.")


def text_in(texts: Mapping[str, str], language: str) -> str:
    """The text in the language, else its base language, else English, else whichever there is."""
    for tag in (language, language.partition("-")[0], "en"):
        if tag in texts:
            return texts[tag]
    return next(iter(texts.values()), "")
