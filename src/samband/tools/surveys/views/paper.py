# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires on paper. Everybody may print them."""

from datetime import UTC, datetime, time

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samband.core.access.views import ActorRequest
from samband.engines.instrument import Instrument, InstrumentFaults
from samband.engines.questionnaires import to_pdf
from samband.tools.surveys import queries
from samband.tools.surveys.pages.instruments.on_paper import paper_page, sheet_of


@require_safe
def on_paper(request: ActorRequest, code: str, version: str) -> HttpResponse:
    """The sheet as a page to print, with what may be chosen."""
    asked = _asked(code, version)
    page = paper_page(instrument=asked, wanted=request.GET.dict(), language=get_language() or "en")
    return render(request, "surveys/on_paper.html", {"page": page})


@require_safe
def paper_file(request: ActorRequest, code: str, version: str) -> HttpResponse:
    """The same as a tagged PDF; the time in it is the day from which the version is valid."""
    asked = _asked(code, version)
    sheet = sheet_of(instrument=asked, wanted=request.GET.dict(), language=get_language() or "en")
    stamp = datetime.combine(asked.valid_from, time(), UTC)
    response = HttpResponse(to_pdf(sheet=sheet, stamp=stamp), content_type="application/pdf")
    name = "-".join([code, version, *sheet.languages])
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


def _asked(code: str, version: str) -> Instrument:
    try:
        return queries.instrument(code=code, version=version)
    except (queries.UnknownInstrument, InstrumentFaults) as unknown:
        raise Http404(str(unknown)) from None
