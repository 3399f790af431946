# SPDX-License-Identifier: EUPL-1.2
"""Sessions in which a room answers dilemmas. Nobody needs an account, and nobody is remembered."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.views import ActorRequest
from samband.core.collect.operations.intake.limits import LIMITS, address_of
from samband.core.members.pages.words import size_label
from samband.core.members.queries import size_classes
from samband.tools.ethics.analysis.dilemmas import PROPOSED, Choice, Dilemma, Place, Stage, proposed
from samband.tools.ethics.forms import AnswerForm, JoinForm, TrainingForm
from samband.tools.ethics.forms.refusals import add_refusal
from samband.tools.ethics.operations import training as operations
from samband.tools.ethics.operations.refusals import Refused
from samband.tools.ethics.pages import training as pages
from samband.tools.ethics.queries import dilemmas as queries
from samband.tools.ethics.queries.dilemmas import TrainingRecord
from samband.tools.ethics.views.finding import found

OPENED_PER_HOUR, WRONG_PER_HOUR = 20, 60
"""From one network address."""
ANSWERED: Final = "answered"
"""Name of the cookie: which dilemmas this telephone has answered. It goes when the browser closes."""
_SALT: Final = "samband.ethics.training:"
READ_AND_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_SEND)
@never_cache
def training_new(request: ActorRequest) -> HttpResponse:
    """Choose dilemmas and open a session; five of different themes are proposed."""
    known = queries.dilemmas()
    sizes = [(one.code, size_label(one)) for one in size_classes()]
    form = TrainingForm(request.POST or None, dilemmas=[one.code for one in known], sizes=sizes)
    if form.is_valid() and (opened := _opened(request, form)):
        return redirect("ethics:training_lead", opened.lead)
    chosen = request.POST.getlist("dilemmas") if request.POST else _proposed(request, known)
    context = {"form": form, "groups": pages.chosen_groups(known=known, chosen=chosen)}
    return render(request, "ethics/dilemmas/new.html", context, status=400 if form.errors else 200)


@require_safe
@never_cache
@found
def training_lead(request: ActorRequest, lead: str) -> HttpResponse:
    """The screen of the room, and the buttons of whoever leads."""
    record = queries.training_led(lead=lead)
    site = request.build_absolute_uri("/")
    context = {
        "lead": lead,
        "page": pages.session_page(record=record),
        "way": None if record.has_ended else pages.way_in(record=record, site=site),
    }
    return render(request, "ethics/dilemmas/lead.html", context)


@require_safe
@never_cache
@found
def training_count(request: ActorRequest, lead: str) -> HttpResponse:
    """How many have answered, fetched every few seconds."""
    record = queries.training_led(lead=lead)
    return render(request, "ethics/dilemmas/count.html", {"answered": record.answered})


@require_POST
@found
def training_step(request: ActorRequest, lead: str) -> HttpResponse:
    """Go on, or end."""
    at = timezone.now()
    if request.POST.get("do") == "end":
        operations.end_training(lead=lead, by=request.actor, at=at)
    elif (seen := _place(request.POST.get("at", ""))) is not None:
        operations.lead_on(lead=lead, seen=seen, by=request.actor, at=at)
    return redirect("ethics:training_lead", lead)


@require_http_methods(READ_AND_SEND)
@never_cache
def training_join(request: HttpRequest) -> HttpResponse:
    """The code on the screen is typed."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _joined(request, form, "".join(form.cleaned_data["code"].split()))
    return _join_page(request, form)


@require_safe
@never_cache
def training_join_code(request: HttpRequest, code: str) -> HttpResponse:
    """The square on the screen is scanned."""
    return _joined(request, JoinForm({"code": code}), code)


@require_safe
@never_cache
@found
def training_take(request: HttpRequest, word: str) -> HttpResponse:
    """What a telephone shows: the dilemma, what everybody answered, the law, and at last one's own aim."""
    record = queries.training_of_word(word=word)
    answered = _answered(request, word)
    has_answered = record.place.position in (answered or [])
    context = {
        "word": word,
        "page": pages.session_page(record=record),
        "form": AnswerForm(),
        "has_answered": has_answered,
        "is_waiting": has_answered or record.place.stage is not Stage.ASKING,
    }
    response = render(request, "ethics/dilemmas/take.html", context)
    if answered is None:
        _carry(response, word, [])
    return response


