# SPDX-License-Identifier: EUPL-1.2
"""Counts of the installed packs against totals that are published beside them."""

from collections import Counter
from datetime import date

import pytest

from samband.core.country.queries import load_pack
from samband.core.country.rules import LOCAL, UPPER

CENSUS = date(2021, 12, 1)


def counts_of(pack, year):
    return {fact.code: fact.population for fact in pack.populations if fact.year == year}


def of_level(pack, level, on):
    kinds = pack.description.kinds(level=level)
    return [unit for unit in pack.authorities if unit.kind in kinds and unit.is_in_force(on=on)]


@pytest.fixture(scope="module")
def romania():
    return load_pack(name="romania")


def test_every_authority_of_romania_has_the_residents_of_the_census(romania):
    counts = counts_of(romania, 2021)
    local = {unit.code: counts[unit.code] for unit in of_level(romania, LOCAL, CENSUS)}
    assert len(local) == 3181
    assert (min(local.values()), local["88216"]) == (88, 88)  # Bătrâna in Hunedoara
    assert (max(local.values()), local["179132"]) == (1_716_961, 1_716_961)  # Bucharest
    assert (local["54975"], local["57706"], local["1151"]) == (286_598, 52_735, 4360)
    assert romania.description.population_days[2021] == CENSUS


def test_the_authorities_of_a_romanian_county_sum_to_its_published_residents(romania):
    counts = counts_of(romania, 2021)
    sums = Counter()
    for unit in of_level(romania, LOCAL, CENSUS):
        sums[unit.county_code] += counts[unit.code]
    upper = {unit.code: unit.name for unit in of_level(romania, UPPER, CENSUS)}
    assert sum(counts[code] for code in upper) == 19_053_815
    assert counts["10"] == sums["10"] == 325_941  # Alba
    assert {upper[code]: sums[code] - counts[code] for code in upper if sums[code] != counts[code]} == {}


def test_the_sectors_sum_to_bucharest(romania):
    counts = counts_of(romania, 2021)
    sectors = [counts[unit.code] for unit in romania.authorities if unit.kind == "sector"]
    assert len(sectors) == 6
    assert sum(sectors) == counts["179132"] == counts["403"]


def test_kurzeme_sums_to_what_was_published_for_the_region():
    counts = counts_of(load_pack(name="latvia"), 2011)
    assert (len(counts), sum(counts.values())) == (20, 271_143)


def test_the_nine_republican_cities_of_latvia_are_known_in_2019():
    latvia = load_pack(name="latvia")
    counts = counts_of(latvia, 2019)
    cities = {unit.code for unit in of_level(latvia, LOCAL, date(2019, 1, 1)) if unit.kind == "city"}
    assert counts.keys() == cities
    assert (len(cities), counts["LV-RIX"]) == (9, 632_614)


def test_a_part_of_a_country_is_less_than_the_whole():
    for name in ("georgia", "latvia", "moldova"):
        pack = load_pack(name=name)
        for year, published in pack.description.population_totals.counts.items():
            assert 0 < sum(counts_of(pack, year).values()) < published
