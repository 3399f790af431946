# SPDX-License-Identifier: EUPL-1.2
"""Quota cells as somebody sends them: one, by crossing fields, or a table."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.collect.analysis.quota_tables import MOST_CELLS, CellFault, CellRow, crossed, read_cells
from samband.core.collect.operations.quotas import NewCell
from samband.core.collect.queries import QuotaRecord
from samband.engines.files import Fault, FileFault

LARGEST_TABLE: Final = 500_000


class CellTableForm(forms.Form):
    """Quota cells as a table, pasted or as a file."""

    text = forms.CharField(
        label=_("Cells, one line each"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        required=False,
    )
    file = forms.FileField(label=_("Or a file (CSV)"), required=False)

    def __init__(self, *args: Any, fields: Mapping[str, Sequence[str]], **kwargs: Any) -> None:  # noqa: ANN401
        """fields: those that cells are made of -> their values."""
        super().__init__(*args, **kwargs)
        self._fields = fields
        self.rows: tuple[CellRow, ...] = ()
        names = ",".join((*fields, "target"))
        words = gettext("First line: the fields used, of %(names)s. A * or nothing means any.")
        self.fields["text"].help_text = words % {"names": names}

    def clean(self) -> None:
        text = self._text()
        if self.errors:
            return
        self.rows, faults = read_cells(text=text, fields=self._fields)
        for fault in faults[:20]:
            self.add_error("text", _told(fault))

    def _text(self) -> str:
        file = self.cleaned_data.get("file")
        if not file:
            return str(self.cleaned_data.get("text", ""))
        if file.size > LARGEST_TABLE:
            self.add_error("file", gettext("The file is too large for a table of quotas."))
            return ""
        try:
            return bytes(file.read()).decode("utf-8-sig")
        except UnicodeDecodeError:
            words = gettext("The letters are not UTF-8. Save the file as “CSV UTF-8” and choose it again.")
            self.add_error("file", words)
            return ""


class CrossForm(forms.Form):
    """Cells out of fields: each combination gets the same target, to be changed afterwards."""

    by = forms.MultipleChoiceField(label=_("Cross"), widget=forms.CheckboxSelectMultiple)
    target = forms.IntegerField(label=_("Answers wanted in each"), min_value=0, max_value=100_000)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        fields: Mapping[str, Sequence[str]],
        names: Mapping[str, str],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """names: field -> what it is called."""
        super().__init__(*args, **kwargs)
        self._values = fields
        self.fields["by"].choices = [(name, names[name]) for name in fields]  # type: ignore[attr-defined]

    def rows(self) -> tuple[CellRow, ...]:
        chosen = {name: self._values[name] for name in self.cleaned_data["by"]}
        return crossed(fields=chosen, target=self.cleaned_data["target"])

    def clean(self) -> None:
        number = 1
        for name in self.cleaned_data.get("by", ()):
            number *= len(self._values[name])
        if number > MOST_CELLS:
            words = gettext("That makes %(number)s cells. Cross fewer: at most %(most)s.")
            self.add_error("by", words % {"number": number, "most": MOST_CELLS})


class OneCellForm(forms.Form):
    """One cell, new or with another target: a value of each field, or any, and how many are wanted."""

    target = forms.IntegerField(label=_("Answers wanted"), min_value=0, max_value=100_000)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401
        fields: Mapping[str, Mapping[str, str]],
        names: Mapping[str, str],
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        """fields: field -> value -> what it is called. names: field -> what it is called."""
        super().__init__(*args, **kwargs)
        target = self.fields.pop("target")
        for name, values in fields.items():
            choices = [("", gettext("Any")), *values.items()]
            self.fields[name] = forms.ChoiceField(label=names[name], choices=choices, required=False)
        self.fields["target"] = target
        self._names = tuple(fields)

    def row(self) -> CellRow:
        told = {name: self.cleaned_data[name] for name in self._names}
        return CellRow({name: (value,) for name, value in told.items() if value}, self.cleaned_data["target"])


def with_cell(*, cells: Sequence[QuotaRecord], row: CellRow) -> list[NewCell]:
    """All cells and this one: with its target, where there is one for the same people already."""
    wanted = {name: tuple(values) for name, values in row.definition.items()}
    kept = [
        NewCell(one.code, one.definition, row.target if dict(one.definition) == wanted else one.target)
        for one in cells
    ]
    is_there = any(dict(one.definition) == wanted for one in cells)
    return kept if is_there else [*kept, NewCell(_free(row.code, kept), row.definition, row.target)]


def _free(code: str, cells: Sequence[NewCell]) -> str:
    """The name itself, unless a cell for other people bears it."""
    taken = {one.code for one in cells}
    return next(
        name for number in count(1) if (name := code if number == 1 else f"{code} {number}") not in taken
    )


def new_cells(rows: Sequence[CellRow]) -> list[NewCell]:
    return [NewCell(row.code, row.definition, row.target) for row in rows]


def _told(fault: CellFault) -> str:
    words = {
        "header": gettext("The first line must name the columns, from: %(wanted)s."),
        "value": gettext("Line %(line)s: “%(said)s” is not known. Write one of: %(wanted)s …"),
        "target": gettext(
            "Line %(line)s: the target “%(said)s” is no whole number. Write how many are wanted."
        ),
        "twice": gettext("Line %(line)s: %(said)s stands there already. Keep one."),
        "many": gettext("%(said)s cells are too many. At most %(wanted)s."),
        "endless": Fault(FileFault.BROKEN_QUOTES).words(gettext),
    }
    told = {"line": fault.line, "said": fault.said, "wanted": fault.wanted}
    return words[fault.kind] % told
