# SPDX-License-Identifier: EUPL-1.2
"""The supervisor's pages: how calling goes, how it is done. No answers, and nobody is measured."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.queries import names_of
from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect import queries
from samband.core.collect.analysis.phone import CallRules
from samband.core.collect.analysis.phone.schedule import LEASE_MINUTES
from samband.core.collect.forms.pauses import PausesForm
from samband.core.collect.forms.phone import CallPlanForm, plan_values
from samband.core.collect.operations import NotAsPlanned
from samband.core.collect.operations.phone import plan_calls, release_held, usual_windows
from samband.core.collect.pages.languages import name_of
from samband.core.collect.pages.phone import (
    OUTCOME_WORDS,
    board_rates,
    outcome_words,
    quota_fields,
    quota_table,
)
from samband.core.collect.queries.phone import NoPlan, PlanRecord, outcome_rows, phone_plan
from samband.core.collect.queries.phone import board as board_of
from samband.core.collect.rules import COLLECT, MANAGE_CASES, Mode
from samband.engines.tables import csv_lines

HEADER = ("number", "unit", "group", "batch", "disposition", "calls", "last_call")


def found(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """404 for an ask that is not there, or that only files are read into."""

    @wraps(view)
    def looked_up(request: ActorRequest, ask: str) -> HttpResponseBase:
        try:
            return view(request, ask)
        except (queries.NoSuchAsk, queries.NoForm) as nothing:
            raise Http404(str(nothing)) from None

    return looked_up


@signed_in
@never_cache
@require_safe
@found
def board(request: ActorRequest, ask: str) -> HttpResponse:
    language = get_language() or "en"
    seen = board_of(actor=request.actor, ask=ask, at=timezone.now(), today=timezone.localdate())
    asked = queries.asked_form(ask=ask)
    names = names_of(
        references=[*(one.holder for one in seen.held), *(one.reference for one in seen.callers)]
    )
    context = {
        "ask": ask,
        "title": title_of(asked, language),
        "board": seen,
        "is_planned": _plan(ask) is not None,
        "takes_calls": Mode.PHONE in asked.channels,
        "held": [(one, names.get(one.holder, one.holder)) for one in seen.held],
        "callers": [(one, names.get(one.reference, one.reference)) for one in seen.callers],
        "outcomes": [(outcome_words(outcome=name), number) for name, number in seen.outcomes.items()],
        "rates": board_rates(board=seen),
        "quotas": quota_table(
            cells=queries.quotas(ask=ask), fields=quota_fields(asked=asked, language=language)
        ),
    }
    return render(request, "collect/phone/board.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@found
def plan(request: ActorRequest, ask: str) -> HttpResponse:
    require(actor=request.actor, permission=COLLECT)
    asked = queries.asked_form(ask=ask)
    kept = _plan(ask) or PlanRecord(CallRules(usual_windows()), LEASE_MINUTES, {})
    initial = plan_values(rules=kept.rules, lease_minutes=kept.lease_minutes, script=kept.script)
    languages = {code: name_of(language=code) for code in asked.languages}
    form = CallPlanForm(request.POST or None, initial=initial, languages=languages)
    pauses = PausesForm(request.POST or None, minutes=kept.rules.minutes, words=OUTCOME_WORDS)
    if request.method == "POST" and form.is_valid() and pauses.is_valid():
        try:
            settings = form.settings(minutes=pauses.minutes())
            plan_calls(ask=ask, plan=settings, by=request.actor, at=timezone.now())
        except NotAsPlanned as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("People are called as planned here."))
            return redirect("collect:phone_board", ask)
    context = {"form": form, "pauses": pauses, "ask": ask, "title": title_of(asked, get_language() or "en")}
    is_refused = bool(form.errors or pauses.errors)
    return render(request, "collect/phone/plan.html", context, status=400 if is_refused else 200)


@signed_in
@require_POST
@found
def release(request: ActorRequest, ask: str) -> HttpResponse:
    call = request.POST.get("call", "")
    number = int(call) if call.isascii() and call.isdecimal() and len(call) < 20 else 0
    release_held(ask=ask, call=number, by=request.actor, at=timezone.now())
    messages.success(request, gettext("Others can have this person now."))
    return redirect("collect:phone_board", ask)


@signed_in
@never_cache
@require_safe
@found
def outcomes_file(request: ActorRequest, ask: str) -> StreamingHttpResponse:
    require(actor=request.actor, permission=MANAGE_CASES)
    rows = (
        (
            one.number, one.unit, one.group, one.batch, one.disposition, one.calls,
            one.last_call.isoformat() if one.last_call else "",
        )
        for one in outcome_rows(actor=request.actor, ask=ask)
    )  # fmt: skip
    return csv_answer(HEADER, rows, f"{ask}-outcomes.csv")


def csv_answer(header: tuple[str, ...], rows: object, name: str) -> StreamingHttpResponse:
    lines = csv_lines(header=header, rows=rows)  # type: ignore[arg-type]
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def title_of(asked: queries.AskedForm, language: str) -> str:
    return asked.title.get(language) or next(iter(asked.title.values()), asked.slug)


def _plan(ask: str) -> PlanRecord | None:
    try:
        return phone_plan(ask=ask)
    except NoPlan:
        return None
