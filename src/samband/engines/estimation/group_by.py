# SPDX-License-Identifier: EUPL-1.2
"""One SQL text that reduces a table of answers to whole sums by group of the design's columns.

The text keeps to what DuckDB, PostgreSQL and Spark say alike: CASE, COALESCE, TRIM, CAST, COUNT, SUM.
Three layers, so that nothing is computed twice: codes, numerators, sums.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samband.engines.estimation.databases import Dialect, Rows
from samband.engines.estimation.plan import Plan, Ratio
from samband.engines.estimation.states import Coding, coding_of
from samband.engines.instrument import MISSING, Index, Instrument, Item, Measure, Polarity

MISSING_8_BITS = -128


@dataclass(frozen=True, slots=True)
class Asked:
    """What the query must bring. keys: design columns. weight: '' for none. stepped: for quantiles."""

    keys: tuple[str, ...]
    weight: str
    measures: tuple[Measure, ...]
    stepped: tuple[Measure, ...]
    ratios: tuple[Ratio, ...]
    missing: frozenset[str]

    @classmethod
    def of(cls, *, plan: Plan, instrument: Instrument, columns: Sequence[str]) -> "Asked":
        """Measures all of whose items have a column; of these, those of quantiles and ratios."""
        wanted = [instrument.measures[code] for code in plan.measures or instrument.measures]
        measures = tuple(one for one in wanted if all(item.code in columns for item in items_of(one)))
        quantiles = plan.quantiles
        stepped = [
            m for m in measures if quantiles and (not quantiles.measures or m.code in quantiles.measures)
        ]
        ratios = tuple(
            ratio
            for ratio in plan.ratios
            for items in [
                [*items_of(instrument.measures[ratio.of]), *items_of(instrument.measures[ratio.to])]
            ]
            if all(item.code in columns for item in items)
        )
        return cls(plan.design_columns, plan.weights, measures, tuple(stepped), ratios, plan.missing)


def items_of(measure: Measure) -> tuple[Item, ...]:
    """The items that a measure is made of."""
    return tuple(measure.items) if isinstance(measure, Index) else (measure,)


def all_measures(asked: Asked, instrument: Instrument) -> dict[str, Measure]:
    """Those tabulated and those in ratios, by code."""
    codes = [code for ratio in asked.ratios for code in (ratio.of, ratio.to)]
    return {m.code: m for m in [*asked.measures, *(instrument.measures[code] for code in codes)]}


@dataclass(frozen=True, slots=True)
class Query:
    """The text, and what each column after the keys (and the weight) is."""

    text: str
    columns: tuple[str, ...]


def groups_query(*, rows: Rows, asked: Asked, instrument: Instrument) -> Query:
    """Columns: the keys, the weight if any, then those named: ``n`` and the sums."""
    dialect, measures = rows.dialect, all_measures(asked, instrument)
    items = {item.code: item for measure in measures.values() for item in items_of(measure)}
    keys = [f"k{at}" for at in range(len(asked.keys))] + (["w"] if asked.weight else [])
    first = [f"{key_text(dialect, name)} AS k{at}" for at, name in enumerate(asked.keys)]
    if asked.weight:
        first.append(f"CAST({dialect.name(asked.weight)} AS {dialect.double}) AS w")
    place = {code: f"c{at}" for at, code in enumerate(items)}
    first += [f"{code_of(rows, item, asked.missing)} AS {place[code]}" for code, item in items.items()]
    numerators = {code: f"m{at}" for at, code in enumerate(measures)}
    second = [*keys, *place.values()]
    second += [f"{_numerator(coding_of(m), place)} AS {numerators[code]}" for code, m in measures.items()]
    sums = dict(_sums(asked, numerators, place))
    names = ["n", *sums]
    third = [*keys, "CAST(COUNT(*) AS BIGINT) AS n"]
    third += [f"{expression} AS s{at}" for at, expression in enumerate(sums.values())]
    by = f" GROUP BY {', '.join(keys)}" if keys else ""
    text = (
        f"SELECT {', '.join(third)} FROM (SELECT {', '.join(second) or '1 AS one'} "  # noqa: S608  quoted by dialect
        f"FROM (SELECT {', '.join(first) or '1 AS one'} FROM {rows.table}) AS answers) AS numbers{by}"
    )
    return Query(text, tuple(names))


def strangers_query(*, rows: Rows, items: Sequence[Item], missing: frozenset[str]) -> str:
    """By item, how many rows hold something that is neither on the scale nor an accepted missing."""
    counts = [
        f"CAST(SUM(CASE WHEN {_is_stranger(rows, item, missing)} THEN 1 ELSE 0 END) AS BIGINT) AS b{at}"
        for at, item in enumerate(items)
    ]
    return f"SELECT {', '.join(counts)} FROM {rows.table}"  # noqa: S608  quoted by dialect


def key_text(dialect: Dialect, column: str) -> str:
    """A design column as text without blanks around it; nothing is ''."""
    return f"COALESCE(TRIM(CAST({dialect.name(column)} AS {dialect.text})), '')"


def code_of(rows: Rows, item: Item, missing: frozenset[str]) -> str:
    """The item's code where it is on the scale, else NULL."""
    if item.code in rows.whole:
        name = rows.dialect.name(item.code)
        return f"CASE WHEN {_listed(name, item.scale.codes)} THEN CAST({name} AS BIGINT) END"
    text = key_text(rows.dialect, item.code)
    whens = " ".join(
        f"WHEN {rows.dialect.literal(form)} THEN CAST({code} AS BIGINT)"
        for code in item.scale.codes
        for form in _forms(code)
        if form not in missing
    )
    return f"CASE {text} {whens} END"


