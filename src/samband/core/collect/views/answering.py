# SPDX-License-Identifier: EUPL-1.2
"""The questionnaire in a respondent's browser: welcome, one page after another, review, receipt.

Every page is a form that works without scripts. What was sent is kept sealed before the next page is shown,
so that reloading, going back and coming back another day lose nothing.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import activate
from django.views.decorators.http import require_http_methods, require_safe

from samband.core.collect.analysis.visits import Move, Turn, place_of, reviewed, turned
from samband.core.collect.forms import PlaceForm
from samband.core.collect.operations.answering import (
    Sheet,
    in_language,
    new_sheet,
    receipt_of,
    save_sheet,
    send_sheet,
)
from samband.core.collect.operations.intake import NotTaken, Reason
from samband.core.collect.operations.intake.limits import LIMITS, address_of
from samband.core.collect.pages import language_around, review_page, step_view, welcome_page
from samband.core.collect.rules import KEEP_DRAFTS_DAYS, SecretKind
from samband.core.collect.views.files import files_of
from samband.core.collect.views.ways import (
    Standing,
    Thanked,
    carried_receipt,
    carry_receipt,
    shown,
    standing,
    stopped,
)
from samband.engines.instrument import Step, ended_by, progress, step_of, steps

READ_AND_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_SEND)
@standing
def welcome(request: HttpRequest, now: Standing) -> HttpResponseBase:
    if refusal := _refusal(now):
        return stopped(request, refusal)
    form = _place_form(request, now)
    if request.method == "POST":
        language = _chosen_language(request, now)
        if now.sheet is not None:
            return _go_on(now, now.sheet, language)
        if form is None or form.is_valid():
            return _begun(now, form, language)
    context = {
        "page": welcome_page(
            asked=now.asked, words=now.words, group=now.group, is_named=now.holder is not None
        ),
        "form": form,
        "has_begun": now.sheet is not None and bool(now.sheet.visit.answers),
    }
    return shown(request, now, "collect/welcome.html", context, status=400 if form and form.errors else 200)


@require_http_methods(READ_AND_SEND)
@standing
def page(request: HttpRequest, now: Standing, number: int) -> HttpResponseBase:
    if now.sheet is None:
        return redirect("answering:welcome", now.way.ask)
    if refusal := _refusal(now):
        return stopped(request, refusal)
    if request.method == "POST":
        return _page_sent(request, now, now.sheet)
    return _page(request, now, now.sheet, number)


@require_http_methods(READ_AND_SEND)
@standing
def review(request: HttpRequest, now: Standing) -> HttpResponseBase:
    if request.method == "POST":
        return _sent(request, now)
    if now.sheet is None:
        return redirect("answering:welcome", now.way.ask)
    return _review(request, now, now.sheet)


@require_safe
@standing
def later(request: HttpRequest, now: Standing) -> HttpResponseBase:
    """How to come back."""
    code = now.way.draft if now.way.kind is SecretKind.OPEN else ""
    groups = [code[start : start + 4] for start in range(0, len(code), 4)]
    context = {"return_code": "-".join(groups), "days": KEEP_DRAFTS_DAYS}
    return shown(request, now, "collect/later.html", context)


@require_safe
@standing
def thanks(request: HttpRequest, now: Standing) -> HttpResponseBase:
    receipt = carried_receipt(request=request, ask=now.way.ask)
    if receipt is None:
        return redirect("answering:welcome", now.way.ask)
    now = replace(now, language=receipt.language)
    activate(language_around(language=receipt.language))
    said = "ended_early" if receipt.has_ended_early else "thanks"
    context = {"receipt": receipt, "thanks": now.words.about.get(said, "")}
    return shown(request, now, "collect/thanks.html", context)


def _refusal(now: Standing) -> NotTaken | None:
    """Why nothing can be answered here now."""
    at = timezone.now()
    if now.holder is None and now.way.kind is not SecretKind.OPEN:
        return NotTaken(Reason.UNKNOWN_SECRET)
    if now.holder is not None and now.holder.has_answered:
        return NotTaken(Reason.ANSWERED)
    if now.asked.is_over(at=at):
        return NotTaken(Reason.CLOSED)
    if now.asked.is_early(at=at):
        return NotTaken(Reason.EARLY)
    return None if now.way.mode in now.asked.channels else NotTaken(Reason.WRONG_MODE)


def _place_form(request: HttpRequest, now: Standing) -> PlaceForm | None:
    """Only where nobody has said yet where and as whom this is answered."""
    if now.holder is not None or now.sheet is not None:
        return None
    names = now.words.groups
    data = request.POST if request.method == "POST" else None
    return PlaceForm(
        data,
        units=dict(sorted(now.asked.units.items(), key=lambda unit: unit[1])),
        groups={code: names.get(code, code) for code in now.asked.instrument.groups},
    )


def _begun(now: Standing, form: PlaceForm | None, language: str) -> HttpResponse:
    holder = now.holder
    unit, group = form.place() if form else (holder.unit, holder.group) if holder else ("", "")
    save_sheet(way=now.way, sheet=new_sheet(group=group, unit=unit, language=language), on=now.today)
    return redirect("answering:page", now.way.ask, 1)


def _go_on(now: Standing, sheet: Sheet, language: str) -> HttpResponse:
    """To the first page that was not answered yet."""
    save_sheet(way=now.way, sheet=in_language(sheet=sheet, language=language), on=now.today)
    for number, step in enumerate(_steps(now, sheet), start=1):
        if step.key not in sheet.visit.seen:
            return redirect("answering:page", now.way.ask, number)
    return redirect("answering:review", now.way.ask)


def _chosen_language(request: HttpRequest, now: Standing) -> str:
    wanted = request.POST.get("language", "")
    return wanted if wanted in now.asked.languages else now.language


def _steps(now: Standing, sheet: Sheet) -> tuple[Step, ...]:
    visit = sheet.visit
    return steps(flow=now.flow, group=visit.group, answers=visit.answers, today=now.today)


def _page(request: HttpRequest, now: Standing, sheet: Sheet, number: int) -> HttpResponse:
    here = _steps(now, sheet)
    if not 1 <= number <= len(here):
        return redirect("answering:review" if number else "answering:welcome", now.way.ask)
    step = here[number - 1]
    return _page_shown(request, now, sheet, step, number)


def _page_shown(
    request: HttpRequest,
    now: Standing,
    sheet: Sheet,
    step: Step,
    number: int,
    turn: Turn | None = None,
    refused: Mapping[str, str] | None = None,
) -> HttpResponse:
    """turn: what the page that was just sent came to, when it has to be shown again. refused: as of files."""
    visit, outcome = sheet.visit, turn.outcome if turn else None
    view = step_view(
        step=step,
        words=now.words,
        answers=visit.answers,
        seed=visit.seed,
        raw=visit.typed.get(step.key),
        problems=outcome.problems if outcome else (),
        wanted=outcome.wanted if outcome else (),
        revealed=outcome.revealed if outcome else (),
        files=sheet.files,
        refused=refused,
        today=now.today,
    )
    done = progress(flow=now.flow, group=visit.group, answers=visit.answers, at=step.key)
    context = {"step": view, "number": number, "done": done, "has_reviewed": visit.has_reviewed}
    return shown(request, now, "collect/page.html", context, status=400 if view.faults else 200)


def _page_sent(request: HttpRequest, now: Standing, sheet: Sheet) -> HttpResponse:
    visit = sheet.visit
    key = request.POST.get("page", "")
    step = step_of(flow=now.flow, group=visit.group, answers=visit.answers, key=key, today=now.today)
    if step is None:  # another window changed the way in the meantime
        return _go_on(now, sheet, now.language)
    move = _MOVES.get(request.POST.get("go", ""), Move.FORWARD)
    if "language" in request.POST:
        move = Move.STAY
    files = files_of(request=request, now=now, sheet=sheet, step=step)
    if files.refused and move is Move.FORWARD:
        move = Move.STAY
    turn = turned(flow=now.flow, visit=visit, step=step, raw=files.raw, move=move, today=now.today)
    taken = replace(sheet, visit=turn.visit if turn.step else reviewed(visit=turn.visit), files=files.kept)
    taken = in_language(sheet=taken, language=_chosen_language(request, now))
    save_sheet(way=now.way, sheet=taken, on=now.today)
    if files.refused:
        number = place_of(flow=now.flow, visit=taken.visit, step=step, today=now.today)
        return _page_shown(request, now, taken, turn.step or step, number, turn, files.refused)
    return _after(request, now, taken, step, turn, move)


_MOVES = {"back": Move.BACK, "later": Move.STAY}


def _after(
    request: HttpRequest, now: Standing, sheet: Sheet, step: Step, turn: Turn, move: Move
) -> HttpResponse:
    if request.POST.get("go") == "later":
        return redirect("answering:later", now.way.ask)
    if turn.step is None:
        return redirect("answering:review", now.way.ask)
    number = place_of(flow=now.flow, visit=sheet.visit, step=turn.step, today=now.today)
    if move is Move.BACK and turn.step.key == step.key:
        return redirect("answering:welcome", now.way.ask)
    if move is Move.FORWARD and turn.step.key == step.key:
        return _page_shown(request, now, sheet, turn.step, number, turn)
    return redirect("answering:page", now.way.ask, number)


def _review(
    request: HttpRequest, now: Standing, sheet: Sheet, refused: NotTaken | None = None
) -> HttpResponse:
    page = review_page(flow=now.flow, visit=sheet.visit, words=now.words, files=sheet.files, today=now.today)
    context = {"page": page, "nonce": sheet.nonce, "refused": refused}
    return shown(request, now, "collect/review.html", context, status=409 if refused else 200)


def _sent(request: HttpRequest, now: Standing) -> HttpResponse:
    """Once, however often the button is pressed."""
    if now.sheet is None:
        number = receipt_of(way=now.way, nonce=request.POST.get("nonce", ""))
        if not number:
            return redirect("answering:welcome", now.way.ask)
        before = carried_receipt(request=request, ask=now.way.ask)
        is_known = before is not None and before.number == number
        return _thanked(now, before if before and is_known else Thanked(number, now.language))
    try:
        _check_limit(request, now)
        receipt = send_sheet(way=now.way, sheet=now.sheet, at=timezone.now())
    except NotTaken as refused:
        return _review(request, now, now.sheet, refused)
    return _thanked(now, Thanked(receipt.number, now.language, _has_ended_early(now, now.sheet)))


def _has_ended_early(now: Standing, sheet: Sheet) -> bool:
    visit = sheet.visit
    return bool(ended_by(flow=now.flow, group=visit.group, answers=visit.answers, today=now.today))


def _thanked(now: Standing, thanked: Thanked) -> HttpResponse:
    response = redirect("answering:thanks", now.way.ask)
    carry_receipt(response=response, ask=now.way.ask, thanked=thanked)
    return response


def _check_limit(request: HttpRequest, now: Standing) -> None:
    """Of an open link alone: whoever has a token can use it once."""
    if now.way.kind is not SecretKind.OPEN:
        return
    what, address, at = f"link:{now.way.ask}", address_of(environ=request.META), timezone.now()
    if LIMITS.is_over(what=what, address=address, most=now.asked.link_per_hour, at=at):
        raise NotTaken(Reason.TOO_MANY)
    LIMITS.count(what=what, address=address, at=at)
