# SPDX-License-Identifier: EUPL-1.2
"""Choose how the inhabitants of a wave are weighted, and see what it does before it is kept."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from samband.core.access.rules import require
from samband.core.access.views import ActorRequest, signed_in
from samband.tools.surveys import operations, queries
from samband.tools.surveys.forms import WeightingForm
from samband.tools.surveys.pages.weighting import weighting_page
from samband.tools.surveys.queries.weighting import tried_weighting
from samband.tools.surveys.rules import RUN_WAVES, WaveState, WeightingRule, WrongStep
from samband.tools.surveys.views.finding import found


@signed_in
@require_http_methods(["GET", "POST"])
@found
def weighting(request: ActorRequest, slug: str) -> HttpResponse:
    """Posting with the button “try” shows what the choice does; posting without it keeps the choice."""
    require(actor=request.actor, permission=RUN_WAVES)
    wave = queries.wave(actor=request.actor, slug=slug)
    own = wave.weighting
    initial = {"by": own.by, "most_times": own.most_times, "ways": own.ways}
    form = WeightingForm(request.POST or None, initial=initial)
    tried = form.rule if request.method == "POST" and form.is_valid() else own
    if (
        request.method == "POST"
        and form.is_valid()
        and "try" not in request.POST
        and _kept(form, slug, request)
    ):
        return redirect("surveys:work", slug)
    return _page(request, wave, form, own, tried)


def _page(
    request: ActorRequest,
    wave: queries.WaveRecord,
    form: WeightingForm,
    own: WeightingRule,
    tried: WeightingRule,
) -> HttpResponse:
    rules = (own,) if tried == own else (own, tried)
    taking_part = queries.participants(actor=request.actor, wave=wave.slug)
    page = weighting_page(
        wave=wave.slug,
        state=wave.state,
        rules=rules,
        facts=tried_weighting(actor=request.actor, wave=wave.slug, rules=rules),
        names={one.authority: one.name for one in taking_part},
    )
    title = wave.in_language(get_language() or "en")
    can_change = wave.state is not WaveState.PUBLISHED
    context = {"form": form, "wave": wave, "title": title, "page": page, "can_change": can_change}
    return render(request, "surveys/weighting.html", context, status=400 if form.errors else 200)


def _kept(form: WeightingForm, slug: str, request: ActorRequest) -> bool:
    try:
        operations.choose_weighting(wave=slug, rule=form.rule, by=request.actor, at=timezone.now())
    except WrongStep as refusal:
        form.add_error(None, refusal.words(gettext))
        return False
    messages.success(request, gettext("The wave is weighted as you chose."))
    return True
