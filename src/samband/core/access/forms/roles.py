# SPDX-License-Identifier: EUPL-1.2
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samband.core.access.card import ROLE_WORDS
from samband.core.access.rules import OF_AN_AUTHORITY, Grant, Role
from samband.core.members.forms import DayField

MEANING = {
    Role.CONTACT: _(
        "Contact person: answers for the municipality, sees its results before they are public, "
        "gives and ends roles."
    ),
    Role.SECRETARY: _("Council secretary: sees the results before they are public, serves the council."),
    Role.COUNCILLOR: _("Councillor: answers what councillors are asked."),
    Role.EMPLOYEE: _("Employee: keeps the own interests, when preparing or deciding cases."),
    Role.ANALYST: _("Analyst: runs rounds and publishes results."),
    Role.INTERVIEWER: _("Interviewer: calls people and asks them, one at a time."),
    Role.ADMINISTRATOR: _("Administrator: makes accounts, gives every role, reads the log."),
}


class InviteForm(forms.Form):
    """Who, which role, for how long. Last days are included here and excluded in the operations."""

    name = forms.CharField(label=_("Name"), max_length=200, widget=forms.TextInput({"autocomplete": "off"}))
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "off"}))
    language = forms.ChoiceField(label=_("Language of the invitation"))
    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)
    substitute_for = forms.ChoiceField(
        label=_("Stands in for"),
        required=False,
        help_text=_("For somebody on leave. Both keep the role; the substitute loses it after the last day."),
    )
    valid_from = DayField(label=_("First day"))
    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("Leave empty when the role has no end.")
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        authority: str,
        today: date,
        holders: tuple[tuple[int, str], ...] = (),
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """holders: id of a role and the name of who holds it, for the choice of whom to stand in for."""
        super().__init__(*args, **kwargs)
        self.authority = authority
        roles = [role for role in ROLE_WORDS if (role in OF_AN_AUTHORITY) == bool(authority)]
        self.fields["role"].choices = [(role.value, MEANING[role]) for role in roles]  # type: ignore[attr-defined]
        self.fields["language"].choices = settings.LANGUAGES  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()
        self.fields["valid_from"].initial = today
        if holders:
            self.fields["substitute_for"].choices = [("", _("nobody")), *holders]  # type: ignore[attr-defined]
        else:
            del self.fields["substitute_for"]

    def grant(self) -> Grant:
        return Grant(Role(self.cleaned_data["role"]), self.authority)

    def period(self) -> dict[str, date | None]:
        """First day, and the day after the last."""
        last: date | None = self.cleaned_data["last_day"]
        return {
            "valid_from": self.cleaned_data["valid_from"],
            "valid_to": last + timedelta(days=1) if last else None,
        }

    def stands_in_for(self) -> int | None:
        chosen = self.cleaned_data.get("substitute_for")
        return int(chosen) if chosen else None


class EndRoleForm(forms.Form):
    last_day = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("The last day on which the role still holds. Leave empty to end it at once."),
    )

    def on(self) -> date | None:
        """The first day without the role; None for at once."""
        last: date | None = self.cleaned_data["last_day"]
        return last + timedelta(days=1) if last else None


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Name, e-mail address or number of a municipality"), required=False)
