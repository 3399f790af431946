# SPDX-License-Identifier: EUPL-1.2
"""Files that came with answers: listed, taken one by one or all at once. Never shown: they are strangers'."""

from typing import TypeVar

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from samband.core.access.views import ActorRequest, answering_404, signed_in
from samband.core.collect.operations.evidence_reading import looked_at, take_all_files, take_file
from samband.core.collect.pages.asks import title_in
from samband.core.collect.pages.evidence import file_lines
from samband.core.collect.queries import NoForm, NoSuchAsk, asked_form
from samband.core.collect.queries.evidence import evidence_places

PER_PAGE = 20
"""Each file is opened for its name."""
found = answering_404(NoSuchAsk, NoForm)
Answer = TypeVar("Answer", HttpResponse, StreamingHttpResponse)


@signed_in
@never_cache
@require_safe
@found
def files(request: ActorRequest, ask: str) -> HttpResponse:
    places = evidence_places(actor=request.actor, ask=ask)
    asked, language = asked_form(ask=ask), get_language() or "en"
    here = Paginator(places, PER_PAGE).get_page(request.GET.get("page"))
    opened = looked_at(ask=ask, places=list(here), by=request.actor)
    context = {
        "ask": ask,
        "title": title_in(title=asked.title, language=language) or ask,
        "lines": list(
            file_lines(files=opened, words=asked.instrument.in_language(language), units=asked.units)
        ),
        "number": len(places),
        "page": here.number,
        "pages": here.paginator.num_pages,
        "earlier": f"?page={here.previous_page_number()}" if here.has_previous() else "",
        "later": f"?page={here.next_page_number()}" if here.has_next() else "",
    }
    return render(request, "collect/evidence.html", context)


@signed_in
@never_cache
@require_POST
@answering_404(NoSuchAsk, NoForm, LookupError)
def one_file(request: ActorRequest, ask: str, name: str) -> HttpResponse:
    file = take_file(ask=ask, name=name, by=request.actor, at=timezone.now())
    if not file.is_here:
        return redirect("collect:evidence", ask)
    answer = HttpResponse(file.content, content_type="application/octet-stream")
    return _to_be_kept(answer, file.name)


@signed_in
@never_cache
@require_POST
@found
def all_files(request: ActorRequest, ask: str) -> StreamingHttpResponse:
    units = asked_form(ask=ask).units
    pieces = take_all_files(ask=ask, names=units, by=request.actor, at=timezone.now())
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    return _to_be_kept(answer, f"{ask}-files.zip")


def _to_be_kept(answer: Answer, name: str) -> Answer:
    """Saved, never run or shown in our name, whatever it is."""
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
