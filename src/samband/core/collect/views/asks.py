# SPDX-License-Identifier: EUPL-1.2
"""The analyst's pages of asks: how they are answered on the web, and what respondents are told."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect import operations, queries
from samband.core.collect.forms import AboutForm, PlanForm
from samband.core.collect.pages.asks import ask_page, language_names, title_in
from samband.core.collect.pages.languages import name_of
from samband.core.collect.rules import AskState


def found(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 for an ask that is not there, or that only files are read into."""

    @wraps(view)
    def looked_up(request: ActorRequest, ask: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, ask, **kwargs)
        except (queries.NoSuchAsk, queries.NoForm) as nothing:
            raise Http404(str(nothing)) from None

    return looked_up


@signed_in
@require_safe
def asks(request: ActorRequest) -> HttpResponse:
    language = get_language() or "en"
    lines = [(one, title_in(title=one.title, language=language)) for one in queries.asks(actor=request.actor)]
    return render(request, "collect/asks.html", {"lines": lines})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@found
def ask(request: ActorRequest, ask: str) -> HttpResponse:
    record = queries.ask(actor=request.actor, slug=ask)
    plan = operations.present_plan(ask=ask, by=request.actor)
    instrument = queries.asked_form(ask=ask).instrument
    if record.state is AskState.CLOSED:
        return _closed(request, record)
    form = PlanForm(request.POST or None, plan=plan, languages=language_names(instrument=instrument))
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_ask(ask=ask, plan=form.plan(), by=request.actor, at=timezone.now())
        except operations.NotAsPlanned as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("The set-up is changed."))
            return redirect("collect:ask", ask)
    page = ask_page(record=record, language=get_language() or "en", at=timezone.now())
    link = request.build_absolute_uri(page.link) if page.link else ""
    context = {"page": page, "form": form, "link": link}
    return render(request, "collect/ask.html", context, status=400 if form.errors else 200)


def _closed(request: ActorRequest, record: queries.AskRecord) -> HttpResponse:
    """What is over is told; nothing of it can be changed."""
    is_sent = request.method == "POST"
    if is_sent:
        messages.error(request, gettext("It is closed; how it was answered stays as it was."))
    page = ask_page(record=record, language=get_language() or "en", at=timezone.now())
    return render(request, "collect/ask.html", {"page": page}, status=409 if is_sent else 200)


@signed_in
@require_POST
@found
def start(request: ActorRequest, ask: str) -> HttpResponse:
    try:
        operations.start_ask(ask=ask, by=request.actor, at=timezone.now())
    except (operations.NotAsPlanned, operations.AskIsClosed) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, gettext("It can be answered now."))
    return redirect("collect:ask", ask)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@found
def texts(request: ActorRequest, ask: str, language: str) -> HttpResponse:
    """What respondents are told in one language before they begin."""
    record = queries.ask(actor=request.actor, slug=ask)
    plan = operations.present_plan(ask=ask, by=request.actor)
    instrument = queries.asked_form(ask=ask).instrument
    if language not in instrument.languages or record.state is AskState.CLOSED:
        raise Http404(language)
    form = AboutForm(request.POST or None, initial=dict(plan.about.get(language, {})))
    if request.method == "POST" and form.is_valid():
        others = {code: told for code, told in plan.about.items() if code != language}
        about = {**others, language: form.about()} if form.about() else others
        operations.change_ask(ask=ask, plan=replace(plan, about=about), by=request.actor, at=timezone.now())
        messages.success(request, gettext("The texts are changed."))
        return redirect("collect:ask", ask)
    said = instrument.in_language(language).about
    context = {
        "form": form,
        "ask": ask,
        "title": title_in(title=record.title, language=get_language() or "en"),
        "language": language,
        "language_name": name_of(language=language),
        "said": [(form.fields[name].label, text) for name, text in said.items() if name in form.fields],
    }
    return render(request, "collect/texts.html", context)
