# SPDX-License-Identifier: EUPL-1.2
"""How somebody comes to a questionnaire: by a link of their own, by a link for all, by a code they type."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import activate, gettext
from django.views.decorators.http import require_http_methods, require_safe

from samband.core.collect.forms import EntryForm
from samband.core.collect.operations.answering import Way, new_return_code, read_return_code
from samband.core.collect.operations.intake import NotTaken, Reason
from samband.core.collect.operations.intake.limits import LIMITS, WRONG_PER_HOUR, address_of
from samband.core.collect.operations.intake.preparing import fresh_form
from samband.core.collect.pages import language_around
from samband.core.collect.queries.holders import ask_of_return_code, ask_of_token
from samband.core.collect.rules import SecretKind
from samband.core.collect.views.meeting.entering import way_of_code
from samband.core.collect.views.ways import carry, respondents, stopped, wanted_language


@require_safe
@respondents
def personal_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take the token out of the address. Nothing is changed: programs that look at mail follow links too."""
    way = None if _has_tried_often(request) else _way_of(token)
    if way is None:
        response: HttpResponse = _unknown(request)
    else:
        response = _sent_on(way)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@respondents
def open_link(request: HttpRequest, ask: str) -> HttpResponseBase:
    """Everybody who comes gets a random word of their own, under which what they type is kept."""
    try:
        asked = fresh_form(ask=ask)
    except NotTaken as refused:
        return stopped(request, refused, status=404)
    if not asked.open_link:
        activate(language_around(language=wanted_language(request=request, asked=asked)))
        return stopped(request, NotTaken(Reason.NO_OPEN_LINK), status=403)
    return _sent_on(Way(ask, SecretKind.OPEN, "", new_return_code()))


@require_http_methods(["GET", "HEAD", "POST"])
@respondents
def entry(request: HttpRequest) -> HttpResponseBase:
    form = EntryForm(request.POST or None)
    if request.method != "POST":
        return render(request, "collect/entry.html", {"form": form})
    if _has_tried_often(request):
        return stopped(request, NotTaken(Reason.TOO_MANY), status=429)
    way = _way_of(form.cleaned_data["code"]) if form.is_valid() else None
    if way is not None:
        return _sent_on(way)
    if form.is_valid():
        _note_wrong(request)
        form.add_error("code", gettext("This code is not known. Check that all of it is there."))
    return render(request, "collect/entry.html", {"form": form}, status=400)


def _way_of(text: str) -> Way | None:
    """A token of a letter, a code of a meeting, or the word that somebody was given to come back with."""
    token = text.strip()
    in_meeting = way_of_code(code="".join(text.split()))
    if in_meeting is not None:
        return in_meeting
    ask = ask_of_token(token=token)
    if ask is not None:
        return Way(ask, SecretKind.TOKEN, token, token)
    code = read_return_code(text=text)
    ask = ask_of_return_code(code=code) if code else None
    return Way(ask, SecretKind.OPEN, "", code) if ask is not None else None


def _sent_on(way: Way) -> HttpResponse:
    response = redirect("answering:welcome", way.ask)
    carry(response=response, way=way)
    return response


def _has_tried_often(request: HttpRequest) -> bool:
    return LIMITS.is_over(
        what="wrong", address=address_of(environ=request.META), most=WRONG_PER_HOUR, at=timezone.now()
    )


def _note_wrong(request: HttpRequest) -> None:
    LIMITS.count(what="wrong", address=address_of(environ=request.META), at=timezone.now())


def _unknown(request: HttpRequest) -> HttpResponse:
    if _has_tried_often(request):
        return stopped(request, NotTaken(Reason.TOO_MANY), status=429)
    _note_wrong(request)
    return stopped(request, NotTaken(Reason.UNKNOWN_SECRET), status=404)