@require_safe
@never_cache
@found
def training_now(request: HttpRequest, word: str) -> HttpResponse:
    """Nothing while the session is where the telephone thinks it is; else the word to load the page anew."""
    place = queries.place_of_word(word=word)
    if request.GET.get("at") == f"{place.position}.{place.stage.value}":
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
@never_cache
@found
def training_answer(request: HttpRequest, word: str) -> HttpResponse:
    """One answer from each telephone to each dilemma, and it cannot be changed."""
    record = queries.training_of_word(word=word)
    form, answered = AnswerForm(request.POST), _answered(request, word)
    response = redirect("ethics:training_take", word)
    place = _place(request.POST.get("at", ""))
    if answered is None:
        messages.warning(
            request, gettext("Nothing was counted: your browser keeps no cookies for this page.")
        )
    elif not form.is_valid() or place is None:
        messages.warning(request, gettext("Choose one of the answers."))
    elif place.position not in answered:
        _count(request, record, place.position, Choice(form.cleaned_data["choice"]))
        _carry(response, word, [*answered, place.position])
    return response


def _opened(request: ActorRequest, form: TrainingForm) -> operations.Opened | None:
    """None with the reason in the form."""
    at, address = timezone.now(), address_of(environ=request.META)
    if LIMITS.is_over(what="training opened", address=address, most=OPENED_PER_HOUR, at=at):
        form.add_error(None, gettext("Many sessions were opened from your network. Wait an hour."))
        return None
    told = form.cleaned_data
    try:
        opened = operations.open_training(
            chosen=told["dilemmas"], size_class=told["size_class"], by=request.actor, at=at
        )
    except Refused as refused:
        add_refusal(form=form, refused=refused)
        return None
    LIMITS.count(what="training opened", address=address, at=at)
    return opened


def _proposed(request: HttpRequest, known: tuple[Dilemma, ...]) -> tuple[str, ...]:
    """Of the theme from which somebody comes, its first; else of several themes."""
    theme = request.GET.get("theme", "")
    of_theme = [one.code for one in known if one.theme == theme and one.is_for_training]
    return tuple(of_theme[:PROPOSED]) or proposed(dilemmas=known)


def _joined(request: HttpRequest, form: JoinForm, code: str) -> HttpResponse:
    at, address = timezone.now(), address_of(environ=request.META)
    if LIMITS.is_over(what="training code", address=address, most=WRONG_PER_HOUR, at=at):
        form.add_error("code", gettext("Many wrong codes came from your network. Wait an hour."))
        return _join_page(request, form, status=429)
    if word := queries.word_of_code(code=code):
        return redirect("ethics:training_take", word)
    LIMITS.count(what="training code", address=address, at=at)
    form.add_error("code", gettext("This code opens nothing now. Look at the screen again."))
    return _join_page(request, form)


def _join_page(request: HttpRequest, form: JoinForm, status: int = 400) -> HttpResponse:
    status = status if form.errors else 200
    return render(request, "ethics/dilemmas/join.html", {"form": form}, status=status)


def _count(request: HttpRequest, record: TrainingRecord, position: int, choice: Choice) -> None:
    try:
        operations.answer_dilemma(word=record.word, position=position, choice=choice)
    except Refused as refused:
        messages.warning(request, str(refused))


def _place(text: str) -> Place | None:
    """``2.asking``; None when it cannot be read."""
    position, _, stage = text.partition(".")
    if not (position.isascii() and position.isdecimal() and len(position) < 4 and stage in set(Stage)):
        return None
    return Place(int(position), Stage(stage))


def _answered(request: HttpRequest, word: str) -> list[int] | None:
    """Positions that this telephone has answered; None before it has been here."""
    try:
        told = signing.loads(request.COOKIES.get(ANSWERED, ""), salt=_SALT + word)
    except signing.BadSignature:
        return None
    return [one for one in told if isinstance(one, int)] if isinstance(told, list) else None


def _carry(response: HttpResponse, word: str, answered: list[int]) -> None:
    """Only pages of this one session get it, and no script can read it."""
    response.set_cookie(
        ANSWERED,
        signing.dumps(answered, salt=_SALT + word),
        path=reverse("ethics:training_take", args=[word]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
