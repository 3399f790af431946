# SPDX-License-Identifier: EUPL-1.2
"""The analyst chooses how a wave is weighted, and sees what it does before it is kept."""

import numpy as np
import pytest

from samband.core.audit.queries import events
from samband.tools.surveys import operations, queries
from samband.tools.surveys.analysis.estimates import WaveFrame, estimate_wave, weighting
from samband.tools.surveys.analysis.respondents import respondent_table
from samband.tools.surveys.analysis.weighting_facts import weighting_facts
from samband.tools.surveys.rules import WaveState, WaysJoined, WeightedBy, WeightingRule, WrongStep
from samband.tools.surveys.tests.conftest import NOON
from samband.tools.surveys.tests.test_estimate_a_wave import INSTRUMENT, inhabitants

CELLS = {
    (sex, age): persons
    for sex, ages in {"female": (200, 200, 200), "male": (100, 150, 150)}.items()
    for age, persons in zip(("18-39", "40-66", "67+"), ages, strict=True)
}


def frame_of(rule):
    return WaveFrame(
        {"inhabitants": {"1151": 1000}, "councillors": {}},
        {"inhabitants": {"1151": CELLS}},
        weighted={"inhabitants": rule},
    )


def table_of(*parts):
    """(sex, age, number) of respondents, whose answers vary."""
    rows = []
    for sex, age, number in parts:
        rows += inhabitants("1151", *[1 + at % 4 for at in range(number)], sex=sex, age=age)
    return respondent_table(rows=rows, items=["trust"])


def weighted(respondents, **rule):
    return weighting(respondents=respondents, group="inhabitants", frame=frame_of(WeightingRule(**rule)))


UNEVEN = table_of(
    *(
        (sex, age, 12 if age == "67+" else 5)
        for sex in ("female", "male")
        for age in ("18-39", "40-66", "67+")
    )
)


def test_by_age_alone_sexes_are_not_looked_at():
    found = weighted(UNEVEN, by=WeightedBy.AGE)
    assert {cell.name: (cell.respondents, cell.population) for cell in found.cells} == {
        "1151|everybody 18-39": (10, 300),
        "1151|everybody 40-66": (10, 350),
        "1151|everybody 67+": (24, 350),
    }


def test_by_nothing_all_answers_of_a_member_count_alike():
    found = weighted(UNEVEN, by=WeightedBy.NOTHING)
    np.testing.assert_allclose(found.weight_by_respondent, 1000 / len(UNEVEN))


@pytest.mark.parametrize("by", [WeightedBy.CELLS, WeightedBy.MARGINS, WeightedBy.AGE])
@pytest.mark.parametrize("most", [1.5, 1.6])
def test_no_answer_weighs_more_than_the_limit(by, most):
    free, held = weighted(UNEVEN, by=by), weighted(UNEVEN, by=by, most_times=most)
    average = 1000 / len(UNEVEN)
    assert free.weight_by_respondent.max() > 1.5 * average or by is WeightedBy.MARGINS
    assert held.weight_by_respondent.max() <= most * average * (1 + 1e-9)
    assert held.weight_by_respondent.sum() == pytest.approx(1000)


def by_way(*, phone, web):
    """Women by phone, men on the web, as many in each age."""
    ages = ("18-39", "40-66", "67+")
    rows = []
    for mode, sex, number in (("phone", "female", phone), ("web", "male", web)):
        for age in ages:
            for other in ("female", "male"):
                count = number if other == sex else number // 2
                found = inhabitants("1151", *[1 + at % 4 for at in range(count)], sex=other, age=age)
                rows += [one.__class__(**{**vars_of(one), "mode": mode}) for one in found]
    return respondent_table(rows=rows, items=["trust"])


def vars_of(row):
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def test_ways_joined_by_shares_each_stand_for_the_member_and_count_by_their_effective_numbers():
    respondents = by_way(phone=10, web=20)
    found = weighted(respondents, ways=WaysJoined.SHARES)
    weights = found.weight_by_respondent
    assert weights.sum() == pytest.approx(1000)
    of_way, effective = {}, {}
    for at, way in enumerate(respondents.mode.labels):
        own = weights[respondents.mode.codes == at]
        women = respondents.sex.codes[respondents.mode.codes == at] == respondents.sex.labels.index("female")
        assert own[women].sum() / own.sum() == pytest.approx(0.6), "each way has the sexes of the member"
        of_way[way], effective[way] = own.sum(), own.sum() ** 2 / (own**2).sum()
    assert of_way["phone"] / of_way["web"] == pytest.approx(effective["phone"] / effective["web"])
    assert {cell.unit for cell in found.cells} == {"1151"}


