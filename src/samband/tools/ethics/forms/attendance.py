# SPDX-License-Identifier: EUPL-1.2
"""The roll call at the opening of a meeting."""

from collections.abc import Sequence
from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.tools.ethics.analysis.attendance import Presence


class OpeningForm(forms.Form):
    """Who came, as expected until somebody says otherwise."""

    came = forms.MultipleChoiceField(
        label=_("Who came"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Ticked are those who were expected, and the deputies whom the law calls."),
    )  # fmt: skip

    def __init__(self, data: object = None, *, expected: Sequence[tuple[Presence, str]]) -> None:
        ticked = [_code(one) for one, _name in expected if one.is_present]
        super().__init__(data, initial={"came": ticked})  # type: ignore[arg-type]
        self.expected = expected
        self.fields["came"].choices = [(_code(one), name) for one, name in expected]  # type: ignore[attr-defined]

    def notes(self) -> list[Presence]:
        """Of every member whether they came, and of the deputies who did."""
        came = set(self.cleaned_data["came"])
        told = [replace(one, is_present=_code(one) in came) for one, _name in self.expected]
        return [one for one in told if one.is_present or not one.instead_of]


def _code(one: Presence) -> str:
    return f"{one.person}.{one.instead_of}"
