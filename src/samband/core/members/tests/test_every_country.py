# SPDX-License-Identifier: EUPL-1.2
"""An installation for each country: it loads, and its pages speak of it in its own words."""

import re
from shutil import copytree

import pytest
import time_machine

from samband.core.access.rules import INSTALLATION
from samband.core.country.queries import available_packs, chosen_pack
from samband.core.country.queries.packs import PACKS
from samband.core.members import models
from samband.core.members.operations import load_pack
from samband.core.members.tests.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-22 12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def country():
    """Loads a country as ``samband init --register`` does."""
    return lambda name: load_pack(pack=chosen_pack(country=str(name)), by=INSTALLATION, at=AT)


def text_of(response):
    assert response.status_code == 200
    body = re.sub(r"<(svg|head|details|select)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("\xa0", " ").split())


@pytest.mark.parametrize(
    ("name", "listed", "unit", "lines"),
    [
        ("norway", "357 municipalities in force", "1507", ["Kind Municipality", "County Møre og Romsdal"]),
        ("georgia", "64 municipalities and self-governing cities in force", "79",
         ["ბათუმი – Batumi", "Kind Self-governing city", "Lies in Adjara", "183,200 on 1 January 2024"]),
        ("moldova", "37 districts, municipalities, autonomous territorial units and units on the left bank",
         "9600000", ["Kind Autonomous territorial unit", "103,700 on 8 April 2024"]),
        ("romania", "3,181 municipalities, towns and communes in force", "1151",
         ["Kind Town", "Lies in Alba", "4,360 on 1 December 2021"]),
        ("latvia", "42 municipalities and state cities in force", "LV-059",
         ["Madonas novads", "Varakļānu novads", "Kind Municipality"]),
    ],
)  # fmt: skip
def test_the_pages_of_a_country_use_its_own_words(client, country, name, listed, unit, lines):
    country(name)
    assert listed in text_of(client.get("/members/"))
    page = text_of(client.get(f"/members/{unit}/"))
    assert [line for line in lines if line not in page] == []
    assert "The register in figures" in text_of(client.get("/members/statistics/"))


def test_every_installed_pack_has_a_line_above():
    (marks,) = (
        m for m in test_the_pages_of_a_country_use_its_own_words.pytestmark if m.name == "parametrize"
    )
    assert {row[0] for row in marks.args[1]} == set(available_packs())


def test_what_is_not_known_is_not_shown_as_zero(client, country, tmp_path):
    folder = copytree(PACKS / "latvia", tmp_path / "uncounted")
    (folder / "population.csv").write_text("code,first_year,populations\n", encoding="utf-8")
    country(folder)
    text = text_of(client.get("/members/statistics/"))
    assert "there were 42 municipalities and state cities. How many live there is not known." in text
    assert re.search(r"Inhabitants (– )+", text)


def test_a_list_of_several_kinds_tells_the_kind_of_each(client, country):
    country("georgia")
    assert "Number Name Kind Lies in Inhabitants, 2024" in text_of(client.get("/members/"))
    assert "79 Batumi – ბათუმი Self-governing city Adjara 183,200" in text_of(client.get("/members/"))
    assert "Number Name Lies in Inhabitants" in text_of(client.get("/members/?kind=municipality"))


def test_what_lies_in_nothing_is_not_asked_where_it_lies(client, country):
    country("moldova")
    assert b'name="county"' not in client.get("/members/").content


def test_a_kind_is_listed_alone(client, country):
    country("romania")
    assert "103 municipalities in force" in text_of(client.get("/members/?kind=municipality"))
    assert "6 sectors in force" in text_of(client.get("/members/?kind=sector"))
    assert "41 counties in force" in text_of(client.get("/members/?kind=county"))


def test_the_list_of_thousands_needs_few_queries(client, country, django_assert_max_num_queries):
    country("romania")
    with django_assert_max_num_queries(20):
        first = client.get("/members/")
    assert first.content.decode().count('<th scope="row">') == 400
    assert "Page 1 of 8" in text_of(first)
    last = client.get("/members/?page=8&kind=&q=")
    assert last.content.decode().count('<th scope="row">') == 3181 - 7 * 400
    kept = client.get("/members/?kind=commune&page=2").content.decode()
    assert "kind=commune&amp;page=3" in kept or "page=3&amp;kind=commune" in kept


@pytest.mark.parametrize("page", ["0", "-1", "9", "x", "99999999999", "²"])
def test_a_page_that_is_not_there_is_answered_with_one_that_is(client, country, page):
    country("georgia")
    assert "64 municipalities and self-governing cities" in text_of(client.get(f"/members/?page={page}"))


def test_a_part_of_a_country_is_not_summed_as_if_it_were_the_whole(client, country):
    country("norway")
    text = text_of(client.get("/members/statistics/?on=2016-01-01"))
    assert "there were 428 municipalities. How many live in 119 of them is not known" in text
    assert "Inhabitants – 5,367,580 5,391,369" in text


def test_the_counties_of_a_country_are_filtered_by(client, country):
    country("romania")
    page = text_of(client.get("/members/?county=10"))
    assert "78 found." in page


def test_an_installation_may_use_a_pack_of_its_own(client, country, tmp_path):
    country(copytree(PACKS / "georgia", tmp_path / "mine"))
    assert models.Authority.objects.filter(level="local").count() == 64
