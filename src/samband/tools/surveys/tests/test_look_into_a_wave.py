# SPDX-License-Identifier: EUPL-1.2
"""Before a wave is published its own answers say what they are worth: indices, modes, gaps, the next wave."""

from dataclasses import dataclass, field, replace
from importlib import import_module

import pytest
from django.urls import reverse

from samband.engines.estimation import family_of_gaps
from samband.engines.instrument import Instrument, Words
from samband.tools.surveys import queries
from samband.tools.surveys.analysis.estimates import WaveFrame, estimate_wave
from samband.tools.surveys.analysis.respondents import respondent_table
from samband.tools.surveys.analysis.soundness import Soundness, soundness
from samband.tools.surveys.analysis.who_answered import who_answered
from samband.tools.surveys.pages.soundness import soundness_part
from samband.tools.surveys.tests.conftest import answers
from samband.tools.surveys.tests.test_estimate_a_wave import INSTRUMENT


@dataclass(frozen=True)
class Row:
    group: str
    unit: str
    answers: dict
    mode: str
    background: dict = field(default_factory=dict)
    weight: float | None = None


WORDED = replace(
    INSTRUMENT,
    words={
        "en": Words(
            "en", "", "", {}, {}, {"trust": "Trust", "service": "Service"}, {"standing": "Standing"}, {}
        )
    },
)


def found(*rows: Row, instrument: Instrument = INSTRUMENT):
    frame = WaveFrame({"inhabitants": {"1151": 10_000}, "councillors": {"1151": 40}})
    table = respondent_table(rows=rows, items=[item.code for item in instrument.items])
    made = estimate_wave(respondents=table, instrument=instrument, frame=frame)
    return soundness(respondents=table, instrument=instrument, frame=frame, table=made)


def spoken(mode: str, low: int, count: int = 40) -> list[Row]:
    return [
        Row("inhabitants", "1151", {"trust": low + at % 2, "service": 1 + at % 4}, mode)
        for at in range(count)
    ]


def test_a_question_answered_higher_by_phone_is_found_and_an_even_one_is_not():
    (line,) = found(*spoken("web", 1, 60), *spoken("phone", 3)).modes

    assert (line.mode, line.reference, line.answers) == ("phone", "web", 40)
    assert [item for item, _ in line.differing] == ["trust"]
    assert line.differing[0][1].adjusted == pytest.approx(2.0)


def test_one_way_of_asking_has_nothing_to_be_compared_with():
    assert found(*spoken("web", 1)).modes == ()


def test_two_questions_that_always_agree_have_an_alpha_of_one():
    rows = [
        Row("inhabitants", "1151", {"trust": 1 + at % 4, "service": 1 + at % 4}, "web") for at in range(40)
    ]
    told = {one.group: one.found for one in found(*rows).items}

    assert told["inhabitants"].alpha == pytest.approx(1.0)
    assert told["inhabitants"].n == 40


def test_an_index_of_few_answers_says_that_they_are_too_few():
    page = soundness_part(found=found(*spoken("web", 1, 12)), instrument=WORDED, language="en")

    assert page.items[0].remarks == ("too few answered all its questions to say",)


@pytest.fixture
def desk(signed_in, analyst):
    return signed_in(analyst)


def test_gaps_are_judged_together_as_the_engine_judges_them(estimated, analyst):
    reviewed = queries.review(actor=analyst, wave=estimated)
    rows = [
        row
        for row in queries.estimates(actor=analyst, wave=estimated)
        if row.statistic == "difference" and not row.category and row.unit in {"1151", "4643", "0301"}
    ]
    wanted = sum(gap.stands for gap in family_of_gaps(differences=rows))

    assert sum(one.together for one in reviewed.soundness.gaps) == wanted
    assert sum(one.judged for one in reviewed.soundness.gaps) >= wanted > 0


def test_the_page_says_what_the_next_wave_could_tell(estimated, desk):
    page = desk.get(reverse("surveys:review", args=[estimated])).content.decode()

    assert "What could the next wave tell?" in page
    assert "Judged together" in page


def test_ways_of_asking_are_compared_on_the_page(opened, load, desk, analyst):
    mixed = answers().decode().replace("30-44,phone", "30-44,web").encode()
    load(mixed)
    for step in ("close", "estimate"):
        desk.post(reverse("surveys:step", args=[opened, step]))
    page = desk.get(reverse("surveys:review", args=[opened])).content.decode()

    assert "“On the web” beside “By phone”" in page


