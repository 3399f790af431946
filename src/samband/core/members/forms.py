# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Iterable
from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from samband.core.country.rules import LOCAL, UPPER
from samband.core.members.rules.importing import TABLES, UNITS, ImportSource

Choices = Iterable[tuple[str, str]]


class Day(forms.DateInput):
    """The browser's own way to choose a day, for every area: this is the lowest that asks for one."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


EARLIEST, LATEST = date(1800, 1, 1), date(2199, 12, 31)


class DayField(forms.DateField):
    """A day that somebody may mean: whoever reckons on from it stays within what a calendar can tell."""

    widget = Day

    def to_python(self, value: str | datetime | date | None) -> date | None:
        day: date | None = super().to_python(value)
        if day is not None and not EARLIEST <= day <= LATEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class SearchForm(forms.Form):
    """What to show of the register. Everything is optional; it is sent by GET.

    kinds: what can be listed, the first is listed when nothing is chosen. counties: what members lie in;
    county_label: what the country calls one of them.
    """

    q = forms.CharField(label=_("Name or number"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    county = forms.ChoiceField(label=_("County"), required=False)
    size = forms.ChoiceField(label=_("Size"), required=False)
    on = DayField(
        label=_("In force on"),
        required=False,
    )

    def __init__(
        self, data: object, *, kinds: Choices, counties: Choices, county_label: str, sizes: Choices
    ) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
        self.fields["county"].label = county_label
        self.fields["county"].choices = [("", _("All")), *counties]  # type: ignore[attr-defined]
        self.fields["size"].choices = [("", _("All sizes")), *sizes]  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """One day of the register."""

    on = DayField(label=_("Day"), required=False)


class PeriodForm(forms.Form):
    """Two days of the register. upper: what the level above is called, empty where there is none."""

    first = DayField(
        label=_("First day"),
        required=False,
    )
    last = DayField(
        label=_("Second day"),
        required=False,
    )
    level = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: object, *, local: str, upper: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choices = [(LOCAL, local), *([(UPPER, upper)] if upper else [])]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]
        if not upper:
            del self.fields["level"]

    def clean(self) -> dict[str, object]:
        chosen = super().clean() or {}
        first, last = chosen.get("first"), chosen.get("last")
        if first and last and last <= first:
            self.add_error("last", _("Choose a day after the first one."))
        return chosen


class _TableField(forms.FileField):
    """One of the files of an import."""

    def __init__(self, label: object, help_text: object) -> None:
        accepted = forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"})
        super().__init__(label=label, help_text=help_text, required=False, widget=accepted)  # type: ignore[arg-type]


class ImportForm(forms.Form):
    """Files of authorities, inhabitants and changes, and where they are from. The fields bear table names."""

    authorities = _TableField(
        _("Authorities"),
        _("CSV (UTF-8) or Excel (.xlsx). One row for each number and the time in which it was the same."),
    )
    population = _TableField(_("Inhabitants"), _("One row for each number and year."))
    successions = _TableField(
        _("Changes"), _("What became of authorities that ended, and what new ones came from.")
    )
    is_whole = forms.BooleanField(
        label=_("The files are the whole list"),
        required=False,
        help_text=_(
            "What was imported earlier and is not in them is then taken out; nothing of the country pack is."
        ),
    )
    title = forms.CharField(
        label=_("Where the facts are from"),
        max_length=200,
        help_text=_("Title of the register, table or decision. It is shown on the page of each authority."),
    )
    publisher = forms.CharField(label=_("Publisher"), max_length=200)
    licence = forms.CharField(
        label=_("Licence"), max_length=200, help_text=_("What it allows, for instance CC BY 4.0.")
    )
    dated = DayField(label=_("Day of the facts"))

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if not any(given.get(table) for table in TABLES) and not self.errors:
            self.add_error(UNITS, _("Choose at least one file."))
        return given

    @property
    def source(self) -> ImportSource:
        given = self.cleaned_data
        return ImportSource(given["title"], given["publisher"], given["licence"], given["dated"])
