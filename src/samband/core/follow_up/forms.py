# SPDX-License-Identifier: EUPL-1.2
"""What people fill in. Rules live in the operations; forms check that an entry can be read."""

from collections.abc import Iterable, Mapping
from datetime import date

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.follow_up.operations import Adoption, Plan
from samband.core.follow_up.pages.words import PULSES
from samband.core.follow_up.queries import GoalRecord
from samband.core.follow_up.rules import Figure, Pulse
from samband.core.members.forms import DayField
from samband.core.people.pages.words import POSTS
from samband.core.people.rules import OfficeRecord

MOST_ACTIONS = 30


def _number(label: object, help_text: object = "") -> forms.FloatField:
    return forms.FloatField(
        label=label,  # type: ignore[arg-type]
        required=False,
        localize=True,
        help_text=help_text,  # type: ignore[arg-type]
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class GoalForm(forms.Form):
    """What a goal says. figure: the published figure behind it, None for a goal without one."""

    title = forms.CharField(
        label=_("What do you want to reach?"), max_length=160,
        help_text=_("In one line, for instance “More inhabitants feel well informed”."),
    )  # fmt: skip
    why = forms.CharField(
        label=_("Why"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words, for the council."),
    )  # fmt: skip
    unit = forms.CharField(
        label=_("Measured in"),
        required=False,
        max_length=60,
        help_text=_("For instance “per cent” or “days”."),
    )
    baseline = _number(_("Where you are today"))
    target = _number(_("Target"))
    actions = forms.CharField(
        label=_("What you will do"), required=False, max_length=9000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One action on each line. More can be added later."),
    )  # fmt: skip
    owner_office = forms.CharField(
        label=_("Responsible office"), max_length=120, help_text=_("For instance “Chief executive”.")
    )
    owner_person = forms.ChoiceField(label=_("Responsible person"), required=False)
    deadline = DayField(label=_("To be reached by"))
    next_measurement = forms.CharField(
        label=_("Next measurement that will show it"), max_length=160,
        help_text=_("For instance the next wave of the survey."),
    )  # fmt: skip
    next_on = DayField(label=_("Day of the next measurement"), required=False)
    proposal = forms.CharField(
        label=_("Proposed decision"), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For the council paper, in your own words. Left empty, a text is proposed."),
    )  # fmt: skip

    def __init__(
        self,
        *args: object,
        figure: Figure | None,
        owners: Iterable[OfficeRecord],
        is_new: bool,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.figure = figure
        choices = [("", gettext("Nobody by name")), *((str(one.person), _office(one)) for one in owners)]
        self.fields["owner_person"].choices = choices  # type: ignore[attr-defined]
        for name in (*(("unit", "baseline") if figure else ()), *(() if is_new else ("actions",))):
            del self.fields[name]
        if figure and figure.is_share:
            self.fields["target"].help_text = gettext("In per cent.")
        elif figure and figure.low is not None and figure.high is not None:
            self.fields["target"].help_text = gettext(
                "On the scale of the figure, from %(low)g to %(high)g."
            ) % {
                "low": figure.low,
                "high": figure.high,
            }

    def clean_target(self) -> float | None:
        """As a part of one for a share, and on the scale of the figure."""
        given: float | None = self.cleaned_data["target"]
        if given is None or self.figure is None:
            return given
        low, high = (0.0, 1.0) if self.figure.is_share else (self.figure.low, self.figure.high)
        value = given / 100 if self.figure.is_share else given
        if (low is not None and value < low) or (high is not None and value > high):
            raise forms.ValidationError(gettext("The target lies outside the scale of the figure."))
        return value

    def clean_actions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["actions"].splitlines() if line.strip()]
        if len(lines) > MOST_ACTIONS or any(len(line) > 300 for line in lines):
            raise forms.ValidationError(
                gettext("At most %(most)d actions, each of 300 characters at most.") % {"most": MOST_ACTIONS}
            )
        return lines

    def clean_deadline(self) -> date:
        given: date = self.cleaned_data["deadline"]
        if given <= localdate() and "deadline" in self.changed_data:
            raise forms.ValidationError(gettext("Choose a day to come."))
        return given

    def plan(self) -> Plan:
        """What was filled in."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "actions"}
        person = given.pop("owner_person")
        return Plan(**given, owner_person=int(person) if person else None)


def filled_in(*, goal: GoalRecord) -> Mapping[str, object]:
    """A goal as its form begins with it."""
    names = (
        "title",
        "why",
        "unit",
        "baseline",
        "owner_office",
        "deadline",
        "next_measurement",
        "next_on",
        "proposal",
    )
    given = {name: getattr(goal, name) for name in names}
    scale = 100 if goal.figure and goal.figure.is_share else 1
    target = None if goal.target is None else round(goal.target * scale, 10)
    return given | {"target": target, "owner_person": str(goal.owner_person or "")}


class AdoptForm(forms.Form):
    """Who decided, when."""

    body = forms.CharField(
        label=_("Adopted by"), max_length=160, help_text=_("The body, for instance “Municipal council”.")
    )
    on = DayField(label=_("On"))
    case = forms.CharField(
        label=_("Meeting or case"), required=False, max_length=80, help_text=_("For instance “Case 12/26”.")
    )

    def clean_on(self) -> date:
        given: date = self.cleaned_data["on"]
        if given > localdate():
            raise forms.ValidationError(gettext("That day has not come. Write the day of the decision."))
        return given

    def adoption(self) -> Adoption:
        return Adoption(**self.cleaned_data)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ProgressForm(forms.Form):
    """How it goes: one click, and perhaps a few words."""

    pulse = forms.ChoiceField(label=_("How does it go?"), choices=[*PULSES.items()], widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("More about it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def told(self) -> dict[str, object]:
        return {"pulse": Pulse(self.cleaned_data["pulse"]), "text": self.cleaned_data["text"]}


class ActionForm(forms.Form):
    text = forms.CharField(label=_("What will be done"), max_length=300)
    responsible = forms.CharField(label=_("Responsible"), required=False, max_length=120)
    due_on = DayField(label=_("To be done by"), required=False)


class ShareForm(forms.Form):
    lesson = forms.CharField(
        label=_("What can others learn from it?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class CopyForm(forms.Form):
    """Into which of one's own goals an action is copied. goals: (number, words)."""

    goal = forms.TypedChoiceField(label=_("Into the goal"), coerce=int)

    def __init__(self, *args: object, goals: Iterable[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["goal"].choices = list(goals)  # type: ignore[attr-defined]


def _office(one: OfficeRecord) -> str:
    return f"{one.name} – {one.post_name or POSTS[one.kind]}, {one.body.name}"
