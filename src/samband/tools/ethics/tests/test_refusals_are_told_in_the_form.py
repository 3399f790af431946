# SPDX-License-Identifier: EUPL-1.2
"""What an operation refuses stands at its field, or above a form that has no such field."""

import pytest
from django import forms

from samband.engines.files import Fault, FileFault, Unreadable
from samband.tools.ethics.forms.refusals import add_file_faults, add_refusal
from samband.tools.ethics.operations import Refused


class SentForm(forms.Form):
    file = forms.CharField(required=False)
    text = forms.CharField(required=False)


@pytest.fixture
def form():
    return SentForm({})


@pytest.mark.parametrize(("field", "place"), [("text", "text"), ("", "__all__"), ("day", "__all__")])
def test_a_refusal_stands_where_it_can_be_mended(form, field, place):
    add_refusal(form=form, refused=Refused("Not so.", field))

    assert form.errors == {place: ["Not so."]}


def test_all_faults_of_a_file_stand_at_its_field(form):
    faults = [Fault(FileFault.EMPTY_FILE), Fault(FileFault.NOT_A_SPREADSHEET)]
    add_file_faults(form=form, refused=Unreadable(*faults), field="text")

    assert form.errors == {"text": [fault.words() for fault in faults]}
