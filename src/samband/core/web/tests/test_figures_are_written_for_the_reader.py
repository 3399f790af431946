# SPDX-License-Identifier: EUPL-1.2
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from samband.engines.charts.chart import Chart, ChartTable, Screens
from samband.engines.charts.numbers import Number

CHART = Chart(
    svg='<svg role="img"></svg>',
    title="Trust & <care>",
    description="Two dots.",
    table=ChartTable(("Member", "Mean"), (("Utsira <1151>", Number(3.25, 2)), ("Oslo", "too few"))),
    width=640,
    height=100,
)


def written(template: str, language: str = "en", **context: object) -> str:
    with override(language):
        return Template("{% load samband %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("template", "language", "expected"),
    [
        ("{{ value|number:1 }}", "en", "697,010.2"),
        ("{{ value|number:1 }}", "nb", "697\N{NO-BREAK SPACE}010,2"),
        ("{{ value|number }}", "en", "697,010"),
        ("{{ part|share }}", "en", "43%"),
        ("{{ part|share:1 }}", "nb", "43,2\N{NO-BREAK SPACE}%"),
        ("{{ nothing|number }}", "en", "–"),
        ("{{ nothing|share }}", "nb", "–"),
        ("{{ due|day }}", "en", "1 March 2026"),
        ("{{ due|day }}", "nb", "1. mars 2026"),
        ("{{ nothing|day }}{{ nothing|moment }}", "en", ""),
        ("{{ at|moment }}", "en", "1 March 2026, 13:05"),
        ("{{ late|day }}", "en", "2 March 2026"),
    ],
)
def test_numbers_and_dates_follow_the_language(template, language, expected):
    values = {
        "value": 697010.2,
        "part": 0.432,
        "nothing": None,
        "due": date(2026, 3, 1),
        "at": datetime(2026, 3, 1, 12, 5, tzinfo=UTC),
        "late": datetime(2026, 3, 1, 23, 30, tzinfo=UTC),
    }
    assert written(template, language, **values) == expected


def test_a_chart_brings_its_figures_as_a_table():
    page = written("{% chart chart %}", "nb", chart=CHART)
    assert CHART.svg in page
    assert "3,25" in page
    assert '<th scope="row">Utsira &lt;1151&gt;</th>' in page
    assert 'aria-label="Trust &amp; &lt;care&gt;"' in page


def test_words_and_numbers_of_a_table_stand_apart():
    page = written("{% data_table table 'Means' %}", table=CHART.table)
    assert '<td class="figure">3.25</td>' in page
    assert "<td>too few</td>" in page
    assert "Means</caption>" in page


def test_pages_link_to_their_neighbours_and_keep_the_search():
    page = written("{% pagination 2 3 q='Ås & co' about='' %}")
    assert 'href="?q=%C3%85s+%26+co&amp;page=1"' in page
    assert 'href="?q=%C3%85s+%26+co&amp;page=3"' in page
    assert "about" not in page


def test_a_single_page_needs_no_links():
    assert written("{% pagination 1 1 %}").strip() == ""


def test_breadcrumbs_end_with_this_page():
    page = written("{% breadcrumbs 'Surveys' '/surveys/' 'Wave 2025' %}")
    assert '<a class="ds-link" href="/surveys/">Surveys</a>' in page
    assert '<span aria-current="page">Wave 2025</span>' in page


def test_a_chart_for_two_screens_brings_both_pictures_and_one_table():
    narrow = replace(CHART, svg='<svg role="img" width="320"></svg>')
    page = written("{% chart chart %}", chart=Screens(CHART, narrow))
    assert f'<div class="on-desk">{CHART.svg}</div><div class="on-phone">{narrow.svg}</div>' in page
    assert page.count("<table") == 1
