# SPDX-License-Identifier: EUPL-1.2
"""The page of one figure: where all members stand, told without a ranking, and how to repeat it."""

import pytest
from django.urls import reverse

from samband.engines.comparison import standings
from samband.engines.instrument import Instrument
from samband.engines.tables import Estimate, EstimateTable, Status
from samband.tools.surveys import operations
from samband.tools.surveys.analysis.standings import member_standings
from samband.tools.surveys.pages import choices
from samband.tools.surveys.pages.measure import MeasurePage, measure_page, wanted_of
from samband.tools.surveys.queries import published
from samband.tools.surveys.rules import WeightingRule
from samband.tools.surveys.tests.conftest import NOON, WAVE
from samband.tools.surveys.tests.studies import local_democracy

MEASURE = "equal_treatment"
NAMES = {
    "1151": "Utsira",
    "4643": "Årdal",
    "0301": "Oslo",
    "4601": "Bergen",
    "1103": "Stavanger",
    "5001": "Å",
}


def row(unit: str, value: float, se: float = 0.05) -> Estimate:
    return Estimate(
        "inhabitants",
        unit,
        MEASURE,
        "mean",
        "",
        90,
        value,
        se,
        value - 2 * se,
        value + 2 * se,
        Status.RELEASED,
    )


VALUES = {"1151": 3.4, "4643": 2.8, "0301": 2.82, "4601": 2.79, "1103": 2.81}
TABLE = EstimateTable([*(row(code, value) for code, value in VALUES.items()), row("5001", 0).withheld()])


@pytest.fixture
def publication(reviewed, analyst):
    operations.publish_wave(wave=reviewed, by=analyst, at=NOON, override_reason="All have agreed.")
    return published(actor=analyst, wave=WAVE)


@pytest.fixture
def address(publication):
    return reverse("surveys:measure", args=[WAVE, MEASURE])


def page(publication, *, own: str = "", instrument: Instrument | None = None) -> MeasurePage:
    shown = choices.shown(
        instrument=instrument or local_democracy("2021"), language="en", wanted={"measure": MEASURE}
    )
    return measure_page(
        shown=shown,
        table=TABLE,
        found=standings(rows=TABLE.rows),
        names=NAMES,
        own=own,
        link=lambda code: f"/{code}/",
        publication=publication,
        weighting=WeightingRule(),
    )


def lines_of(found: MeasurePage) -> dict[str, tuple[str, str, str]]:
    return {line.name: (line.place, line.mark, line.apart) for line in found.lines}


def test_members_stand_by_name_with_a_place_that_is_an_interval(publication):
    found = page(publication, own="1151")
    assert [line.name for line in found.lines] == ["Å", "Årdal", "Bergen", "Oslo", "Stavanger", "Utsira"]
    told = lines_of(found)
    assert told["Utsira"] == ("place 1 of 5", "More than chance explains", "")
    assert told["Oslo"][::2] == ("between place 2 and 5 of 5", "Certainly differs")
    assert "Utsira has 3.4: place 1 of 5. It cannot be told apart from 0 of the 4 other members." in found.own


def test_members_that_chance_explains_cannot_be_told_apart(publication):
    told = lines_of(page(publication, own="4643"))
    assert told["Oslo"][2] == told["Bergen"][2] == "Cannot be told apart"
    assert told["Utsira"][2] == "Certainly differs"


def test_a_withheld_member_has_neither_value_nor_place(publication):
    (line,) = [line for line in page(publication, own="1151").lines if line.name == "Å"]
    assert (line.value, line.place, line.mark, line.apart) == ("", "", "", "")


def test_the_words_say_how_places_were_drawn_and_what_widens_the_funnel(publication):
    explained = " ".join(page(publication).explained)
    assert "4000 times with seed 1" in explained
    assert "Members differ more than chance explains" in explained


def test_too_few_members_are_not_compared(address, client):
    text = client.get(address).content.decode()
    assert "Fewer than 5 members have a published figure" in text
    assert "<svg" not in text
    assert "Utsira" in text


def test_every_figure_says_how_it_was_made(address, client, publication):
    text = client.get(address, {"group": "inhabitants", "member": "1151"}).content.decode()
    assert publication.digest in text
    assert "Weighted by sex and age together within each member." in text
    assert "A figure needs at least" in text
    assert f"samband compare table.csv --measure {MEASURE} --group inhabitants --unit 1151" in text
    assert reverse("publications:table.parquet", args=[publication.series, publication.version]) in text


def test_the_lines_of_python_read_the_published_figures(publication):
    code = page(publication).how.python
    compile(code, "repeat.py", "exec")
    assert "('measure', 'equal_treatment')" in code


def test_the_address_holds_every_choice_and_strange_ones_do_no_harm(address, client):
    text = client.get(address, {"group": "councillors", "member": "0301"}).content.decode()
    assert "No weights: everybody in the group is asked." in text
    assert '<option value="0301" selected>' in text
    assert client.get(address, {"group": "x", "member": "<b>", "statistic": "?"}).status_code == 200
    assert client.get(reverse("surveys:measure", args=[WAVE, "no_such"])).status_code == 404


def test_the_same_figures_are_computed_once():
    wanted = choices.shown(instrument=local_democracy("2021"), language="en", wanted={"measure": MEASURE})
    asked = {"table": TABLE, "wanted": wanted_of(shown=wanted), "members": NAMES}
    assert member_standings(**asked) is member_standings(**asked)
