# SPDX-License-Identifier: EUPL-1.2
"""The reforms of 2018, 2020 and 2024, computed by hand. All figures are made up."""

from dataclasses import replace
from datetime import date

import pytest

from samband.engines.geography import (
    EXACT,
    BadFigures,
    Basis,
    Change,
    ChangeKind,
    Figure,
    Method,
    ObstacleKind,
    Quantity,
    Series,
    Status,
    Unit,
    UnknownUnits,
    Weight,
    convert,
    make_geography,
)
from samband.engines.geography.tests.norwegian import IN_2016, IN_2018, IN_2020, IN_2024

BY_POPULATION = Method(Basis.POPULATION)


def weights(day, divided, shares, *, is_backward=False):
    return [
        Weight(day, divided, part, Basis.POPULATION, share, "table of districts", is_backward)
        for part, share in shares.items()
    ]


@pytest.fixture
def weighted(norway):
    return norway.with_weights(
        [
            *weights(IN_2024, "1507", {"1508": 0.85, "1580": 0.15}),
            *weights(IN_2020, "5012", {"5055": 0.3, "5056": 0.2, "5059": 0.5}),
        ]
    )


def converted(geography, figures, *, to=IN_2024, quantity=Quantity.TOTAL, method=EXACT):
    """{code: figure} for figures of one date; (code, date) else."""
    series = Series(quantity, tuple(figures))
    found = convert(series=series, geography=geography, to=to, method=method)
    is_one = len({figure.known_on for figure in figures}) == 1
    return {one.code if is_one else (one.code, one.known_on): one for one in found}


def of(day, values):
    return [Figure(code, day, value) for code, value in values.items()]


def test_a_new_number_changes_nothing_but_the_number(norway):
    found = converted(norway, of(IN_2016, {"0219": 12.5, "1640": 7, "1567": 3}))
    assert {code: (one.value, one.status) for code, one in found.items()} == {
        "3201": (12.5, Status.SAME), "5025": (7, Status.SAME), "5061": (3, Status.SAME),
    }  # fmt: skip
    assert found["3201"].happened.kinds == (ChangeKind.RENUMBERED,)


def test_larvik_absorbs_lardal_and_then_has_two_new_numbers(norway):
    (larvik,) = converted(norway, of(IN_2016, {"0709": 43.0, "0728": 2.5})).values()
    assert (larvik.code, larvik.value, larvik.status) == ("3909", 45.5, Status.COMBINED)
    assert larvik.made_of == ("0709", "0728")
    assert larvik.happened.kinds == (ChangeKind.RENUMBERED, ChangeKind.MERGED)
    assert (larvik.share_estimated, larvik.obstacles) == (0.0, ())


def test_a_unit_that_keeps_its_number_has_more_in_it_afterwards(norway):
    (stavanger,) = converted(norway, of(IN_2018, {"1103": 130, "1141": 3, "1142": 5})).values()
    assert (stavanger.code, stavanger.value, stavanger.status) == ("1103", 138, Status.COMBINED)


def test_a_sum_with_a_missing_part_is_missing_and_says_which(norway):
    larvik = converted(norway, of(IN_2016, {"0709": 43.0, "0728": None}))["3909"]
    assert (larvik.value, larvik.status) == (None, Status.MISSING)
    assert larvik.reason == "There is no figure for 0728."


def test_what_is_not_given_is_missing_and_not_zero(norway):
    found = converted(norway, of(IN_2018, {"1103": 130}))["1103"]
    assert (found.value, found.status) == (None, Status.MISSING)
    assert found.obstacles[0].others == ("1141", "1142")


def test_a_figure_of_zero_is_a_figure(norway):
    assert converted(norway, of(IN_2016, {"0709": 0, "0728": 0}))["3909"].value == 0


def test_a_divided_unit_has_no_figure_and_the_reason_names_the_day(norway):
    found = converted(norway, of(IN_2020, {"1507": 66}))
    assert {one.status for one in found.values()} == {Status.NOT_CONVERTIBLE}
    assert found["1580"].value is None
    assert found["1580"].reason == (
        "1507 was divided on 2024-01-01 among 1508, 1580; how its figures divide is not known."
    )


def test_what_took_in_a_part_of_a_divided_unit_has_no_figure_either(norway):
    given = {"5012": 10, "5013": 46, "1805": 180, "1854": 25, "1850": 19, "1849": 17, "1151": 2}
    found = converted(norway, of(IN_2018, given), to=IN_2020)
    assert found["1151"].value == 2
    assert {code: one.status for code, one in found.items() if code != "1151"} == dict.fromkeys(
        ("5055", "5056", "5059", "1806", "1875"), Status.NOT_CONVERTIBLE
    )
    assert found["1875"].obstacles[0].code == "1850"
    assert found["5056"].happened.kinds == (ChangeKind.MERGED, ChangeKind.SPLIT)


