# SPDX-License-Identifier: EUPL-1.2
"""What people fill in. Rules live in the operations; forms check that an entry can be read."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import DayField
from samband.tools.dialogue.rules import Channel, MemberFact, NeedState, PlanState, ServiceArea

CHANNELS = {
    Channel.PAGE: _("On this page"),
    Channel.MEETING: _("In a meeting"),
    Channel.VISIT: _("On a visit"),
    Channel.PHONE: _("By phone"),
    Channel.EMAIL: _("By e-mail"),
    Channel.SURVEY: _("In a survey"),
}
NEED_STATES = {
    NeedState.RECEIVED: _("Waits for an answer"),
    NeedState.PLANNED: _("In the plan"),
    NeedState.ANSWERED: _("Answered"),
    NeedState.DECLINED: _("Declined"),
}
PLAN_STATES = {
    PlanState.PROPOSED: _("Proposed"),
    PlanState.ADOPTED: _("Adopted"),
    PlanState.DONE: _("Done"),
    PlanState.DROPPED: _("Dropped"),
}
RATINGS = (
    (5, _("5 – a great help")),
    (4, _("4 – a good help")),
    (3, _("3 – some help")),
    (2, _("2 – little help")),
    (1, _("1 – no help")),
)


def _has_come(given: date) -> None:
    if given > localdate():
        raise forms.ValidationError(gettext("That day has not come. Write the day on which it happened."))


class _InAreas(forms.Form):
    """A form with a service area, in the reader's language."""

    area = forms.ChoiceField(label=_("Area"))

    def __init__(self, *args: object, areas: Iterable[ServiceArea], language: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", "–"), *((area.code, area.in_language(language)) for area in areas)]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]


class NeedForm(_InAreas):
    """What a member asks for, told by the member itself."""

    title = forms.CharField(label=_("What do you need?"), max_length=160, help_text=_("In one line."))
    text = forms.CharField(
        label=_("More about it"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    stated_by = forms.CharField(
        label=_("Who asks"), required=False, max_length=120,
        help_text=_("A body or an office, for instance “Municipal council, case 12/26”."),
    )  # fmt: skip


class HeardNeedForm(NeedForm):
    """The same, written down by the association."""

    authority = forms.ChoiceField(label=_("Member"))
    stated_on = DayField(label=_("Day"), validators=[_has_come])
    channel = forms.ChoiceField(label=_("How it reached us"), choices=[*CHANNELS.items()])

    field_order = ("authority", "area", "title", "text", "stated_on", "channel", "stated_by")

    def __init__(self, *args: object, members: Iterable[MemberFact], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", "–"), *((one.code, f"{one.code} {one.name}") for one in members)]
        self.fields["authority"].choices = choices  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What became of a need."""

    answer = forms.CharField(
        label=_("Answer to the member"), max_length=5000, widget=forms.Textarea(attrs={"rows": 5})
    )
    is_declined = forms.BooleanField(label=_("We cannot do this"), required=False)


class PlanNeedForm(forms.Form):
    """Which planned item answers the need."""

    item = forms.TypedChoiceField(label=_("Planned item"), coerce=int)

    def __init__(self, *args: object, items: Iterable[tuple[int, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["item"].choices = [("", "–"), *items]  # type: ignore[attr-defined]


class PlanItemForm(_InAreas):
    """Something to do in the year."""

    title = forms.CharField(label=_("What we will do"), max_length=160)
    responsible = forms.CharField(label=_("Who is responsible"), required=False, max_length=120)


class MoveForm(forms.Form):
    """The next state of a planned item."""

    state = forms.ChoiceField(label=_("Status"), choices=[*PLAN_STATES.items()])
    decided_by = forms.CharField(
        label=_("Adopted by"), required=False, max_length=160, help_text=_("Body and case.")
    )


class RatingForm(forms.Form):
    """How a service was."""

    rating = forms.TypedChoiceField(
        label=_("How was it?"), choices=RATINGS, coerce=int, widget=forms.RadioSelect
    )
    comment = forms.CharField(label=_("In your own words"), required=False, max_length=500)


class UseForm(_InAreas):
    """A service that a member used."""

    authority = forms.ChoiceField(label=_("Member"))
    service = forms.CharField(
        label=_("Service"), max_length=160, help_text=_("For instance “Course: the budget”.")
    )
    used_on = DayField(label=_("Day"), validators=[_has_come])
    participants = forms.IntegerField(label=_("Participants"), min_value=1, max_value=100_000, initial=1)

    field_order = ("authority", "area", "service", "used_on", "participants")

    def __init__(self, *args: object, members: Iterable[MemberFact], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choices = [("", "–"), *((one.code, f"{one.code} {one.name}") for one in members)]
        self.fields["authority"].choices = choices  # type: ignore[attr-defined]


class UsesFileForm(forms.Form):
    """A file of services used."""

    file = forms.FileField(
        label=_("File (CSV or Excel)"),
        help_text=_("Columns: authority, area, service, used_on, and perhaps participants and rating."),
    )
