# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires: everybody may read them; analysts add those of the association."""

import io
from typing import BinaryIO, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samband.core.access.rules import may, require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect.views.trying import try_out
from samband.engines.instrument import Crosswalk, InstrumentFaults
from samband.engines.rule_files import Fault
from samband.engines.tables import csv_lines
from samband.tools.surveys import operations, queries
from samband.tools.surveys.analysis.made_up import made_up_answers
from samband.tools.surveys.forms import InstrumentForm
from samband.tools.surveys.pages.instruments import instrument_page, questionnaires
from samband.tools.surveys.pages.instruments.history import history
from samband.tools.surveys.rules import RUN_WAVES, can_be_asked
from samband.tools.surveys.views.finding import found

ABSENT = (queries.UnknownInstrument, InstrumentFaults)
"""There is none, or somebody has damaged its file: the log says which."""


@require_safe
def catalogue(request: ActorRequest) -> HttpResponse:
    found = questionnaires(
        instruments=queries.instruments(), own=queries.own_instruments(), language=_language()
    )
    may_add = may(actor=request.actor, permission=RUN_WAVES)
    return render(request, "surveys/instruments.html", {"questionnaires": found, "may_add": may_add})


@require_safe
def preview(request: ActorRequest, code: str, version: str) -> HttpResponse:
    try:
        asked = queries.instrument(code=code, version=version)
    except ABSENT as unknown:
        raise Http404(str(unknown)) from None
    page = instrument_page(instrument=asked, wanted=request.GET.dict(), language=_language())
    past = history(
        instrument=asked,
        others=[one for one in queries.instruments() if one.code == code],
        crosswalk=_crosswalk(code),
        language=page.language,
    )
    return render(request, "surveys/instrument.html", {"page": page, "history": past})


def _crosswalk(code: str) -> Crosswalk | None:
    """None as well when its file is damaged: the questionnaire itself can still be read."""
    try:
        return queries.crosswalk(code=code)
    except InstrumentFaults:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def try_instrument(request: ActorRequest, code: str, version: str) -> HttpResponse:
    """Walk through it as a respondent, storing nothing. Everybody may."""
    try:
        asked = queries.instrument(code=code, version=version)
    except ABSENT as unknown:
        raise Http404(str(unknown)) from None
    back = reverse("surveys:instrument", args=[code, version])
    language = request.GET.get("language") or _language()
    return try_out(request=request, instrument=asked, language=language, back=back)


_MADE = {
    "xlsx": queries.instrument_form,
    "xml": queries.instrument_codebook,
    "zip": queries.instrument_archive,
}


@require_safe
def download(
    request: ActorRequest,  # noqa: ARG001
    code: str,
    version: str,
    format: str,  # noqa: A002
) -> FileResponse:
    """The same for everybody."""
    made = _MADE[format]
    try:
        content = made(code=code, version=version)
    except ABSENT as unknown:
        raise Http404(str(unknown)) from None
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=f"{code}-{version}.{format}")


@require_safe
def made_up(request: ActorRequest, code: str, version: str) -> StreamingHttpResponse:  # noqa: ARG001
    """Made-up answers, for trying out files and forms. The same for everybody."""
    try:
        asked = queries.instrument(code=code, version=version)
    except ABSENT as unknown:
        raise Http404(str(unknown)) from None
    drawn = made_up_answers(instrument=asked)
    response = StreamingHttpResponse(csv_lines(header=drawn.header, rows=drawn.rows), content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="{code}-{version}-made-up.csv"'
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def add(request: ActorRequest) -> HttpResponse:
    """The form; after a file with faults, all of them."""
    require(actor=request.actor, permission=RUN_WAVES)
    form = InstrumentForm(request.POST or None, request.FILES or None)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("surveys:received", _received(form, request))
        except InstrumentFaults as refused:
            faults = refused.faults
        except operations.InstrumentExists as taken:
            form.add_error("file", str(taken))
    context = {"form": form, "faults": faults}
    status = 400 if form.errors or faults else 200
    return render(request, "surveys/add_instrument.html", context, status=status)


def _received(form: InstrumentForm, request: ActorRequest) -> str:
    file = form.cleaned_data["file"]
    return operations.receive_instrument(
        file=cast(BinaryIO, file.file),
        filename=file.name,
        groups=form.cleaned_data["groups"],
        by=request.actor,
        at=timezone.now(),
    )


@signed_in
@require_http_methods(["GET", "POST"])
@found
def received(request: ActorRequest, upload: str) -> HttpResponse:
    """What was sent, as it would be asked. Posting adds it."""
    sent = queries.received(actor=request.actor, upload=upload)
    if request.method == "POST" and _added(sent, upload, request):
        return redirect("surveys:instrument", sent.instrument.code, sent.instrument.version)
    page = instrument_page(instrument=sent.instrument, wanted=request.GET.dict(), language=_language())
    context = {"page": page, "sent": sent, "upload": upload}
    return render(request, "surveys/received.html", context)


def _added(sent: queries.Received, upload: str, request: ActorRequest) -> bool:
    try:
        operations.add_instrument(
            instrument=sent.instrument, crosswalk=sent.crosswalk, by=request.actor, at=timezone.now()
        )
    except operations.InstrumentExists as taken:
        messages.error(request, str(taken))
        return False
    operations.discard_received(upload=upload, by=request.actor)
    fits = can_be_asked(groups=sent.instrument.groups)
    fit = gettext("The questionnaire is added. Waves can ask it from now on.")
    messages.success(request, fit if fits else gettext("The questionnaire is added."))
    return True


@signed_in
@require_POST
@found
def discard(request: ActorRequest, upload: str) -> HttpResponse:
    operations.discard_received(upload=upload, by=request.actor)
    messages.info(request, gettext("The file is discarded. Nothing was added."))
    return redirect("surveys:instruments")


def _language() -> str:
    return get_language() or "en"
