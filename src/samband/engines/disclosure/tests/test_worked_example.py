# SPDX-License-Identifier: EUPL-1.2
"""The example in docs/methods/disclosure.md, computed anew."""

from pathlib import Path

from samband.engines.disclosure import DisclosureRules, context_of, examine, release
from samband.engines.disclosure.tests.tables import SCALES, added, rows_of
from samband.engines.tables import EstimateTable

DOCUMENT = Path(__file__).parents[5] / "docs" / "methods" / "disclosure.md"
SEATS = {"A": 11, "B": 13, "C": 17, "D": 25, "E": 27, "F": 31}
ANSWERS = {
    "A": (0, 0, 6, 3), "B": (1, 3, 4, 2), "C": (2, 3, 5, 2),
    "D": (1, 3, 4, 2), "E": (3, 5, 10, 6), "F": (2, 8, 12, 6),
}  # fmt: skip
CLASSES = {"size:small": ("A", "B", "C"), "size:medium": ("D", "E", "F")}


def example():
    sums = {**CLASSES, "all": tuple(SEATS)}
    cells = {**ANSWERS, **{name: added([ANSWERS[unit] for unit in units]) for name, units in sums.items()}}
    table = EstimateTable(
        row for unit, counts in cells.items() for row in rows_of("councillors", unit, counts)
    )
    context = context_of(
        table=table,
        population_by_place={("councillors", unit): seats for unit, seats in SEATS.items()},
        totals=CLASSES,
        scales=SCALES,
    )
    return table, context


def lines():
    table, context = example()
    decisions = examine(table=table, rules=DisclosureRules(), context=context)
    released = release(table=table, rules=DisclosureRules(), context=context)
    for unit in (*SEATS, *CLASSES, "all"):
        place = {"group": "councillors", "unit": unit, "measure": "trust"}
        before = table.get(**place, statistic="share", category="3-4")
        after = released.get(**place, statistic="share", category="3-4")
        published = f"{after.value:.0%} of {after.n}" if after.is_known else "–"
        reason = decisions.why(**place)
        seats = context.populations["councillors", unit]
        inside = round(before.value * before.n)
        yield f"| {unit} | {seats} | {before.n} | {inside} | {published} | {reason or ''} |"


def test_the_example_in_the_document_is_what_the_engine_does():
    assert "\n".join(lines()) in DOCUMENT.read_text(encoding="utf-8")


def test_the_defaults_in_the_document_are_the_ones_in_force():
    text = DOCUMENT.read_text(encoding="utf-8")
    councillors = DisclosureRules().of("councillors")
    everybody = DisclosureRules().everybody
    for name in type(everybody).__slots__:
        assert f"| `{name}` | {getattr(everybody, name)} | {getattr(councillors, name)} |" in text
