# SPDX-License-Identifier: EUPL-1.2
"""Posts from a public register: the file, what it would do, and done."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samband.core.access.views import ActorRequest, signed_in
from samband.core.people.queries import names_of
from samband.engines.files import Unreadable
from samband.engines.registers import COLUMNS
from samband.tools.ethics import operations
from samband.tools.ethics.analysis.roles import RoleRow
from samband.tools.ethics.forms import RolesFileForm
from samband.tools.ethics.forms.refusals import add_file_faults, add_refusal
from samband.tools.ethics.operations import Refused, RolesLoaded, RoleSource, RolesPreview
from samband.tools.ethics.pages.ownership import owned_lines, ownership_lines, share_words
from samband.tools.ethics.pages.words import KINDS, ROLES
from samband.tools.ethics.rules import InterestKind

SHOWN = 100


@signed_in
@require_http_methods(["GET", "POST"])
def roles(request: ActorRequest) -> HttpResponse:
    """An administrator for everybody, a contact person for the own elected."""
    authority = operations.require_import(by=request.actor)
    form = RolesFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        seen = _looked_into(request, form)
        if seen is not None:
            return _preview_page(request, seen)
    context = {"form": form, "columns": ", ".join(COLUMNS), "is_own": bool(authority)}
    return render(request, "ethics/roles.html", context, status=400 if form.errors else 200)


@signed_in
@require_POST
def confirm_roles(request: ActorRequest) -> HttpResponse:
    try:
        done = operations.confirm_roles(
            token=request.POST.get("token", ""), by=request.actor, at=timezone.now()
        )
    except Refused as gone:
        messages.error(request, str(gone))
    else:
        text = ngettext("%(n)s post is recorded.", "%(n)s posts are recorded.", done.posts) % {
            "n": done.posts
        }
        over = ngettext("%(n)s is ended.", "%(n)s are ended.", done.ended) % {"n": done.ended}
        messages.success(request, f"{text} {over} {_told_of_owners(done)}".strip())
    return redirect("ethics:roles")


def _told_of_owners(done: RolesLoaded) -> str:
    number = done.ownerships + done.ownerships_ended
    if not number:
        return ""
    return ngettext(
        "%(n)s ownership between organisations is brought up to date.",
        "%(n)s ownerships between organisations are brought up to date.",
        number,
    ) % {"n": number}


def _looked_into(request: ActorRequest, form: RolesFileForm) -> RolesPreview | None:
    """None when the form says why not."""
    told = form.cleaned_data
    try:
        return operations.preview_roles(
            file=told["file"], filename=told["file"].name, source=RoleSource(told["register"], told["day"]),
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Unreadable as refused:
        add_file_faults(form=form, refused=refused)
    except Refused as refused:
        add_refusal(form=form, refused=refused)
    return None


def _preview_page(request: ActorRequest, seen: RolesPreview) -> HttpResponse:
    persons = {person for _, person in (*seen.new, *seen.asked)}
    named = names_of(references=frozenset(f"people.person:{person}" for person in persons))

    def lines(found: tuple[tuple[RoleRow, int], ...]) -> list[tuple[str, str, RoleRow]]:
        return [
            (named.get(f"people.person:{person}", ""), _words(role), role) for role, person in found[:SHOWN]
        ]

    context = {
        "seen": seen,
        "new": lines(seen.new),
        "asked": lines(seen.asked),
        "ended": seen.ended[:SHOWN],
        "hidden": max(len(seen.new) - SHOWN, 0),
        "left_out": [note.words(gettext) for note in seen.left_out[:SHOWN]],
        "faults": [fault.words(gettext) for fault in seen.faults[:SHOWN]],
    }
    if seen.owned is not None:
        context |= {
            "owned": owned_lines(rows=seen.owned.new[:SHOWN]),
            "owned_ended": ownership_lines(found=seen.owned.ended[:SHOWN]),
            "owned_asked": owned_lines(rows=seen.owned.asked[:SHOWN]),
            "owned_hidden": max(len(seen.owned.new) - SHOWN, 0),
        }
    return render(request, "ethics/roles_preview.html", context)


def _words(role: RoleRow) -> str:
    if role.interest is InterestKind.OWNERSHIP:
        return share_words(low=role.share, high=role.share)
    return role.what or str(ROLES[role.role] if role.role else KINDS[role.interest])
