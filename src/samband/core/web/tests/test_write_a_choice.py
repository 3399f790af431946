# SPDX-License-Identifier: EUPL-1.2
"""A choice is written as Django writes it: its templates are the slow and obvious twin."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy, override
from hypothesis import given
from hypothesis import strategies as st

from samband.core.web.forms.rendering import Renderer

TWIN, OURS = DjangoTemplates(), Renderer()
NASTY = [
    ("", "–"),
    ('"><script>', "<b>Å & co</b>"),
    ("it's", 'a "quoted" one'),
    (1234567, 1234567),
    (None, 3.5),
]
GROUPED = [("Counties <&>", [("03", "Oslo"), ("11", "Rogaland")]), ("1151", gettext_lazy("Member"))]


def written(renderer, widget, value, **attributes):
    return widget.render(name="unit", value=value, attrs=attributes, renderer=renderer)


@pytest.mark.parametrize("choices", [(), NASTY, GROUPED], ids=["no choices", "nasty texts", "groups"])
@pytest.mark.parametrize("value", ["", "03", "it's", 1234567, None])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_choice_is_written_to_the_letter_as_by_django(choices, value, language):
    with override(language):
        for kind in (forms.Select, forms.SelectMultiple):
            asked = [value] if kind is forms.SelectMultiple else value
            marks = {"id": "id_unit", "required": True, "hidden": False, "aria-describedby": "<hint>"}
            ours, twin = (written(one, kind(choices=choices), asked, **marks) for one in (OURS, TWIN))
            assert ours == twin


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=6), st.text(max_size=8))
def test_any_texts_are_written_as_by_django(choices, value):
    assert written(OURS, forms.Select(choices=choices), value) == written(
        TWIN, forms.Select(choices=choices), value
    )


def test_every_form_is_written_so():
    assert isinstance(forms.Form().renderer, Renderer)


def test_what_is_no_choice_is_left_to_django():
    assert written(OURS, forms.TextInput(), "Å") == written(TWIN, forms.TextInput(), "Å")
