# SPDX-License-Identifier: EUPL-1.2
"""A ballot in preparation, and the votes in it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.core.members.forms import DayField
from samband.core.web.forms import slug_of
from samband.engines.ballots import DecisionRule, VotingRule
from samband.tools.congress.analysis.parameters import rules
from samband.tools.congress.analysis.rolls import BadText, read_weights
from samband.tools.congress.forms.fields import LONGEST, Moment, cell_fault
from samband.tools.congress.pages.words import choice_words, language, way_words
from samband.tools.congress.queries import BallotRecord, CongressRecord
from samband.tools.congress.queries.units import KINDS
from samband.tools.congress.rules import Electorate


def vote_choices() -> list[tuple[str, str]]:
    """``rule/category`` for every rule that gives municipalities or counties votes."""
    fit = (one for one in rules(VotingRule) if {kind.kind for kind in one.kinds} <= set(KINDS))
    words = category_words()
    return [
        (
            f"{one.provenance.code}/{category}",
            one.provenance.in_language(language())
            + (f": {words.get(category, category)}" if len(one.categories) > 1 else ""),
        )
        for one in fit
        for category in one.categories
    ]


def category_words() -> dict[str, str]:
    return {
        "general": gettext("most questions"),
        "elections": gettext("elections"),
        "subscriptions": gettext("subscriptions"),
        "own_duties": gettext("own duties"),
    }


def as_written(record: BallotRecord) -> dict[str, Any]:
    """What ``BallotForm`` shows of a ballot in preparation."""
    return {
        "title": record.title,
        "question": record.question,
        "electorate": record.electorate.value,
        "congress": record.congress,
        "decided_by": record.rule,
        "alternatives": "\n".join(label for _, label in record.options),
        "votes": f"{record.votes_rule}/{record.category}" if record.votes_rule else "",
        "weights": "\n".join(f"{code};{weight}" for code, weight in record.weights.items()),
        "roll_on": record.roll_on,
        "opens_at": record.opens_at,
        "closes_at": record.closes_at,
        "seed": record.seed,
    }


def decision_choices() -> list[tuple[str, str]]:
    return [(one.provenance.code, one.provenance.in_language(language())) for one in rules(DecisionRule)]


class BallotForm(forms.Form):
    """A new ballot."""

    title = forms.CharField(label=_("Title"), max_length=120)
    question = forms.CharField(
        label=_("Question"),
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("As it is put to the voters."),
    )
    electorate = forms.ChoiceField(
        label=_("Who votes"),
        widget=forms.RadioSelect,
        choices=[
            (Electorate.MEMBERS.value, _("Members, openly, as their councils decide")),
            (Electorate.DELEGATES.value, _("Delegates present at a congress, secretly, with one-time codes")),
        ],
    )
    congress = forms.ChoiceField(label=_("Congress"), required=False)
    decided_by = forms.ChoiceField(label=_("How it is decided"))
    alternatives = forms.CharField(
        label=_("Alternatives, one line each"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("Only when alternatives are voted on instead of yes and no."),
    )
    votes = forms.ChoiceField(label=_("Votes of each member"), choices=vote_choices, required=False)
    weights = forms.CharField(
        label=_("Weight of each member"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        required=False,
        help_text=_("Lines of member and number, such as 0301;52000. Only when the rule counts weight."),
    )
    roll_on = DayField(label=_("Members on"), help_text=_("Who is a member on this day votes."))
    opens_at = forms.DateTimeField(label=_("Opens"), widget=Moment())
    closes_at = forms.DateTimeField(label=_("Closes"), widget=Moment())
    seed = forms.CharField(
        label=_("Seed of the lot"),
        required=False,
        max_length=120,
        help_text=_("Draws the lot when alternatives are equal. Agree on it beforehand."),
    )

    def __init__(self, *args: object, congresses: Sequence[CongressRecord], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        named = [(one.slug, one.name) for one in congresses]
        self.fields["congress"].choices = [("", _("None")), *named]  # type: ignore[attr-defined]
        ways = [
            (code, gettext("Alternatives: %(way)s") % {"way": words}) for code, words in way_words().items()
        ]
        self.fields["decided_by"].choices = [*decision_choices(), *ways]  # type: ignore[attr-defined]
        self.weight_of: dict[str, int] = {}

    def clean_weights(self) -> str:
        text = str(self.cleaned_data["weights"])
        try:
            self.weight_of = read_weights(text=text)
        except BadText as bad:
            raise forms.ValidationError([cell_fault(one) for one in bad.faults[:20]]) from None
        return text

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("opens_at") and given.get("closes_at") and given["closes_at"] <= given["opens_at"]:
            self.add_error(
                "closes_at", gettext("The ballot closes before it opens. Correct one of the times.")
            )
        if given.get("electorate") == Electorate.DELEGATES and not given.get("congress"):
            self.add_error("congress", gettext("Choose the congress whose delegates vote."))
        by_way, count = given.get("decided_by") in way_words(), len(self.options())
        if by_way and count < 2:
            self.add_error("alternatives", gettext("Write at least two alternatives."))
        if count and not by_way and given.get("decided_by"):
            self.add_error("decided_by", gettext("Choose how to decide among the alternatives."))
        if given.get("electorate") == Electorate.MEMBERS and not given.get("votes"):
            self.add_error("votes", gettext("Choose how many votes each member has."))
        if self._lacks_weights():
            self.add_error("weights", gettext("This rule counts weight. Give one for each member."))

    def _lacks_weights(self) -> bool:
        given = self.cleaned_data
        code, by_members = given.get("decided_by"), given.get("electorate") == Electorate.MEMBERS
        counting = {one.provenance.code for one in rules(DecisionRule) if one.uses_weight}
        return by_members and code in counting and "weights" in given and not self.weight_of

    def options(self) -> list[tuple[str, str]]:
        """(code, label) of the alternatives, a1, a2, …"""
        lines = str(self.cleaned_data.get("alternatives") or "").splitlines()
        labels = [line.strip()[:160] for line in lines if line.strip()]
        return [(f"a{at}", label) for at, label in enumerate(dict.fromkeys(labels), start=1)]

    def operation(self) -> dict[str, Any]:
        """Arguments of ``create_ballot``."""
        given = self.cleaned_data
        is_members = given["electorate"] == Electorate.MEMBERS
        votes_rule, _slash, category = given["votes"].partition("/")
        return {
            "slug": slug_of(title=given["title"], otherwise="ballot"),
            "title": given["title"],
            "question": given["question"],
            "electorate": Electorate(given["electorate"]),
            "rule": given["decided_by"],
            "options": self.options(),
            "votes_rule": votes_rule if is_members else "",
            "category": category if is_members else "",
            "weights": self.weight_of if is_members else {},
            "congress": given["congress"],
            "roll_on": given["roll_on"],
            "opens_at": given["opens_at"],
            "closes_at": given["closes_at"],
            "seed": given["seed"],
        }


class VoteForm(forms.Form):
    """The vote of a member."""

    choice = forms.ChoiceField(
        label=_("The vote"), widget=forms.RadioSelect, error_messages={"required": _("Choose an answer.")}
    )
    decision = forms.CharField(
        label=_("Decision of the council"),
        max_length=120,
        help_text=_("Number of the case, such as 45/26. It stands in the protocol."),
    )
    decided_on = DayField(label=_("Decided on"), required=False)

    def __init__(self, *args: object, ballot: BallotRecord, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _offer(self, ballot)

    def clean_decided_on(self) -> date | None:
        given: date | None = self.cleaned_data["decided_on"]
        if given and given > localdate():
            raise forms.ValidationError(gettext("That day has not come. Write the day of the decision."))
        return given


class CodeForm(forms.Form):
    """The one-time code of a delegate."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("Four groups of four signs. Small letters and spaces do not matter."),
    )


class SecretVoteForm(forms.Form):
    """The secret vote itself; the code goes along and is not kept with it."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    choice = forms.ChoiceField(
        label=_("Your vote"), widget=forms.RadioSelect, error_messages={"required": _("Choose an answer.")}
    )

    def __init__(self, *args: object, ballot: BallotRecord, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        _offer(self, ballot)


class ReasonForm(forms.Form):
    """Why a ballot is withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=400)


def _offer(form: forms.Form, ballot: BallotRecord) -> None:
    offered = [(one, choice_words(ballot=ballot, choice=one)) for one in ballot.choices]
    form.fields["choice"].choices = offered  # type: ignore[attr-defined]
