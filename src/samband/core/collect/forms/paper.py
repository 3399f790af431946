# SPDX-License-Identifier: EUPL-1.2
"""What is filled in to number sheets; what is keyed in of them is read by ``analysis.paper``."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.collect.rules import MOST_SHEETS


class BatchForm(forms.Form):
    """New sheets."""

    unit = forms.ChoiceField(label=_("Member"))
    group = forms.ChoiceField(label=_("Asked of"))
    language = forms.ChoiceField(label=_("Language"))
    number = forms.IntegerField(label=_("How many sheets"), min_value=1, max_value=MOST_SHEETS)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        units: Mapping[str, str],
        groups: Mapping[str, str],
        languages: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        for name, choices in (("unit", units), ("group", groups), ("language", languages)):
            self.fields[name].choices = list(choices.items())  # type: ignore[attr-defined]
