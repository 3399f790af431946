# SPDX-License-Identifier: EUPL-1.2
"""Forms of the register of who may decide what."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import Choices, DayField
from samband.tools.ethics.pages.meetings import MATTERS
from samband.tools.ethics.rules import DelegationRecord, NewDelegation


class DelegationForm(forms.Form):
    """Who may decide what on behalf of a body, by which decision."""

    holder = forms.CharField(
        label=_("Office that may decide"), max_length=200, help_text=_("As Head of planning.")
    )
    person = forms.TypedChoiceField(
        label=_("Who holds it now"), required=False, coerce=int, empty_value=None,
        help_text=_("Then checks of cases propose this person."),
    )  # fmt: skip
    body = forms.ChoiceField(label=_("On behalf of"))
    matters = forms.MultipleChoiceField(
        label=_("Kinds of cases"), required=False, choices=list(MATTERS.items()),
        widget=forms.CheckboxSelectMultiple, help_text=_("None ticked means every kind."),
    )  # fmt: skip
    amount = forms.DecimalField(label=_("Up to this amount"), required=False, max_digits=15, decimal_places=2)
    reference = forms.CharField(
        label=_("Decision by which it was given"), max_length=120, help_text=_("As case 12/26.")
    )
    decided_on = DayField(label=_("Day of the decision"))
    conditions = forms.CharField(label=_("Conditions"), required=False, max_length=500)
    valid_from = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"), required=False)

    def __init__(self, *args: object, bodies: Choices, people: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", _("Not said")), *people]  # type: ignore[attr-defined]

    def told(self) -> NewDelegation:
        told = dict(self.cleaned_data)
        last = told.pop("last_day")
        matters = tuple(told.pop("matters"))
        return NewDelegation(**told, matters=matters, valid_to=last + date.resolution if last else None)


def initial_delegation(*, one: DelegationRecord) -> dict[str, object]:
    told = one.told
    last = told.valid_to - date.resolution if told.valid_to else None
    return {
        "holder": told.holder, "person": told.person, "body": told.body, "matters": list(told.matters),
        "amount": told.amount, "reference": told.reference, "decided_on": told.decided_on,
        "conditions": told.conditions, "valid_from": told.valid_from, "last_day": last,
    }  # fmt: skip


class PublicDelegationsForm(forms.Form):
    """Whose delegations to show, on which day. Sent by GET."""

    authority = forms.ChoiceField(label=_("Member"), required=False)
    on = DayField(label=_("Day"), required=False)

    def __init__(self, data: object, *, members: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["authority"].choices = [("", _("All")), *members]  # type: ignore[attr-defined]
