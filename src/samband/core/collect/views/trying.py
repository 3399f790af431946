# SPDX-License-Identifier: EUPL-1.2
"""Walk through a questionnaire as a respondent would, and store nothing: what was answered goes along in the
pages themselves, signed so that it comes back as it went.

A tool calls ``try_out`` from a view of its own, at one address that takes GET and POST.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import date

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import activate

from samband.core.collect.analysis.visits import Move, Turn, Visit, reviewed, turned, visit_of
from samband.core.collect.forms import TryForm, raw_of
from samband.core.collect.operations.intake.preparing import LARGEST
from samband.core.collect.pages import language_around, language_choices, review_page, step_view
from samband.core.collect.pages.asks import language_names
from samband.engines.instrument import Instrument, Step, next_step, progress, step_of, steps

_SALT = "samband.collect.trying"
_MOVES = {"back": Move.BACK}


@dataclass(frozen=True, slots=True)
class Trial:
    """back: address of where the walk began."""

    instrument: Instrument
    visit: Visit
    today: date
    back: str


def try_out(*, request: HttpRequest, instrument: Instrument, language: str, back: str) -> HttpResponse:
    """One page of the walk. language: to begin with. back: address to leave for."""
    kept = _kept(request)
    if kept is None:
        return _begin(request, instrument, language, back)
    wanted = request.POST.get("language", "")
    visit = replace(kept, language=wanted) if wanted in instrument.languages else kept
    activate(language_around(language=visit.language))
    trial = Trial(instrument, visit, timezone.localdate(), back)
    step = _step(trial, request.POST.get("page", ""))
    if step is not None:
        return _sent(request, trial, step)
    shown = _all(trial)
    number = request.POST.get("to", "")
    if number.isdecimal() and 0 < int(number) <= len(shown):
        return _page(request, trial, shown[int(number) - 1])
    return _review(request, trial)


def _kept(request: HttpRequest) -> Visit | None:
    try:
        return visit_of(kept=signing.loads(request.POST.get("state", ""), salt=_SALT))
    except signing.BadSignature:
        return None


def _begin(request: HttpRequest, instrument: Instrument, language: str, back: str) -> HttpResponse:
    words = instrument.in_language(language)
    names = {code: words.groups.get(code, code) for code in instrument.groups}
    form = TryForm(
        request.POST or None,
        groups=names,
        languages=language_names(instrument=instrument),
        language=words.language,
    )
    if request.method == "POST" and form.is_valid():
        visit = Visit(form.asked_as(), form.cleaned_data["language"], secrets.randbelow(LARGEST))
        activate(language_around(language=visit.language))
        trial = Trial(instrument, visit, timezone.localdate(), back)
        first = next_step(flow=instrument.flow, group=visit.group, answers={}, after=None, today=trial.today)
        return _page(request, trial, first) if first else _review(request, trial)
    context = {"form": form, "title": words.title, "words_language": words.language, "back": back}
    return render(request, "collect/try_begin.html", context, status=400 if form.errors else 200)


def _sent(request: HttpRequest, trial: Trial, step: Step) -> HttpResponse:
    move = _MOVES.get(request.POST.get("go", ""), Move.FORWARD)
    if "language" in request.POST:
        move = Move.STAY
    raw = raw_of(step=step, data=request.POST)
    turn = turned(
        flow=trial.instrument.flow, visit=trial.visit, step=step, raw=raw, move=move, today=trial.today
    )
    if turn.step is None:
        return _review(request, replace(trial, visit=reviewed(visit=turn.visit)))
    is_again = turn.step.key == step.key
    return _page(request, replace(trial, visit=turn.visit), turn.step, turn if is_again else None)


def _page(request: HttpRequest, trial: Trial, step: Step, turn: Turn | None = None) -> HttpResponse:
    visit, outcome = trial.visit, turn.outcome if turn else None
    words = trial.instrument.in_language(visit.language)
    view = step_view(
        step=step,
        words=words,
        answers=visit.answers,
        seed=visit.seed,
        raw=visit.typed.get(step.key),
        problems=outcome.problems if outcome else (),
        wanted=outcome.wanted if outcome else (),
        revealed=outcome.revealed if outcome else (),
        today=trial.today,
    )
    flow = trial.instrument.flow
    done = progress(flow=flow, group=visit.group, answers=visit.answers, at=step.key)
    return _shown(request, trial, "collect/try_page.html", {"step": view, "done": done})


def _review(request: HttpRequest, trial: Trial) -> HttpResponse:
    page = review_page(
        flow=trial.instrument.flow,
        visit=trial.visit,
        words=trial.instrument.in_language(trial.visit.language),
        files={},
        today=trial.today,
    )
    return _shown(request, trial, "collect/try_review.html", {"page": page})


def _shown(request: HttpRequest, trial: Trial, template: str, context: dict[str, object]) -> HttpResponse:
    visit = trial.visit
    frame = {
        "state": signing.dumps(visit.as_json(), salt=_SALT, compress=True),
        "title": trial.instrument.in_language(visit.language).title,
        "words_language": visit.language,
        "around": language_around(language=visit.language),
        "language_choices": language_choices(languages=trial.instrument.languages, current=visit.language),
        "back": trial.back,
    }
    return render(request, template, {**frame, **context})


def _all(trial: Trial) -> tuple[Step, ...]:
    visit = trial.visit
    return steps(flow=trial.instrument.flow, group=visit.group, answers=visit.answers, today=trial.today)


def _step(trial: Trial, key: str) -> Step | None:
    visit = trial.visit
    return step_of(
        flow=trial.instrument.flow, group=visit.group, answers=visit.answers, key=key, today=trial.today
    )
