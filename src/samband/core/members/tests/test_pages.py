# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
import time_machine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-03-01 12:00:00+00:00", tick=False):
        yield


def text_of(response):
    """What a reader sees, with single spaces."""
    assert response.status_code == 200
    body = re.sub(r"<(svg|head|details)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    words = " ".join(re.sub(r"<[^>]+>", " ", body).replace("\xa0", " ").split())
    return re.sub(r" ([.,])", r"\1", words)


def names_of(response):
    return re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a>', response.content.decode())


def test_anybody_reads_the_register(client, register):
    page = client.get("/members/")
    assert "357 municipalities in force on 1 March 2026." in text_of(page)
    assert len(names_of(page)) == 357


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("q=gaivuotna", ["Kåfjord"]),
        ("q=1151", ["Utsira"]),
        ("q=ål", ["Ålesund"]),
        ("county=03", ["Oslo"]),
        ("size=small", ["Utsira", "Kåfjord"]),
        ("size=large&county=15", ["Ålesund"]),
        ("kind=county&q=troms", ["Troms"]),
        ("on=2021-01-01&q=bærum", ["Bærum"]),
    ],
)
def test_the_register_is_searched_without_script(client, small_register, search, names):
    assert names_of(client.get(f"/members/?{search}")) == names


def test_a_sami_name_stands_beside_the_norwegian_with_its_language(client, small_register):
    body = client.get("/members/?q=5540").content.decode()
    assert '<span lang="se">Gáivuotna</span>' in body
    assert '<span lang="fkv">Kaivuono</span>' in body


def test_an_old_number_leads_to_what_became_of_it(client, small_register):
    page = client.get("/members/?q=3024")
    assert "3024 Bærum is not in force on 1 March 2026." in text_of(page)
    assert b'href="/members/3024/"' in page.content


def test_nothing_found_says_what_to_do(client, small_register):
    assert "Search for a part of the name, or the start of the number." in text_of(
        client.get("/members/?q=zzz")
    )


def test_an_empty_register_says_what_to_do(client):
    assert "The register is empty" in text_of(client.get("/members/"))
    assert "Choose a later day." in text_of(client.get("/members/statistics/"))


@pytest.mark.parametrize(
    "search",
    ["on=yesterday", "county=99", "size=huge", "kind=island", "q=" + "x" * 81, "q=%00", "q=<script>"],
)
def test_a_search_that_cannot_be_read_is_answered_with_a_page(client, small_register, search):
    page = client.get(f"/members/?{search}")
    assert page.status_code == 200
    assert b"<script>" not in page.content


def test_the_statistics_page_shows_the_figures_of_2021_with_day_and_source(client, register):
    text = text_of(client.get("/members/statistics/?on=2021-01-01"))
    assert (
        "On 1 January 2021 there were 356 municipalities, from Utsira with 192 inhabitants to Oslo with "
        "697,010; 36.5% had fewer than 3,000 inhabitants." in text
    )
    assert re.search(r"Median [\d,]+ 5,155 5,322 5,413 ", text)
    body = client.get("/members/statistics/?on=2021-01-01").content.decode()
    assert "Statistics Norway" in body
    assert "Table 07459" in body


def test_the_statistics_page_sets_days_side_by_side(client, register):
    text = text_of(client.get("/members/statistics/?on=2021-01-01"))
    assert "In force on 1 January 2020 1 January 2021 1 January 2024 1 January 2025" in text
    assert "Municipalities 356 356 357 357" in text
    assert "Counties 11 11 15 15" in text


def test_the_statistics_page_without_a_day_is_of_today(client, register):
    assert "On 1 March 2026 there were 357 municipalities" in text_of(client.get("/members/statistics/"))


def test_a_day_that_cannot_be_read_is_told(client, small_register):
    page = client.get("/members/statistics/?on=31.12.2020x")
    assert page.status_code == 200
    assert b"ds-validation-message" in page.content


def test_a_renumbered_member_shows_its_names_and_its_history(client, small_register):
    text = text_of(client.get("/members/5540/"))
    assert "Gáivuotna – Kåfjord – Kaivuono" in text
    assert "1 January 2024: 5426 Kåfjord got a new number: 5540 Kåfjord." in text
    assert "County Troms" in text


def test_a_member_shows_its_inhabitants_over_time_as_picture_and_table(client, small_register):
    body = client.get("/members/1151/").content.decode()
    assert "From 213 in 2005 to " in body
    assert re.search(r"<svg[^>]*aria-labelledby=", body)
    assert re.search(r"<tr><th scope=\"row\">2021</th><td[^>]*>192</td>", body)


def test_a_divided_member_links_to_its_parts(client, small_register):
    page = client.get("/members/1507/")
    text = text_of(page)
    assert "In force until 31 December 2023." in text
    story = "1 January 2024: 1507 Ålesund was divided into 1508 Ålesund and 1580 Haram."
    assert story in text
    assert b'href="/members/1580/"' in page.content
    assert story in text_of(client.get("/members/1580/"))


