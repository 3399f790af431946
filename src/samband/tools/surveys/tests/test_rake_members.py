# SPDX-License-Identifier: EUPL-1.2
"""A member's sexes and ages get their totals each by itself, where the wave is weighted so."""

import numpy as np
import pytest

from samband.engines.weighting import weight_diagnostics
from samband.tools.surveys import queries
from samband.tools.surveys.analysis.estimates import WaveFrame, estimate_wave, weighting
from samband.tools.surveys.analysis.raked import RakedWeighting
from samband.tools.surveys.analysis.respondents import respondent_table
from samband.tools.surveys.queries.rows import wave_frame
from samband.tools.surveys.rules import WeightedBy, WeightingRule
from samband.tools.surveys.tests.test_estimate_a_wave import INSTRUMENT, inhabitants

CELLS = {
    (sex, age): persons
    for sex, ages in {"female": (20, 20, 20), "male": (10, 15, 15)}.items()
    for age, persons in zip(("18-39", "40-66", "67+"), ages, strict=True)
}
COUNTS = {
    ("female", "18-39"): 2, ("female", "40-66"): 4, ("female", "67+"): 6,
    ("male", "18-39"): 4, ("male", "40-66"): 3, ("male", "67+"): 1,
}  # fmt: skip


def people(counts, unit="1151"):
    rows = []
    for (sex, age), number in counts.items():
        rows += inhabitants(unit, *[1 + at % 4 for at in range(number)], sex=sex, age=age)
    return rows


def frame_of(cells, *, raked=True, adults=100):
    return WaveFrame(
        {"inhabitants": {"1151": adults}, "councillors": {}},
        {"inhabitants": {"1151": cells}},
        weighted={"inhabitants": WeightingRule(WeightedBy.MARGINS if raked else WeightedBy.CELLS)},
    )


def weighted(rows, cells=CELLS, **frame):
    respondents = respondent_table(rows=rows, items=["trust"])
    return weighting(respondents=respondents, group="inhabitants", frame=frame_of(cells, **frame))


def test_sexes_and_ages_have_their_totals_though_cells_are_small():
    found = weighted(people(COUNTS))
    assert isinstance(found, RakedWeighting)
    persons = {cell.parts[0]: cell.population for cell in found.cells}
    assert sum(persons[key] for key in persons if key[0] == "female") == pytest.approx(60)
    for age, total in (("18-39", 30), ("40-66", 35), ("67+", 35)):
        assert sum(persons[key] for key in persons if key[1] == age) == pytest.approx(total)
    assert len(found.cells) == 6
    crossed = weighted(people(COUNTS), raked=False)
    assert len(crossed.cells) < 6, "the table of both is too thin: cells are joined there"


def test_the_estimate_has_the_weights_that_the_review_shows():
    rows = people(COUNTS)
    table = estimate_wave(
        respondents=respondent_table(rows=rows, items=["trust"]), instrument=INSTRUMENT, frame=frame_of(CELLS)
    )
    found = table.get(measure="trust", group="inhabitants", unit="1151")
    weights = weighted(rows).weight_by_respondent
    answers = np.array([row.answers["trust"] for row in rows])
    assert found.value == pytest.approx(float(weights @ answers / weights.sum()), rel=1e-9)
    assert weight_diagnostics(weights=weights).population == pytest.approx(100)


def test_an_age_group_with_few_answers_joins_its_neighbour_and_says_so():
    counts = COUNTS | {("female", "18-39"): 1, ("male", "18-39"): 2}
    found = weighted(people(counts))
    assert {cell.name for cell in found.cells if cell.is_joined} == {
        "1151|female 18-39+40-66",
        "1151|male 18-39+40-66",
    }


def test_a_sex_with_hardly_any_answers_is_weighted_by_age_alone():
    counts = COUNTS | {("male", age): 1 for age in ("18-39", "40-66", "67+")}
    counts |= {("female", "18-39"): 6}
    found = weighted(people(counts))
    assert {cell.name for cell in found.cells} == {
        "1151|everybody 18-39", "1151|everybody 40-66", "1151|everybody 67+",
    }  # fmt: skip


def test_margins_that_cannot_both_be_met_are_given_up_for_age_alone():
    """All men are young and all women old; the register has as many of each in each age."""
    counts = dict.fromkeys(CELLS, 0) | {("male", "18-39"): 9, ("female", "67+"): 9, ("female", "40-66"): 6}
    found = weighted(people(counts))
    assert all("everybody" in cell.name for cell in found.cells)
    assert sum(cell.population for cell in found.cells) == pytest.approx(100)


def test_unknown_backgrounds_keep_the_plain_weight():
    rows = people(COUNTS) + inhabitants("1151", 2, 3, 4, 1, 1)
    found = weighted(rows)
    unknown = found.cells[-1]
    assert (unknown.parts, unknown.respondents, unknown.population) == ((), 5, pytest.approx(20))
    assert found.weight_by_respondent.sum() == pytest.approx(100)


def test_a_member_with_hardly_any_answers_is_not_split():
    found = weighted(people({("female", "18-39"): 2, ("male", "67+"): 1}))
    assert [(cell.name, cell.population) for cell in found.cells] == [("1151|everybody", 100)]


def test_an_analyst_chooses_it_for_a_wave_and_everybody_may_know(signed_in, analyst, draft):
    client = signed_in(analyst)
    assert 'name="weighted_by"' in client.get("/surveys/new/").content.decode()
    given = {
        "title": "Second", "questionnaire": "local_democracy/2021", "year": "2022",
        "reference_date": "2021-01-01", "weighted_by": "margins",
    }  # fmt: skip
    client.post("/surveys/new/", given)

    assert queries.wave(actor=analyst, slug="second").weighting.by is WeightedBy.MARGINS
    assert wave_frame(wave="second").weighted["inhabitants"].by is WeightedBy.MARGINS
    assert "each by itself" in client.get("/surveys/second/method/").content.decode()
    assert queries.wave(actor=analyst, slug=draft).weighting.by is WeightedBy.CELLS
    assert "each by itself" not in client.get(f"/surveys/{draft}/method/").content.decode()
