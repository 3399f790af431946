# SPDX-License-Identifier: EUPL-1.2
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.audit.queries import EventFilter
from samband.core.members.forms import DayField


class LogForm(forms.Form):
    """What of the log is shown. A value that makes no sense narrows nothing, and says so at its field."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    person = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    about = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    authority = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("all")), *areas]  # type: ignore[attr-defined]

    def wanted(self, *, authority: str) -> EventFilter:
        """authority: the one whose log this is, whatever was typed."""
        self.is_valid()
        given = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        return EventFilter(**{**given, "authority": authority})
