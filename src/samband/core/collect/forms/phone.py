# SPDX-License-Identifier: EUPL-1.2
"""What interviewers and their supervisors send."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.collect.analysis.phone import CallOutcome, Window
from samband.core.collect.analysis.phone.schedule import CallRules
from samband.core.collect.operations.phone import PhoneSettings
from samband.core.members.forms import DayField

SCRIPT: Final = "script-"


class OutcomeForm(forms.Form):
    """What came of a call. call: whom the page was about, in case another one is in hand by now."""

    call = forms.IntegerField()
    outcome = forms.ChoiceField(choices=[(one.value, one.value) for one in CallOutcome])
    day = DayField(label=_("Day"), required=False)
    hour = forms.TimeField(
        label=_("Hour"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    language = forms.CharField(required=False, max_length=12)
    note = forms.CharField(label=_("Note for whoever calls next"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        for name in ("day", "hour"):
            self.fields[name].widget.attrs["class"] = "ds-input"

    @property
    def when(self) -> tuple[forms.BoundField, forms.BoundField]:
        """Needed for what was agreed, and for nothing else."""
        return self["day"], self["hour"]

    def appointment(self) -> datetime | None:
        """By the clock of the country; None when day or hour is missing."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        return timezone.make_aware(datetime.combine(day, hour)) if day and hour else None


class CallPlanForm(forms.Form):
    """How people are called. A text field for each language follows the fixed ones."""

    days = forms.TypedMultipleChoiceField(
        label=_("Days"),
        coerce=int,
        choices=[(number, WEEKDAYS[number - 1]) for number in range(1, 8)],
        widget=forms.CheckboxSelectMultiple,
    )
    begin = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    end = forms.TimeField(label=_("To"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    on_rest_days = forms.BooleanField(label=_("On public holidays too"), required=False)
    most = forms.IntegerField(
        label=_("Calls to one person"),
        min_value=1,
        max_value=50,
        help_text=_("Calls that were agreed come on top."),
    )
    lease_minutes = forms.IntegerField(
        label=_("Minutes a person stays with an interviewer who does nothing"), min_value=5, max_value=240
    )

    def __init__(self, *args: Any, languages: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        """languages: code -> what it is called."""
        super().__init__(*args, **kwargs)
        for code, name in languages.items():
            self.fields[f"{SCRIPT}{code}"] = forms.CharField(
                label=gettext("Opening in %(language)s") % {"language": name},
                required=False,
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=gettext("Empty: the usual opening."),
            )

    @property
    def hours_and_calls(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith(SCRIPT)]

    @property
    def openings(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name.startswith(SCRIPT)]

    def settings(self, *, minutes: Mapping[CallOutcome, int]) -> PhoneSettings:
        chosen = self.cleaned_data
        return PhoneSettings(
            windows=[Window(day, chosen["begin"], chosen["end"]) for day in chosen["days"]],
            most=chosen["most"],
            minutes=minutes,
            on_rest_days=chosen["on_rest_days"],
            lease_minutes=chosen["lease_minutes"],
            script={
                name.removeprefix(SCRIPT): text
                for name, text in chosen.items()
                if name.startswith(SCRIPT) and text.strip()
            },
        )


def plan_values(*, rules: CallRules, lease_minutes: int, script: Mapping[str, str]) -> dict[str, object]:
    """What the form shows of a plan. Hours that differ from day to day are shown by their widest span."""
    return {
        "days": sorted({one.weekday for one in rules.windows}),
        "begin": min((one.begin for one in rules.windows), default=None),
        "end": max((one.end for one in rules.windows), default=None),
        "on_rest_days": rules.on_rest_days,
        "most": rules.most,
        "lease_minutes": lease_minutes,
        **{f"{SCRIPT}{code}": text for code, text in script.items()},
    }
