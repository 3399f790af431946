# SPDX-License-Identifier: EUPL-1.2
"""Files of answers: upload, see every fault, choose columns, confirm or discard."""

from typing import BinaryIO, cast

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect import operations as collect
from samband.core.collect.queries import ImportRecord, NoSuchImport, import_run, imports
from samband.tools.surveys import operations, queries
from samband.tools.surveys.forms import MappingForm, UploadForm
from samband.tools.surveys.pages.answers import import_page
from samband.tools.surveys.rules import RUN_WAVES
from samband.tools.surveys.views.finding import found


@signed_in
@require_http_methods(["GET", "POST"])
@found
def answers(request: ActorRequest, slug: str) -> HttpResponse:
    """All files of a wave, and the form for another."""
    require(actor=request.actor, permission=RUN_WAVES)
    wave = queries.wave(actor=request.actor, slug=slug)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            record = _preview(request, slug, form)
        except operations.WaveIsNotOpen as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("surveys:import", slug, record.id)
    context = {
        "form": form,
        "wave": wave,
        "title": wave.in_language(get_language() or "en"),
        "imports": imports(actor=request.actor, ask=wave.ask),
    }
    return render(request, "surveys/answers.html", context, status=400 if form.errors else 200)


def _preview(request: ActorRequest, slug: str, form: UploadForm) -> ImportRecord:
    file = form.cleaned_data["file"]
    return operations.preview_answers(
        wave=slug, file=cast(BinaryIO, file.file), filename=file.name, by=request.actor, at=timezone.now()
    )


@signed_in
@require_http_methods(["GET", "POST"])
@found
def one_import(request: ActorRequest, slug: str, number: int) -> HttpResponse:
    """What a file would do. Posting checks it again with other columns."""
    record = _record(request, slug, number)
    wave = queries.wave(actor=request.actor, slug=slug)
    instrument = queries.instrument(code=wave.instrument_code, version=wave.instrument_version)
    language = get_language() or "en"
    form = MappingForm(request.POST or None, record=record, instrument=instrument, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            operations.recheck_answers(
                wave=slug, import_id=number, mapping=form.mapping() if record.columns else None,
                encoding=form.cleaned_data["encoding"], by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except (operations.WaveIsNotOpen, collect.ImportHasEnded) as refusal:
            messages.error(request, str(refusal))
        return redirect("surveys:import", slug, number)
    names = {one.authority: one.name for one in queries.participants(actor=request.actor, wave=slug)}
    page = import_page(record=record, wave=wave, instrument=instrument, names=names, language=language)
    return render(request, "surveys/import.html", {"page": page, "form": form, "wave": wave})


@signed_in
@require_POST
@found
def confirm(request: ActorRequest, slug: str, number: int) -> HttpResponseRedirect:
    _record(request, slug, number)
    try:
        done = operations.confirm_answers(
            wave=slug, import_id=number, replace_changed=request.POST.get("replace") == "yes",
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except (operations.WaveIsNotOpen, collect.ImportHasEnded) as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys:import", slug, number)
    words = ngettext("%(number)d answer is loaded.", "%(number)d answers are loaded.", done.loaded)
    messages.success(request, words % {"number": done.loaded})
    return redirect("surveys:answers", slug)


@signed_in
@require_POST
@found
def discard(request: ActorRequest, slug: str, number: int) -> HttpResponseRedirect:
    _record(request, slug, number)
    try:
        collect.discard_import(import_id=number, by=request.actor, at=timezone.now())
    except collect.ImportHasEnded as refusal:
        messages.error(request, str(refusal))
    else:
        messages.info(request, gettext("The file is discarded. Nothing was loaded from it."))
    return redirect("surveys:answers", slug)


def _record(request: ActorRequest, slug: str, number: int) -> ImportRecord:
    """The import, when it belongs to this wave. Raises NoSuchWave, NoSuchImport, NotAllowed."""
    require(actor=request.actor, permission=RUN_WAVES)
    wave = queries.wave(actor=request.actor, slug=slug)
    record = import_run(actor=request.actor, import_id=number)
    if record.ask != wave.ask:
        raise NoSuchImport(number)
    return record
