# SPDX-License-Identifier: EUPL-1.2
"""A congress, its apportionment, its delegates."""

from datetime import date

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import DayField
from samband.core.web.forms import slug_of
from samband.engines.ballots import DelegateRule
from samband.tools.congress.analysis.parameters import rules
from samband.tools.congress.analysis.rolls import BadText, NewDelegate, read_delegates
from samband.tools.congress.forms.fields import EARLIEST, LONGEST, cell_fault
from samband.tools.congress.pages.words import language
from samband.tools.congress.queries.units import KINDS


def delegate_rules() -> list[tuple[str, str]]:
    """Rules that fit the register: those whose units are municipalities or counties."""
    fit = (one for one in rules(DelegateRule) if one.kinds <= set(KINDS))
    return [(one.provenance.code, one.provenance.in_language(language())) for one in fit]


class CongressForm(forms.Form):
    """A new congress."""

    name = forms.CharField(label=_("Name"), max_length=120)
    held_on = DayField(label=_("Day of the congress"))
    rule = forms.ChoiceField(label=_("Rule for the number of delegates"), choices=delegate_rules)
    borders_on = DayField(
        label=_("Borders and inhabitants of"),
        initial=localdate,
        help_text=_("The day whose counties, municipalities and inhabitants count."),
    )

    def clean_held_on(self) -> date:
        given: date = self.cleaned_data["held_on"]
        if given.year < EARLIEST:
            raise forms.ValidationError(
                gettext("Check the year: it is before %(year)s.") % {"year": EARLIEST}
            )
        return given

    @property
    def slug(self) -> str:
        return slug_of(
            title=self.cleaned_data["name"], otherwise=f"congress-{self.cleaned_data['held_on']:%Y}"
        )


class ApportionmentForm(forms.Form):
    """Which rule on which map, and with what it is compared."""

    on = DayField(label=_("Borders and inhabitants of"))
    rule = forms.ChoiceField(label=_("Rule"), choices=delegate_rules)
    seed = forms.CharField(
        label=_("Seed of the lot"),
        required=False,
        max_length=120,
        help_text=_("Only needed when units are equal at the last seat. Agree on it beforehand."),
    )
    before_on = DayField(label=_("Compare with borders of"), required=False)
    before_rule = forms.ChoiceField(
        label=_("By the rule"), required=False, choices=lambda: [("", _("the same")), *delegate_rules()]
    )
    same_people = forms.BooleanField(
        label=_("Count the same people on both maps where that is possible"), required=False
    )

    def days(self) -> tuple[date, date | None]:
        return self.cleaned_data["on"], self.cleaned_data["before_on"]


class DelegatesForm(forms.Form):
    """A list of delegates, pasted."""

    text = forms.CharField(
        label=_("Delegates, one line each"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Unit, name, substitute (yes or no), party, gender, e-mail; only unit and name must be there. "
            "For instance: Rogaland; Delegate 1; no; Party A; woman."
        ),
    )

    def __init__(self, *args: object, units: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.units = units
        self.delegates: tuple[NewDelegate, ...] = ()

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            self.delegates = read_delegates(text=text, units=self.units)
        except BadText as bad:
            raise forms.ValidationError([cell_fault(one) for one in bad.faults[:20]]) from None
        return text
