# SPDX-License-Identifier: EUPL-1.2
"""Naming somebody of the administration."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import Choices, DayField
from samband.tools.ethics.rules.administration import NewEmployee


class EmployeeForm(forms.Form):
    """Who, as what, from when to when."""

    name = forms.CharField(label=_("Name"), max_length=300, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Then the person can be asked to write the list.")
    )
    person = forms.TypedChoiceField(
        label=_("Or somebody elected"), required=False, coerce=int, empty_value=None,
        help_text=_("Who is elected and employed has one list for both."),
    )  # fmt: skip
    title = forms.CharField(
        label=_("Title in the administration"), max_length=200, help_text=_("As Head of planning.")
    )
    valid_from = DayField(label=_("First day"))
    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty when it is not known.")
    )

    def __init__(self, *args: object, people: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["person"].choices = [("", _("Nobody")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        first, last = told.get("valid_from"), told.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first. Choose a later last day."))
        if told.get("person") and str(told.get("name") or "").strip():
            self.add_error("person", _("Write a name or choose somebody elected, not both."))
        return told

    def told(self) -> NewEmployee:
        told = dict(self.cleaned_data)
        last = told.pop("last_day")
        return NewEmployee(**told, valid_to=last + last.resolution if last else None)
