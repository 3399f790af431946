# SPDX-License-Identifier: EUPL-1.2
"""How long to wait before somebody is called again, by what came of the last call."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.collect.analysis.phone import OUTCOMES, CallOutcome
from samband.core.collect.analysis.phone.schedule import LONGEST_DAYS

UNITS: Final = {"days": 24 * 60, "hours": 60, "minutes": 1}
"""Minutes in each; the longest first."""
_NUMBER, _UNIT = "pause-", "pause-unit-"
USUAL: Final = {outcome: rule.minutes for outcome, rule in OUTCOMES.items() if rule.minutes is not None}
"""Outcome after which somebody is called again -> minutes, where nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class PauseRow:
    """words: what came of the call. number, unit: fields that stand beside one another."""

    words: str
    number: forms.BoundField
    unit: forms.BoundField


class PausesForm(forms.Form):
    """A number and its unit for each outcome after which somebody is called again. Empty: the usual pause."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        minutes: Mapping[CallOutcome, int],
        words: Mapping[CallOutcome, object],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """minutes: where they are not the usual ones. words: outcome -> what it is called."""
        super().__init__(*args, **kwargs)
        units = [("minutes", _("minutes")), ("hours", _("hours")), ("days", _("days"))]
        for outcome, usual in USUAL.items():
            number, unit = split(minutes=minutes.get(outcome, usual))
            name = str(words[outcome])
            self.fields[f"{_NUMBER}{outcome}"] = forms.IntegerField(
                label=name, min_value=1, max_value=LONGEST_DAYS * 24 * 60, initial=number, required=False
            )
            self.fields[f"{_UNIT}{outcome}"] = forms.ChoiceField(
                label=gettext("%(outcome)s: unit") % {"outcome": name},
                choices=units,
                initial=unit,
                required=False,
            )
        for field in self.fields.values():
            field.widget.attrs["class"] = "ds-input"

    def clean(self) -> None:
        for outcome in USUAL:
            if self._minutes(outcome) > LONGEST_DAYS * UNITS["days"]:
                words = gettext(
                    "Nobody is called again after more than %(days)s days. Write a shorter pause."
                )
                self.add_error(f"{_NUMBER}{outcome}", words % {"days": LONGEST_DAYS})

    def minutes(self) -> dict[CallOutcome, int]:
        """Of a valid form: those that are not the usual ones."""
        told = {outcome: self._minutes(outcome) or usual for outcome, usual in USUAL.items()}
        return {outcome: minutes for outcome, minutes in told.items() if minutes != USUAL[outcome]}

    def rows(self) -> Iterator[PauseRow]:
        for outcome in USUAL:
            number = self[f"{_NUMBER}{outcome}"]
            yield PauseRow(str(number.label), number, self[f"{_UNIT}{outcome}"])

    def _minutes(self, outcome: CallOutcome) -> int:
        """0 where nothing was sent that can be read."""
        number, unit = (self.cleaned_data.get(f"{part}{outcome}") for part in (_NUMBER, _UNIT))
        return number * UNITS[unit] if number and unit else 0


def split(*, minutes: int) -> tuple[int, str]:
    """240 → 4 hours: in the longest unit without a rest."""
    return next((minutes // size, unit) for unit, size in UNITS.items() if minutes % size == 0)
