# SPDX-License-Identifier: EUPL-1.2
"""Forms of a meeting: its agenda, its items, what the body decided."""

from dataclasses import replace
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import Choices, DayField
from samband.tools.ethics.analysis.names import visible
from samband.tools.ethics.analysis.parties import KnownThings, recognised
from samband.tools.ethics.forms.preparing import Staff, add_preparing
from samband.tools.ethics.pages.meetings import (
    BASES,
    CHOICES,
    DECIDED,
    MATTERS,
    MONEY,
    ORGANISATIONS,
    STAGES,
)
from samband.tools.ethics.rules import (
    PERSON,
    Decided,
    MeetingItem,
    PartyChoice,
    PartyEntry,
)


class AgendaForm(forms.Form):
    """A meeting and its agenda, as a file or as pasted text."""

    body = forms.ChoiceField(label=_("Body"))
    day = DayField(label=_("Day of the meeting"))
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
    begun = DayField(label=_("The case began on"), required=False)
    stage = forms.ChoiceField(label=_("What is done with it"), choices=list(STAGES.items()))
    patrimonial = forms.ChoiceField(label=_("It has an effect in money"), choices=list(MONEY.items()))
    is_general = forms.BooleanField(label=_("It concerns everybody, or very many"), required=False)
    drop = forms.BooleanField(label=_("This is no item: take it out"), required=False)

    def __init__(
        self, data: object = None, *, item: MeetingItem, place: int, staff: Staff | None = None
    ) -> None:
        initial = {name: getattr(item, name) for name in ("title", "matter", "begun", "stage", "patrimonial")}
        initial |= {"is_general": item.is_general, "unrecognised": "\n".join(item.unrecognised)}
        super().__init__(data, prefix=f"i{place}", initial=initial)  # type: ignore[arg-type]
        self.item_before = item
        self.preparing = add_preparing(form=self, item=item, staff=staff)
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

    def answered(self) -> tuple[PartyEntry, ...]:
        """The parties as somebody has answered for them."""
        told = self.cleaned_data
        return tuple(
            replace(party, choice=PartyChoice(told[f"c{number}"]), kind=told.get(f"k{number}", party.kind))
            for number, party in enumerate(self.item_before.parties)
        )

    def item(self, *, known: KnownThings) -> MeetingItem:
        """What was filled in. known: to find again what was written by hand."""
        told = self.cleaned_data
        added = (recognised(line=line, known=known) for line in lines(told["added"]))
        before = self.preparing.answered(told=told, others=lines(told.get("others_prepare", "")))
        return replace(
            before, title=told["title"], matter=told["matter"], begun=told["begun"],
            stage=told["stage"], patrimonial=told["patrimonial"], is_general=told["is_general"],
            parties=(*self.answered(), *added)[:30], unrecognised=tuple(lines(told["unrecognised"])),
        )  # fmt: skip


class AbsentForm(forms.Form):
    """Who of the body is known not to come."""

    absent = forms.TypedMultipleChoiceField(
        label=_("Who will not come"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("Deputies step in for them in the order of their list."),
    )  # fmt: skip

    def __init__(self, data: object = None, *, seats: Choices, absent: frozenset[int]) -> None:
        super().__init__(data, initial={"absent": [str(one) for one in sorted(absent)]})  # type: ignore[arg-type]
        self.fields["absent"].choices = list(seats)  # type: ignore[attr-defined]


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


class AnyDecisionForm(forms.Form):
    """A decision about anybody in the body; what is sent is read by ``DecisionForm``."""

    item = forms.ChoiceField(label=_("Item"))
    person = forms.ChoiceField(label=_("Person"))
    outcome = forms.ChoiceField(
        label=_("What was decided"), choices=list(DECIDED.items()), widget=forms.RadioSelect
    )
    rule = forms.ChoiceField(label=_("Ground"), required=False)
    reason = forms.CharField(label=_("Reasons"), required=False, max_length=500)

    def __init__(self, *, items: Choices, seats: Choices, grounds: Choices) -> None:
        super().__init__(auto_id="any-%s")
        for name, choices in (("item", items), ("person", seats), ("rule", grounds)):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = [("", _("No ground named") if name == "rule" else "–"), *choices]


def lines(text: str) -> list[str]:
    """What stands on each line, without those that say nothing."""
    found = (" ".join(line.split())[:200] for line in visible(text).splitlines())
    return [line for line in found if line]
