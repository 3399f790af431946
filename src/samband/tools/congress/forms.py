# SPDX-License-Identifier: EUPL-1.2
"""What people fill in. Rules live in the operations; forms check that an entry can be read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samband.engines.ballots import DecisionRule, DelegateRule, ElectionRule, ListProposal, VotingRule
from samband.tools.congress.analysis.elections import BadLists, read_lists
from samband.tools.congress.analysis.parameters import rules
from samband.tools.congress.analysis.rolls import BadCell, BadText, NewDelegate, read_delegates, read_weights
from samband.tools.congress.pages.elections import line_fault
from samband.tools.congress.pages.words import choice_words, language, way_words
from samband.tools.congress.queries import BallotRecord, CongressRecord
from samband.tools.congress.queries.units import KINDS
from samband.tools.congress.rules import Electorate

_SPELT = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŧ": "t", "ŋ": "n", "ł": "l", "ß": "ss"})
_ISO = "%Y-%m-%dT%H:%M"
EARLIEST = 1900
"""A year before it is a slip of the finger."""
LONGEST = 100_000
"""Signs of a pasted list; four hundred members need twenty thousand."""


class Day(forms.DateInput):
    """The browser's own way to choose a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Moment(forms.DateTimeInput):
    """The browser's own way to choose a day and time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=_ISO)


def slug_of(title: str, *, else_: str) -> str:
    """From the title; ``else_`` for a title without a Latin letter."""
    return str(slugify(title.casefold().translate(_SPELT)))[:60] or else_


def delegate_rules() -> list[tuple[str, str]]:
    """Rules that fit the register: those whose units are municipalities or counties."""
    fit = (one for one in rules(DelegateRule) if one.kinds <= set(KINDS))
    return [(one.provenance.code, one.provenance.in_language(language())) for one in fit]


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


class CongressForm(forms.Form):
    """A new congress."""

    name = forms.CharField(label=_("Name"), max_length=120)
    held_on = forms.DateField(label=_("Day of the congress"), widget=Day())
    rule = forms.ChoiceField(label=_("Rule for the number of delegates"), choices=delegate_rules)
    borders_on = forms.DateField(
        label=_("Borders and inhabitants of"),
        widget=Day(),
        initial=localdate,
        help_text=_("The day whose counties, municipalities and inhabitants count."),
    )

    def clean_held_on(self) -> date:
        given: date = self.cleaned_data["held_on"]
        if given.year < EARLIEST:
            raise forms.ValidationError(
                gettext("Check the year: it is before %(year)s.") % {"year": EARLIEST}
            )
        return given

    @property
    def slug(self) -> str:
        return slug_of(self.cleaned_data["name"], else_=f"congress-{self.cleaned_data['held_on']:%Y}")


class ApportionmentForm(forms.Form):
    """Which rule on which map, and with what it is compared."""

    on = forms.DateField(label=_("Borders and inhabitants of"), widget=Day())
    rule = forms.ChoiceField(label=_("Rule"), choices=delegate_rules)
    seed = forms.CharField(
        label=_("Seed of the lot"),
        required=False,
        max_length=120,
        help_text=_("Only needed when units are equal at the last seat. Agree on it beforehand."),
    )
    before_on = forms.DateField(label=_("Compare with borders of"), widget=Day(), required=False)
    before_rule = forms.ChoiceField(
        label=_("By the rule"), required=False, choices=lambda: [("", _("the same")), *delegate_rules()]
    )
    same_people = forms.BooleanField(
        label=_("Count the same people on both maps where that is possible"), required=False
    )

    def days(self) -> tuple[date, date | None]:
        return self.cleaned_data["on"], self.cleaned_data["before_on"]


class DelegatesForm(forms.Form):
    """A list of delegates, pasted."""

    text = forms.CharField(
        label=_("Delegates, one line each"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "Unit, name, substitute (yes or no), party, gender, e-mail; only unit and name must be there. "
            "For instance: Rogaland; Delegate 1; no; Party A; woman."
        ),
    )

    def __init__(self, *args: object, units: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.units = units
        self.delegates: tuple[NewDelegate, ...] = ()

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        try:
            self.delegates = read_delegates(text=text, units=self.units)
        except BadText as bad:
            raise forms.ValidationError([cell_fault(one) for one in bad.faults[:20]]) from None
        return text


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
    roll_on = forms.DateField(
        label=_("Members on"), widget=Day(), help_text=_("Who is a member on this day votes.")
    )
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
            "slug": slug_of(given["title"], else_="ballot"),
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
    decided_on = forms.DateField(label=_("Decided on"), widget=Day(), required=False)

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


def _offer(form: forms.Form, ballot: BallotRecord) -> None:
    offered = [(one, choice_words(ballot=ballot, choice=one)) for one in ballot.choices]
    form.fields["choice"].choices = offered  # type: ignore[attr-defined]


def cell_fault(fault: BadCell) -> str:
    """What is wrong in a pasted list, and what to do."""
    words = {
        "member": gettext(
            "Line %(line)s: “%(value)s” is missing or stands twice. Begin each line with one member."
        ),
        "weight": gettext("Line %(line)s: “%(value)s” is not a whole number."),
        "unit": gettext("Line %(line)s: “%(value)s” sends no delegates here. Write its name or number."),
        "name": gettext("Line %(line)s: the name is missing or too long."),
        "twice": gettext("Line %(line)s: “%(value)s” stands twice for the same unit."),
        "substitute": gettext("Line %(line)s: “%(value)s” is neither yes nor no."),
        "gender": gettext("Line %(line)s: the gender is “%(value)s”. Write woman or man."),
        "party": gettext("Line %(line)s: the name of the party is too long."),
        "email": gettext("Line %(line)s: “%(value)s” is not an e-mail address."),
    }[fault.what]
    return words % {"line": fault.line, "value": fault.value}
