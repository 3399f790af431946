# SPDX-License-Identifier: EUPL-1.2
"""The analyst's side of a wave: create it, say who takes part, take it from step to step."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from samband.core.access.rules import Actor, require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect.operations import NotAsPlanned
from samband.core.publications.rules import Embargoed
from samband.engines.estimation import BadAnswers
from samband.tools.surveys import operations, queries
from samband.tools.surveys.analysis.estimates import NoAnswers
from samband.tools.surveys.forms import ParticipantsForm, PublishForm, ReopenForm, ReviewForm, WaveForm
from samband.tools.surveys.pages.work import review_page, work_page
from samband.tools.surveys.rules import RUN_WAVES, WeightedBy, WrongStep, can_be_asked
from samband.tools.surveys.views.finding import estimates_kept, found

REFUSALS = (
    WrongStep,
    operations.NoParticipants,
    operations.NoResponses,
    operations.SeatsMissing,
    NotAsPlanned,
    NoAnswers,
    BadAnswers,
)
"""What an operation refuses in words that the analyst can act on."""


@signed_in
@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    require(actor=request.actor, permission=RUN_WAVES)
    language = get_language() or "en"
    form = WaveForm(
        request.POST or None,
        instruments=[one for one in queries.instruments() if can_be_asked(groups=one.groups)],
        waves=queries.waves(actor=request.actor),
        language=language,
    )
    if request.method == "POST" and form.is_valid():
        try:
            wave = _create(form, language, request.actor)
        except operations.WaveSlugTaken as taken:
            form.add_error("title", str(taken))
        else:
            return redirect("surveys:work", wave.slug)
    return render(request, "surveys/create.html", {"form": form}, status=400 if form.errors else 200)


def _create(form: WaveForm, language: str, by: Actor) -> queries.WaveRecord:
    chosen = form.cleaned_data
    code, version = form.instrument
    return operations.create_wave(
        slug=form.slug,
        title={language: chosen["title"]},
        year=chosen["year"],
        instrument_code=code,
        instrument_version=version,
        reference_date=chosen["reference_date"],
        fieldwork_from=chosen["fieldwork_from"],
        fieldwork_to=chosen["fieldwork_to"],
        previous=chosen["previous"],
        model_below=chosen["model_below"],
        weighted_by=WeightedBy(chosen["weighted_by"] or WeightedBy.CELLS),
        is_synthetic=chosen["is_synthetic"],
        by=by,
        at=timezone.now(),
    )


@signed_in
@require_GET
@found
def work(request: ActorRequest, slug: str) -> HttpResponse:
    require(actor=request.actor, permission=RUN_WAVES)
    wave = queries.wave(actor=request.actor, slug=slug)
    page = work_page(
        wave=wave,
        board=queries.status_board(actor=request.actor, wave=slug),
        published=queries.published(actor=request.actor, wave=slug),
        language=get_language() or "en",
    )
    return render(request, "surveys/work.html", {"page": page, "wave": wave, "reopen": ReopenForm()})


@signed_in
@require_http_methods(["GET", "POST"])
@found
def participants(request: ActorRequest, slug: str) -> HttpResponse:
    require(actor=request.actor, permission=RUN_WAVES)
    wave = queries.wave(actor=request.actor, slug=slug)
    form = ParticipantsForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _added(form, slug, request):
        return redirect("surveys:work", slug)
    board = queries.participants(actor=request.actor, wave=slug)
    context = {"form": form, "wave": wave, "title": _title(wave), "participants": board}
    return render(request, "surveys/participants.html", context, status=400 if form.errors else 200)


def _added(form: ParticipantsForm, slug: str, request: ActorRequest) -> bool:
    try:
        listed = form.participants()
        operations.add_participants(wave=slug, participants=listed, by=request.actor, at=timezone.now())
    except operations.BadParticipants as bad:
        form.add_faults(bad)
    except WrongStep as refusal:
        form.add_error(None, _told(refusal))
    else:
        messages.success(request, gettext("The members are in the wave."))
        return True
    return False


@signed_in
@require_POST
@found
def step(request: ActorRequest, slug: str, name: str) -> HttpResponseRedirect:
    """One of the steps that need no more than a button."""
    operation, done = _steps()[name]
    try:
        operation(slug, request.actor)
    except REFUSALS as refusal:
        messages.error(request, _told(refusal))
    else:
        messages.success(request, done)
    return redirect("surveys:work", slug)


def _steps() -> dict[str, tuple[Callable[[str, Actor], object], str]]:
    def at_once(operation: Callable[..., object]) -> Callable[[str, Actor], object]:
        return lambda wave, by: operation(wave=wave, by=by, at=timezone.now())

    return {
        "open": (at_once(operations.open_wave), gettext("The wave is open for answers.")),
        "close": (at_once(operations.close_wave), gettext("The wave is closed. Its answers are sealed.")),
        "estimate": (
            at_once(operations.estimate_wave),
            gettext("The figures are computed. Look at them before you publish."),
        ),
    }


@signed_in
@require_POST
@found
def reports(request: ActorRequest, slug: str) -> HttpResponseRedirect:
    """Order the reports of all members and go to where their progress shows."""
    job = operations.queue_reports(
        wave=slug, back_to=reverse("surveys:work", args=[slug]), by=request.actor, at=timezone.now()
    )
    return redirect("job", job.id)


@signed_in
@require_POST
@found
def reopen(request: ActorRequest, slug: str) -> HttpResponse:
    require(actor=request.actor, permission=RUN_WAVES)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Say why the wave is opened again; the reason is kept in the log."))
        return redirect("surveys:work", slug)
    try:
        operations.reopen_wave(
            wave=slug, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now()
        )
    except WrongStep as refusal:
        messages.error(request, _told(refusal))
    return redirect("surveys:work", slug)


@signed_in
@require_http_methods(["GET", "POST"])
@found
@estimates_kept
def review(request: ActorRequest, slug: str) -> HttpResponse:
    facts = queries.review(actor=request.actor, wave=slug)
    wave = queries.wave(actor=request.actor, slug=slug)
    form = ReviewForm(request.POST or None, initial={"notes": facts.notes})
    if request.method == "POST" and form.is_valid():
        try:
            operations.review_wave(
                wave=slug, notes=form.cleaned_data["notes"], by=request.actor, at=timezone.now()
            )
        except WrongStep as refusal:
            form.add_error(None, _told(refusal))
        else:
            messages.success(request, gettext("The figures are reviewed. They can be published."))
            return redirect("surveys:work", slug)
    instrument = queries.instrument(code=wave.instrument_code, version=wave.instrument_version)
    page = review_page(review=facts, wave=wave, instrument=instrument, language=get_language() or "en")
    context = {"page": page, "form": form, "wave": wave, "title": _title(wave)}
    return render(request, "surveys/review.html", context, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
@found
@estimates_kept
def publish(request: ActorRequest, slug: str) -> HttpResponse:
    require(actor=request.actor, permission=RUN_WAVES)
    wave = queries.wave(actor=request.actor, slug=slug)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _published(form, slug, request):
        return redirect("surveys:overview", slug)
    taking_part = queries.participants(actor=request.actor, wave=slug)
    waiting = [one for one in taking_part if one.has_embargo and not one.has_been_presented]
    context = {
        "form": form,
        "wave": wave,
        "title": _title(wave),
        "waiting": waiting,
        "today": timezone.localdate(),
    }
    return render(request, "surveys/publish.html", context, status=400 if form.errors else 200)


def _published(form: PublishForm, slug: str, request: ActorRequest) -> bool:
    reason = form.cleaned_data["override_reason"].strip()
    try:
        operations.publish_wave(wave=slug, by=request.actor, at=timezone.now(), override_reason=reason)
    except Embargoed as embargoed:
        names = ", ".join(one.name for one in embargoed.embargoes)
        words = gettext(
            "These councils have not had their results: %(names)s. Wait for them, or give a reason."
        )
        form.add_error("override_reason", words % {"names": names})
    except WrongStep as refusal:
        form.add_error(None, _told(refusal))
    else:
        messages.success(request, gettext("The figures are published."))
        return True
    return False


def _told(refusal: Exception) -> str:
    """Rules know no language; what they say is put into the reader's here."""
    return refusal.words(gettext) if isinstance(refusal, WrongStep) else str(refusal)


def _title(wave: queries.WaveRecord) -> str:
    return wave.in_language(get_language() or "en")
