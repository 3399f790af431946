# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# Words of our own, because respondents are spoken to in languages that Django has none for.
_TO_CHOOSE = {
    "required": _("Choose one of the answers shown."),
    "invalid_choice": _("Choose one of the answers shown."),
}
_TO_TYPE = {
    "required": _("Type your code."),
    "max_length": _("This code is not known. Check that all of it is there."),
}


class PlaceForm(forms.Form):
    """Where somebody answers, and as whom: for an open link, which tells neither. One of one is not asked."""

    unit = forms.ChoiceField(label=_("Where do you live?"), error_messages=_TO_CHOOSE)
    group = forms.ChoiceField(label=_("Who are you?"), widget=forms.RadioSelect, error_messages=_TO_CHOOSE)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        units: Mapping[str, str],
        groups: Mapping[str, str],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """units, groups: code -> name, in the order shown."""
        super().__init__(*args, **kwargs)
        self._only = {"unit": _only(units), "group": _only(groups)}
        self.fields["unit"].choices = [("", _("Choose")), *units.items()]  # type: ignore[attr-defined]
        self.fields["group"].choices = list(groups.items())  # type: ignore[attr-defined]
        for name, only in self._only.items():
            if only is not None:
                del self.fields[name]

    def place(self) -> tuple[str, str]:
        """Unit and group of a valid form."""
        unit, group = (self.cleaned_data[name] if only is None else only for name, only in self._only.items())
        return unit, group


def _only(choices: Mapping[str, str]) -> str | None:
    """The one there is; None when somebody has to choose."""
    return next(iter(choices), "") if len(choices) < 2 else None


class EntryForm(forms.Form):
    """What stands in a letter, or what somebody was given to come back with."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("It stands in your letter or on your slip, or was given to you when you left off."),
        max_length=200,
        error_messages=_TO_TYPE,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class TryForm(forms.Form):
    """As whom, and in which language, somebody walks through a questionnaire to see how it is."""

    group = forms.ChoiceField(label=_("As"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        groups: Mapping[str, str],
        languages: Mapping[str, str],
        language: str,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """groups, languages: code -> name. language: chosen beforehand."""
        super().__init__(*args, **kwargs)
        self._only = _only(groups)
        self.fields["group"].choices = list(groups.items())  # type: ignore[attr-defined]
        self.fields["group"].initial = next(iter(groups), "")
        if self._only is not None:
            del self.fields["group"]
        self.fields["language"].choices = list(languages.items())  # type: ignore[attr-defined]
        self.fields["language"].initial = language

    def asked_as(self) -> str:
        return str(self.cleaned_data["group"]) if self._only is None else self._only
