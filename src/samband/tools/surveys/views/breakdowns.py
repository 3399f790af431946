# SPDX-License-Identifier: EUPL-1.2
"""One published figure by background; the address holds every choice, so that it can be passed on."""

from collections.abc import Collection

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samband.core.access.views import ActorRequest, signed_in
from samband.engines.tables.estimates import ALL
from samband.tools.surveys import queries
from samband.tools.surveys.analysis.breakdown import BACKGROUNDS
from samband.tools.surveys.pages import choices
from samband.tools.surveys.pages.breakdown import (
    Chosen,
    background_options,
    breakdown_page,
    place_options,
)
from samband.tools.surveys.pages.waves import WaveHeading
from samband.tools.surveys.queries.breakdowns import breakdown
from samband.tools.surveys.queries.rows import classes_of
from samband.tools.surveys.rules import INHABITANTS
from samband.tools.surveys.views.finding import found


@signed_in
@require_safe
@found
def background(request: ActorRequest, slug: str) -> HttpResponse:
    wave = queries.wave(actor=request.actor, slug=slug)
    language = get_language() or "en"
    instrument = queries.instrument(code=wave.instrument_code, version=wave.instrument_version)
    shown = choices.shown(instrument=instrument, language=language, wanted=request.GET.dict())
    kept = breakdown(actor=request.actor, wave=slug, measure=shown.measure.code)
    members = queries.participants(actor=request.actor, wave=slug)
    classes = classes_of(members=members)
    chosen = _chosen(request, shown, members, classes)
    context = {
        "page": breakdown_page(chosen=chosen, breakdown=kept, classes=classes),
        "wave": WaveHeading.of(wave=wave, language=language),
        "measures": choices.measure_options(shown=shown),
        "groups": choices.group_options(shown=shown),
        "statistics": choices.statistic_options(shown=shown),
        "backgrounds": background_options(chosen=chosen.background),
        "places": place_options(chosen=chosen, classes=classes),
    }
    return render(request, "surveys/background.html", context)


def _chosen(
    request: ActorRequest,
    shown: choices.Shown,
    members: tuple[queries.ParticipantRecord, ...],
    classes: Collection[str],
) -> Chosen:
    """What the address asks for; what is unknown gives way to sex, and to the reader's member or to all."""
    names = {one.authority: one.name for one in members}
    seats = {one.authority: one.council_seats for one in members if one.council_seats}
    adults = {one.authority: one.adults for one in members}
    wanted = (request.GET.get("place", ""), *sorted(request.actor.authorities))
    by = request.GET.get("by", "")
    return Chosen(
        shown=shown,
        background=by if by in BACKGROUNDS else BACKGROUNDS[0],
        place=next((one for one in wanted if one in {*names, *classes, ALL}), ALL),
        names=names,
        persons=adults if shown.group == INHABITANTS else seats,
    )
