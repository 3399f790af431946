# SPDX-License-Identifier: EUPL-1.2
"""The head of a rule file: its bases, parameters, indices and choices, and then its tariffs."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from samband.engines.fees.model import Basis, Choice, FeeRules, Index, IndexPart, IndexStep, Parameter
from samband.engines.fees.part_reading import Setting, read_tariffs
from samband.engines.fees.term_reading import Names
from samband.engines.fees.values import Known, read_year
from samband.engines.rule_files import NUMBER, Reader, is_code

KEYS = (
    "fees", "name", "body", "year", "valid_to", "currency", "minor_units", "source", "bases", "parameters",
    "indices", "choices", "tariffs",
)  # fmt: skip


def read_rules(reader: Reader) -> FeeRules:
    """The rules as far as they could be read; what could not is among the reader's faults."""
    reader.refuse_unknown_keys(*KEYS)
    year, minor_units = read_year(reader, "year"), reader.whole("minor_units", low=0, high=3, default=2)
    indices, parameters, choices = _indices(reader), _parameters(reader), _choices(reader)
    bases = _bases(reader)
    names = Names(
        bases=list(bases),
        parameters=list(parameters),
        choices={code: found.options for code, found in choices.items()},
    )
    setting = Setting(known=Known(year=year, indices=indices), names=names, minor_units=minor_units)
    return FeeRules(
        code=reader.code("fees"),
        name=reader.words("name"),
        body=reader.text("body", is_required=True),
        year=year,
        currency=reader.matching(
            "currency", pattern="[A-Z]{3}", remedy="Write the three letters of ISO 4217, as NOK."
        ),
        minor_units=minor_units,
        source=reader.text("source", is_required=True),
        valid_to=_valid_to(reader, year),
        bases=bases,
        parameters=parameters,
        indices=indices,
        choices=choices,
        tariffs=read_tariffs(reader, setting=setting),
    )


def _valid_to(reader: Reader, year: int) -> int:
    valid_to = read_year(reader, "valid_to", default=0)
    if valid_to and valid_to <= year:
        what = f"valid_to is {valid_to}, not after the year of the fee, {year}."
        reader.faults.add(
            reader.place_of("valid_to"), what, "Write the first year the rules no longer hold for."
        )
    return valid_to


def _each(reader: Reader, key: str) -> Iterable[tuple[str, Reader]]:
    """The named sections under a key."""
    inside = reader.inside(key, owner=key)
    for code in inside.keys:
        is_code(value=code, place=inside.place_of(code), faults=reader.faults)
        yield code, inside.inside(code, owner=f"{key}: {code}")


def _bases(reader: Reader) -> Mapping[str, Basis]:
    found: dict[str, Basis] = {}
    for code, inside in _each(reader, "bases"):
        inside.refuse_unknown_keys("name", "unit", "years_before", "in_year", "reference", "source")
        if ("years_before" in inside.keys) == ("in_year" in inside.keys):
            what = f"{inside.owner}: of which year its values are is not said, or said twice."
            inside.faults.add(
                inside.place, what, "Give one of: years_before (0 for the year itself), in_year."
            )
        found[code] = Basis(
            code=code,
            name=inside.words("name"),
            unit=inside.words("unit"),
            years_before=inside.whole("years_before", low=0, high=20, default=0),
            in_year=read_year(inside, "in_year", default=0),
            reference=inside.text("reference"),
            source=inside.text("source"),
        )
    return found


def _parameters(reader: Reader) -> Mapping[str, Parameter]:
    found: dict[str, Parameter] = {}
    for code, inside in _each(reader, "parameters"):
        inside.refuse_unknown_keys("name", "value", "year", "source")
        value = inside.number("value") or Decimal(0)
        year, source = read_year(inside, "year"), inside.text("source", is_required=True)
        found[code] = Parameter(code, inside.words("name"), value, year, source)
    return found


def _choices(reader: Reader) -> Mapping[str, Choice]:
    found: dict[str, Choice] = {}
    for code, inside in _each(reader, "choices"):
        inside.refuse_unknown_keys("question", "options", "taken", "source")
        options = tuple(text.value for text in inside.texts("options"))
        question, source = inside.text("question", is_required=True), inside.text("source")
        inside.text("taken", is_required=True)
        found[code] = Choice(
            code, question, options, inside.one_of("taken", known=options, default=""), source
        )
    return found


def _indices(reader: Reader) -> Mapping[str, Index]:
    found: dict[str, Index] = {}
    for code, inside in _each(reader, "indices"):
        inside.refuse_unknown_keys("name", "steps")
        steps: dict[int, IndexStep] = {}
        for section in inside.sections("steps"):
            step = _index_step(Reader(section, reader.faults, owner=f"{inside.owner}, a step"))
            if step.year in steps:
                what = f"{inside.owner} has two steps into {step.year}."
                inside.faults.add(section.place, what, "Keep one of the two.")
            steps[step.year] = step
        found[code] = Index(code, inside.words("name"), steps)
    return found


def _index_step(reader: Reader) -> IndexStep:
    reader.refuse_unknown_keys("year", "percent", "parts", "source")
    if ("percent" in reader.keys) == ("parts" in reader.keys):
        remedy = "Give one of: percent, parts."
        reader.faults.add(reader.place, f"{reader.owner} has no change, or two.", remedy)
    year, source = read_year(reader, "year"), reader.text("source", is_required=True)
    if "percent" in reader.keys:
        return IndexStep(year, (IndexPart("", Fraction(1), _percent(reader)),), source)
    sections = reader.sections("parts")
    parts = (_index_part(Reader(part, reader.faults, owner=f"{reader.owner}, a part")) for part in sections)
    return IndexStep(year, tuple(parts), source)


def _index_part(reader: Reader) -> IndexPart:
    """A percentage with a weight, or the growth of a count from one number to another."""
    reader.refuse_unknown_keys("name", "weight", "percent", "from", "to")
    name = reader.text("name", is_required=True)
    weight = Fraction(reader.number("weight", is_required=False) or Decimal(1))
    if "percent" in reader.keys:
        return IndexPart(name, weight, _percent(reader))
    start, end = reader.number("from"), reader.number("to")
    if not start or end is None:
        reader.faults.add(
            reader.place, f"{reader.owner} has no change.", "Give percent, or from above 0 and to."
        )
        return IndexPart(name, weight, Fraction(0))
    return IndexPart(name, weight, Fraction(end) / Fraction(start) - 1)


def _percent(reader: Reader) -> Fraction:
    text = reader.text("percent")
    if not text.startswith("-"):
        return Fraction(reader.number("percent") or Decimal(0)) / 100
    change = -Fraction(text[1:]) / 100 if NUMBER.fullmatch(text[1:]) else Fraction(-1)
    if change <= -1:
        reader.faults.add(
            reader.place_of("percent"), f"percent is “{text[:20]}”.", "Write a number above -100."
        )
        return Fraction(0)
    return change
