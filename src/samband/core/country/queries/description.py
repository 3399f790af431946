# SPDX-License-Identifier: EUPL-1.2
"""``pack.yaml``: read with the line of every section, so that every fault can point at its own."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from samband.core.country.rules import (
    LEVELS,
    CouncilSizes,
    CouncilTerms,
    Description,
    Fault,
    PackFaults,
    PopulationTotals,
    SeatBand,
    SizeClass,
    Source,
    Tier,
)

Made = TypeVar("Made")
_LINE = "__line__"


class Section:
    """A mapping of the file. A wanted name that is missing or of another type becomes a fault."""

    def __init__(self, values: dict[str, Any], file: str) -> None:
        self._values, self._file = values, file

    def take(self, name: str, kind: type[Made]) -> Made:
        if name not in self._values:
            raise self.fault(f"“{name}” is missing. Add it.")
        value = self._values[name]
        if not isinstance(value, kind):
            raise self.fault(f"“{name}” is {value!r}. Write {_WORDS[kind]}.")
        return value

    def has(self, name: str) -> bool:
        return self._values.get(name) is not None

    def optional(self, name: str) -> int | None:
        return self.take(name, int) if self.has(name) else None

    def text(self, name: str) -> str:
        return str(self._values.get(name, ""))

    def words(self, name: str) -> dict[str, str]:
        return {key: str(value) for key, value in self.take(name, dict).items() if key != _LINE}

    def by_year(self, name: str, kind: type[Made]) -> dict[int, Made]:
        years = {key: value for key, value in self.take(name, dict).items() if key != _LINE}
        if not all(isinstance(key, int) and isinstance(value, kind) for key, value in years.items()):
            raise self.fault(f"“{name}” must give {_WORDS[kind]} for each year, as 2024: ….")
        return years

    def texts(self, name: str) -> tuple[str, ...]:
        texts = self.take(name, list)
        if not all(isinstance(text, str) for text in texts):
            raise self.fault(f"“{name}” holds {texts!r}. Write words; put no, yes, on and off in quotes.")
        return tuple(texts)

    def section(self, name: str) -> "Section":
        return Section(self.take(name, dict), self._file)

    def sections(self, name: str) -> Iterator["Section"]:
        for values in self.take(name, list):
            if not isinstance(values, dict):
                raise self.fault(f"“{name}” holds {values!r}. Write a list of mappings.")
            yield Section(values, self._file)

    def names(self) -> Iterator[str]:
        return (name for name in self._values if name != _LINE)

    def fault(self, text: str) -> PackFaults:
        return PackFaults((Fault(self._file, self._values.get(_LINE, 0), text),))


_WORDS: dict[type, str] = {
    str: "a text", int: "a whole number", date: "a date, as 2024-01-01", list: "a list", dict: "a mapping",
    bool: "yes or no",
}  # fmt: skip


def read_description(*, file: Path) -> Description:
    """Raises PackFaults with every fault of the file, each with its line."""
    section = _parse(file)
    wanted: dict[str, Callable[[], Any]] = {
        "code": lambda: section.take("code", str),
        "version": lambda: section.take("version", str),
        "compiled_on": lambda: section.take("compiled_on", date),
        "country": lambda: section.take("country", str),
        "names": lambda: section.words("names"),
        "languages": lambda: section.texts("languages"),
        "name_languages": lambda: section.texts("name_languages"),
        "register_from": lambda: section.take("register_from", date),
        "sources": lambda: _each(section, "sources", _source),
        "tiers": lambda: _each(section, "tiers", _tier),
        "size_classes": lambda: _each(section, "size_classes", _size_class),
        "council_sizes": lambda: _council_sizes(section.section("council_minimum_seats")),
        "council_terms": lambda: _council_terms(section.section("council_terms")),
        "population_totals": lambda: _population_totals(section),
        "population_days": lambda: _population_days(section),
    }
    return Description(**_all_of(wanted))


def _all_of(wanted: dict[str, Callable[[], Any]]) -> dict[str, Any]:
    """Every value, or PackFaults with what is wrong with any of them."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, make in wanted.items():
        try:
            values[name] = make()
        except PackFaults as found:
            faults.extend(found.faults)
    if faults:
        raise PackFaults(tuple(sorted(faults, key=lambda fault: fault.line)))
    return values


class _LineLoader(yaml.SafeLoader):
    """SafeLoader that notes the line on which each mapping starts."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        return {**super().construct_mapping(node, deep=deep), _LINE: node.start_mark.line + 1}


def _parse(file: Path) -> Section:
    try:
        values = yaml.load(file.read_text(encoding="utf-8"), Loader=_LineLoader)  # noqa: S506  a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise PackFaults((Fault(file.name, line, f"{error.problem}. Correct the YAML."),)) from None
    if not isinstance(values, dict):
        raise PackFaults((Fault(file.name, 1, "this is no mapping. Write “code: …” and the other names."),))
    return Section(values, file.name)


def _each(section: Section, name: str, make: Callable[[Section], Made]) -> tuple[Made, ...]:
    parts = {str(index): part for index, part in enumerate(section.sections(name))}
    return tuple(_all_of({key: lambda part=part: make(part) for key, part in parts.items()}).values())  # type: ignore[misc]


def _source(part: Section) -> Source:
    key, title, publisher, licence = (
        part.take(name, str) for name in ("key", "title", "publisher", "licence")
    )
    return Source(key, title, publisher, licence, part.text("address"), part.text("note"))


def _tier(part: Section) -> Tier:
    level = part.take("level", str)
    if level not in LEVELS:
        raise part.fault(f"“level” is “{level}”. Write one of: {', '.join(LEVELS)}.")
    councils = part.words("councils") if part.has("councils") else {}
    return Tier(part.take("kind", str), part.words("names"), councils, level, part.words("plurals"))


def _size_class(part: Section) -> SizeClass:
    return SizeClass(
        code=part.take("code", str),
        minimum=part.take("from", int),
        below=part.optional("below"),
        source=part.take("source", str),
        is_verified=part.take("verified", bool),
    )


def _council_sizes(part: Section) -> CouncilSizes:
    kinds = [name for name in part.names() if name not in {"source", "verified"}]
    bands = {kind: _each(part, kind, _seat_band) for kind in kinds}
    return CouncilSizes(bands, part.take("source", str), part.take("verified", bool))


def _seat_band(part: Section) -> SeatBand:
    return SeatBand(part.take("above", int), part.optional("up_to"), part.take("seats", int))


def _council_terms(part: Section) -> CouncilTerms:
    elections = part.take("elections", list)
    if not all(isinstance(day, date) for day in elections):
        raise part.fault("“elections” must be dates, as 2023-09-11.")
    return CouncilTerms(
        part.take("years", int),
        tuple(sorted(elections)),
        part.take("source", str),
        part.take("verified", bool),
    )


def _population_totals(section: Section) -> PopulationTotals | None:
    if not section.has("population_totals"):
        return None
    part = section.section("population_totals")
    counts = part.by_year("counts", int)
    return PopulationTotals(counts, part.take("source", str), part.take("verified", bool))


def _population_days(section: Section) -> dict[int, date]:
    return section.by_year("population_days", date) if section.has("population_days") else {}