def test_the_figures_have_the_weights_that_were_joined():
    respondents = by_way(phone=10, web=20)
    rule = WeightingRule(ways=WaysJoined.SHARES)
    table = estimate_wave(respondents=respondents, instrument=INSTRUMENT, frame=frame_of(rule))
    weights = weighted(respondents, ways=WaysJoined.SHARES).weight_by_respondent
    found = table.get(measure="trust", group="inhabitants", unit="1151")
    assert found.value == pytest.approx(float(weights @ respondents.answers["trust"] / weights.sum()))


def test_a_way_with_hardly_any_answers_is_no_sample_of_its_own():
    respondents = by_way(phone=40, web=2)
    found = weighted(respondents, ways=WaysJoined.SHARES)
    alone = weighted(respondents)
    assert [cell.population for cell in found.cells] == [cell.population for cell in alone.cells]


def test_facts_say_what_the_weights_cost_and_what_the_limit_did():
    free = weighting_facts(respondents=UNEVEN, group="inhabitants", frame=frame_of(WeightingRule()))
    held = weighting_facts(
        respondents=UNEVEN, group="inhabitants", frame=frame_of(WeightingRule(most_times=1.5))
    )
    weights = weighted(UNEVEN).weight_by_respondent
    assert free.effective == pytest.approx(weights.sum() ** 2 / (weights**2).sum())
    assert (free.members, free.worst_unit, free.by_limit) == (1, "1151", 0)
    assert held.by_limit == free.cells - held.cells > 0
    assert held.design_effect < free.design_effect


CHOICE = {"by": "margins", "most_times": "3", "ways": "shares"}


def test_what_a_choice_does_is_told_before_it_is_kept(signed_in, analyst, closed):
    page = signed_in(analyst).post(f"/surveys/{closed}/manage/weighting/", {**CHOICE, "try": "1"})
    shown = page.content.decode()
    assert page.status_code == 200
    assert shown.index("As it is now") < shown.index("As you chose")
    assert "120 answers in 3 members are worth" in shown
    assert "WeightingRule(WeightedBy.MARGINS, 3.0, WaysJoined.SHARES)" in shown
    assert queries.wave(actor=analyst, slug=closed).weighting == WeightingRule()


def test_a_choice_is_kept_with_the_wave_and_told_in_the_log(signed_in, analyst, closed):
    answer = signed_in(analyst).post(f"/surveys/{closed}/manage/weighting/", CHOICE)
    assert answer.status_code == 302
    rule = WeightingRule(WeightedBy.MARGINS, 3.0, WaysJoined.SHARES)
    assert queries.wave(actor=analyst, slug=closed).weighting == rule
    assert queries.wave_frame(wave=closed).weighted["inhabitants"] == rule
    assert "surveys.weighting_chosen" in [one.event for one in events(about=f"surveys.wave:{closed}").events]


def test_figures_that_are_there_are_computed_anew_and_want_a_review(signed_in, analyst, reviewed):
    before = queries.wave(actor=analyst, slug=reviewed)
    signed_in(analyst).post(f"/surveys/{reviewed}/manage/weighting/", {**CHOICE, "by": "nothing"})
    after = queries.wave(actor=analyst, slug=reviewed)
    assert after.state is WaveState.ESTIMATED
    assert after.estimates_digest != before.estimates_digest


def test_a_published_wave_is_not_weighted_otherwise(signed_in, analyst, reviewed):
    operations.publish_wave(wave=reviewed, by=analyst, at=NOON, override_reason="All have had theirs.")
    with pytest.raises(WrongStep):
        operations.choose_weighting(wave=reviewed, rule=WeightingRule(), by=analyst, at=NOON)
    page = signed_in(analyst).get(f"/surveys/{reviewed}/manage/weighting/").content.decode()
    assert "Open it again to weight it otherwise" in page
    assert "Keep this choice" not in page


def test_a_limit_that_would_join_everything_is_refused(signed_in, analyst, closed):
    page = signed_in(analyst).post(f"/surveys/{closed}/manage/weighting/", {**CHOICE, "most_times": "1"})
    assert page.status_code == 400
    assert "1.5" in page.content.decode()


def test_before_anybody_answered_it_can_be_chosen_already(signed_in, analyst, draft):
    client = signed_in(analyst)
    assert (
        "No inhabitant has answered yet" in client.get(f"/surveys/{draft}/manage/weighting/").content.decode()
    )
    assert client.post(f"/surveys/{draft}/manage/weighting/", CHOICE).status_code == 302


def test_others_see_nothing_of_it(signed_in, outsider, contact, closed):
    for actor in (outsider, contact):
        assert signed_in(actor).get(f"/surveys/{closed}/manage/weighting/").status_code == 404


def test_everybody_may_know_how_a_wave_is_weighted(signed_in, analyst, closed):
    signed_in(analyst).post(f"/surveys/{closed}/manage/weighting/", {**CHOICE, "by": "age"})
    page = signed_in(analyst).get(f"/surveys/{closed}/method/").content.decode()
    assert "Weighted by age within each member." in page
    assert "No answer weighs more than 3 times the average of its member." in page
    assert "joined by their effective numbers" in page
