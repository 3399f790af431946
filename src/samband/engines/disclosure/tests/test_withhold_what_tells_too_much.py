# SPDX-License-Identifier: EUPL-1.2
from io import StringIO

import pytest

from samband.engines.disclosure import (
    AlreadyReleased,
    Cause,
    Cell,
    DisclosureContext,
    DisclosureRules,
    GroupRules,
    UndeclaredDifference,
    examine,
    release,
)
from samband.engines.disclosure.tests.tables import SCALES, rows_of, table_of
from samband.engines.tables import Estimate, EstimateTable, Status
from samband.engines.tables.files import write_csv

UTSIRA, MEDIAN, OSLO = "1151", "1103", "0301"
DEFAULT = DisclosureRules()


def why(counts, *, group="inhabitants", population=None, rules=DEFAULT, **context):
    """The cause for one cell that stands in no sum."""
    people = {} if population is None else {(group, UTSIRA): population}
    told = DisclosureContext(populations=people, scales=SCALES, **context)
    decisions = examine(table=table_of({(group, UTSIRA): counts}), rules=rules, context=told)
    reason = decisions.why(group=group, unit=UTSIRA, measure="trust")
    return reason.cause if reason else None


@pytest.mark.parametrize(
    ("counts", "population", "cause"),
    [
        ((0, 0, 0, 0), 192, Cause.EMPTY),
        ((1, 1, 1, 1), 192, Cause.RESPONDENTS),
        ((1, 1, 2, 1), 29, Cause.POPULATION),
        ((0, 0, 4, 4), 192, Cause.UNANIMITY),
        ((4, 4, 0, 0), None, Cause.UNANIMITY),
        ((0, 0, 0, 40), 192, Cause.UNANIMITY),
        ((0, 0, 20, 20), 192, Cause.UNANIMITY),
        ((0, 0, 20, 20), 300, None),
        ((1, 1, 2, 1), 192, None),
        ((1, 1, 2, 1), None, None),
    ],
)
def test_figures_of_inhabitants_are_withheld_for_the_first_rule_they_break(counts, population, cause):
    assert why(counts, population=population) is cause


@pytest.mark.parametrize(
    ("counts", "council", "cause"),
    [
        ((1, 1, 1, 1), 11, Cause.RESPONDENTS),
        ((2, 2, 2, 2), 17, Cause.RESPONSE),
        ((2, 2, 2, 3), 17, None),
        ((0, 0, 12, 13), 31, Cause.UNANIMITY),
        ((1, 0, 12, 13), 31, Cause.COUNT),
        ((1, 1, 12, 13), 31, None),
    ],
)
def test_councillors_are_held_to_stricter_rules(counts, council, cause):
    assert why(counts, group="councillors", population=council) is cause


def test_a_full_census_whose_answers_differ_is_not_taken_for_unanimous():
    rows = [
        Estimate("all", UTSIRA, "trust", "mean", "", 40, 2.5, 0.0, 2.5, 2.5, Status.ESTIMATED),
        Estimate("all", UTSIRA, "index", "mean", "", 40, 3.0, 0.0, 3.0, 3.0, Status.ESTIMATED),
    ]
    context = DisclosureContext(populations={("all", UTSIRA): 40}, scales={"trust": (1, 4), "index": (1, 4)})
    decisions = examine(table=EstimateTable(rows), rules=DEFAULT, context=context)
    assert set(decisions.reasons) == {Cell("all", UTSIRA, "index")}


@pytest.mark.parametrize(("largest", "cause"), [((0.5, 0.1), None), ((0.51, 0.1), Cause.DOMINANCE)])
def test_a_figure_that_one_respondent_dominates_is_withheld(largest, cause):
    shares = {Cell("inhabitants", UTSIRA, "trust"): largest}
    assert why((1, 1, 2, 1), largest_shares=shares) is cause


@pytest.mark.parametrize(
    ("largest", "cause"),
    [
        ((0.4, 0.3), None),
        ((0.45, 0.45), None),
        ((0.46, 0.5 - 0.003), Cause.P_PERCENT),
        ((0.5,), Cause.P_PERCENT),
    ],
)
def test_the_p_per_cent_rule_withholds_what_the_second_largest_could_estimate(largest, cause):
    rules = DisclosureRules(everybody=GroupRules(p_percent=10, dominance_share=1.0))
    shares = {Cell("inhabitants", UTSIRA, "trust"): largest}
    assert why((1, 1, 2, 1), largest_shares=shares, rules=rules) is cause


def test_withheld_and_empty_rows_are_equal_to_the_last_byte():
    texts = []
    for counts in [(0, 0, 0, 0), (1, 0, 1, 0)]:
        out = StringIO()
        table = table_of({("all", UTSIRA): counts})
        write_csv(rows=release(table=table, rules=DEFAULT, context=DisclosureContext()), to=out)
        texts.append(out.getvalue())
    assert texts[0] == texts[1]


def test_what_a_group_was_not_asked_stays_told_as_such():
    not_asked = Estimate("all", OSLO, "trust", "mean", "", None, *[float("nan")] * 4, Status.NOT_ASKED)
    table = EstimateTable([not_asked, *rows_of("all", UTSIRA, (3, 3, 3, 3))])
    released = release(table=table, rules=DEFAULT, context=DisclosureContext())
    assert released.get(measure="trust", unit=OSLO).status is Status.NOT_ASKED
    assert released.get(measure="trust", unit=UTSIRA).status is Status.RELEASED


def test_the_released_table_names_its_rules_as_their_data_file_does():
    released = release(table=table_of({}), rules=DEFAULT, context=DisclosureContext())
    assert dict(released.rules) == DEFAULT.to_mapping()


def test_a_table_released_under_other_rules_is_refused():
    cells = {("all", UTSIRA): (3, 3, 3, 3)}
    released = release(table=table_of(cells), rules=DEFAULT, context=DisclosureContext())
    with pytest.raises(AlreadyReleased, match="the estimates it was made of"):
        release(table=released, rules=DisclosureRules(hide_empty=False), context=DisclosureContext())


def difference(unit):
    return Estimate("gap", unit, "trust", "difference", "", 30, 0.3, 0.1, 0.1, 0.5, Status.ESTIMATED)


def test_a_difference_goes_with_either_of_its_terms():
    table = EstimateTable(
        [
            *rows_of("inhabitants", UTSIRA, (9, 9, 9, 9)),
            *rows_of("councillors", UTSIRA, (1, 1, 1, 1)),
            *rows_of("inhabitants", MEDIAN, (9, 9, 9, 9)),
            *rows_of("councillors", MEDIAN, (4, 4, 4, 4)),
            difference(UTSIRA),
            difference(MEDIAN),
        ]
    )
    context = DisclosureContext(differences={"gap": ("inhabitants", "councillors")})
    decisions = examine(table=table, rules=DEFAULT, context=context)
    assert decisions.why(group="gap", unit=UTSIRA, measure="trust").protects.group == "councillors"
    assert decisions.why(group="gap", unit=MEDIAN, measure="trust") is None


def test_a_difference_of_unknown_terms_is_refused():
    with pytest.raises(UndeclaredDifference, match="does not tell of what"):
        examine(table=EstimateTable([difference(UTSIRA)]), rules=DEFAULT, context=DisclosureContext())
