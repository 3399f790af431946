# SPDX-License-Identifier: EUPL-1.2
"""A member with few answers gets a modelled figure beside its own, where the wave's plan asks for it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from samband.engines.small_areas import Concern, Kind
from samband.engines.tables import released_table
from samband.tools.surveys import operations, queries
from samband.tools.surveys.analysis.estimates import WaveFrame
from samband.tools.surveys.analysis.modelled import auxiliary_of, model_members
from samband.tools.surveys.forms import WaveForm
from samband.tools.surveys.pages.modelled import modelled_section
from samband.tools.surveys.tests.studies import MEDIAN, OSLO, UTSIRA, members, study

NOON = datetime(2021, 12, 1, 12, tzinfo=UTC)
FEW = {UTSIRA: 40, "9003": None}


def frame(taking_part):
    """Adults and their ages, different in every member."""
    adults = {code: int(member.population * 0.8) for code, member in taking_part.items()}
    cells = {
        code: {
            ("female", "18-66"): count * (60 + at) // 100,
            ("male", "67-79"): count // 5,
            ("female", "80+"): count // 10,
        }
        for at, (code, count) in enumerate(adults.items())
    }
    return WaveFrame(populations={"inhabitants": adults, "councillors": {}}, cells={"inhabitants": cells})


@pytest.fixture(scope="module")
def seen():
    """Thirty members: Utsira with 40 answers, one withheld."""
    found = study(unit=UTSIRA, with_earlier=False)
    rows = []
    for row in found.table:
        if row.group == "inhabitants" and row.unit in FEW:
            n = FEW[row.unit]
            rows.append(replace(row, n=n, se=0.16) if n else row.withheld())
        else:
            rows.append(row)
    return replace(found, wave=replace(found.wave, table=released_table(rows=rows, rules={})))


@pytest.fixture(scope="module")
def figures(seen):
    return model_members(table=seen.table, frame=frame(members()), below=100)


def test_only_inhabitants_means_of_members_with_few_answers_are_modelled(figures):
    kinds = {row.direct.unit: row.kind for figure in figures.values() for row in figure.rows}

    assert kinds[UTSIRA] is Kind.MODELLED
    assert kinds["9003"] is Kind.SYNTHETIC
    assert {kind for unit, kind in kinds.items() if unit not in FEW} == {Kind.DIRECT}
    assert {(figure.group, figure.statistic) for figure in figures.values()} == {("inhabitants", "mean")}


def before_of(table, *, asked=lambda _unit: True):
    """What each member answered four years before: much like now, with an error of its own."""
    found = {}
    for row in table.where(group="inhabitants"):
        if row.statistic == "mean" and row.unit != "all" and row.is_known and asked(row.unit):
            found.setdefault(row.measure, {})[row.unit] = row.value + 0.03 * (
                len(row.unit + row.measure) % 5 - 2
            )
    return found


def test_what_a_member_answered_in_the_wave_before_draws_its_figure(seen, figures):
    before = before_of(seen.table)
    for measure in before:
        before[measure][UTSIRA] = 3.4
    found = model_members(table=seen.table, frame=frame(members()), below=100, before=before)
    higher = [_of_utsira(found[code]).value > _of_utsira(figures[code]).value for code in figures]

    assert found.keys() == figures.keys()
    assert sum(higher) > 0.9 * len(higher)


def test_members_that_did_not_take_part_before_are_modelled_too(seen):
    before = before_of(
        seen.table, asked=lambda unit: unit not in {UTSIRA, "9001", "9002", "9004", "9005", "9006"}
    )
    found = model_members(table=seen.table, frame=frame(members()), below=100, before=before)

    assert all(_of_utsira(figure).kind is Kind.MODELLED for figure in found.values())


def test_a_few_members_of_the_wave_before_make_no_column(seen, figures):
    before = before_of(seen.table, asked=lambda unit: unit < "9010")
    found = model_members(table=seen.table, frame=frame(members()), below=100, before=before)
    assert [figure.rows for figure in found.values()] == [figure.rows for figure in figures.values()]


def _of_utsira(figure):
    return next(row for row in figure.rows if row.direct.unit == UTSIRA)


def test_a_modelled_figure_lies_nearer_to_the_others_and_is_more_certain(figures, seen):
    own = [row for figure in figures.values() for row in figure.rows if row.direct.unit == UTSIRA]

    assert own
    assert all(row.se < row.direct.se for row in own)
    assert all(abs(row.value - 2.5) < abs(row.direct.value - 2.5) + 0.15 for row in own)


def test_the_page_shows_both_and_marks_the_modelled_one(figures, seen):
    section = modelled_section(figures=figures, study=seen, language="en")

    (first, *_others) = section.lines
    assert first.mark == "modelled"
    assert first.direct
    assert first.value
    assert first.interval != first.direct_interval
    page = render_to_string(
        "surveys/parts/modelled.html", {"modelled": section, "wave": SimpleNamespace(slug="w")}
    )
    assert "Modelled figures" in page
    assert page.count(">modelled<") == len(section.lines)
    assert "#modelled" in page


def test_a_withheld_figure_is_told_from_members_alike_only_in_the_readers_language(figures, seen):
    with translation.override("nb"):
        section = modelled_section(figures=figures, study=replace(seen, unit="9003"), language="nb")

    assert {line.mark for line in section.lines} == {"bare fra liknende medlemmer"}
    assert all(line.value and not line.direct_interval for line in section.lines)


@pytest.mark.parametrize("unit", [MEDIAN, OSLO])
def test_members_with_enough_answers_have_no_such_section(figures, seen, unit):
    assert modelled_section(figures=figures, study=replace(seen, unit=unit), language="en") is None


def test_the_page_says_when_the_model_hardly_helps(figures, seen):
    silent = {
        code: replace(figure, diagnostics=replace(figure.diagnostics, concerns=(Concern.NO_GAIN,)))
        for code, figure in figures.items()
    }

    assert not modelled_section(figures=silent, study=seen, language="en").helps


def test_no_modelled_figure_passes_the_ends_of_its_scale(figures, seen):
    code, figure = next(iter(figures.items()))
    wide = tuple(replace(row, lower=-3.0, upper=9.0) for row in figure.rows)
    section = modelled_section(figures={code: replace(figure, rows=wide)}, study=seen, language="en")

    assert section.lines[0].interval == "1.0–4.0"


def test_three_members_carry_no_model(seen):
    three = {code: member for code, member in members().items() if code in {UTSIRA, MEDIAN, OSLO}}

    assert model_members(table=seen.table, frame=frame(three), below=100) == {}
    assert model_members(table=seen.table, frame=WaveFrame(populations={}), below=100) == {}


def test_the_old_are_counted_from_the_first_age_of_their_group():
    known = auxiliary_of(frame=frame({UTSIRA: members()[UTSIRA]}))

    adults = known.column("adults")[0]
    assert known.column("share_old")[0] == pytest.approx((adults // 5 + adults // 10) / adults, abs=0.2)


def test_a_wave_asks_for_it_when_it_is_created(signed_in, analyst, members, draft, client):
    assert queries.wave(actor=analyst, slug=draft).model_below is None
    wave = operations.create_wave(
        slug="second", title={"en": "Second"}, year=2022, instrument_code="local_democracy",
        instrument_version="2021", reference_date=date(2021, 1, 1), model_below=60, by=analyst, at=NOON,
    )  # fmt: skip

    assert wave.model_below == 60
    page = signed_in(analyst).get("/surveys/second/method/").content.decode()
    assert "fewer than 60 inhabitants" in page
    assert "Modelled figures" not in signed_in(analyst).get(f"/surveys/{draft}/method/").content.decode()


@pytest.mark.parametrize(("given", "is_well"), [("", True), ("60", True), ("3", False), ("few", False)])
def test_the_number_is_checked_in_the_form(given, is_well):
    form = WaveForm({"model_below": given}, instruments=[], waves=[], language="en")

    assert ("model_below" not in form.errors) is is_well
