# SPDX-License-Identifier: EUPL-1.2
"""Item analysis, response, modes and families of gaps as R gives them; origin: make_analysis_reference.R."""

import numpy as np
import pytest

from samband.engines.estimation import Clusters, Plan
from samband.engines.estimation.answers import Categories
from samband.engines.estimation.gaps import benjamini_hochberg
from samband.engines.estimation.modes import RowDesign, mode_differences
from samband.engines.estimation.reliability import reliability
from samband.engines.estimation.response import response_of
from samband.engines.estimation.sample import Sample
from samband.engines.estimation.tests.survey_of_reference import AGREEMENT, instrument_of, rows_of
from samband.engines.estimation.tests.survey_of_schools import values_of
from samband.engines.instrument import Index, Item, Polarity

ROWS = rows_of("trust.csv")
ITEMS = tuple(
    Item(f"t{i}", AGREEMENT, "", polarity=Polarity.NEGATIVE if i == 3 else Polarity.POSITIVE)
    for i in range(1, 6)
)


def answers():
    columns: dict[str, object] = {name: [row[name] for row in ROWS] for name in ROWS[0]}
    for item in ITEMS:
        columns[item.code] = np.array([int(row[item.code]) for row in ROWS], dtype=np.int8)
    columns["weight"] = np.array([float(row["weight"]) for row in ROWS])
    return columns


def column(name):
    return Categories.of([row[name] for row in ROWS], missing=frozenset())


def test_families_of_gaps():
    entries = values_of("gaps.json")
    found = benjamini_hochberg(np.array([float(entry["p"]) for entry in entries]))

    assert found == pytest.approx([entry["value"] for entry in entries], abs=1e-12)


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("items", [3, 4, 5])
def test_item_analysis(items, weighted):
    weight = answers()["weight"] if weighted else np.ones(len(ROWS))
    # R's respondents are those with all five items.
    whole = np.all([answers()[item.code] != 9 for item in ITEMS], axis=0)
    kept = {item.code: answers()[item.code][whole] for item in ITEMS}
    index = Index("trust", ITEMS[:items], minimum_valid=1)
    found = reliability(answers=kept, index=index, weight=weight[whole])
    wanted = [
        e
        for e in values_of("reliability.json")
        if (e["items"], e["weighted"]) == (str(items), str(int(weighted)))
    ]

    assert len(wanted) == 2 + 3 * items
    for entry in wanted:
        owner = found.items[int(entry["item"]) - 1] if "item" in entry else found
        tolerance = 1e-5 if entry["figure"] in {"omega", "loading"} else 1e-8
        assert getattr(owner, entry["figure"]) == pytest.approx(entry["value"], abs=tolerance), entry


def test_response_and_its_indicator():
    rows = rows_of("invited.csv")
    margins = ("sex", "age", "area")
    invited, answered = (np.array([float(row[name]) for row in rows]) for name in ("invited", "answered"))
    labels = [[row[margin] for row in rows] for margin in margins]
    found = response_of(margins=margins, labels=labels, invited=invited, answered=answered)

    for entry in values_of("response.json") + values_of("response_interval.json"):
        if entry["figure"] == "propensity":
            value = found.propensity[int(entry["cell"]) - 1]
        elif entry["figure"] == "partial":
            value = dict(found.partial)[entry["margin"]]
        else:
            value = getattr(found, entry["figure"])
        assert value == pytest.approx(entry["value"], abs=1e-8), entry


@pytest.mark.parametrize("file", ["modes.json", "modes_within.json"])
@pytest.mark.parametrize("design", ["strata_fpc", "weighted", "clusters"])
def test_mode_differences(design, file):
    sizes = {(row["stratum"],): float(row["N"]) for row in ROWS}
    plan = {
        "strata_fpc": Plan(strata=("stratum",), population=sizes),
        "weighted": Plan(strata=("stratum",), weights="weight"),
        "clusters": Plan(strata=("stratum",), weights="weight", clusters=Clusters("house")),
    }[design]
    sample = Sample.of(answers=answers(), instrument=instrument_of(*ITEMS), plan=plan)
    rows = RowDesign.of(
        design=sample.tables[0].layout.design, cell_by_respondent=sample.cells.cell_by_respondent
    )
    for entry in values_of(file):
        if entry["design"] == design:
            y = answers()[entry["measure"]].astype(float)
            y[y == 9] = np.nan
            differences = mode_differences(
                y=y,
                mode=column("mode"),
                margins=[column("sex"), column("age")],
                design=rows,
                reference="web",
                within=column("stratum") if file == "modes_within.json" else None,
            )
            found = next(one for one in differences if one.mode == entry["mode"])
            assert getattr(found, entry["figure"]) == pytest.approx(entry["value"], abs=1e-8), entry
