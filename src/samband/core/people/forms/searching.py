# SPDX-License-Identifier: EUPL-1.2
"""Whom to look for, and what to count. Everything is optional; it is sent by GET."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import DayField
from samband.core.people.forms.choices import Choices, offer
from samband.core.people.pages.words import BODIES, POSTS
from samband.core.people.rules import BodyKind, PostKind

COUNTED = (BodyKind.COUNCIL, BodyKind.EXECUTIVE, BodyKind.COUNTY_MEETING)


class SearchForm(forms.Form):
    """Whom to look for. Everything is optional; it is sent by GET."""

    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    authority = forms.ChoiceField(label=_("Municipality or county"), required=False)
    kind = forms.ChoiceField(label=_("Office"), required=False)
    body = forms.ChoiceField(label=_("Kind of body"), required=False)
    party = forms.ChoiceField(label=_("Party"), required=False)
    on = DayField(label=_("Held on"), required=False)
    former = forms.BooleanField(label=_("Offices of all times"), required=False)

    def __init__(self, data: object, *, parties: Choices, authorities: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        offer(self, "authority", _("All"), authorities)
        offer(self, "kind", _("All offices"), POSTS.items())
        offer(self, "body", _("All bodies"), BODIES.items())
        offer(self, "party", _("All parties"), parties)


class DayForm(forms.Form):
    """One day."""

    on = DayField(label=_("Day"), required=False)


class ListForm(forms.Form):
    """Whose addresses are wanted. Everything is optional; it is sent by GET."""

    kind = forms.ChoiceField(label=_("Office"), required=False)
    body = forms.ChoiceField(label=_("Kind of body"), required=False)
    party = forms.ChoiceField(label=_("Party"), required=False)
    county = forms.ChoiceField(label=_("County"), required=False)
    size = forms.ChoiceField(label=_("Size of the municipality"), required=False)
    below = forms.IntegerField(label=_("Fewer inhabitants than"), required=False, min_value=1)
    authority = forms.ChoiceField(label=_("Municipality or county"), required=False)
    on = DayField(label=_("In office on"), required=False)

    def __init__(
        self, data: object, *, authorities: Choices, counties: Choices, sizes: Choices, parties: Choices
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        offer(self, "kind", _("All offices"), POSTS.items())
        offer(self, "body", _("All bodies"), BODIES.items())
        offer(self, "party", _("All parties"), parties)
        offer(self, "county", _("All counties"), counties)
        offer(self, "size", _("All sizes"), sizes)
        offer(self, "authority", _("All"), authorities)


class BalanceForm(forms.Form):
    """What to count, and by what."""

    body = forms.ChoiceField(
        label=_("Body"),
        required=False,
        choices=[(kind.value, BODIES[kind]) for kind in COUNTED],
    )
    kind = forms.ChoiceField(
        label=_("Who"),
        required=False,
        choices=[("", _("All who have a seat")), (PostKind.MAYOR.value, _("Mayors"))],
    )
    by = forms.ChoiceField(
        label=_("By"), required=False, choices=[("county", _("County")), ("size", _("Size"))]
    )
