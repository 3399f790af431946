# SPDX-License-Identifier: EUPL-1.2
"""``{% load samband %}``: form fields, figures in the reader's language, charts with tables, navigation."""

from datetime import date, datetime
from urllib.parse import urlencode

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, Form, RadioSelect
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from samband.engines.charts.chart import Chart, ChartTable, Screens
from samband.engines.charts.numbers import Number, cell_text, number_text

register = template.Library()


@register.inclusion_tag("web/components/field.html", name="field")
def field_with_label(field: BoundField) -> dict[str, object]:
    """``{% field form.email %}``: label, description, control and errors, linked for screen readers."""
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return {"field": field, "kind": "choices"}
    kind = "tick" if isinstance(widget, CheckboxInput) else "plain"
    for unwanted in ("placeholder", "cols"):  # the label stays when something is typed; style sets the width
        widget.attrs.pop(unwanted, None)
    classes = f"ds-input {widget.attrs.get('class', '')}".strip()
    return {"field": field, "kind": kind, "control": field.as_widget(attrs={"class": classes})}


@register.inclusion_tag("web/components/fields.html")
def fields(form: Form) -> dict[str, object]:
    """``{% fields form %}``: all fields of a form, hidden ones first."""
    return {"form": form}


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(form: Form) -> dict[str, object]:
    """``{% error_summary form %}``: all errors at the top of the page, each a link to its field."""
    return {"form": form, "count": sum(len(errors) for errors in form.errors.values())}


@register.inclusion_tag("web/components/breadcrumbs.html")
def breadcrumbs(*labels_and_urls: str) -> dict[str, object]:
    """``{% breadcrumbs "Surveys" surveys_url "Wave 2025" %}``: label, address, …, label of this page."""
    labels, urls = labels_and_urls[::2], [*labels_and_urls[1::2], ""]
    return {"steps": list(zip(labels, urls, strict=False))}


@register.inclusion_tag("web/components/pagination.html")
def pagination(page: int, pages: int, **query: str) -> dict[str, object]:
    """``{% pagination page pages q=search %}``: links to ?page=…, with the other parts of the query kept."""
    return {
        "page": page,
        "pages": pages,
        "earlier": _page_link(page - 1, query) if page > 1 else "",
        "later": _page_link(page + 1, query) if page < pages else "",
    }


@register.inclusion_tag("web/components/pagination.html")
def pages_of(page: int, pages: int, query: dict[str, str]) -> dict[str, object]:
    """``{% pages_of page pages given %}``: the same for a query that is a dictionary."""
    return pagination(page, pages, **query)


@register.inclusion_tag("web/components/chart.html", name="chart")
def chart_with_table(chart: Chart | Screens, *, with_table: bool = True) -> dict[str, object]:
    """``{% chart chart %}``: the picture and, folded, the same figures as a table.

    ``with_table=False`` where the page itself has them in a table beside the picture.

    Of a chart drawn for two screens the page shows the one that fits.
    """
    wide, narrow = (chart.wide, chart.narrow) if isinstance(chart, Screens) else (chart, None)
    return {
        "chart": wide,
        "svg": _drawn(wide),
        "narrow": _drawn(narrow) if narrow else "",
        "with_table": with_table,
    }


def _drawn(chart: Chart) -> SafeString:
    return mark_safe(chart.svg)  # noqa: S308  made by engines.charts, which escapes


@register.inclusion_tag("web/components/data_table.html")
def data_table(table: ChartTable, caption: str) -> dict[str, object]:
    """``{% data_table chart.table "Trust by member" %}``: scrolls sideways on a phone; caption names it."""
    language = get_language() or "en"
    rows = [
        [(cell_text(cell=cell, language=language), isinstance(cell, Number)) for cell in row]
        for row in table.rows
    ]
    header = [(text, _holds_figures(table, column)) for column, text in enumerate(table.header)]
    return {"header": header, "rows": rows, "caption": caption}


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """``{{ 3.24|number:1 }}``: 3.2, or 3,2 in Norwegian; a dash for a missing figure."""
    return _figure(value, decimals, is_share=False)


@register.filter
def share(value: float | None, decimals: int = 0) -> str:
    """``{{ 0.43|share }}``: 43%, or 43 % in Norwegian. value: a part of one."""
    return _figure(value, decimals, is_share=True)


@register.filter
def day(value: date | datetime | None) -> str:
    """``{{ due|day }}``: 1 March 2026 as the reader's language writes it; empty when there is none."""
    if value is None:
        return ""
    return date_format(localtime(value) if isinstance(value, datetime) else value, "DATE_FORMAT")


@register.filter
def moment(value: datetime | None) -> str:
    """``{{ at|moment }}``: day and time in the installation's time zone."""
    return "" if value is None else date_format(localtime(value), "DATETIME_FORMAT")


@register.filter
def capfirst(text: object) -> str:
    """``{{ role|capfirst }}``: a capital first. Unlike Django's, it leaves a Georgian word as it is: that
    alphabet has capitals only for words written in capitals throughout, and many fonts lack them.
    """
    plain = str(text)
    return plain[:1].title() + plain[1:]


@register.filter
def words(source: str) -> str:
    """``{{ card.title|words }}``: an English source text from a card in the reader's language."""
    return gettext(source) if source else ""


def _holds_figures(table: ChartTable, column: int) -> bool:
    return any(isinstance(row[column], Number) for row in table.rows)


def _figure(value: float | None, decimals: int, *, is_share: bool) -> str:
    if value is None:
        return "–"
    number = Number(float(value), decimals, is_share)
    return number_text(number=number, language=get_language() or "en")


def _page_link(page: int, query: dict[str, str]) -> SafeString | str:
    return "?" + urlencode({**{name: value for name, value in query.items() if value}, "page": page})
