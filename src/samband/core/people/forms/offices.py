# SPDX-License-Identifier: EUPL-1.2
"""An office: of whom, in which body, from when to when."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import DayField
from samband.core.people.forms.choices import Choices, after, offer
from samband.core.people.operations import NewOffice
from samband.core.people.pages.words import POSTS
from samband.core.people.rules import OfficeRecord, PostKind


class OfficeForm(forms.Form):
    """An office in a body that the page knows."""

    kind = forms.ChoiceField(label=_("Office"))
    party = forms.ChoiceField(label=_("Party or list"), required=False)
    order = forms.IntegerField(
        label=_("Place on the list of substitutes"), required=False, min_value=1, max_value=999
    )
    term = forms.ChoiceField(label=_("Term"), required=False)
    valid_from = DayField(label=_("First day"))
    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty when it is not known.")
    )

    def __init__(self, *args: object, parties: Choices, terms: Choices, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].choices = [(one.value, words) for one, words in POSTS.items()]  # type: ignore[attr-defined]
        offer(self, "party", _("None"), parties)
        offer(self, "term", _("None"), terms)

    def office(self, *, body: str, post_name: str = "") -> NewOffice:
        chosen = self.cleaned_data
        return NewOffice(
            body=body,
            kind=PostKind(chosen["kind"]),
            valid_from=chosen["valid_from"],
            valid_to=after(chosen["last_day"]),
            party=chosen["party"],
            term=chosen["term"],
            order=chosen["order"],
            post_name=post_name,
        )


class NewOfficeForm(OfficeForm):
    """An office of somebody who is in the register; the body is chosen."""

    body = forms.ChoiceField(label=_("Body"))
    field_order = ("body", "kind", "party", "order", "term", "valid_from", "last_day")

    def __init__(
        self, *args: object, bodies: Choices, parties: Choices, terms: Choices, **kwargs: object
    ) -> None:
        super().__init__(*args, parties=parties, terms=terms, **kwargs)
        self.fields["body"].choices = list(bodies)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of an office."""

    last_day = DayField(label=_("Last day"))

    @property
    def on(self) -> date:
        """The first day on which the office is no longer held."""
        day = after(self.cleaned_data["last_day"])
        assert day is not None  # noqa: S101  the field is required
        return day


def initial_of_office(*, office: OfficeRecord) -> dict[str, object]:
    return {
        "kind": office.kind,
        "party": office.party.code if office.party else "",
        "order": office.order,
        "term": office.term.code if office.term else "",
        "valid_from": office.valid_from,
        "last_day": date.fromordinal(office.valid_to.toordinal() - 1) if office.valid_to else None,
    }
