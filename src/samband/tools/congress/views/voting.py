# SPDX-License-Identifier: EUPL-1.2
"""Casting a vote: a member's in the open, a delegate's with a code."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.tools.congress import operations, queries
from samband.tools.congress.card import VOTE
from samband.tools.congress.forms import CodeForm, SecretVoteForm, VoteForm
from samband.tools.congress.pages.ballots import rule_in_words, secrecy_words
from samband.tools.congress.rules import NotNow, Phase
from samband.tools.congress.views.answering import REFUSALS, found, refusal_words


@signed_in
@require_http_methods(["GET", "POST"])
@found
def vote(request: ActorRequest, slug: str, code: str) -> HttpResponse:
    """The vote of one member, by its contact person or secretary."""
    require(actor=request.actor, permission=VOTE, authority=code)
    record = queries.ballot(actor=request.actor, slug=slug)
    line = next((one for one in queries.own_codes(actor=request.actor, slug=slug) if one.code == code), None)
    if line is None or record.is_secret:
        raise operations.NotOnTheRoll(code)
    form = VoteForm(request.POST or None, ballot=record)
    if request.method == "POST" and form.is_valid() and _cast(request, form, slug, code):
        messages.success(request, gettext("The vote of %(name)s is cast.") % {"name": line.name})
        return redirect("congress:ballot", slug)
    context = {
        "form": form,
        "ballot": record,
        "line": line,
        "is_open": record.phase is Phase.OPEN,
        "rule": rule_in_words(record),
    }
    return render(request, "congress/vote.html", context, status=400 if form.errors else 200)


def _cast(request: ActorRequest, form: VoteForm, slug: str, code: str) -> bool:
    given = form.cleaned_data
    try:
        operations.cast_vote(
            ballot=slug,
            member=code,
            choice=given["choice"],
            decision=given["decision"],
            decided_on=given["decided_on"],
            by=request.actor,
            at=timezone.now(),
        )
    except REFUSALS as refusal:
        form.add_error(None, refusal_words(refusal))
        return False
    return True


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: ActorRequest) -> HttpResponse:
    """A delegate writes the code and comes to the ballot. Nobody signs in."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["code"]
        record = queries.ballot_of_code(digest=operations.code_digest(code=given))
        if record is None:
            form.add_error("code", str(operations.UnknownCode()))
        elif record.phase is not Phase.OPEN:
            form.add_error("code", NotNow(record.phase).words(gettext))
        else:
            vote_form = SecretVoteForm(ballot=record, initial={"code": given})
            return _secret_page(request, vote_form, record)
    return render(request, "congress/code.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def secret_vote(request: ActorRequest) -> HttpResponse:
    """Who comes back to the address, by a bookmark or the address line, writes the code again."""
    if request.method == "GET":
        return redirect("congress:code")
    digest = operations.code_digest(code=request.POST.get("code", ""))
    record = queries.ballot_of_code(digest=digest)
    if record is None:
        messages.error(request, str(operations.UnknownCode()))
        return redirect("congress:code")
    form = SecretVoteForm(request.POST, ballot=record)
    if form.is_valid():
        given = form.cleaned_data
        try:
            operations.cast_secret_vote(code=given["code"], choice=given["choice"], at=timezone.now())
        except REFUSALS as refusal:
            form.add_error(None, refusal_words(refusal))
        else:
            return render(request, "congress/voted.html", {"ballot": record, "secrecy": secrecy_words()})
    return _secret_page(request, form, record)


def _secret_page(request: ActorRequest, form: SecretVoteForm, record: queries.BallotRecord) -> HttpResponse:
    context = {"form": form, "ballot": record, "rule": rule_in_words(record), "secrecy": secrecy_words()}
    return render(request, "congress/secret_vote.html", context, status=400 if form.errors else 200)
