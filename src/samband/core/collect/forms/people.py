# SPDX-License-Identifier: EUPL-1.2
"""What an analyst fills in about people who are asked. Rules live in the operations."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.collect.analysis.drawing import DrawWish, Way
from samband.core.collect.analysis.invitations import Purpose
from samband.core.collect.queries.frames import FrameRecord
from samband.core.members.forms import DayField
from samband.core.notices.rules import Channel
from samband.engines.files import ENCODINGS
from samband.engines.sampling import CONTACTS, STRATA, FrameColumns
from samband.engines.sampling.disposition_codes import DISPOSITIONS

Choices = Sequence[tuple[str, str]]
FIELD_NAMES: Final = {
    "key": _("Key: a number or word of each person's own"),
    "unit": _("Member"),
    "sex": _("Sex"),
    "age_group": _("Age group"),
    "area": _("Area"),
    "name": _("Name"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "address": _("Postal address"),
    "language": _("Language"),
}
PERCENT: Final = 100
MOST_BYTES: Final = 5_000_000
"""Of a list of what came back: some hundred thousand lines."""


class FrameForm(forms.Form):
    """A file of people."""

    file = forms.FileField(
        label=_("File with people"),
        help_text=_(
            "CSV (UTF-8) or Excel (.xlsx), a row for each person. Nothing changes before you have "
            "seen a preview."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    group = forms.ChoiceField(label=_("They answer as"))

    def __init__(self, *args: object, groups: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["group"].choices = list(groups)  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """Which column holds what."""

    def __init__(self, *args: object, frame: FrameRecord, groups: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        chosen = frame.chosen
        present = {"key": chosen.key, "unit": chosen.unit, **chosen.strata, **chosen.contacts}
        columns = [("", _("Not in the file")), *((name, name) for name in frame.columns)]
        for name, label in FIELD_NAMES.items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=columns, required=False, initial=present.get(name, "")
            )
        encodings = [(name, name) for name in ENCODINGS]
        self.fields["encoding"] = forms.ChoiceField(
            label=_("Letters of a CSV file"), choices=encodings, initial=frame.encoding
        )
        self.fields["group"] = forms.ChoiceField(
            label=_("They answer as"), choices=list(groups), initial=frame.group
        )

    def columns(self) -> FrameColumns:
        given = self.cleaned_data
        return FrameColumns(
            key=given["key"],
            unit=given["unit"],
            strata={name: given[name] for name in STRATA if given.get(name)},
            contacts={name: given[name] for name in CONTACTS if given.get(name)},
        )


class DrawForm(forms.Form):
    """How many are drawn, and how."""

    way = forms.ChoiceField(
        label=_("How many of each member"),
        choices=[
            (Way.MARGIN, _("as many as a margin of error needs")),
            (Way.NUMBER, _("the same number")),
            (Way.TABLE, _("as a table says")),
            (Way.EVERYBODY, _("everybody")),
        ],
        widget=forms.RadioSelect,
        initial=Way.MARGIN,
    )
    margin = forms.FloatField(
        label=_("Margin of error, percentage points"), min_value=0.5, max_value=50, initial=5, required=False
    )
    response = forms.FloatField(
        label=_("Expected part that answers, per cent"),
        min_value=1,
        max_value=100,
        initial=40,
        required=False,
    )
    number = forms.IntegerField(label=_("People of each member"), min_value=1, initial=300, required=False)
    table = forms.CharField(
        label=_("Table: a line with member and number for each"),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        required=False,
        help_text=_("For instance 0301,400. Members that are not in it give nobody."),
    )
    by = forms.MultipleChoiceField(
        label=_("Share out within a member by"), required=False, widget=forms.CheckboxSelectMultiple
    )
    batches = forms.IntegerField(
        label=_("Parts that are released one after the other"), min_value=1, max_value=50, initial=1
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**53,
        help_text=_("The same file, choices and seed draw the same people. Keep it, and do not try others."),
    )

    def __init__(self, *args: object, frame: FrameRecord, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        strata = [(name, FIELD_NAMES.get(name, name)) for name in frame.strata]
        if strata:
            self.fields["by"].choices = strata  # type: ignore[attr-defined]
        else:
            del self.fields["by"]
        self.fields["seed"].initial = secrets.randbelow(10**9)

    def clean_table(self) -> dict[str, int]:
        lines = [line for line in self.cleaned_data["table"].splitlines() if line.strip()]
        return dict(self._line(line) for line in lines)

    def _line(self, line: str) -> tuple[str, int]:
        unit, _comma, number = (part.strip() for part in line.replace(";", ",").partition(","))
        if not (unit and number.isascii() and number.isdigit()):
            words = gettext("“%(line)s” is not a member and a number with a comma between.")
            raise forms.ValidationError(words % {"line": line[:60]})
        return unit, int(number)

    def clean(self) -> None:
        wanted = {Way.MARGIN: "margin", Way.NUMBER: "number", Way.TABLE: "table"}
        name = wanted.get(Way(self.cleaned_data["way"])) if self.cleaned_data.get("way") else None
        if name and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, gettext("Fill this in, or choose another way."))

    def wish(self) -> DrawWish:
        given = self.cleaned_data
        return DrawWish(
            way=Way(given["way"]),
            margin=(given.get("margin") or 5) / PERCENT,
            response=(given.get("response") or PERCENT) / PERCENT,
            number=given.get("number") or 0,
            table=given.get("table") or {},
            by=tuple(given.get("by") or ()),
            batches=given["batches"],
        )


class MailingForm(forms.Form):
    """A letter, mail or text message to many, with a text in each language of the ask."""

    channel = forms.ChoiceField(label=_("Way"), widget=forms.RadioSelect)
    purpose = forms.ChoiceField(
        label=_("To whom"),
        choices=[
            (Purpose.INVITATION, _("everybody who has not answered")),
            (
                Purpose.REMINDER,
                _("a reminder: those who were written to and have neither answered nor said no"),
            ),
            (Purpose.INSTEAD, _("those whom no earlier message has reached, by another way")),
        ],
        widget=forms.RadioSelect,
        initial=Purpose.INVITATION,
    )
    batches = forms.MultipleChoiceField(
        label=_("Parts of the sample"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: all of them."),
    )  # fmt: skip
    on = DayField(
        label=_("Not before"),
        help_text=_("Mail and text messages leave on this day, in hours in which one may write to people."),
    )

    def __init__(
        self,
        *args: object,
        languages: Mapping[str, str],
        batches: Iterable[int],
        texts: Mapping[str, Mapping[str, str]],
        reached: Mapping[str, int],
        **kwargs: object,
    ) -> None:
        """reached: kind of address -> how many people who have not answered have one."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.languages = languages
        self.fields["channel"].choices = _ways(reached)  # type: ignore[attr-defined]
        parts = [(str(batch), str(batch)) for batch in batches]
        if len(parts) > 1:
            self.fields["batches"].choices = parts  # type: ignore[attr-defined]
        else:
            del self.fields["batches"]
        for code, name in languages.items():
            self._add_texts(code, name, texts.get(code, {}))

    def _add_texts(self, code: str, name: str, texts: Mapping[str, str]) -> None:
        subject, body = gettext("Heading (%(language)s)"), gettext("Text (%(language)s)")
        needless = gettext("A text message has none.")
        self.fields[f"subject_{code}"] = forms.CharField(
            label=subject % {"language": name}, max_length=150, required=False, help_text=needless,
            initial=texts.get("subject", ""),
            widget=forms.TextInput(attrs={"lang": code}),
        )  # fmt: skip
        self.fields[f"body_{code}"] = forms.CharField(
            label=body % {"language": name}, max_length=6_000, initial=texts.get("body", ""),
            widget=forms.Textarea(attrs={"rows": 12, "lang": code}),
        )  # fmt: skip

    def clean(self) -> None:
        if self.cleaned_data.get("channel") == Channel.SMS:
            return
        for code in self.languages:
            if not self.cleaned_data.get(f"subject_{code}", "").strip():
                self.add_error(f"subject_{code}", gettext("Write a heading."))

    def texts(self) -> dict[str, dict[str, str]]:
        given = self.cleaned_data
        return {
            code: {
                "subject": given[f"subject_{code}"].strip(),
                "body": given[f"body_{code}"].replace("\r\n", "\n").strip(),
            }
            for code in self.languages
        }

    def batch_numbers(self) -> tuple[int, ...]:
        return tuple(int(batch) for batch in self.cleaned_data.get("batches") or ())