def test_a_later_division_is_in_the_way_of_an_earlier_merger_too(norway):
    found = converted(norway, of(IN_2018, {"1534": 9}))
    assert found["1580"].reason == (
        "1507 was divided on 2024-01-01 among 1508, 1580; how its figures divide is not known."
    )
    assert converted(norway, of(IN_2018, {"1534": 9}), to=IN_2020)["1507"].status == Status.MISSING


def test_with_weights_the_division_is_made_and_marked(weighted):
    found = converted(weighted, of(IN_2020, {"1507": 66.0}), method=BY_POPULATION)
    assert found["1508"].value == pytest.approx(56.1)
    assert found["1580"].value == pytest.approx(9.9)
    one = found["1580"]
    assert (one.status, one.basis, one.share_estimated) == (Status.ESTIMATED, Basis.POPULATION, 1.0)
    assert (one.sources, one.obstacles) == (("table of districts",), ())


def test_only_the_divided_part_is_estimated_and_the_share_says_how_much(weighted):
    given = of(IN_2018, {"5012": 10.0, "5013": 46.0})
    hitra = converted(weighted, given, to=IN_2020, method=BY_POPULATION)["5056"]
    assert hitra.value == pytest.approx(48)
    assert hitra.share_estimated == pytest.approx(2 / 48)
    assert hitra.made_of == ("5012", "5013")


def test_weights_of_another_basis_do_not_help(weighted):
    found = converted(weighted, of(IN_2020, {"1507": 66.0}), method=Method(Basis.AREA))
    assert found["1580"].status == Status.NOT_CONVERTIBLE


def test_weights_are_not_used_unasked(weighted):
    assert converted(weighted, of(IN_2020, {"1507": 66.0}))["1580"].value is None


def test_counts_stay_whole_and_keep_their_total(weighted):
    found = converted(weighted, of(IN_2018, {"5012": 7, "5011": 40, "1571": 15, "5013": 46, "5024": 110,
                                            "5016": 17, "5023": 40}),
                      to=IN_2020, quantity=Quantity.COUNT, method=BY_POPULATION)  # fmt: skip
    # 7 × (0.3, 0.2, 0.5) = (2.1, 1.4, 3.5): the whole parts are 2, 1, 3; the one left goes to 3.5.
    assert {code: one.value for code, one in found.items()} == {"5055": 57, "5056": 47, "5059": 171}


def test_rates_are_computed_anew_and_never_averaged(norway):
    given = [Figure("0709", IN_2016, 30, 300), Figure("0728", IN_2016, 1, 100)]
    (larvik,) = converted(norway, given, quantity=Quantity.RATIO).values()
    assert (larvik.value, larvik.base, larvik.status) == (pytest.approx(31 / 400), 400, Status.COMBINED)


def test_a_mean_is_weighted_by_its_n(norway):
    given = [Figure("0709", IN_2016, 3.0, 300), Figure("0728", IN_2016, 2.0, 100)]
    (larvik,) = converted(norway, given, quantity=Quantity.MEAN).values()
    assert (larvik.value, larvik.base) == (pytest.approx(2.75), 400)


def test_a_mean_of_nobody_adds_nothing_and_is_not_missing(norway):
    given = [Figure("0709", IN_2016, 3.0, 300), Figure("0728", IN_2016, None, 0)]
    assert converted(norway, given, quantity=Quantity.MEAN)["3909"].value == 3.0


def test_a_rate_over_nothing_has_no_value(norway):
    given = [Figure("0709", IN_2016, 0, 0), Figure("0728", IN_2016, 0, 0)]
    larvik = converted(norway, given, quantity=Quantity.RATIO)["3909"]
    assert (larvik.value, larvik.status) == (None, Status.MISSING)
    assert larvik.obstacles[0].kind == ObstacleKind.NO_BASE


def test_a_divided_rate_is_copied_to_the_parts_and_marked(weighted):
    given = [Figure("1507", IN_2020, 660, 66_000)]
    haram = converted(weighted, given, quantity=Quantity.RATIO, method=BY_POPULATION)["1580"]
    assert (haram.value, haram.base) == (pytest.approx(0.01), pytest.approx(9_900))
    assert (haram.status, haram.share_estimated) == (Status.ESTIMATED, 1.0)


