# SPDX-License-Identifier: EUPL-1.2
"""A whole wave against the R package survey: weighting cells, figures, limits, differences.

Expected values: reference/make_reference.R, made once. The cells are found here, and given by hand there.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from samband.engines.instrument import Index, Instrument, Item, Missing, Polarity, Scale, Share
from samband.tools.surveys.analysis.estimates import WaveFrame, estimate_wave
from samband.tools.surveys.analysis.respondents import respondent_table

FOLDER = Path(__file__).parent / "reference"
SCALE = Scale("fit4", (1, 2, 3, 4), {8: Missing.DONT_KNOW}, (Share("3-4", (3, 4)),))
TRUST, SERVICE = Item("trust", SCALE, "trust"), Item("service", SCALE, "service")
WASTE = Item("waste", SCALE, "waste", polarity=Polarity.NEGATIVE)
INSTRUMENT = Instrument(
    code="reference", version="1", valid_from=date(2025, 1, 1), source="", licence="",
    groups=("inhabitants", "councillors"), scales={"fit4": SCALE}, dimensions=(),
    items=(TRUST, SERVICE, WASTE), indices=(Index("standing", (TRUST, SERVICE, WASTE), 2),),
    words={}, digest="d",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    group: str
    unit: str
    answers: dict[str, int]
    background: dict[str, str]
    weight: float | None = None
    mode: str = ""


def rows_of(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def table():
    rows = [
        Row(
            row["group"],
            row["unit"],
            {item.code: int(row[item.code]) for item in INSTRUMENT.items},
            {"sex": row["sex"], "age_group": row["age"]},
        )
        for row in rows_of("answers.csv")
    ]
    members = rows_of("members.csv")
    cells: dict[str, dict[tuple[str, str], int]] = {}
    for row in rows_of("adults.csv"):
        cells.setdefault(row["unit"], {})[row["sex"], row["age"]] = int(row["persons"])
    frame = WaveFrame(
        populations={
            "inhabitants": {row["unit"]: int(row["adults"]) for row in members},
            "councillors": {row["unit"]: int(row["seats"]) for row in members},
        },
        cells={"inhabitants": cells},
        classes={"size:small": ("1151", "4643"), "size:large": ("1103", "0301")},
    )
    items = [item.code for item in INSTRUMENT.items]
    return estimate_wave(
        respondents=respondent_table(rows=rows, items=items), instrument=INSTRUMENT, frame=frame
    )


def expected(*, is_difference):
    for row in rows_of("expected.csv"):
        if (row["group"] == "inhabitants - councillors") == is_difference:
            measure, _, share = row["measure"].partition(".")
            statistic = "difference" if is_difference else share or "mean"
            place = {"group": row["group"], "unit": row["unit"], "measure": measure}
            yield {**place, "statistic": statistic, "category": "3-4" if share else ""}, row


@pytest.mark.parametrize("is_difference", [False, True])
def test_every_figure_of_a_wave_is_that_of_r(table, is_difference):
    compared = 0
    for key, row in expected(is_difference=is_difference):
        ours = table.get(**key)
        assert ours.n == int(row["n"]), key
        for name in ("value", "se", "lower", "upper"):
            assert getattr(ours, name) == pytest.approx(float(row[name]), rel=1e-9, abs=1e-10), (key, name)
            compared += 1
    assert compared == (1 if is_difference else 2) * 7 * 7 * 4
    known = [row for row in table if (row.statistic == "difference") == is_difference]
    assert len(known) * 4 == compared, "every figure of the wave was compared"
