# SPDX-License-Identifier: EUPL-1.2
"""A member's goals: the list, one of them, setting and changing, the council paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from samband.core.access.rules import may, require
from samband.core.access.views import ActorRequest, signed_in
from samband.core.follow_up import operations, queries
from samband.core.follow_up.card import READ, WRITE
from samband.core.follow_up.forms import ActionForm, GoalForm, ProgressForm, ReasonForm, filled_in
from samband.core.follow_up.pages.goal import figure_words, goal_page, sections
from samband.core.follow_up.pages.paper import Paper, adopted_words, council_paper, proposed_decision
from samband.core.follow_up.queries import GoalRecord
from samband.core.follow_up.rules import ENDED, UNDER_OBLIGATION, Figure, GoalState, WrongStep
from samband.core.follow_up.views.finding import found, language, member_name, site_of, tell_refusal
from samband.core.members.views import attachment
from samband.engines.reports import to_docx, to_pdf

MAKERS = {"pdf": to_pdf, "docx": to_docx}


@require_safe
@found
def member(request: ActorRequest, code: str) -> HttpResponse:
    """How far one member has come; for everybody what it has published."""
    goals = queries.goals_of(actor=request.actor, authority=code)
    active = [one for one in goals if one.state in UNDER_OBLIGATION]
    context = {
        "code": code,
        "name": member_name(code),
        "sections": sections(
            goals=goals,
            outcomes=queries.latest_outcomes(goals=goals),
            language=language(),
            today=timezone.localdate(),
        ),
        "active": len(active),
        "reached": sum(one.state is GoalState.REACHED for one in goals),
        "actions": sum(len(one.actions) for one in active),
        "actions_done": sum(one.done for one in active),
        "may_write": may(actor=request.actor, permission=WRITE, authority=code),
        "is_inside": may(actor=request.actor, permission=READ, authority=code),
    }
    return render(request, "follow_up/member.html", context)


@require_safe
@found
def goal(request: ActorRequest, number: int) -> HttpResponse:
    return goal_response(request, number)


def goal_response(
    request: ActorRequest,
    number: int,
    *,
    progress: ProgressForm | None = None,
    action: ActionForm | None = None,
) -> HttpResponse:
    """The page of a goal; with a form that could not be read, that form and its faults."""
    record = queries.goal(actor=request.actor, goal_id=number)
    name = member_name(record.authority)
    page = goal_page(
        goal=record,
        member=name,
        owner=queries.owner_name(actor=request.actor, person=record.owner_person),
        outcomes=queries.outcomes(goal=record),
        language=language(),
        today=timezone.localdate(),
    )
    context = {
        "page": page,
        "goal": record,
        "name": name,
        "adopted": adopted_words(goal=record),
        "is_corrected": record.figure is not None and queries.is_corrected(figure=record.figure),
        "proposal": proposed_decision(goal=record, language=language()),
        "words": queries.progress_of(actor=request.actor, goal_id=number),
        "progress": progress or ProgressForm(),
        "action": action or ActionForm(),
        "reason": ReasonForm(),
        "may_write": may(actor=request.actor, permission=WRITE, authority=record.authority),
        "is_inside": may(actor=request.actor, permission=READ, authority=record.authority),
        "is_ended": record.state in ENDED,
        "is_active": record.state in UNDER_OBLIGATION,
        "is_draft": record.state is GoalState.DRAFT,
    }
    status = 400 if (progress and progress.errors) or (action and action.errors) else 200
    return render(request, "follow_up/goal.html", context, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def new(request: ActorRequest, code: str) -> HttpResponse:
    """A goal, begun from a published figure when the address names one."""
    require(actor=request.actor, permission=WRITE, authority=code)
    figure = _figure(request, code)
    form = _form(request, code, figure, initial=_beginning(figure, request), is_new=True)
    if request.method == "POST" and form.is_valid():
        made = operations.set_goal(
            authority=code, plan=form.plan(), figure=figure, actions=form.cleaned_data["actions"],
            site=site_of(request), by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return redirect("follow_up:goal", made.id)
    return _form_page(request, form, code, figure)


@signed_in
@require_http_methods(["GET", "POST"])
@found
def change(request: ActorRequest, number: int) -> HttpResponse:
    record = queries.goal(actor=request.actor, goal_id=number)
    require(actor=request.actor, permission=WRITE, authority=record.authority)
    form = _form(request, record.authority, record.figure, initial=filled_in(goal=record), is_new=False)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_goal(goal_id=number, plan=form.plan(), by=request.actor, at=timezone.now())
        except WrongStep as fault:
            tell_refusal(request, fault)
        return redirect("follow_up:goal", number)
    return _form_page(request, form, record.authority, record.figure, record)


@require_safe
@found
def paper(request: ActorRequest, number: str, format: str) -> HttpResponse:  # noqa: A002
    """The council paper, in the language that is asked for."""
    record = queries.goal(actor=request.actor, goal_id=int(number))
    tongue = _wanted_language(request)
    with translation.override(tongue):
        report = council_paper(
            paper=Paper(
                goal=record,
                member=member_name(record.authority),
                owner=queries.owner_name(actor=request.actor, person=record.owner_person),
                outcomes=queries.outcomes(goal=record),
                language=tongue,
                created=timezone.localtime(),
            )
        )
    return attachment(content=MAKERS[format](report=report), filename=f"goal-{number}-{tongue}.{format}")


def _wanted_language(request: HttpRequest) -> str:
    from django.conf import settings

    wanted = request.GET.get("language", "")
    return wanted if wanted in dict(settings.LANGUAGES) else language()


def _figure(request: HttpRequest, code: str) -> Figure | None:
    """The published figure that the address names; only one of this member."""
    reference = request.GET.get("figure", "")
    figure = queries.published_figure(reference=reference) if reference else None
    if reference and (figure is None or figure.key[1] != code):
        raise queries.NoSuchGoal(0)
    return figure


def _beginning(figure: Figure | None, request: HttpRequest) -> dict[str, object]:
    """What the form says before anybody has written in it."""
    begun: dict[str, object] = {}
    if figure is not None:
        pattern = gettext("Higher: %(name)s") if figure.is_better_high else gettext("Lower: %(name)s")
        if figure.is_better_high is not None:
            begun["title"] = (pattern % {"name": figure.name(language())})[:160]
        begun["next_measurement"] = gettext("The next wave after %(source)s") % {
            "source": figure.source(language())
        }
    if (action := request.GET.get("action", "")).isdecimal() and len(action) < 19:
        actor = request.actor  # type: ignore[attr-defined]
        begun["actions"] = queries.practice_of(actor=actor, action_id=int(action)).action.text
    return begun


def _form(
    request: ActorRequest, code: str, figure: Figure | None, *, initial: object, is_new: bool
) -> GoalForm:
    owners = queries.possible_owners(actor=request.actor, authority=code, on=timezone.localdate())
    data = request.POST if request.method == "POST" else None
    return GoalForm(data, figure=figure, owners=owners, is_new=is_new, initial=initial)


def _form_page(
    request: ActorRequest, form: GoalForm, code: str, figure: Figure | None, record: GoalRecord | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "code": code,
        "name": member_name(code),
        "goal": record,
        "figure": figure_words(figure=figure, language=language()) if figure else None,
        "is_adopted": record is not None and record.is_adopted,
    }
    return render(request, "follow_up/form.html", context, status=400 if form.errors else 200)
