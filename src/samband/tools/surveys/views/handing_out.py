# SPDX-License-Identifier: EUPL-1.2
"""Answers one by one as a file: choose which, then take it."""

import io

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.collect.rules import READ_ANSWERS
from samband.engines.instrument import language_name
from samband.engines.microdata import FORMS
from samband.tools.surveys import operations, queries
from samband.tools.surveys.forms import HandOutForm
from samband.tools.surveys.rules import RUN_WAVES
from samband.tools.surveys.views.finding import found


@signed_in
@require_http_methods(["GET", "POST"])
@found
def hand_out(request: ActorRequest, slug: str) -> HttpResponseBase:
    """The form; posting sends the file."""
    require(actor=request.actor, permission=RUN_WAVES)
    require(actor=request.actor, permission=READ_ANSWERS)
    wave = queries.wave(actor=request.actor, slug=slug)
    asked = queries.instrument(code=wave.instrument_code, version=wave.instrument_version)
    spoken = {language: language_name(language) for language in asked.languages}
    form = HandOutForm(request.POST or None, languages=spoken)
    if request.method == "POST" and form.is_valid():
        return _file(request, slug, form)
    context = {"form": form, "wave": wave, "title": wave.in_language(get_language() or "en")}
    return render(request, "surveys/hand_out.html", context, status=400 if form.errors else 200)


def _file(request: ActorRequest, slug: str, form: HandOutForm) -> FileResponse:
    chosen = FORMS[form.cleaned_data["form"]]
    content = operations.hand_out_answers(
        wave=slug, form=chosen.ending, languages=form.cleaned_data["languages"],
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
    name = f"{slug}.{chosen.ending}"
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=chosen.media)
