# SPDX-License-Identifier: EUPL-1.2
"""What a secretary fills in before and during a council meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.collect.operations.meeting import Presence
from samband.core.collect.rules import MOST_PRESENT, SPARE_CODES
from samband.core.members.forms import DayField

PDF, SCREEN, PAPER = "pdf", "screen", "paper"


class PresenceForm(forms.Form):
    """Who is present; counts alone."""

    seats = forms.IntegerField(
        label=_("Seats in the council"),
        help_text=_("Everybody who may sit there, also those who are away today."),
        min_value=1,
        max_value=MOST_PRESENT,
    )
    members = forms.IntegerField(label=_("Members present"), min_value=0, max_value=MOST_PRESENT)
    substitutes = forms.IntegerField(
        label=_("Substitutes present"),
        help_text=_("Those who sit for a member today."),
        min_value=0,
        max_value=MOST_PRESENT,
        initial=0,
    )

    def presence(self) -> Presence:
        """Of a valid form."""
        given = self.cleaned_data
        return Presence(given["seats"], given["members"], given["substitutes"])


class MeetingForm(PresenceForm):
    """A new session."""

    on = DayField(label=_("Day of the meeting"))
    field_order = ("on", "seats", "members", "substitutes")


class CodesForm(forms.Form):
    """How many codes, and how they come."""

    number = forms.IntegerField(label=_("How many codes"), min_value=1, max_value=MOST_PRESENT + SPARE_CODES)
    way = forms.ChoiceField(
        label=_("How they are handed out"),
        choices=[
            (PDF, _("Slips to cut (PDF)")),
            (SCREEN, _("On this screen, to be written down")),
            (PAPER, _("The questionnaire on paper, a code on each copy (PDF)")),
        ],
        widget=forms.RadioSelect,
        initial=PDF,
    )

    def __init__(self, data: Any = None, *, wanted: int, auto_id: str = "codes_%s") -> None:  # noqa: ANN401
        """wanted: how many are proposed."""
        super().__init__(data, auto_id=auto_id, initial={"number": max(wanted, 1), "way": PDF})


class CodeForm(forms.Form):
    """What somebody in the hall types. Spaces do not matter; what is no code is told as unknown."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("Six digits, from the slip you were given."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "8"}),
    )
