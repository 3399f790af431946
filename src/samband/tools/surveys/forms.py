# SPDX-License-Identifier: EUPL-1.2
"""What an analyst fills in. Rules live in the operations; forms check that an entry can be read."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.collect.analysis import Mapping
from samband.core.collect.analysis.mapping import FIELDS
from samband.core.collect.queries import ImportRecord
from samband.core.members.forms import DayField
from samband.core.web.forms import slug_of
from samband.engines.files import ENCODINGS
from samband.engines.instrument import Instrument
from samband.engines.instrument.archive import LARGEST_FILE_BYTES
from samband.tools.surveys.operations import RESERVED, NewParticipant, read_participants
from samband.tools.surveys.operations.participating import BadParticipants
from samband.tools.surveys.queries import WaveRecord
from samband.tools.surveys.rules import (
    COUNCILLORS,
    INHABITANTS,
    LEAST_LIMIT,
    WaysJoined,
    WeightedBy,
    WeightingRule,
)

LARGEST_LIST = 1_000_000
"""Bytes of a list of participants; four hundred members need twenty thousand."""


FIELD_NAMES = {
    "respondent": _("Respondent number"),
    "unit": _("Member"),
    "group": _("Group"),
    "weight": _("Weight"),
    "sex": _("Sex"),
    "age_group": _("Age group"),
    "mode": _("How the answer came in"),
}


WEIGHTED_BY_WORDS = {
    WeightedBy.CELLS: _("sex by age, small cells joined"),
    WeightedBy.MARGINS: _("sex and age, each by itself"),
    WeightedBy.AGE: _("age alone"),
    WeightedBy.NOTHING: _("nothing: all answers of a member count alike"),
}

WAYS_JOINED_WORDS = {
    WaysJoined.TOGETHER: _("as one sample"),
    WaysJoined.SHARES: _("each weighted by itself, then joined by its effective number of answers"),
}


class WaveForm(forms.Form):
    """A new wave."""

    title = forms.CharField(label=_("Title"), max_length=120)
    questionnaire = forms.ChoiceField(label=_("Questionnaire"))
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100)
    reference_date = DayField(
        label=_("Reference date"),
        help_text=_("Borders and number of inhabitants are those of this day, most often 1 January."),
    )
    fieldwork_from = DayField(label=_("Fieldwork begins"), required=False)
    fieldwork_to = DayField(label=_("Fieldwork ends"), required=False)
    previous = forms.ChoiceField(label=_("Previous wave"), required=False)
    weighted_by = forms.ChoiceField(
        label=_("Inhabitants are weighted by"),
        choices=[(rule.value, words) for rule, words in WEIGHTED_BY_WORDS.items()],
        initial=WeightedBy.CELLS.value,
        required=False,
        help_text=_("Sex and age each by itself is for members with too few answers for a table of both."),
    )
    model_below = forms.IntegerField(
        label=_("Model members where fewer inhabitants answered than"),
        min_value=10,
        max_value=1000,
        required=False,
        help_text=_(
            "Their pages then show a modelled figure beside the direct one, marked as such. "
            "Leave it empty to show direct figures only."
        ),
    )
    is_synthetic = forms.BooleanField(
        label=_("The answers are made up, for practice: say so on every page and in every file"),
        required=False,
    )

    def __init__(
        self, *args: object, instruments: Iterable[Instrument], waves: Iterable[WaveRecord], language: str,
        **kwargs: object,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        asked = self.fields["questionnaire"]
        asked.choices = [  # type: ignore[attr-defined]
            (f"{one.code}/{one.version}", f"{one.in_language(language).title} ({one.version})")
            for one in reversed(tuple(instruments))
        ]
        earlier = [(one.slug, one.in_language(language)) for one in waves]
        self.fields["previous"].choices = [("", _("None")), *earlier]  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"])
        if slug_of(title=title) in RESERVED:
            words = gettext("“%(title)s” alone is taken by another page. Write a longer title.")
            raise forms.ValidationError(words % {"title": title})
        return title

    def clean(self) -> None:
        begins, ends = (self.cleaned_data.get(f"fieldwork_{end}") for end in ("from", "to"))
        if begins and ends and ends < begins:
            self.add_error(
                "fieldwork_to", gettext("Fieldwork ends before it begins. Correct one of the days.")
            )

    @property
    def slug(self) -> str:
        """From the title; a title without a Latin letter gives the year."""
        return slug_of(title=self.cleaned_data["title"], otherwise=f"wave-{self.cleaned_data['year']}")

    @property
    def instrument(self) -> tuple[str, str]:
        """Code and version."""
        code, _slash, version = self.cleaned_data["questionnaire"].partition("/")
        return code, version


class WeightingForm(forms.Form):
    """How the inhabitants of a wave are weighted inside each member."""

    by = forms.ChoiceField(
        label=_("Inhabitants are weighted by"),
        choices=[(rule.value, words) for rule, words in WEIGHTED_BY_WORDS.items()],
        widget=forms.RadioSelect,
    )
    most_times = forms.FloatField(
        label=_("No answer weighs more than so many times the average of its member"),
        min_value=LEAST_LIMIT,
        max_value=100,
        required=False,
        help_text=_("Groups of sex and age are joined until it is so. Empty: no limit."),
    )
    ways = forms.ChoiceField(
        label=_("Answers by phone, on the web and so on are taken"),
        choices=[(way.value, words) for way, words in WAYS_JOINED_WORDS.items()],
        widget=forms.RadioSelect,
        help_text=_("Choose the second where each way was a sample of its own of the same people."),
    )

    @property
    def rule(self) -> WeightingRule:
        chosen = self.cleaned_data
        return WeightingRule(WeightedBy(chosen["by"]), chosen["most_times"], WaysJoined(chosen["ways"]))


class ParticipantsForm(forms.Form):
    """A list of members, pasted or as a file."""

    text = forms.CharField(
        label=_("Members, one line each"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        required=False,
        help_text=_(
            "First line: member,council_seats,council_date,embargo. Then for instance "
            "0301,59,2025-03-31,yes. Only the number of the member must be there."
        ),
    )
    file = forms.FileField(label=_("Or a file (CSV)"), required=False)

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > LARGEST_LIST:
            raise forms.ValidationError(gettext("The file is too large for a list of members."))
        try:
            text = bytes(file.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            words = gettext("The letters are not UTF-8. Save the file as “CSV UTF-8” and choose it again.")
            raise forms.ValidationError(words) from None
        return text

    def clean(self) -> None:
        if not (self.cleaned_data.get("file") or self.cleaned_data.get("text")) and not self.errors:
            self.add_error("text", gettext("Write at least one member, or choose a file."))

    def participants(self) -> tuple[NewParticipant, ...]:
        """Raises BadParticipants with every fault."""
        return read_participants(text=self.cleaned_data.get("file") or self.cleaned_data["text"])

    def add_faults(self, bad: BadParticipants) -> None:
        self.add_error("text", list(bad.faults))


class UploadForm(forms.Form):
    """A file of answers."""

    file = forms.FileField(
        label=_("File with answers"),
        help_text=_(
            "CSV (UTF-8), Excel (.xlsx) or SPSS (.sav). Nothing is loaded before you have seen a preview."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.sav"}),
    )


class HandOutForm(forms.Form):
    """Answers one by one as a file. languages: those of the questionnaire."""

    form = forms.ChoiceField(label=_("File"), widget=forms.RadioSelect, choices=(), initial="sav")
    languages = forms.MultipleChoiceField(
        label=_("Languages of the labels"),
        help_text=_("Files with labels in one language only take the first that is chosen."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None, *, languages: dict[str, str]) -> None:
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["form"]).choices = [
            ("sav", _("SPSS (.sav)")),
            ("dta", _("Stata (.dta)")),
            ("zip", _("CSV with its description, R script and codebook (.zip)")),
            ("parquet", _("Parquet (.parquet)")),
            ("xml", _("Codebook alone, DDI-Codebook 2.5 (.xml)")),
        ]
        field = cast(forms.MultipleChoiceField, self.fields["languages"])
        field.choices, field.initial = list(languages.items()), list(languages)


class InstrumentForm(forms.Form):
    """A questionnaire of the association."""

    file = forms.FileField(
        label=_("File with the questionnaire"),
        help_text=_(
            "XLSForm (.xlsx), LimeSurvey (.lss), one structure file with its words inside (.yaml), or "
            "structure and words files packed together (.zip). Nothing is added before you have seen a "
            "preview."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.lss,.yaml,.zip"}),
    )
    groups = forms.MultipleChoiceField(
        label=_("Who is asked, when the file does not say"),
        choices=[(INHABITANTS, _("Inhabitants")), (COUNCILLORS, _("Councillors"))],
        initial=[INHABITANTS, COUNCILLORS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > LARGEST_FILE_BYTES:
            words = gettext("The file is too large for a questionnaire. Remove what does not belong to it.")
            raise forms.ValidationError(words)
        return file


class MappingForm(forms.Form):
    """Which column holds what. Choices are the columns of the file."""

    encoding = forms.ChoiceField(label=_("Letters are written as"), choices=tuple(ENCODINGS.items()))
    whole_group = forms.ChoiceField(label=_("Group of the whole file"), required=False)
    recodes = forms.CharField(
        label=_("Other words for codes"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        required=False,
        help_text=_("One on each line: column: word in the file = code. For instance: sex: kvinne = female"),
    )

    def __init__(
        self, *args: object, record: ImportRecord, instrument: Instrument, language: str, **kwargs: object
    ) -> None:
        kwargs.setdefault("initial", _initial(record))
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        words = instrument.in_language(language)
        columns = [("", "–"), *((column, column) for column in record.columns)]
        groups = [
            ("", gettext("As the column says")),
            *((g, words.groups.get(g, g)) for g in instrument.groups),
        ]
        self.fields["whole_group"].choices = groups  # type: ignore[attr-defined]
        self._add_columns(columns, [(f"field-{name}", FIELD_NAMES[name]) for name in FIELDS])
        self._add_columns(
            columns, [(f"item-{i.code}", f"{i.code}: {words.measure(i.code)}") for i in instrument.items]
        )
        self.columns = frozenset(record.columns)

    def _add_columns(self, columns: list[tuple[str, str]], named: list[tuple[str, object]]) -> None:
        for name, label in named:
            self.fields[name] = forms.ChoiceField(label=str(label), choices=columns, required=False)

    def clean_recodes(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for number, line in enumerate(self.cleaned_data["recodes"].splitlines(), start=1):
            if line.strip():
                column, word, code = self._recode(number, line)
                found.setdefault(column, {})[word] = code
        return found

    def _recode(self, number: int, line: str) -> tuple[str, str, str]:
        column, colon, rest = line.partition(":")
        word, equals, code = rest.rpartition("=")
        parts = (column.strip(), word.strip(), code.strip())
        if not (colon and equals and all(parts)):
            words = gettext("Line %(line)d cannot be read. Write it as: column: word in the file = code")
            raise forms.ValidationError(words % {"line": number})
        if parts[0] not in self.columns:
            words = gettext("Line %(line)d: the file has no column “%(column)s”.")
            raise forms.ValidationError(words % {"line": number, "column": parts[0]})
        return parts

    def mapping(self) -> Mapping:
        """The chosen mapping. A required field left open is one of the faults of the next preview."""
        chosen = self.cleaned_data
        group = chosen["whole_group"]
        columns = {name: chosen[f"field-{name}"] for name in FIELDS if chosen[f"field-{name}"]}
        if group:
            columns.pop("group", None)
        items = {
            name.removeprefix("item-"): column
            for name, column in chosen.items()
            if name.startswith("item-") and column
        }
        return Mapping(columns=columns, items=items, group=group, recodes=chosen["recodes"])


def _initial(record: ImportRecord) -> dict[str, object]:
    mapping = record.mapping
    lines = [
        f"{column}: {word} = {code}"
        for column, recodes in mapping.recodes.items()
        for word, code in recodes.items()
    ]
    return {
        "encoding": record.encoding,
        "whole_group": mapping.group,
        "recodes": "\n".join(lines),
        **{f"field-{name}": column for name, column in mapping.columns.items()},
        **{f"item-{code}": column for code, column in mapping.items.items()},
    }


class ReviewForm(forms.Form):
    """What the analyst has looked at."""

    notes = forms.CharField(
        label=_("What you looked at, and what you found"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kept with the wave. Members can see their own results from now on."),
    )


class PublishForm(forms.Form):
    """Publishing, also before every council has had its results."""

    override_reason = forms.CharField(
        label=_("Reason for not waiting"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_(
            "Only when it cannot wait for the councils above. The reason is kept and shown in the log."
        ),
    )


class ReopenForm(forms.Form):
    """Taking answers again."""

    reason = forms.CharField(label=_("Why the wave is opened again"), max_length=500)
