# SPDX-License-Identifier: EUPL-1.2
"""What everybody may see of a published wave; and a member's own results a little before."""

import io
from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from samband.core.access.rules import may
from samband.core.access.views import ActorRequest, signed_in
from samband.core.follow_up.card import WRITE
from samband.core.members.queries import authorities_on
from samband.core.publications import queries as publications
from samband.engines.tables.files import synthetic_mark, write_csv
from samband.tools.surveys import operations, queries
from samband.tools.surveys.card import MARK_PRESENTED
from samband.tools.surveys.pages import choices
from samband.tools.surveys.pages.member import beside_of, member_page
from samband.tools.surveys.pages.method import method_page, weighting_told
from samband.tools.surveys.pages.modelled import modelled_section
from samband.tools.surveys.pages.overview import overview_page
from samband.tools.surveys.pages.waves import WaveHeading, wave_cards
from samband.tools.surveys.queries.breakdowns import may_break_down
from samband.tools.surveys.rules import RUN_WAVES
from samband.tools.surveys.views.finding import found


@require_safe
def waves(request: ActorRequest) -> HttpResponse:
    known = queries.waves(actor=request.actor)
    published = [wave for wave in known if wave.was_published]
    latest = {wave.slug: queries.published(actor=request.actor, wave=wave.slug) for wave in published}
    context = {
        "published": wave_cards(waves=published, publications=latest, language=_language()),
        "under_way": wave_cards(
            waves=[wave for wave in known if not wave.was_published], publications={}, language=_language()
        ),
        "may_run": may(actor=request.actor, permission=RUN_WAVES),
        "to_answer": [
            (wave.ask, wave.in_language(_language())) for wave in queries.waves_to_answer(at=timezone.now())
        ],
    }
    return render(request, "surveys/waves.html", context)


@require_safe
@found
def overview(request: ActorRequest, slug: str) -> HttpResponse:
    wave = queries.wave(actor=request.actor, slug=slug)
    table = queries.published_table(actor=request.actor, wave=slug)
    if table is None:
        return _not_yet(request, wave)
    instrument = queries.instrument(code=wave.instrument_code, version=wave.instrument_version)
    shown = choices.shown(instrument=instrument, language=_language(), wanted=request.GET.dict())
    taking_part = queries.participants(actor=request.actor, wave=slug)
    names = {one.authority: one.name for one in taking_part}
    own = _own_member(request, names)
    page = overview_page(
        shown=shown,
        table=table,
        register=authorities_on(on=wave.reference_date),
        participants=names,
        link=lambda code: reverse("surveys:member", args=[slug, code]),
        own=own,
    )
    context = {
        "page": page,
        "wave": WaveHeading.of(wave=wave, language=_language()),
        "measures": choices.measure_options(shown=shown),
        "groups": choices.group_options(shown=shown),
        "statistics": choices.statistic_options(shown=shown),
        "members": choices.member_options(names=names, chosen=own, language=_language()),
        "own": own,
        "may_break_down": may_break_down(actor=request.actor),
    }
    return render(request, "surveys/overview.html", context)


def _own_member(request: ActorRequest, names: Mapping[str, str]) -> str:
    """The member to mark: the one asked for, else the reader's own, else none."""
    wanted = (request.GET.get("own", ""), *sorted(request.actor.authorities))
    return next((code for code in wanted if code in names), "")


def _not_yet(request: ActorRequest, wave: queries.WaveRecord) -> HttpResponse:
    """An analyst goes to the work; a member that takes part sees what it may see already."""
    if may(actor=request.actor, permission=RUN_WAVES):
        return redirect("surveys:work", wave.slug)
    board = queries.status_board(actor=request.actor, wave=wave.slug)
    context = {"wave": WaveHeading.of(wave=wave, language=_language()), "board": board, "state": wave.state}
    return render(request, "surveys/waiting.html", context)


@require_safe
@found
def member(request: ActorRequest, slug: str, code: str) -> HttpResponse:
    seen = queries.member_study(actor=request.actor, wave=slug, authority=code, language=_language())
    compared = beside_of(
        study=seen.study,
        wanted=request.GET.get("beside", ""),
        chosen=request.GET.getlist("member"),
        similar=seen.similar,
    )
    context = {
        "page": member_page(compared=compared, language=_language()),
        "wave": WaveHeading.of(wave=queries.wave(actor=request.actor, slug=slug), language=_language()),
        "code": code,
        "is_preview": seen.is_preview,
        "modelled": modelled_section(figures=seen.modelled, study=seen.study, language=_language()),
        "council": _council_to_be_told(request, slug, code) if seen.is_preview else None,
        "languages": settings.LANGUAGES,
        "may_break_down": not seen.is_preview and may_break_down(actor=request.actor),
        "may_set_goals": not seen.is_preview and may(actor=request.actor, permission=WRITE, authority=code),
    }
    return render(request, "surveys/member.html", context)


