# SPDX-License-Identifier: EUPL-1.2
"""Forms of the register of interests."""

from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import Choices, DayField
from samband.tools.ethics.forms.details import (
    GIFT,
    GIFT_MORE,
    TRAVEL,
    TRAVEL_MORE,
    WORK,
    WORK_MORE,
    DetailFields,
    detail_told,
    initial_of_detail,
)
from samband.tools.ethics.pages.meetings import ORGANISATIONS
from samband.tools.ethics.pages.words import ROLES
from samband.tools.ethics.rules import (
    HAPPENED,
    PERSON,
    WITH_ORGANISATION,
    Giver,
    InterestKind,
    InterestRecord,
    NewInterest,
    PostRole,
)

_LASTING = ("valid_from", "last_day", "note")
_OF_OTHERS = ("organisation", "number", "organisation_kind")
FIELDS = {
    InterestKind.POST: ("role", *_OF_OTHERS, "what", *_LASTING),
    InterestKind.OWNERSHIP: (*_OF_OTHERS, "share_percent", "what", *_LASTING),
    InterestKind.EMPLOYMENT: (*WORK, *WORK_MORE),
    InterestKind.INCOME: (*_OF_OTHERS, "what", *_LASTING),
    InterestKind.DEBT: (*_OF_OTHERS, "what", *_LASTING),
    InterestKind.MEMBERSHIP: (*_OF_OTHERS, "what", *_LASTING),
    InterestKind.PROPERTY: ("what", *_LASTING),
    InterestKind.GIFT: (*GIFT, *GIFT_MORE),
    InterestKind.TRAVEL: (*TRAVEL, *TRAVEL_MORE),
    InterestKind.OTHER: ("what", *_OF_OTHERS, *_LASTING),
}


MORE = {InterestKind.EMPLOYMENT: WORK_MORE, InterestKind.GIFT: GIFT_MORE, InterestKind.TRAVEL: TRAVEL_MORE}
"""What is asked further down, and may be left out."""


class InterestForm(DetailFields):
    """kind: of the interest; what is not asked of it is left out."""

    role = forms.ChoiceField(label=_("What you are there"))
    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    number = forms.CharField(
        label=_("Its number in the public register"), required=False, max_length=30,
        help_text=_("With the number nobody mistakes it for another of the same name."),
    )  # fmt: skip
    organisation_kind = forms.ChoiceField(
        label=_("What kind of organisation it is"), required=False,
        choices=[one for one in ORGANISATIONS.items() if one[0] not in (PERSON, "property")],
        help_text=_("Leave it when you are not sure: rules differ by kind, and nothing is guessed."),
    )  # fmt: skip
    share_percent = forms.DecimalField(
        label=_("Your share in per cent"), required=False, max_digits=7, decimal_places=4
    )
    what = forms.CharField(
        label=_("In a few words"), required=False, max_length=200,
        help_text=_("No addresses, and no names of family or other private persons."),
    )  # fmt: skip
    valid_from = DayField(
        label=_("First day"), help_text=_("If you only know the year, choose its first day.")
    )
    last_day = DayField(label=_("Last day"), required=False)
    note = forms.CharField(
        label=_("Note for yourself"), required=False, max_length=500, help_text=_("Nobody else sees it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: object, kind: InterestKind, is_own: bool = True, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.kind = kind
        wanted = [name for name in FIELDS[kind] if is_own or name != "note"]
        self.fields = {name: self.fields[name] for name in wanted}
        if "role" in self.fields:
            self.fields["role"].choices = [("", "–"), *((role, ROLES[role]) for role in PostRole)]  # type: ignore[attr-defined]
        if "organisation" in self.fields:
            self.fields["organisation"].required = kind in WITH_ORGANISATION
        if kind in HAPPENED:
            self.fields["valid_from"].label = _("Day")
            self.fields["valid_from"].help_text = ""
        if kind not in WITH_ORGANISATION and "what" in self.fields:
            self.fields["what"].required = True
        self._say(kind)
        self.fill_in()

    def _say(self, kind: InterestKind) -> None:
        """What a field is called where the kind makes it another question."""
        if kind is InterestKind.TRAVEL:
            self.fields["occasion"].label = _("What it was for")
            self.fields["valid_from"].label = _("First day")
        if kind is InterestKind.EMPLOYMENT:
            self.fields["organisation"].label = _("Employer, or own business")
            self.fields["what"].label = _("Kind of work")

    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in MORE.get(self.kind, ())]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in MORE.get(self.kind, ())]

    def has_more_errors(self) -> bool:
        return any(one.errors for one in self.more())

    def interest(self) -> NewInterest:
        """What was filled in."""
        told = self.cleaned_data
        last: date | None = told.get("last_day")
        role, share = told.get("role"), told.get("share_percent")
        is_private = told.get("giver") == Giver.PRIVATE
        return NewInterest(
            kind=self.kind,
            valid_from=told["valid_from"],
            valid_to=last + date.resolution if last else None,
            organisation="" if is_private else told.get("organisation", ""),
            number=told.get("number", ""),
            role=PostRole(role) if role else None,
            share_percent=Decimal(share) if share is not None else None,
            what=told.get("what", "") or told.get("destination", ""),
            note=told.get("note", ""),
            organisation_kind=told.get("organisation_kind", ""),
            detail=detail_told(told=told),
        )


def initial_of(*, one: InterestRecord) -> dict[str, object]:
    """What stands there, to be corrected."""
    return {
        **initial_of_detail(one=one),
        "role": one.role,
        "organisation": one.organisation.name if one.organisation else "",
        "number": one.organisation.number if one.organisation else "",
        "organisation_kind": one.organisation.kind if one.organisation else "",
        "share_percent": None if one.share_percent is None else f"{one.share_percent.normalize():f}",
        "what": one.what,
        "valid_from": one.valid_from,
        "last_day": one.valid_to - date.resolution if one.valid_to else None,
        "note": one.note,
    }


class EndForm(forms.Form):
    """The last day on which it was held."""

    last_day = DayField(label=_("Last day"))


class SearchForm(forms.Form):
    """What to look for in the public register; sent by GET."""

    q = forms.CharField(label=_("Person, organisation or its number"), required=False, max_length=80)
    authority = forms.ChoiceField(label=_("Member"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    on = DayField(label=_("As it was on"), required=False)
    known = DayField(
        label=_("As the register stood on"), required=False,
        help_text=_("What was told or taken away later does not count."),
    )  # fmt: skip

    def __init__(self, data: object, *, members: Choices, bodies: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        everything = [("", _("All"))]
        self.fields["authority"].choices = [*everything, *members]  # type: ignore[attr-defined]
        self.fields["body"].choices = [*everything, *bodies]  # type: ignore[attr-defined]


class RolesFileForm(forms.Form):
    """A file of roles, and what it is."""

    file = forms.FileField(label=_("File (CSV, Excel, JSON or JSON lines)"))
    register = forms.CharField(
        label=_("Name of the register"), max_length=120, help_text=_("Everybody reads it as the source.")
    )
    day = DayField(label=_("The day whose state it shows"))
