# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.rules import COUNTY, MUNICIPALITY

Choices = Iterable[tuple[str, str]]


class SearchForm(forms.Form):
    """What to show of the register. Everything is optional; it is sent by GET."""

    q = forms.CharField(label=_("Name or number"), required=False, max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[(MUNICIPALITY, _("Municipalities")), (COUNTY, _("Counties"))],
    )
    county = forms.ChoiceField(label=_("County"), required=False)
    size = forms.ChoiceField(label=_("Size"), required=False)
    on = forms.DateField(
        label=_("In force on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: object, *, counties: Choices, sizes: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["county"].choices = [("", _("All counties")), *counties]  # type: ignore[attr-defined]
        self.fields["size"].choices = [("", _("All sizes")), *sizes]  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """One day of the register."""

    on = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
