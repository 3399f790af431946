# SPDX-License-Identifier: EUPL-1.2
"""Forms of the self-check: one tap for each party, nobody chosen beforehand; and of the private list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.tools.ethics.pages.kin import RELATIONS, STANDINGS, standings_of
from samband.tools.ethics.rules import PERSON, CheckParty, KinAnswer, NewKin, Relation, Standing

UNNAMED = CheckParty("", "", "", "")
"""A party that the person does not want to tell the program."""
COMMON = frozenset({
    "", Relation.SELF, Relation.SPOUSE, Relation.FORMER_SPOUSE, Relation.COHABITANT, Relation.PARENT_OR_CHILD,
    Relation.SIBLING, Relation.AFFINE_DIRECT, Relation.AFFINE_SIBLING, Relation.FRIEND,
    Relation.BUSINESS_PARTNER,
})  # fmt: skip
"""Shown at once; the others stand folded below."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions about one party. is_open: something is chosen, or wrong, further down."""

    party: CheckParty
    who: forms.BoundField
    what: forms.BoundField | None
    is_open: bool

    def common(self) -> list[forms.boundfield.BoundWidget]:
        return [one for one in self.who if one.data["value"] in COMMON]

    def others(self) -> list[forms.boundfield.BoundWidget]:
        return [one for one in self.who if one.data["value"] not in COMMON]


class CheckForm(forms.Form):
    """Who of one's own a party is, or is in a party. relations: that the law asks about."""

    def __init__(
        self, data: object = None, *, parties: Iterable[CheckParty], relations: Iterable[Relation]
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.asked = (*parties, UNNAMED)
        of_others = [(one.value, RELATIONS[one]) for one in relations]
        for place, party in enumerate(self.asked):
            oneself = [(Relation.SELF.value, RELATIONS[Relation.SELF])] if party.ref else []
            nobody = gettext("Nobody of mine")
            self._ask(f"who{place}", gettext("Who it is"), [("", nobody), *oneself, *of_others])
            if listed := standings_of(party=party):
                self._ask(f"what{place}", *self._standings(party, listed))

    def _ask(self, name: str, label: str, choices: list[tuple[str, object]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=False, initial="", widget=forms.RadioSelect
        )

    def _standings(
        self, party: CheckParty, listed: Iterable[Standing]
    ) -> tuple[str, list[tuple[str, object]]]:
        known: list[tuple[str, object]] = [(one.value, STANDINGS[one]) for one in listed]
        if party.kind and party.ref:
            return gettext("What they are there"), known
        return gettext("What they are there"), [("", gettext("The party itself")), *known]

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        for place, party in enumerate(self.asked):
            who, what = told.get(f"who{place}"), told.get(f"what{place}")
            if who and not what and party.kind not in {"", PERSON}:
                self.add_error(f"what{place}", _("Choose what they are there."))
            if what and not who:
                self.add_error(f"who{place}", _("Choose who it is."))
        return told

    def groups(self) -> Iterator[Asked]:
        """Each party with its questions, the one without a name last."""
        for place, party in enumerate(self.asked):
            who = self[f"who{place}"]
            what = self[f"what{place}"] if f"what{place}" in self.fields else None
            is_wrong = bool(who.errors or (what and what.errors))
            yield Asked(party, who, what, is_wrong or (who.value() or "") not in COMMON)

    def answers(self) -> tuple[KinAnswer, ...]:
        """What was answered; nothing for a party that is nobody's."""
        told = self.cleaned_data
        return tuple(
            KinAnswer(
                relation=Relation(told[f"who{place}"]),
                party=party.ref,
                standing=Standing(told[f"what{place}"]) if told.get(f"what{place}") else None,
            )
            for place, party in enumerate(self.asked)
            if told[f"who{place}"]
        )


class KinForm(forms.Form):
    """An entry of the private list."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("A person, or an organisation that is theirs."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    relation = forms.ChoiceField(label=_("Who it is to you"))
    standing = forms.ChoiceField(
        label=_("What they are in the organisation"), required=False,
        help_text=_("Leave it when the name is that of a person."),
    )  # fmt: skip
    number = forms.CharField(
        label=_("Its number in the public register"), required=False, max_length=30,
        help_text=_("With the number nobody mistakes it for another of the same name."),
    )  # fmt: skip

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        known = [(one.value, RELATIONS[one]) for one in Relation if one is not Relation.SELF]
        self.fields["relation"].choices = [("", "–"), *known]  # type: ignore[attr-defined]
        told = [(one.value, STANDINGS[one]) for one in Standing]
        self.fields["standing"].choices = [("", "–"), *told]  # type: ignore[attr-defined]

    def kin(self) -> NewKin:
        told = self.cleaned_data
        standing = Standing(told["standing"]) if told["standing"] else None
        return NewKin(told["name"], Relation(told["relation"]), told["number"], standing=standing)
