# SPDX-License-Identifier: EUPL-1.2
"""``pack.yaml``: read with the line of every section, so that a fault can point at it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from samband.core.country.rules import (
    CouncilSizes,
    CouncilTerms,
    Description,
    Fault,
    PackFaults,
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

    def optional(self, name: str) -> int | None:
        return None if self._values.get(name) is None else self.take(name, int)

    def text(self, name: str) -> str:
        return str(self._values.get(name, ""))

    def words(self, name: str) -> dict[str, str]:
        return {key: str(value) for key, value in self.take(name, dict).items() if key != _LINE}

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
    """Raises PackFaults with file and line."""
    section = _parse(file)
    return Description(
        code=section.take("code", str),
        version=section.take("version", str),
        compiled_on=section.take("compiled_on", date),
        country=section.take("country", str),
        names=section.words("names"),
        languages=section.texts("languages"),
        name_languages=section.texts("name_languages"),
        register_from=section.take("register_from", date),
        sources=_each(section, "sources", _source),
        tiers=_each(section, "tiers", _tier),
        size_classes=_each(section, "size_classes", _size_class),
        council_sizes=_council_sizes(section.section("council_minimum_seats")),
        council_terms=_council_terms(section.section("council_terms")),
    )


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
        raise PackFaults((Fault(file.name, 1, "the file must be a mapping of names to values."),))
    return Section(values, file.name)


def _each(section: Section, name: str, make: Callable[[Section], Made]) -> tuple[Made, ...]:
    return tuple(make(part) for part in section.sections(name))


def _source(part: Section) -> Source:
    key, title, publisher, licence = (
        part.take(name, str) for name in ("key", "title", "publisher", "licence")
    )
    return Source(key, title, publisher, licence, part.text("address"), part.text("note"))


def _tier(part: Section) -> Tier:
    return Tier(part.take("kind", str), part.words("names"), part.words("councils"))


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
