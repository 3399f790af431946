# SPDX-License-Identifier: EUPL-1.2
"""Surveys of all designs, drawn by Hypothesis, and the table that a database makes of one."""

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from samband.engines.estimation import Clusters, Group, Plan, PostStrata, SingleUnit, estimate
from samband.engines.estimation.answers import Answers
from samband.engines.estimation.databases import Rows
from samband.engines.estimation.grouped import read_groups
from samband.engines.estimation.plan import Ratio
from samband.engines.estimation.tests.survey_of_reference import instrument_of
from samband.engines.instrument import Index, Instrument, Item, Missing, Polarity, Scale, Share

AGREE = Scale("agree", (1, 2, 3, 4), {9: Missing.DONT_KNOW}, (Share("3-4", (3, 4)),))
GAPS = Scale("gaps", (0, 1, 5, 10), {99: Missing.DONT_KNOW}, ())
TOLERANCE = 1e-9
DESIGN = ("member", "stratum", "house", "sex", "age")


@dataclass(frozen=True)
class Survey:
    """rows: column -> values, as they would be stored in a table."""

    rows: dict[str, list]
    instrument: Instrument
    plan: Plan

    @property
    def answers(self) -> Answers:
        columns = {name: self.rows[name] for name in DESIGN}
        columns |= {name: np.array(self.rows[name], dtype=np.int16) for name in ("a", "b", "c", "d")}
        return columns | {"weight": np.array(self.rows["weight"])}


def questionnaire() -> Instrument:
    a, c, d = Item("a", AGREE, "a"), Item("c", AGREE, "c"), Item("d", GAPS, "d")
    b = Item("b", AGREE, "b", polarity=Polarity.NEGATIVE)
    indices = Index("i", (a, b, c), minimum_valid=2), Index("j", (a, b), minimum_valid=1, rescale_to=(0, 100))
    return instrument_of(a, b, c, d, indices=indices)


@st.composite
def surveys(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    n = draw(st.integers(3, 60))
    stratum = rng.integers(0, draw(st.integers(1, 4)), n)
    columns = {
        "stratum": [f"s{at}" for at in stratum],
        "member": [f"m {at // 2}" for at in stratum] if draw(st.booleans()) else ["o'b"] * n,
        "house": [f"h{at}" for at in rng.integers(0, 5, n)],
        "sex": [("f", "m")[at] for at in rng.integers(0, 2, n)],
        "age": [("young", " old ", "", "NA")[at] for at in rng.integers(0, 4, n)],
        "weight": rng.choice([1.0, 2.5, 0.1, 700.0], n).tolist(),
        "d": rng.choice([0, 1, 5, 10, 99], n).tolist(),
    }
    columns |= {item: rng.choice([1, 2, 3, 4, 9], n, p=[0.1, 0.2, 0.4, 0.2, 0.1]).tolist() for item in "abc"}
    return Survey(columns, questionnaire(), draw(plans(columns)))


@st.composite
def plans(draw, columns):
    n = len(columns["sex"])
    sizes = {
        (one,): float(columns["stratum"].count(one) + draw(st.integers(0, 50)))
        for one in set(columns["stratum"])
    }
    plan = Plan(
        unit="member",
        strata=("stratum",),
        groups=(
            Group("women", {"sex": frozenset({"f"})}),
            Group("old men", {"sex": frozenset({"m"}), "age": frozenset({"old"})}),
        ),
        differences=(("women", "old men"),),
        ratios=(Ratio("r", "d", "i"), Ratio("q", "j", "a")),
        single_unit_strata=draw(st.sampled_from([one for one in SingleUnit if one is not SingleUnit.FAIL])),
    )
    if draw(st.booleans()):
        plan = replace(plan, weights="weight")
    elif draw(st.booleans()):
        plan = replace(plan, population=sizes)
    if draw(st.booleans()):
        plan = replace(plan, clusters=Clusters("house"))
    if draw(st.booleans()) and not plan.population:
        totals = {(sex,): float(draw(st.integers(1, 9)) * n) for sex in set(columns["sex"])}
        plan = replace(plan, post_strata=PostStrata(("sex",), totals, is_credited=draw(st.booleans())))
    return plan


def assert_the_same(survey: Survey, rows: Rows) -> None:
    """Every figure of the plain reference, made by the database."""
    grouped = read_groups(rows=rows, instrument=survey.instrument, plan=survey.plan)
    found = estimate(answers=grouped, instrument=survey.instrument, plan=survey.plan)
    wanted = estimate(answers=survey.answers, instrument=survey.instrument, plan=survey.plan)

    assert [row.key for row in found] == [row.key for row in wanted]
    for one, other in zip(found, wanted, strict=True):
        assert (one.n, one.status) == (other.n, other.status), one.key
        figures = [(getattr(one, name), getattr(other, name)) for name in ("value", "se", "lower", "upper")]
        for ours, theirs in figures:
            scale = TOLERANCE * max(1.0, abs(theirs))
            assert ours == theirs or abs(ours - theirs) <= scale or (np.isnan(ours) and np.isnan(theirs)), (
                one.key
            )


def insert_into(connection, survey: Survey, *, table: str, numbers: str) -> None:
    """Make a table of the survey. numbers: the type of the items' columns."""
    kinds = {name: "TEXT" if name in DESIGN else numbers for name in survey.rows} | {"weight": "FLOAT8"}
    columns = ", ".join(f'"{name}" {kind}' for name, kind in kinds.items())
    values = [tuple(row) for row in zip(*survey.rows.values(), strict=True)]
    connection.execute(f"DROP TABLE IF EXISTS {table}")
    connection.execute(f"CREATE TEMPORARY TABLE {table} ({columns})")
    texts = ", ".join("(" + ", ".join(_literal(value) for value in row) + ")" for row in values)
    connection.execute(f"INSERT INTO {table} VALUES {texts}")


def _literal(value: object) -> str:
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)
