# SPDX-License-Identifier: EUPL-1.2
"""An election of a committee with its lists."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.engines.ballots import ElectionRule, ListProposal
from samband.tools.congress.analysis.elections import BadLists, read_lists
from samband.tools.congress.analysis.parameters import rules
from samband.tools.congress.forms.fields import LONGEST
from samband.tools.congress.pages.elections import line_fault
from samband.tools.congress.pages.words import language


class ElectionForm(forms.Form):
    """An election with its lists."""

    title = forms.CharField(label=_("Title"), max_length=120)
    seats = forms.IntegerField(label=_("Seats in the committee"), min_value=1, max_value=500)
    rule = forms.ChoiceField(label=_("Rule"))
    way = forms.ChoiceField(
        label=_("How it is held"),
        widget=forms.RadioSelect,
        choices=[
            ("lists", _("By lists, in proportion to their ballots")),
            ("agreement", _("By agreement on one list")),
        ],
        initial="lists",
    )
    text = forms.CharField(
        label=_("Lists and candidates"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_(
            "One line for each candidate, in their order: list, ballots, candidate, gender (woman or man). "
            "For instance: List A, 20, Candidate 1, woman."
        ),
    )
    votes_for = forms.IntegerField(
        label=_("Votes for the agreement"), min_value=0, max_value=100_000, required=False
    )
    votes_cast = forms.IntegerField(label=_("All who voted"), min_value=0, max_value=100_000, required=False)
    seed = forms.CharField(
        label=_("Seed of the lot"),
        required=False,
        max_length=120,
        help_text=_("Draws the lot when lists are equal in quotient and ballots. Agree on it beforehand."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        known = [(one.provenance.code, one.provenance.in_language(language())) for one in rules(ElectionRule)]
        self.fields["rule"].choices = list(reversed(known))  # type: ignore[attr-defined]
        self.lists: tuple[ListProposal, ...] = ()

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            self.lists = read_lists(text=text)
        except BadLists as bad:
            raise forms.ValidationError([line_fault(one) for one in bad.faults[:20]]) from None
        return text

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("way") != "agreement" or "votes_for" not in given or "votes_cast" not in given:
            return
        if not given["votes_cast"]:
            self.add_error("votes_cast", gettext("Write how many voted: an agreement must be unanimous."))
        elif (given["votes_for"] or 0) > given["votes_cast"]:
            self.add_error(
                "votes_for", gettext("More votes for it than people who voted. Correct one of them.")
            )

    def operation(self) -> dict[str, Any]:
        """Arguments of ``create_election`` and ``change_election`` beside the name."""
        given = self.cleaned_data
        return {
            "seats": given["seats"],
            "rule": given["rule"],
            "lists": self.lists,
            "by_agreement": given["way"] == "agreement",
            "votes_for": given["votes_for"] or 0,
            "votes_cast": given["votes_cast"] or 0,
            "seed": given["seed"],
        }