def _council_to_be_told(request: ActorRequest, slug: str, code: str) -> queries.ParticipantRecord | None:
    """The member, while its council has yet to have the results and this reader may say that it has."""
    if not may(actor=request.actor, permission=MARK_PRESENTED, authority=code):
        return None
    taking_part = queries.participants(actor=request.actor, wave=slug)
    waits = (one for one in taking_part if one.has_embargo and not one.has_been_presented)
    return next((one for one in waits if one.authority == code), None)


@signed_in
@require_POST
@found
def presented(request: ActorRequest, slug: str, code: str) -> HttpResponseRedirect:
    """The secretary, or an analyst, says that the council has had its results."""
    told = operations.mark_presented(wave=slug, authority=code, by=request.actor, at=timezone.now())
    words = gettext("Noted: the council of %(name)s has had the results.")
    messages.success(request, words % {"name": told.name})
    if may(actor=request.actor, permission=RUN_WAVES):
        return redirect("surveys:publish", slug)
    return redirect("surveys:member", slug, code)


@require_safe
@found
def member_figures(request: ActorRequest, slug: str, code: str) -> HttpResponse:
    """The published rows of one member, to the last digit."""
    wave = queries.wave(actor=request.actor, slug=slug)
    table = queries.published_table(actor=request.actor, wave=slug)
    rows = table.where(unit=code).rows if table is not None else ()
    if not rows:
        raise Http404(gettext("Nothing is published for this member."))
    text = io.StringIO()
    write_csv(rows=rows, to=text, also=synthetic_mark(is_synthetic=wave.is_synthetic))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{code}.csv"'
    return response


@require_safe
@found
def method(request: ActorRequest, slug: str) -> HttpResponse:
    wave = queries.wave(actor=request.actor, slug=slug)
    instrument = queries.instrument(code=wave.instrument_code, version=wave.instrument_version)
    publication = queries.published(actor=request.actor, wave=slug)
    rules = publication.rules if publication else wave.disclosure_rules
    context = {
        "page": method_page(instrument=instrument, language=_language(), rules=rules),
        "model_below": wave.model_below,
        "weighting": weighting_told(rule=wave.weighting),
        "wave": WaveHeading.of(wave=wave, language=_language()),
        "publication": publication,
    }
    return render(request, "surveys/method.html", context)


@require_safe
@found
def downloads(request: ActorRequest, slug: str) -> HttpResponse:
    wave = queries.wave(actor=request.actor, slug=slug)
    versions = publications.versions(wave.series)
    if not versions:
        raise Http404(gettext("Nothing is published yet."))
    context = {
        "wave": WaveHeading.of(wave=wave, language=_language()),
        "versions": versions,
        "languages": settings.LANGUAGES,
    }
    return render(request, "surveys/downloads.html", context)


@require_safe
@found
def report(request: ActorRequest, slug: str, code: str) -> HttpResponse:
    """The report as a page: the same text as the PDF."""
    language = _wanted_language(request)
    content = queries.report_content(
        actor=request.actor, wave=slug, authority=code, language=language, format="html"
    )
    wave = queries.wave(actor=request.actor, slug=slug)
    names = {one.authority: one.name for one in queries.participants(actor=request.actor, wave=slug)}
    context = {
        "report": mark_safe(content.decode()),  # noqa: S308  made by engines.reports, which escapes
        "title": f"{names[code]} – {wave.in_language(language)}",
        "wave": WaveHeading.of(wave=wave, language=_language()),
        "name": names[code],
        "code": code,
        "language": language,
    }
    return render(request, "surveys/report.html", context)


@require_safe
@found
def report_file(request: ActorRequest, slug: str, code: str, format: str) -> FileResponse:  # noqa: A002
    language = _wanted_language(request)
    content = queries.report_content(
        actor=request.actor, wave=slug, authority=code, language=language, format=format
    )
    name = f"{slug}-{code}-{language}.{format}"
    return FileResponse(io.BytesIO(content), as_attachment=format != "pdf", filename=name)


@require_safe
@found
def national_report(request: ActorRequest, slug: str) -> HttpResponse:
    """The report of all members together as a page: the same text as the PDF."""
    language = _wanted_language(request)
    content = queries.national_report_content(
        actor=request.actor, wave=slug, language=language, format="html"
    )
    wave = queries.wave(actor=request.actor, slug=slug)
    context = {
        "report": mark_safe(content.decode()),  # noqa: S308  made by engines.reports, which escapes
        "title": f"{gettext('All members')} – {wave.in_language(language)}",
        "wave": WaveHeading.of(wave=wave, language=_language()),
        "language": language,
    }
    return render(request, "surveys/report.html", context)


@require_safe
@found
def national_report_file(request: ActorRequest, slug: str, format: str) -> FileResponse:  # noqa: A002
    language = _wanted_language(request)
    content = queries.national_report_content(
        actor=request.actor, wave=slug, language=language, format=format
    )
    name = f"{slug}-{language}.{format}"
    return FileResponse(io.BytesIO(content), as_attachment=format != "pdf", filename=name)


def _wanted_language(request: ActorRequest) -> str:
    wanted = request.GET.get("language", "")
    return wanted if wanted in dict(settings.LANGUAGES) else _language()


def _language() -> str:
    return get_language() or "en"
