# SPDX-License-Identifier: EUPL-1.2
"""What to look for in the registers of a year; sent by GET."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import Choices, DayField


class YearForm(forms.Form):
    """year: the latest when none is asked for."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    authority = forms.ChoiceField(label=_("Member"), required=False)
    person = forms.CharField(label=_("Person"), required=False, max_length=80)
    giver = forms.CharField(label=_("Giver"), required=False, max_length=80)
    known = DayField(
        label=_("As the register stood on"), required=False,
        help_text=_("What was told or taken away later does not count."),
    )  # fmt: skip

    def __init__(
        self, data: object, *, years: Iterable[int], members: Choices, is_work: bool, with_earlier: bool
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["year"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["authority"].choices = [("", _("All")), *members]  # type: ignore[attr-defined]
        if is_work:
            self.fields["giver"].label = _("Employer")
        if not with_earlier:
            del self.fields["known"]
