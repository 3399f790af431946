# SPDX-License-Identifier: EUPL-1.2
"""Django's forms, but quick where a choice is long.

Django runs two templates for each option. A page that offers all municipalities of a country to choose from
spends more time on them than on everything else together, so the options are put together here: the same
text, to the letter.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import Select
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Options = Iterable[Mapping[str, Any]]


class Renderer(DjangoTemplates):
    """What ``FORM_RENDERER`` names."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if template_name == Select.template_name:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    groups = "".join(_group(name, options) for name, options, _number in widget["optgroups"])
    opening = f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>'
    return mark_safe(f"{opening}{groups}\n</select>")  # noqa: S308  every part is escaped


def _group(name: object, options: Options) -> str:
    """name: None for options that stand in no group."""
    inside = "".join(map(_option, options))
    return f'\n  <optgroup label="{_text(name)}">{inside}\n  </optgroup>' if name else inside


def _option(option: Mapping[str, Any]) -> str:
    value = conditional_escape(str(option["value"]))
    return f'\n  <option value="{value}"{_attributes(option["attrs"])}>{_text(option["label"])}</option>\n'


def _attributes(attributes: Mapping[str, object]) -> str:
    return "".join(
        f" {_text(name)}" if value is True else f' {_text(name)}="{conditional_escape(str(value))}"'
        for name, value in attributes.items()
        if value is not False
    )


def _text(value: Any) -> str:  # noqa: ANN401
    """As a template writes it: numbers as the language does, nothing that a browser would run."""
    return conditional_escape(localize(value))
