# SPDX-License-Identifier: EUPL-1.2
"""The register as a geography: figures carried over its changes, and what is different between two days."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from samband.core.access.rules import INSTALLATION
from samband.core.country.rules import WeightFact
from samband.core.members import models, queries
from samband.core.members.operations import load_pack
from samband.core.members.rules import NotConvertible, UnknownAuthority
from samband.core.members.rules.geography import became, compare_generations, geography_of
from samband.core.members.tests.conftest import AT, FEW
from samband.engines.geography import (
    Basis,
    Figure,
    Layer,
    Method,
    Quantity,
    Series,
    Status,
    breaks,
    convert_table,
    geography_faults,
)
from tests.packs import only

IN_2018, IN_2020, IN_2024 = date(2018, 1, 1), date(2020, 1, 1), date(2024, 1, 1)


@pytest.fixture(scope="module")
def geography(norway):
    return geography_of(pack=norway)


def test_the_pack_is_a_geography_without_contradictions(geography):
    assert geography_faults(geography=geography) == ()


def test_all_of_norway_comes_to_the_borders_of_2024_with_every_break_flagged(geography):
    """Nine years of made-up figures: each is there, or a division is named; every break is told."""
    days = [date(year, 1, 1) for year in range(2018, 2027)]
    layers = []
    for day in days:
        codes = tuple(c for c, unit in geography.generation(on=day).items() if unit.tier == "local")
        layers.append(Layer(day, codes, np.ones((3, len(codes)))))
    table = convert_table(geography=geography, layers=layers, to=IN_2024, quantity=Quantity.COUNT)
    assert table.values.shape == (3, 9, 357)
    refused = {code for at, code in enumerate(table.codes) if not np.isfinite(table.values[:, :, at]).all()}
    assert refused == {"1508", "1580", "1806", "1875", "5055", "5056", "5059"}
    for at, day in enumerate(days):
        known = table.status[0, at] <= Status.ESTIMATED
        parts = [len(table.correspondences[at].parts_of[code]) for code in table.codes]
        assert (table.values[0, at, known] == np.array(parts)[known]).all()
        divided = [code for code, is_known in zip(table.codes, known, strict=True) if not is_known]
        assert len(divided) == (7 if day < IN_2020 else 2 if day < IN_2024 else 0)
    found = breaks(table=table)
    assert {one.on for one in found} == {IN_2020, IN_2024}
    assert {one.code for one in found if one.on == IN_2024} == {"1508", "1580"}
    merged_or_divided = {code for at, code in enumerate(table.codes) if table.status[0, 0, at] != Status.SAME}
    assert {one.code for one in found} == merged_or_divided


@pytest.mark.parametrize(
    ("code", "known_on", "on", "expected"),
    [
        ("0219", IN_2018, IN_2024, "3201"),
        ("3201", IN_2024, IN_2018, "0219"),
        ("1640", date(2017, 1, 1), IN_2024, "5025"),
        ("0709", date(2017, 1, 1), IN_2018, NotConvertible("0709", "merged", IN_2018, ("0712",))),
        ("1103", IN_2018, IN_2020, NotConvertible("1103", "merged", IN_2020, ("1103",))),
        ("5012", IN_2018, IN_2020, NotConvertible("5012", "split", IN_2020, ("5055", "5056", "5059"))),
        ("5013", IN_2018, IN_2020, NotConvertible("5013", "merged", IN_2020, ("5056",))),
        ("1508", IN_2024, IN_2018, NotConvertible("1508", "split", IN_2024, ("1507",))),
        ("0301", IN_2018, date(1990, 1, 1), NotConvertible("0301", "not_in_force", date(1990, 1, 1))),
    ],
)
def test_a_code_is_carried_to_the_same_territory_only(geography, code, known_on, on, expected):
    assert became(geography=geography, code=code, known_on=known_on, on=on) == expected


def test_every_group_of_a_comparison_is_in_one_list(geography):
    found = compare_generations(geography=geography, first=date(2019, 12, 31), last=IN_2020, tier="local")
    lists = (found.renumbered, found.renamed, found.merged, found.divided, found.redrawn)
    assert (found.count_before, found.count_after) == (422, 356)
    assert found.unchanged + sum(len(one.before) for each in lists for one in each) == 422
    assert found.unchanged + sum(len(one.after) for each in lists for one in each) == 356
    assert [unit.code for group in found.redrawn for unit in group.after if unit.name == "Hitra"] == ["5056"]


@pytest.mark.django_db
def test_other_tools_carry_figures_by_a_query(register):
    series = Series(
        Quantity.TOTAL, (Figure("0709", date(2017, 1, 1), 4), Figure("0728", date(2017, 1, 1), 1))
    )
    (larvik,) = queries.converted(series=series, to=IN_2024)
    assert (larvik.code, larvik.value, larvik.status) == ("3909", 5, Status.COMBINED)
    layer = Layer(date(2023, 1, 1), ("1507",), np.array([[6600.0]]))
    method = Method(Basis.POPULATION)
    table = queries.converted_table(layers=[layer], to=IN_2024, quantity=Quantity.COUNT, method=method)
    column = table.codes.index("1580")
    assert table.status[0, 0, column] == Status.ESTIMATED
    assert table.values[0, 0, column] == round(6600 * 9357 / (9357 + 58509))


@pytest.mark.django_db
def test_published_weights_of_a_pack_go_before_those_from_inhabitants(norway):
    told = [
        WeightFact(IN_2024, "1507", code, "population", share, "table 1")
        for code, share in (("1508", 0.9), ("1580", 0.1))
    ]
    load_pack(
        pack=replace(only(pack=norway, codes=FEW), weights=tuple(told), digest="w" * 64),
        by=INSTALLATION,
        at=AT,
    )
    shares = {w.part: (w.share, w.source) for w in queries.geography().weights if not w.is_backward}
    assert shares == {"1508": (0.9, "table 1"), "1580": (0.1, "table 1")}


@pytest.mark.django_db
def test_another_pack_is_another_geography(norway, django_assert_num_queries):
    load_pack(pack=only(pack=norway, codes=FEW), by=INSTALLATION, at=AT)
    first = queries.geography()
    with django_assert_num_queries(1):
        assert queries.geography() is first
    load_pack(pack=only(pack=norway, codes=FEW - {"1151"}), by=INSTALLATION, at=AT)
    assert "1151" not in queries.geography().spells
    with pytest.raises(UnknownAuthority):
        queries.code_on(code="1151", known_on=IN_2024, on=IN_2020)


@pytest.mark.django_db
def test_inhabitants_are_those_of_the_territory_whatever_its_numbers(register):
    def points(code, on=IN_2024):
        return {one.year: one for one in queries.population_series(code=code, on=on)}

    larvik = points("3909")
    assert list(larvik) == list(range(2005, 2027))
    assert (larvik[2019].population, larvik[2019].codes) == (47_107, ("0712",))
    assert larvik[2024].codes == ("3909",)
    assert list(points("1580")) == [2024, 2025, 2026]
    assert max(points("1507", date(2023, 1, 1))) == 2023
    assert points("9999") == {}


@pytest.mark.django_db
def test_inhabitants_before_a_merger_are_added_up(register):
    """From rows of the units themselves, where the source has them: here planted for Finnøy and its like."""
    for code, count in (("1103", 100), ("1141", 20), ("1142", 3)):
        models.Population.objects.update_or_create(code=code, year=2019, defaults={"count": count})
    stavanger = {one.year: one for one in queries.population_series(code="1103", on=IN_2024)}
    assert (stavanger[2019].population, stavanger[2019].codes) == (123, ("1103", "1141", "1142"))
