# SPDX-License-Identifier: EUPL-1.2
"""One published figure in all members; the address holds every choice, so that it can be passed on."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from samband.core.access.views import ActorRequest
from samband.tools.surveys import queries
from samband.tools.surveys.analysis.standings import member_standings
from samband.tools.surveys.pages import choices
from samband.tools.surveys.pages.measure import measure_page, wanted_of
from samband.tools.surveys.pages.waves import WaveHeading
from samband.tools.surveys.views.finding import found


@require_safe
@found
def measure(request: ActorRequest, slug: str, measure: str) -> HttpResponse:
    wave = queries.wave(actor=request.actor, slug=slug)
    publication = queries.published(actor=request.actor, wave=slug)
    table = queries.published_table(actor=request.actor, wave=slug)
    instrument = queries.instrument(code=wave.instrument_code, version=wave.instrument_version)
    if publication is None or table is None or measure not in instrument.measures:
        raise Http404(gettext("Nothing is published of this."))
    language = get_language() or "en"
    wanted = {**request.GET.dict(), "measure": measure}
    shown = choices.shown(instrument=instrument, language=language, wanted=wanted)
    names = {one.authority: one.name for one in queries.participants(actor=request.actor, wave=slug)}
    asked_for = (request.GET.get("member", ""), *sorted(request.actor.authorities))
    own = next((code for code in asked_for if code in names), "")
    page = measure_page(
        shown=shown,
        table=table,
        found=member_standings(table=table, wanted=wanted_of(shown=shown), members=names),
        names=names,
        own=own,
        link=lambda code: reverse("surveys:member", args=[slug, code]),
        publication=publication,
        weighting=wave.weighting,
    )
    context = {
        "page": page,
        "wave": WaveHeading.of(wave=wave, language=language),
        "publication": publication,
        "groups": choices.group_options(shown=shown),
        "statistics": choices.statistic_options(shown=shown),
        "members": choices.member_options(names=names, chosen=own, language=language),
    }
    return render(request, "surveys/measure.html", context)
