# SPDX-License-Identifier: EUPL-1.2
"""What is asked of gifts, travel and work beside the office. Pay is never asked for."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import DayField
from samband.tools.ethics.pages.details import APPROVALS, BECAME, GIVERS
from samband.tools.ethics.queries.limits import currency
from samband.tools.ethics.rules import Approval, Became, Detail, Giver, InterestRecord

_APPROVED = ("approval", "approved_by", "approved_on")
GIFT = ("what", "giver", "organisation", "private_giver", "value", "became", "valid_from")
GIFT_MORE = ("occasion", "currency", "number", "organisation_kind", *_APPROVED, "note")
TRAVEL = ("destination", "occasion", "giver", "organisation", "private_giver", "valid_from", "days",
          "giver_percent", "authority_percent")  # fmt: skip
TRAVEL_MORE = ("value", "currency", "number", "organisation_kind", *_APPROVED, "note")
WORK = ("organisation", "what", "extent_percent", "hours_week", "valid_from", "last_day")
WORK_MORE = ("number", "organisation_kind", *_APPROVED, "conditions", "note")


class DetailFields(forms.Form):
    """Fields of ``rules.Detail``; a form keeps those that its kind asks for."""

    giver = forms.ChoiceField(label=_("From"), choices=list(GIVERS.items()), widget=forms.RadioSelect)
    private_giver = forms.CharField(
        label=_("Name of a private person"), required=False, max_length=120,
        help_text=_("Never public. You and those who serve your council see it."),
    )  # fmt: skip
    occasion = forms.CharField(label=_("Occasion"), required=False, max_length=200)
    value = forms.DecimalField(
        label=_("Value, about"), required=False, max_digits=12, decimal_places=2, min_value=Decimal(0)
    )
    currency = forms.CharField(label=_("Currency"), required=False, max_length=3)
    became = forms.ChoiceField(label=_("What became of it"), choices=[("", "–"), *BECAME.items()])
    destination = forms.CharField(label=_("Where to"), max_length=120)
    days = forms.IntegerField(label=_("Days"), required=False, min_value=1, max_value=366)
    giver_percent = forms.IntegerField(
        label=_("They paid, per cent"), required=False, min_value=0, max_value=100
    )
    authority_percent = forms.IntegerField(
        label=_("Your council paid, per cent"), required=False, min_value=0, max_value=100,
        help_text=_("What is left you paid yourself."),
    )  # fmt: skip
    extent_percent = forms.DecimalField(
        label=_("Per cent of full time"), required=False, max_digits=5, decimal_places=2
    )
    hours_week = forms.DecimalField(
        label=_("Or hours a week"), required=False, max_digits=5, decimal_places=2
    )
    approval = forms.ChoiceField(
        label=_("Approval"), required=False, choices=[("", _("Not asked for")), *APPROVALS.items()]
    )
    approved_by = forms.CharField(
        label=_("By whom"),
        required=False,
        max_length=120,
        help_text=_("The office, not the name: the mayor."),
    )
    approved_on = DayField(label=_("On which day"), required=False)
    conditions = forms.CharField(label=_("Conditions"), required=False, max_length=300)

    def fill_in(self) -> None:
        """What is usual: the currency of the country, an organisation, today."""
        if "currency" in self.fields:
            self.fields["currency"].initial = currency(on=timezone.localdate())
        if "giver" in self.fields:
            self.fields["giver"].initial = Giver.ORGANISATION
            self.fields["valid_from"].initial = timezone.localdate()


def detail_told(*, told: Mapping[str, Any]) -> Detail | None:
    """None when nothing of it was asked or said. told: cleaned data."""
    giver, became, approval = (told.get(name) or None for name in ("giver", "became", "approval"))
    has_value = told.get("value") is not None
    found = Detail(
        giver=Giver(giver) if giver else None,
        private_giver=told.get("private_giver", "").strip() if giver == Giver.PRIVATE else "",
        occasion=told.get("occasion", "").strip(),
        value=told.get("value"),
        currency=told.get("currency", "").strip().upper() if has_value else "",
        became=Became(became) if became else None,
        destination=told.get("destination", "").strip(),
        days=told.get("days"),
        giver_percent=told.get("giver_percent"),
        authority_percent=told.get("authority_percent"),
        extent_percent=told.get("extent_percent"),
        hours_week=told.get("hours_week"),
        approval=Approval(approval) if approval else None,
        approved_on=told.get("approved_on"),
        approved_by=told.get("approved_by", "").strip(),
        conditions=told.get("conditions", "").strip(),
    )
    return None if found == Detail() else found


def initial_of_detail(*, one: InterestRecord) -> dict[str, object]:
    """What stands there, to be corrected; what was written before there were details is found again."""
    found = one.detail or Detail(destination=one.what)
    names = (*GIFT, *GIFT_MORE, *TRAVEL, *TRAVEL_MORE, *WORK, *WORK_MORE)
    told = {name: getattr(found, name) for name in names if hasattr(found, name)}
    return {name: value for name, value in told.items() if value not in (None, "")}