def _listed(name: str, codes: Sequence[int]) -> str:
    low, high = min(codes), max(codes)
    if tuple(codes) == tuple(range(low, high + 1)):
        return f"{name} BETWEEN {low} AND {high}"
    return f"{name} IN ({', '.join(map(str, codes))})"


def _is_stranger(rows: Rows, item: Item, missing: frozenset[str]) -> str:
    known = [*item.scale.codes, *item.scale.missing]
    if item.code in rows.whole:
        listed = ", ".join(map(str, [*known, MISSING, MISSING_8_BITS]))
        return f"{rows.dialect.name(item.code)} NOT IN ({listed})"
    forms = {form for code in known for form in _forms(code)} | missing | {""}
    listed = ", ".join(rows.dialect.literal(form) for form in sorted(forms))
    return f"{key_text(rows.dialect, item.code)} NOT IN ({listed})"


def _forms(code: int) -> tuple[str, str]:
    """What may stand for a code. Spreadsheets write 4 as 4.0."""
    return str(code), f"{code}.0"


def _numerator(coding: Coding, place: dict[str, str]) -> str:
    """The measure's value × denominator, or NULL."""
    measure = coding.measure
    if isinstance(measure, Item):
        return place[measure.code]
    scale = measure.scale
    valid = " + ".join(f"CASE WHEN {place[item.code]} IS NULL THEN 0 ELSE 1 END" for item in measure.items)
    total = " + ".join(_distance(item, place[item.code]) for item in measure.items)
    whens = " ".join(
        f"WHEN {n} THEN {coding.denominator * scale.low} + {coding.denominator // n} * ({total})"
        for n in range(measure.minimum_valid, len(measure.items) + 1)
    )
    return f"CASE ({valid}) {whens} END"


def _distance(item: Item, code: str) -> str:
    scale = item.scale
    turned = f"{scale.high} - {code}" if item.polarity is Polarity.NEGATIVE else f"{code} - ({scale.low})"
    return f"COALESCE({turned}, 0)"


def _sums(asked: Asked, numerators: dict[str, str], place: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Name and expression of each sum."""
    for measure in asked.measures:
        m, code = numerators[measure.code], measure.code
        yield f"count {code}", f"CAST(COUNT({m}) AS BIGINT)"
        yield f"total {code}", _sum(m)
        yield f"squares {code}", _sum(f"{m} * {m}")
        for share in measure.scale.shares if isinstance(measure, Item) else ():
            codes = ", ".join(map(str, share.codes))
            hits = f"CASE WHEN {place[code]} IN ({codes}) THEN 1 ELSE 0 END"
            yield f"share {code} {share.name}", _sum(hits)
    for measure in asked.stepped:
        for worth in sorted(set(coding_of(measure).numerators.tolist())):
            hits = f"CASE WHEN {numerators[measure.code]} <= {worth} THEN 1 ELSE 0 END"
            yield f"step {measure.code} {worth}", _sum(hits)
    for ratio in asked.ratios:
        y, x = numerators[ratio.of], numerators[ratio.to]
        for name, worth in (
            ("n", "1"),
            ("y", y),
            ("x", x),
            ("yy", f"{y} * {y}"),
            ("yx", f"{y} * {x}"),
            ("xx", f"{x} * {x}"),
        ):
            both = f"CASE WHEN {y} IS NOT NULL AND {x} IS NOT NULL THEN {worth} ELSE 0 END"
            yield f"ratio {ratio.name} {name}", _sum(both)


def _sum(expression: str) -> str:
    return f"COALESCE(CAST(SUM({expression}) AS BIGINT), 0)"