@pytest.mark.parametrize("method", [Method(), BY_POPULATION])
def test_a_median_is_carried_to_the_same_territory_only(weighted, method):
    given = of(IN_2016, {"0709": 44.0, "0728": 47.0, "0219": 41.0, "1504": 40.0})
    found = converted(weighted, given, quantity=Quantity.OTHER, method=method)
    assert (found["3201"].value, found["3201"].status) == (41.0, Status.SAME)
    assert found["3909"].status == found["1508"].status == Status.NOT_CONVERTIBLE
    assert found["3909"].reason == (
        "It is made of 0709, 0728, and figures of this kind cannot be put together or divided."
    )


def test_backwards_a_merger_divides(norway):
    found = converted(norway, of(IN_2024, {"3909": 45.5, "3201": 12.5, "1508": 56, "1580": 10}), to=IN_2016)
    assert (found["0219"].value, found["0219"].status) == (12.5, Status.SAME)
    assert found["0728"].status == Status.NOT_CONVERTIBLE
    assert found["0728"].reason == (
        "0712 took its territory on 2018-01-01 from 0709, 0728; how its figures divide is not known."
    )


def test_backwards_a_division_adds_up(norway):
    (alesund,) = converted(norway, of(IN_2024, {"1508": 56.0, "1580": 10.0}), to=IN_2020).values()
    assert (alesund.code, alesund.value, alesund.status) == ("1507", 66.0, Status.COMBINED)


def test_backwards_with_weights_of_that_direction(norway):
    back = norway.with_weights(weights(IN_2018, "0712", {"0709": 0.9, "0728": 0.1}, is_backward=True))
    found = converted(back, of(IN_2024, {"3909": 50.0}), to=IN_2016, method=BY_POPULATION)
    assert (found["0709"].value, found["0728"].value) == (pytest.approx(45), pytest.approx(5))


def test_a_series_tells_on_which_borders_each_figure_was(norway):
    years = {year: date(year, 1, 1) for year in (2016, 2019, 2022, 2024)}
    given = [
        Figure("0709", years[2016], 43), Figure("0728", years[2016], 2), Figure("0712", years[2019], 46),
        Figure("3805", years[2022], 47), Figure("3909", years[2024], 48),
    ]  # fmt: skip
    found = converted(norway, given)
    assert [found["3909", day].value for day in years.values()] == [45, 46, 47, 48]
    assert [found["3909", day].status for day in years.values()] == [
        Status.COMBINED, Status.SAME, Status.SAME, Status.SAME,
    ]  # fmt: skip


def test_codes_that_are_not_in_force_are_refused_all_at_once(norway):
    with pytest.raises(UnknownUnits, match="Not in force on 2016-01-01: 3024, 9999"):
        converted(norway, of(IN_2016, {"3024": 1, "9999": 1, "0301": 1}))


@pytest.mark.parametrize(
    ("quantity", "figures", "why"),
    [
        (Quantity.COUNT, [("0301", 1.5, None)], "counts are whole numbers"),
        (Quantity.COUNT, [("0301", -1, None)], "counts are whole numbers"),
        (Quantity.TOTAL, [("0301", float("inf"), None)], "must be finite"),
        (Quantity.TOTAL, [("0301", 1, None), ("0301", 1, None)], "0301 stands twice"),
        (Quantity.MEAN, [("0301", 1, -1)], "bases not below zero"),
    ],
)
def test_figures_that_are_not_of_their_kind_are_refused(norway, quantity, figures, why):
    given = [Figure(code, IN_2016, value, base) for code, value, base in figures]
    with pytest.raises(BadFigures, match=why):
        converted(norway, given, quantity=quantity)


def test_an_empty_series_becomes_an_empty_one(norway):
    assert convert(series=Series(Quantity.TOTAL, ()), geography=norway, to=IN_2024) == ()


def test_a_unit_whose_parts_come_together_again_is_whole(norway):
    reunited = date(2025, 1, 1)
    units = [
        replace(unit, valid_to=reunited) if unit.code in ("1508", "1580") else unit for unit in norway.units
    ]
    again = make_geography(
        units=[*units, Unit("1509", "Ålesund", "municipality", reunited)],
        changes=[
            *norway.changes,
            *(Change(reunited, ChangeKind.MERGED, c, "1509") for c in ("1508", "1580")),
        ],
    )
    one = converted(again, of(IN_2020, {"1507": 66.0}), to=reunited)["1509"]
    assert (one.value, one.status) == (66.0, Status.SAME)
