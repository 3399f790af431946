# SPDX-License-Identifier: EUPL-1.2
"""Who prepared an item: those named or proposed as ticks, the others of the administration to choose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.tools.ethics.analysis.preparing import fitting, the_one
from samband.tools.ethics.queries.preparing import Preparer
from samband.tools.ethics.rules import MOST_OUTSIDE, MeetingItem

Staff = Mapping[int, Preparer]


class _Ticked(forms.TypedMultipleChoiceField):
    """Shows those who are named, and accepts everybody of the administration."""

    accepted: frozenset[str] = frozenset()

    def valid_value(self, value: object) -> bool:
        return str(value) in self.accepted


class _Added(forms.TypedChoiceField):
    """Shows those who are not named, and accepts everybody of the administration."""

    accepted: frozenset[str] = frozenset()

    def valid_value(self, value: object) -> bool:
        return str(value) in self.accepted


@dataclass(frozen=True, slots=True)
class Preparing:
    """The questions of one item about who prepared it. item: as it was before.

    shown: named or proposed, those who have left too. notes: of names that fit nobody, or several.
    names: of those who may be found by name. is_open: a name has no place.
    """

    item: MeetingItem
    fields: tuple[forms.BoundField, ...] = ()
    shown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    names: Mapping[int, str] | None = None
    is_open: bool = False

    def answered(self, *, told: Mapping[str, Any], others: Iterable[str]) -> MeetingItem:
        """The item with who prepared it. Who is written by an exact name that one has is that one."""
        if not self.fields:
            return self.item
        written = {name: the_one(name=name, people=self.names or {}) for name in others}
        persons = {*told.get("prepared_by", ()), told.get("also_prepared_by") or 0, *written.values()} - {0}
        outside = [name for name, person in written.items() if not person]
        return replace(
            self.item, prepared_by=tuple(sorted(persons)), others_prepare=tuple(outside[:MOST_OUTSIDE])
        )


def add_preparing(*, form: forms.Form, item: MeetingItem, staff: Staff | None) -> Preparing:
    """Add the questions to the form of an item. staff: None where nobody asks, empty for nobody."""
    if staff is None or not (staff or item.others_prepare):
        return Preparing(item)
    names = {one.person: one.name for one in staff.values() if one.is_there}
    placed = {name: the_one(name=name, people=names) for name in item.others_prepare}
    proposed = frozenset(placed.values()) - {0}
    left = [name for name, person in placed.items() if not person]
    shown = _add_people(form, staff, {*item.prepared_by, *proposed} & staff.keys(), proposed) if staff else ()
    form.fields["others_prepare"] = forms.CharField(
        label=_("Others who prepare"), required=False, max_length=2000, initial="\n".join(left),
        widget=forms.Textarea(attrs={"rows": 1}),
        help_text=_("One on each line. They are not in the register of people and cannot be checked."),
    )  # fmt: skip
    asked = [*(["prepared_by"] if shown else []), *(["also_prepared_by"] if staff else []), "others_prepare"]
    return Preparing(
        item=item, fields=tuple(form[name] for name in asked), notes=tuple(_note(one, names) for one in left),
        shown=tuple(_label(staff[one], proposed) for one in staff if one in shown), names=names,
        is_open=bool(left),
    )  # fmt: skip


def _add_people(form: forms.Form, staff: Staff, named: set[int], proposed: frozenset[int]) -> frozenset[int]:
    """Numbers of those who are shown as ticks: named, proposed, or sent with the form."""
    ticked = _Ticked(
        label=_("Prepares the case"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        initial=[str(one) for one in sorted(named)],
    )  # fmt: skip
    added = _Added(label=_("Add somebody"), required=False, coerce=int, empty_value="")
    ticked.accepted = added.accepted = frozenset(map(str, staff))
    form.fields |= {"prepared_by": ticked, "also_prepared_by": added}
    sent = {int(one) for one in form["prepared_by"].value() or () if str(one) in ticked.accepted}
    shown = frozenset(named | sent)
    ticked.choices = [(one, _label(staff[one], proposed)) for one in staff if one in shown]
    others = [(one, _label(staff[one])) for one in staff if one not in shown and staff[one].is_there]
    added.choices = [("", "–"), *others]
    return shown


def _label(one: Preparer, proposed: frozenset[int] = frozenset()) -> str:
    told = f"{one.name}, {one.title}" if one.title else one.name
    if one.person in proposed:
        return gettext("%(name)s – named in the agenda, confirm it") % {"name": told}
    return told if one.is_there else gettext("%(name)s – has left the administration") % {"name": told}


def _note(name: str, names: Mapping[int, str]) -> str:
    if fitting(name=name, people=names):
        return gettext("Several of your administration are called %(name)s. Choose who it was.") % {
            "name": name
        }
    return gettext("Nobody of your administration is called %(name)s.") % {"name": name}
