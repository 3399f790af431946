# SPDX-License-Identifier: EUPL-1.2
import re

import pytest
from django import forms
from django.template import Context, Template


class Wave(forms.Form):
    title = forms.CharField(label="Title", help_text="As members will see it.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    mode = forms.ChoiceField(
        label="Mode", choices=[("web", "Web"), ("paper", "Paper")], widget=forms.RadioSelect
    )
    is_open = forms.BooleanField(label="Open to all", required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="kept")

    def clean(self):
        raise forms.ValidationError("A wave needs a title and a mode.")


def page(form: forms.Form) -> str:
    return Template("{% load samband %}{% error_summary form %}{% fields form %}").render(
        Context({"form": form})
    )


@pytest.fixture
def empty() -> str:
    return page(Wave())


@pytest.fixture
def faulty() -> str:
    return page(Wave({"title": "", "note": "kept as typed", "mode": "fax", "token": "kept"}))


def test_a_field_is_tied_to_its_label_and_description(empty):
    assert '<label class="ds-label" for="id_title">Title' in empty
    control = re.search(r"<input[^>]*id_title[^>]*>", empty).group()
    assert 'aria-describedby="id_title_helptext"' in control
    assert 'class="ds-input"' in control
    assert 'id="id_title_helptext">As members will see it.' in empty


def test_what_need_not_be_filled_in_is_marked(empty):
    assert re.search(r"Note <span class=\"optional\">\(optional\)", empty)
    assert not re.search(r"Title <span", empty)


def test_choices_stand_in_a_group_with_its_name(empty):
    assert re.search(r"<fieldset[^>]*id=\"id_mode\".*?<legend class=\"ds-label\">Mode", empty, re.DOTALL)
    assert empty.count('type="radio"') == 2


def test_hidden_fields_are_kept(empty):
    assert '<input type="hidden" name="token" value="kept"' in empty


def test_an_untouched_form_has_no_summary(empty):
    assert "ds-error-summary" not in empty
    assert "aria-invalid" not in empty


def test_all_errors_stand_at_the_top_and_lead_to_their_fields(faulty):
    assert "3 things need to be put right" in faulty
    assert '<a href="#id_title">Title: This field is required.</a>' in faulty
    assert '<a href="#id_mode' in faulty
    assert "A wave needs a title and a mode." in faulty


def test_an_error_stands_at_its_field_and_is_read_out_with_it(faulty):
    control = re.search(r"<input[^>]*id_title[^>]*>", faulty).group()
    assert 'aria-invalid="true"' in control
    assert "id_title_error" in re.search(r'aria-describedby="([^"]*)"', control).group(1)
    assert re.search(
        r"id=\"id_title_error\"><p class=\"ds-validation-message\">This field is required.", faulty
    )


def test_what_was_typed_is_kept(faulty):
    assert "kept as typed</textarea>" in faulty
