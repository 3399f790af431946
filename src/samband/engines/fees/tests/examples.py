# SPDX-License-Identifier: EUPL-1.2
"""Members and rules for tests."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from samband.engines.fees import FeeRules, Member, load_rules
from samband.engines.fees.model import (
    Amount,
    Basis,
    Index,
    IndexPart,
    IndexStep,
    Part,
    ProRata,
    Round,
    Tariff,
    Term,
)

FILES = Path(__file__).parents[3] / "tools" / "membership" / "parameters" / "fees"
YEAR = 2020
POPULATION = Basis("population", {"en": "inhabitants"}, {"en": "inhabitant"}, years_before=1)


def rules_of(name: str) -> FeeRules:
    return load_rules(FILES / f"{name}.yaml")


def member(
    code: str, population: int | None, *, kind: str = "municipality", year: int = 2019, **more
) -> Member:
    values: Mapping[str, Mapping[int, Decimal]] = (
        {} if population is None else {"population": {year: Decimal(population)}}
    )
    return Member(code=code, name=f"Member {code}", kind=kind, values=values, **more)


def amount(value: str | int, **more) -> Amount:
    return Amount(Decimal(value), as_of=more.pop("as_of", YEAR), **more)


def part(*terms: Term, code: str = "ordinary", to: str = "0.01", **more) -> Part:
    return Part(code=code, name={"en": "Ordinary fee"}, terms=terms, round=Round(Decimal(to)), **more)


def index(**changes: str) -> Index:
    """Percent by year, as y2020="3.17"."""
    steps = {}
    for key, percent in changes.items():
        whole = IndexPart("", weight=Fraction(1), change=Fraction(Decimal(percent)) / 100)
        steps[int(key[1:])] = IndexStep(int(key[1:]), (whole,))
    return Index("wages", {"en": "wages"}, steps)


def rules(
    *parts: Part, pro_rata: ProRata = ProRata.NONE, indices: tuple[Index, ...] = (), **more
) -> FeeRules:
    tariff = Tariff("municipality", {"en": "Municipality"}, ("municipality",), (), parts, pro_rata)
    return FeeRules(
        code="test",
        name={"en": "Test"},
        body="Test",
        year=YEAR,
        currency="NOK",
        minor_units=2,
        source="made up",
        valid_to=more.pop("valid_to", 0),
        bases={"population": POPULATION},
        parameters={},
        indices={one.code: one for one in indices},
        choices=more.pop("choices", {}),
        tariffs=(tariff,),
    )