def test_a_member_that_never_changed_says_so(client, small_register):
    wanted = "No change of number or borders in the register, which begins on 1 January 2005."
    assert wanted in text_of(client.get("/members/1151/"))


def test_a_county_leads_to_its_municipalities(client, small_register):
    page = client.get("/members/55/")
    assert "Municipalities in Troms" in text_of(page)
    assert b'href="/members/?county=55"' in page.content


@pytest.mark.parametrize("code", ["9999", "zz", "1151-2"])
def test_an_unknown_member_is_not_found(client, small_register, code):
    assert client.get(f"/members/{code}/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/members/", "/members/statistics/", "/members/changes/", "/members/1151/"]
)
def test_pages_need_few_queries_and_only_reading(
    client, small_register, address, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        assert client.get(address).status_code == 200
    assert client.post(address).status_code == 405


def test_pages_speak_norwegian(client, register):
    client.cookies["language"] = "nb"
    text = text_of(client.get("/members/statistics/?on=2021-01-01"))
    assert (
        "1. januar 2021 var det 356 kommuner, fra Utsira med 192 innbyggere til Oslo med 697 010; "
        "36,5 % hadde færre enn 3 000 innbyggere." in text
    )
    text = text_of(client.get("/members/3201/"))
    assert "1. januar 2020: 0219 Bærum fikk nytt nummer: 3024 Bærum." in text
    assert "1. januar 2024: 3024 Bærum fikk nytt nummer: 3201 Bærum." in text


def test_the_story_and_the_picture_of_a_member_that_was_put_together(client, register):
    page = client.get("/members/5056/")
    text = text_of(page)
    assert "1 January 2018: 1613 Snillfjord got a new number: 5012 Snillfjord." in text
    assert "1 January 2020: 5013 Hitra and a part of 5012 Snillfjord became 5056 Hitra." in text
    body = page.content.decode()
    assert body.count('id="lineage-title"') == body.count('id="lineage-narrow-title"') == 1
    assert "The lineage of 5056 Hitra" in body
    assert re.search(
        r"<tr><th scope=\"row\">1 January 2020</th><td[^>]*>[^<]*</td><td[^>]*>5012 Snillfjord</td>"
        r"<td[^>]*>5056 Hitra</td><td[^>]*>A part</td>",
        body,
    )


def test_who_took_others_in_under_its_own_number_says_so(client, register):
    text = text_of(client.get("/members/1103/"))
    assert "1 January 2020: 1103 Stavanger took in 1141 Finnøy and 1142 Rennesøy." in text


def test_inhabitants_before_a_merger_are_the_sum_and_the_table_says_of_whom(client, register):
    body = client.get("/members/1508/").content.decode()
    assert "2024" in body
    body = client.get("/members/3909/").content.decode()
    assert re.search(r"<tr><th scope=\"row\">2019</th><td[^>]*>47,107</td><td[^>]*>0712</td>", body)


def test_the_latest_change_is_compared_when_nothing_is_chosen(client, register):
    text = text_of(client.get("/members/changes/"))
    assert (
        "On 31 December 2023 there were 356 municipalities, on 1 January 2024 357. "
        "242 of them are unchanged." in text
    )
    assert "Divided (1)" in text
    assert "1507 Ålesund 1508 Ålesund, 1580 Haram" in text
    assert "New number (113)" in text


def test_a_period_is_compared_over_all_its_changes(client, register):
    text = text_of(client.get("/members/changes/?first=2016-01-01&last=2024-01-01"))
    assert "On 1 January 2016 there were 428 municipalities, on 1 January 2024 357." in text
    assert "0709 Larvik, 0728 Lardal 3909 Larvik" in text
    assert "0219 Bærum 3201 Bærum" in text
    assert "Divided among others, or borders moved" in text


def test_counties_are_compared_too(client, register):
    text = text_of(client.get("/members/changes/?first=2023-12-31&last=2024-01-01&level=upper"))
    assert "there were 11 counties, on 1 January 2024 15." in text
    assert "30 Viken 31 Østfold, 32 Akershus, 33 Buskerud" in text


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("first=2024-01-01&last=2024-01-01", "Choose a day after the first one."),
        ("first=2021-01-01&last=2021-06-01", "Nothing changed between the two days."),
        ("first=1990-01-01&last=2024-01-01", "The register knows no unit on one of the two days."),
        ("first=x&last=%00&level=moon", "Enter a valid date."),
    ],
)
def test_a_period_without_an_answer_says_so(client, register, period, words):
    page = client.get(f"/members/changes/?{period}")
    assert page.status_code == 200
    assert words in page.content.decode()


def test_an_empty_register_has_no_changes(client):
    assert client.get("/members/changes/").status_code == 200
