# SPDX-License-Identifier: EUPL-1.2
"""What has no room in the line of the menu stands folded away in it, and where one is shows in both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from samband.core.web.analysis import LINES_PX, Room, rooms_of

FEW = ("Members", "Surveys")
MANY = ("Members", "People", "Open data", "Asking", "Calls", "Surveys", "Membership", "Congress", "Dialogue")


def test_a_short_menu_is_folded_nowhere():
    assert rooms_of(labels=FEW, more="More") == (Room.ANY, Room.ANY)
    assert rooms_of(labels=(), more="More") == ()


def test_by_hand_twenty_letters_each():
    """236 px each (20 · 10.2 + 32), the fold 96.8: three in 798, three in 888, four in 983; all are five."""
    assert rooms_of(labels=["m" * 20] * 5, more="More") == (*[Room.ANY] * 3, Room.WIDE, Room.NONE)


@given(st.lists(st.text("aжა ", min_size=1, max_size=40), max_size=20))
def test_the_line_is_the_beginning_of_the_menu_and_grows_with_the_window(labels):
    rooms = rooms_of(labels=labels, more="More")
    order = [*LINES_PX, Room.NONE]
    assert [order.index(room) for room in rooms] == sorted(order.index(room) for room in rooms)


@pytest.mark.parametrize("language", ["en", "nb", "ka"])
def test_every_place_is_in_the_line_or_in_the_fold_at_any_width(signed_in, analyst, language):
    browser = signed_in(analyst)
    browser.cookies["language"] = language
    page = html.fromstring(browser.get("/").content)
    (line,) = page.xpath("//nav[contains(@class, 'site-menu--wide')]/ul")
    standing = line.xpath("./li[a]")
    folded = line.xpath(".//details//li")
    places = {one.xpath("string(.//a/@href)") for one in (*standing, *folded)}
    assert places == set(page.xpath("(//details[@class='site-fold']//nav)[1]//a/@href"))
    assert folded
    both = {one.xpath("string(./a/@href)") for one in standing if one.get("class")}
    assert both <= {one.xpath("string(./a/@href)") for one in folded}


def test_on_the_page_of_calls_only_calls_is_where_one_is(signed_in, analyst):
    page = html.fromstring(signed_in(analyst).get("/answers/phone/").content)
    here = page.xpath("//details[@class='site-fold']//a[@aria-current]/text()")
    assert here == ["Calls"]