def test_members_asked_in_one_way_each_cannot_tell_the_ways_apart(opened, load, desk):
    """All of Utsira on the web, the others by phone: members may differ for any reason."""
    lines = answers().decode().splitlines()
    apart = [line.replace(",phone,", ",web,") if line.startswith("1151-i") else line for line in lines]
    load("\n".join(apart).encode() + b"\n")
    for step in ("close", "estimate"):
        desk.post(reverse("surveys:step", args=[opened, step]))
    page = desk.get(reverse("surveys:review", args=[opened])).content.decode()

    assert "nothing can be said, as no member was asked in both ways" in page


def test_who_answered_is_told_by_sex_and_age(estimated, desk, analyst):
    (told,) = queries.review(actor=analyst, wave=estimated).soundness.responses
    by_margin = {one.margin: {part.label: part.times for part in one.categories} for one in told.margins}
    page = desk.get(reverse("surveys:review", args=[estimated])).content.decode()

    assert told.lower <= told.indicator <= told.upper <= 1
    assert 0 <= told.most_bias_lower <= told.most_bias <= told.most_bias_upper
    assert by_margin["age_group"]["80+"] == 0
    assert by_margin["age_group"]["67-79"] > by_margin["age_group"]["45-66"], "few are old, as many answered"
    assert "Do those who answered look like the adults?" in page
    assert "Age alone makes" in page
    assert "R-indicator" not in page, "of Oslo's adults hardly any were asked"


def test_where_many_of_the_adults_answered_the_indicator_is_told():
    cells = {(sex, age): 60 for sex in ("female", "male") for age in ("young", "old")}
    frame = WaveFrame({"inhabitants": {"1151": 240}}, {"inhabitants": {"1151": cells}})
    rows = [
        Row("inhabitants", "1151", {"trust": 1}, "web", {"sex": sex, "age_group": age})
        for sex, age in cells
        for _ in range(10 if age == "young" else 40)
    ]
    table = respondent_table(rows=rows, items=["trust"])
    told = Soundness(responses=tuple(who_answered(group="inhabitants", answered=table, frame=frame)))
    (line,) = soundness_part(found=told, instrument=WORDED, language="en").responses

    assert told.responses[0].indicator == pytest.approx(0.5, abs=0.02)
    assert line.sentences[1].startswith("R-indicator over all adults: 0.5")
    assert line.sentences[2].startswith("Age alone makes 0.60 of it")
    assert line.sentences[3].endswith("women: 1.00, men: 1.00.")


def test_proportions_between_members_are_of_the_design_and_not_seen():
    cells = {(sex, age): 100 for sex in ("female", "male") for age in ("young", "old")}
    frame = WaveFrame(
        {"inhabitants": {"1151": 400, "0301": 4_000}},
        {"inhabitants": {"1151": cells, "0301": {part: 10 * number for part, number in cells.items()}}},
    )
    rows = [
        Row("inhabitants", unit, {"trust": 1}, "web", {"sex": sex, "age_group": age})
        for unit in ("1151", "0301")
        for sex, age in cells
        for _ in range(10)
    ]
    table = respondent_table(rows=rows, items=["trust"])
    (told,) = who_answered(group="inhabitants", answered=table, frame=frame)

    assert told.indicator == pytest.approx(1, abs=1e-6)
    assert [part.times for margin in told.margins for part in margin.categories] == pytest.approx([1] * 4)


def test_errors_are_computed_once_more_by_replicates(estimated, desk, analyst):
    reviewed = queries.review(actor=analyst, wave=estimated)
    inhabitants = [one for one in reviewed.soundness.opinions if one.group == "inhabitants"]
    page = desk.get(reverse("surveys:review", args=[estimated])).content.decode()

    assert inhabitants
    assert all(one.least <= one.middle <= one.greatest for one in inhabitants)
    assert all(0.6 < one.middle < 1.5 for one in inhabitants)
    assert "Are the margins of error right?" in page


def test_it_is_computed_once_until_something_changes(estimated, analyst, monkeypatch):
    first = queries.review(actor=analyst, wave=estimated)
    monkeypatch.setattr(import_module("samband.tools.surveys.queries.review"), "soundness", None)

    assert queries.review(actor=analyst, wave=estimated) == first
