# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samband.core.collect.operations import Plan
from samband.core.collect.rules import Mode
from samband.core.members.forms import DayField


class PlanForm(forms.Form):
    """From when to when, in which languages and by which links an ask is answered on the web."""

    opens_on = DayField(label=_("First day"), required=False)
    closes_on = DayField(label=_("Last day"), required=False)
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)
    web = forms.BooleanField(label=_("Can be answered on the web"), required=False)
    open_link = forms.BooleanField(
        label=_("Anybody may answer, by one link for all"),
        required=False,
        help_text=_("Such answers come from whoever likes to answer. They are no sample of anybody."),
    )

    def __init__(self, *args: Any, plan: Plan, languages: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        """plan: as it is. languages: code -> name, all that the questionnaire has."""
        super().__init__(*args, **kwargs)
        self.initial = _shown(plan)
        self._plan = plan
        self.fields["languages"].choices = list(languages.items())  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """Of a valid form: the plan with what was changed here. A last day is over at its end."""
        told = self.cleaned_data
        others = [mode for mode in self._plan.channels if mode != Mode.WEB]
        return replace(
            self._plan,
            opens_at=_midnight(told["opens_on"]),
            closes_at=_midnight(told["closes_on"], days=1),
            languages=tuple(told["languages"]),
            channels=(*([Mode.WEB] if told["web"] else []), *others),
            open_link=told["open_link"],
        )


class AboutForm(forms.Form):
    """What respondents are told in one language. What is left empty the questionnaire says, or we do."""

    who = forms.CharField(label=_("Who asks"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    why = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    kept = forms.CharField(label=_("What is kept"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    how_long = forms.CharField(label=_("How long"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    contact = forms.CharField(
        label=_("Questions about it"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def about(self) -> dict[str, str]:
        return {name: text.strip() for name, text in self.cleaned_data.items() if text.strip()}


def _shown(plan: Plan) -> dict[str, object]:
    return {
        "opens_on": _day(plan.opens_at),
        "closes_on": _day(plan.closes_at, days=-1),
        "languages": list(plan.languages),
        "web": Mode.WEB in plan.channels,
        "open_link": plan.open_link,
    }


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    return timezone.make_aware(datetime.combine(day + timedelta(days), time())) if day else None


def _day(at: datetime | None, days: int = 0) -> date | None:
    """A last day ends at the next midnight; an end at another hour is of its own day."""
    if at is None:
        return None
    local = timezone.localtime(at)
    return local.date() + timedelta(days if local.time() == time() else 0)
