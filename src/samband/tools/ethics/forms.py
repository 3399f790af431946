# SPDX-License-Identifier: EUPL-1.2
"""What people fill in: one form for each kind of interest, with what is asked of that kind alone."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import Choices, Day
from samband.tools.ethics.analysis.parties import KnownThings, recognised
from samband.tools.ethics.pages.dilemmas import ANSWERS
from samband.tools.ethics.pages.meetings import BASES, CHOICES, MATTERS, MONEY, ORGANISATIONS, STAGES
from samband.tools.ethics.pages.words import ROLES
from samband.tools.ethics.rules import (
    HAPPENED,
    PERSON,
    WITH_ORGANISATION,
    Decided,
    InterestKind,
    InterestRecord,
    MeetingItem,
    NewInterest,
    PartyChoice,
    PartyEntry,
    PostRole,
)

_LASTING = ("valid_from", "last_day", "note")
_OF_OTHERS = ("organisation", "number")
FIELDS = {
    InterestKind.POST: ("role", *_OF_OTHERS, "what", *_LASTING),
    InterestKind.OWNERSHIP: (*_OF_OTHERS, "share_percent", "what", *_LASTING),
    InterestKind.EMPLOYMENT: (*_OF_OTHERS, "what", *_LASTING),
    InterestKind.INCOME: (*_OF_OTHERS, "what", *_LASTING),
    InterestKind.DEBT: (*_OF_OTHERS, "what", *_LASTING),
    InterestKind.MEMBERSHIP: (*_OF_OTHERS, "what", *_LASTING),
    InterestKind.PROPERTY: ("what", *_LASTING),
    InterestKind.GIFT: ("what", *_OF_OTHERS, "valid_from", "note"),
    InterestKind.TRAVEL: ("what", *_OF_OTHERS, "valid_from", "note"),
    InterestKind.OTHER: ("what", *_OF_OTHERS, *_LASTING),
}


class InterestForm(forms.Form):
    """kind: of the interest; what is not asked of it is left out."""

    role = forms.ChoiceField(label=_("What you are there"))
    organisation = forms.CharField(label=_("Organisation"), max_length=200)
    number = forms.CharField(
        label=_("Its number in the public register"), required=False, max_length=30,
        help_text=_("With the number nobody mistakes it for another of the same name."),
    )  # fmt: skip
    share_percent = forms.DecimalField(
        label=_("Your share in per cent"), required=False, max_digits=7, decimal_places=4
    )
    what = forms.CharField(
        label=_("In a few words"), required=False, max_length=200,
        help_text=_("No addresses, and no names of family or other private persons."),
    )  # fmt: skip
    valid_from = forms.DateField(
        label=_("First day"), widget=Day, help_text=_("If you only know the year, choose its first day.")
    )
    last_day = forms.DateField(label=_("Last day"), required=False, widget=Day)
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
        if kind not in WITH_ORGANISATION:
            self.fields["what"].required = True

    def interest(self) -> NewInterest:
        """What was filled in."""
        told = self.cleaned_data
        last: date | None = told.get("last_day")
        role, share = told.get("role"), told.get("share_percent")
        return NewInterest(
            kind=self.kind,
            valid_from=told["valid_from"],
            valid_to=last + date.resolution if last else None,
            organisation=told.get("organisation", ""),
            number=told.get("number", ""),
            role=PostRole(role) if role else None,
            share_percent=Decimal(share) if share is not None else None,
            what=told.get("what", ""),
            note=told.get("note", ""),
        )


def initial_of(*, one: InterestRecord) -> dict[str, object]:
    """What stands there, to be corrected."""
    return {
        "role": one.role,
        "organisation": one.organisation.name if one.organisation else "",
        "number": one.organisation.number if one.organisation else "",
        "share_percent": None if one.share_percent is None else f"{one.share_percent.normalize():f}",
        "what": one.what,
        "valid_from": one.valid_from,
        "last_day": one.valid_to - date.resolution if one.valid_to else None,
        "note": one.note,
    }


class EndForm(forms.Form):
    """The last day on which it was held."""

    last_day = forms.DateField(label=_("Last day"), widget=Day)


class SearchForm(forms.Form):
    """What to look for in the public register; sent by GET."""

    q = forms.CharField(label=_("Person, organisation or its number"), required=False, max_length=80)
    authority = forms.ChoiceField(label=_("Member"), required=False)
    body = forms.ChoiceField(label=_("Body"), required=False)
    on = forms.DateField(label=_("As it was on"), required=False, widget=Day)

    def __init__(self, data: object, *, members: Choices, bodies: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        everything = [("", _("All"))]
        self.fields["authority"].choices = [*everything, *members]  # type: ignore[attr-defined]
        self.fields["body"].choices = [*everything, *bodies]  # type: ignore[attr-defined]


class RolesFileForm(forms.Form):
    """A file of roles, and what it is."""

    file = forms.FileField(label=_("File (CSV, Excel or JSON)"))
    register = forms.CharField(
        label=_("Name of the register"), max_length=120, help_text=_("Everybody reads it as the source.")
    )
    day = forms.DateField(label=_("The day whose state it shows"), widget=Day)


class TrainingForm(forms.Form):
    """A new training session."""

    dilemmas = forms.MultipleChoiceField(
        label=_("Dilemmas"), error_messages={"required": _("Choose at least one dilemma.")}
    )
    size_class = forms.ChoiceField(
        label=_("How large is your municipality?"), required=False,
        help_text=_("Only to count how much is trained where. Nothing else about you is kept."),
    )  # fmt: skip

    def __init__(self, data: object, *, dilemmas: Iterable[str], sizes: Choices) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["dilemmas"].choices = [(code, code) for code in dilemmas]  # type: ignore[attr-defined]
        self.fields["size_class"].choices = [("", _("Not said")), *sizes]  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """The code of a training session. Spaces do not matter."""

    code = forms.CharField(
        label=_("Code"), help_text=_("Six digits, from the screen."), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "8"}),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """A silent answer to a dilemma."""

    choice = forms.ChoiceField(
        label=_("What is right here?"), choices=list(ANSWERS.items()), widget=forms.RadioSelect
    )


class AgendaForm(forms.Form):
    """A meeting and its agenda, as a file or as pasted text."""

    body = forms.ChoiceField(label=_("Body"))
    day = forms.DateField(label=_("Day of the meeting"), widget=Day)
    text = forms.CharField(
        label=_("Agenda"), required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Paste it: one item on each line, or a table with its first row."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file"), required=False,
        help_text=_("PDF with text, DOCX, XLSX, CSV, iCal or OParl (JSON)."),
    )  # fmt: skip

    def __init__(self, *args: object, bodies: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        if not told.get("text", "").strip() and not told.get("file"):
            self.add_error("text", _("Paste the agenda, or choose its file."))
        return told


class ItemForm(forms.Form):
    """One item: what it is and whom it is about. Parties that were found are each answered."""

    title = forms.CharField(label=_("Title"), max_length=300)
    matter = forms.ChoiceField(label=_("Kind of case"), choices=list(MATTERS.items()))
    added = forms.CharField(
        label=_("Other parties"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One on each line; with the number after a semicolon nobody is mistaken for another."),
    )  # fmt: skip
    unrecognised = forms.CharField(
        label=_("Names that you could not place"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("As long as one stands here, nobody is called clear of the item."),
    )  # fmt: skip
    begun = forms.DateField(label=_("The case began on"), required=False, widget=Day)
    stage = forms.ChoiceField(label=_("What is done with it"), choices=list(STAGES.items()))
    patrimonial = forms.ChoiceField(label=_("It has an effect in money"), choices=list(MONEY.items()))
    is_general = forms.BooleanField(label=_("It concerns everybody, or very many"), required=False)
    drop = forms.BooleanField(label=_("This is no item: take it out"), required=False)

    def __init__(self, data: object = None, *, item: MeetingItem, place: int) -> None:
        initial = {name: getattr(item, name) for name in ("title", "matter", "begun", "stage", "patrimonial")}
        initial |= {"is_general": item.is_general, "unrecognised": "\n".join(item.unrecognised)}
        super().__init__(data, prefix=f"i{place}", initial=initial)  # type: ignore[arg-type]
        self.item_before = item
        for number, party in enumerate(item.parties):
            self._ask(number, party)

    def _ask(self, number: int, party: PartyEntry) -> None:
        known = [(one.value, CHOICES[one]) for one in PartyChoice if party.ref or one != PartyChoice.PERHAPS]
        label = f"{party.name} ({party.number})" if party.number else party.name
        self.fields[f"c{number}"] = forms.ChoiceField(
            label=label, choices=known, initial=party.choice.value, help_text=str(BASES[party.basis])
        )
        if not is_person(party=party):
            self.fields[f"k{number}"] = forms.ChoiceField(
                label=_("What %(name)s is") % {"name": party.name}, required=False, initial=party.kind,
                choices=[one for one in ORGANISATIONS.items() if not (party.ref and one[0] == PERSON)],
            )  # fmt: skip

    def parties(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """The questions about each party: whether it is one, and what it is."""
        names = range(len(self.item_before.parties))
        return [(self[f"c{one}"], self[f"k{one}"] if f"k{one}" in self.fields else None) for one in names]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in ("begun", "stage", "patrimonial", "is_general", "drop")]

    def item(self, *, known: KnownThings) -> MeetingItem:
        """What was filled in. known: to find again what was written by hand."""
        told = self.cleaned_data
        parties = tuple(
            replace(party, choice=PartyChoice(told[f"c{number}"]), kind=told.get(f"k{number}", party.kind))
            for number, party in enumerate(self.item_before.parties)
        )
        added = (recognised(line=line, known=known) for line in _lines(told["added"]))
        return replace(
            self.item_before, title=told["title"], matter=told["matter"], begun=told["begun"],
            stage=told["stage"], patrimonial=told["patrimonial"], is_general=told["is_general"],
            parties=(*parties, *added)[:30], unrecognised=tuple(_lines(told["unrecognised"])),
        )  # fmt: skip


def is_person(*, party: PartyEntry) -> bool:
    """A person of the register: nobody asks what kind of organisation it is."""
    return party.ref[:1] == "p" and party.ref[1:].isdecimal()


class DecisionForm(forms.Form):
    """What the body decided about somebody and an item."""

    item = forms.CharField(max_length=20)
    person = forms.IntegerField(min_value=1)
    outcome = forms.ChoiceField(choices=[(one.value, one.value) for one in Decided])
    rule = forms.CharField(required=False, max_length=40)
    reason = forms.CharField(required=False, max_length=500)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split())[:200] for line in text.splitlines() if line.strip()]