def _ways(reached: Mapping[str, int]) -> list[tuple[str, str]]:
    """Each way with how many people it can reach."""
    words = gettext("%(way)s (has an address for it: %(number)s)")
    ways = (
        (Channel.LETTER, gettext("letter"), "address"),
        (Channel.EMAIL, gettext("e-mail"), "email"),
        (Channel.SMS, gettext("text message"), "phone"),
    )
    return [(way, words % {"way": name, "number": reached.get(kind, 0)}) for way, name, kind in ways]


class ReturnedForm(forms.Form):
    """Letters and messages that came back."""

    text = forms.CharField(
        label=_("What came back, a line each"),
        help_text=_(
            "Numbers from the foot of letters, e-mail addresses or telephone numbers. A line may hold more, "
            "such as the reason."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        max_length=200_000,
        required=False,
    )
    file = forms.FileField(
        label=_("Or a list as a file"),
        help_text=_("CSV or text, such as a mail program writes."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.log"}),
        required=False,
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                gettext("The file is too large. Divide it, or keep the column of addresses.")
            )
        return _decoded(file.read())

    def clean(self) -> None:
        if not self.errors and not self.told().strip():
            self.add_error("text", gettext("Write at least one number or address, or choose a file."))

    def told(self) -> str:
        """All of it, in lines."""
        return "\n".join((self.cleaned_data["text"], self.cleaned_data["file"]))


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    if "\x00" in text:
        words = gettext("This is no text file. Save the table as CSV, or paste its column of addresses.")
        raise forms.ValidationError(words)
    return text


class OutcomeForm(forms.Form):
    """What became of somebody, by hand."""

    disposition = forms.ChoiceField(label=_("Outcome"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known = [
            (code, f"{code} {gettext(one.words)}") for code, one in DISPOSITIONS.items() if code != "1.1"
        ]
        self.fields["disposition"].choices = known  # type: ignore[attr-defined]


class ExportForm(forms.Form):
    """The sample as a file."""

    format = forms.ChoiceField(choices=[("csv", "CSV"), ("xlsx", "XLSX")])
    with_links = forms.BooleanField(required=False)
