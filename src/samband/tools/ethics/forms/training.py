# SPDX-License-Identifier: EUPL-1.2
"""Forms of sessions with dilemmas."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import Choices
from samband.tools.ethics.pages.dilemmas import ANSWERS


class TrainingForm(forms.Form):
    """A new training session."""

    dilemmas = forms.MultipleChoiceField(
        label=_("Dilemmas"), error_messages={"required": _("Choose at least one dilemma.")}
    )
    size_class = forms.ChoiceField(
        label=_("How large is your municipality?"), required=False,
        help_text=_("Only to count how much is trained where. Nothing else about you is kept."),
    )  # fmt: skip

    def __init__(self, data: object, *, dilemmas: Iterable[str], sizes: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["dilemmas"].choices = [(code, code) for code in dilemmas]  # type: ignore[attr-defined]
        self.fields["size_class"].choices = [("", _("Not said")), *sizes]  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """The code of a training session. Spaces do not matter."""

    code = forms.CharField(
        label=_("Code"), help_text=_("Six digits, from the screen."), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "8"}),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """A silent answer to a dilemma."""

    choice = forms.ChoiceField(
        label=_("What is right here?"), choices=list(ANSWERS.items()), widget=forms.RadioSelect
    )
