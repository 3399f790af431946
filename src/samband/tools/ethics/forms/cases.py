# SPDX-License-Identifier: EUPL-1.2
"""Forms of the check of a case: the case and its parties, who deals with it, what was done in the end."""

from collections.abc import Iterable
from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import Choices, DayField
from samband.core.people.rules import BodyRecord, OfficeRecord
from samband.engines.conflicts import Stage
from samband.tools.ethics.analysis.parties import KnownThings
from samband.tools.ethics.forms.meetings import ItemForm, lines
from samband.tools.ethics.operations import party_of
from samband.tools.ethics.pages.cases import DONE, DONE_ABOUT, role_of
from samband.tools.ethics.pages.meetings import MATTERS
from samband.tools.ethics.rules import CaseRecord, Hand, MeetingItem

Candidates = tuple[tuple[BodyRecord, tuple[OfficeRecord, ...]], ...]


def _amount() -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Amount"), required=False, min_value=0, max_digits=15, decimal_places=2,
        help_text=_("Whoever may decide up to it is proposed."),
    )  # fmt: skip


class NewCaseForm(forms.Form):
    """A case and whom it is about."""

    reference = forms.CharField(label=_("Reference"), max_length=40, help_text=_("As 2026/118."))
    title = forms.CharField(label=_("Title"), max_length=300)
    matter = forms.ChoiceField(label=_("Kind of case"), choices=list(MATTERS.items()))
    day = DayField(label=_("Day of the decision"))
    begun = DayField(label=_("The case began on"), required=False)
    amount = _amount()
    parties = forms.CharField(
        label=_("Suppliers, applicants, bidders"), required=False, max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One on each line; with the number after a semicolon nobody is mistaken for another."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("CSV or XLSX with a column of names and one of numbers."),
    )

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        if not str(told.get("parties") or "").strip() and not told.get("file"):
            self.add_error("parties", _("Write whom the case is about, or choose a file."))
        return told


class CaseForm(ItemForm):
    """The whole case: parties are answered as those of an item, people are ticked."""

    day = DayField(label=_("Day of the decision"))
    amount = _amount()
    body = forms.ChoiceField(label=_("The whole body decides"), required=False)
    prepares = forms.TypedMultipleChoiceField(required=False, coerce=int)
    decides = forms.TypedMultipleChoiceField(required=False, coerce=int)
    others_prepare = forms.CharField(
        label=_("Others who prepare"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("One on each line. They are not in the register of people and cannot be checked."),
    )  # fmt: skip
    others_decide = forms.CharField(
        label=_("Others who decide"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 1}),
    )  # fmt: skip

    def __init__(
        self, data: object = None, *, case: CaseRecord, bodies: Choices, people: Candidates,
        proposed: Iterable[int] = (),
    ) -> None:  # fmt: skip
        super().__init__(data, item=case.item, place=0)
        del self.fields["stage"], self.fields["drop"]
        self.people = people
        here = {one.person: one.name for _body, some in people for one in some}
        self.names = here | {one.person: one.name for one in case.hands if one.person}
        for name, stage in (("prepares", Stage.PREPARE), ("decides", Stage.DECIDE)):
            self.fields[name].choices = [(one, one) for one in self.names]  # type: ignore[attr-defined]
            self.initial[name] = [one.person for one in case.hands if one.person and one.stage == stage]
        if not case.hands:
            self.initial["decides"] = list(proposed)
        self.fields["body"].choices = [("", _("No, people decide")), *bodies]  # type: ignore[attr-defined]
        self.initial.update({"day": case.day, "amount": case.amount, "body": case.body})
        for name, stage in (("others_prepare", Stage.PREPARE), ("others_decide", Stage.DECIDE)):
            outside = [one.name for one in case.hands if not one.person and one.stage == stage]
            self.initial[name] = "\n".join(outside)

    def chosen(self) -> list[tuple[BodyRecord, list[tuple[OfficeRecord, bool, bool]], bool]]:
        """People by body, each with whether they prepare and decide, and whether anybody there does."""
        prepares, decides = (set(map(str, self[name].value() or ())) for name in ("prepares", "decides"))
        told = [
            (body, [(one, str(one.person) in prepares, str(one.person) in decides) for one in some])
            for body, some in self.people
        ]
        return [(body, some, any(one[1] or one[2] for one in some)) for body, some in told]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in ("begun", "patrimonial", "is_general")]

    def item(self, *, known: KnownThings) -> MeetingItem:
        told = self.cleaned_data
        added = (party_of(line=line, known=known) for line in lines(told["added"]))
        return replace(
            self.item_before, title=told["title"], matter=told["matter"], begun=told["begun"],
            patrimonial=told["patrimonial"], is_general=told["is_general"],
            parties=(*self.answered(), *added), unrecognised=tuple(lines(told["unrecognised"])),
        )  # fmt: skip

    def hands(self) -> tuple[Hand, ...]:
        """Who prepares and who decides, each as what."""
        told = self.cleaned_data
        return (
            *self._of(Stage.PREPARE, told["prepares"], told["others_prepare"]),
            *self._of(Stage.DECIDE, told["decides"], told["others_decide"]),
        )

    def _of(self, stage: Stage, persons: Iterable[int], others: str) -> Iterable[Hand]:
        matter = self.cleaned_data["matter"]
        for person in persons:
            held = [one for _body, some in self.people for one in some if one.person == person]
            role = role_of(offices=held, stage=stage, matter=matter)
            yield Hand(person, self.names[person], stage.value, role.value)
        for name in lines(others):
            yield Hand(0, name, stage.value, role_of(offices=(), stage=stage, matter=matter).value)


class OutcomeForm(forms.Form):
    """What was done about one person."""

    person = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    done = forms.ChoiceField(
        label=_("What was done"), choices=list(DONE_ABOUT.items()), widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Reasons"), required=False, max_length=1000)


class CloseForm(forms.Form):
    """What was done in the end."""

    done = forms.ChoiceField(label=_("What was done"), choices=list(DONE.items()), widget=forms.RadioSelect)
    decided_by = forms.CharField(label=_("Who decided it"), max_length=200)
    reason = forms.CharField(
        label=_("Reasons"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
