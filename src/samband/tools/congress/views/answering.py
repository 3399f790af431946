# SPDX-License-Identifier: EUPL-1.2
"""What every page here shares: what is not there is 404, refusals are told, reports become files."""

import io
from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import FileResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from samband.core.access.views import ActorRequest, answering_404
from samband.engines.ballots import BadVotes, CannotAllocate, RuleSilent, UnresolvedTie
from samband.engines.reports import Report, to_html, to_pdf, to_xlsx
from samband.tools.congress import operations, queries
from samband.tools.congress.analysis.parameters import UnknownRule
from samband.tools.congress.rules import NotNow

REFUSALS = (
    NotNow,
    UnresolvedTie,
    CannotAllocate,
    RuleSilent,
    BadVotes,
    queries.NoUnits,
    operations.NoRoll,
    operations.AlreadyVoted,
    operations.AlreadyDeclared,
    operations.DoesNotStand,
    operations.UnknownChoice,
    operations.UnknownCode,
    operations.NameTaken,
)
"""What an operation refuses in words that somebody can act on."""


found = answering_404(
    queries.NoSuchBallot, queries.NoSuchCongress, queries.NoSuchElection, operations.NotOnTheRoll, UnknownRule
)


def tried(request: ActorRequest, step: Callable[[], object], *, done: str) -> bool:
    """Take the step and say ``done``, or say why it is refused; whether it was taken."""
    try:
        step()
    except REFUSALS as refusal:
        messages.error(request, refusal_words(refusal))
        return False
    messages.success(request, done)
    return True


def refusal_words(refusal: Exception) -> str:
    """In the reader's language: the engine and the rules know none."""
    if isinstance(refusal, NotNow):
        return refusal.words(gettext)
    if isinstance(refusal, UnresolvedTie):
        words = gettext(
            "These are equal: %(names)s. %(places)s of them can be placed. Give a seed: then a lot decides."
        )
        return words % {"names": ", ".join(refusal.names), "places": refusal.places}
    return str(refusal)


def shown(report: Report) -> SafeString:
    """The report inside a page that has its title as heading, and says whose it is."""
    inner = replace(report, subject="", publisher="")
    written = to_html(report=inner, with_title=False, with_contents=False)
    return mark_safe(written)  # noqa: S308  made by engines.reports, which escapes


def file_of(report: Report, *, name: str, format: str) -> FileResponse:  # noqa: A002
    content = to_xlsx(report=report) if format == "xlsx" else to_pdf(report=report)
    return FileResponse(io.BytesIO(content), as_attachment=format != "pdf", filename=f"{name}.{format}")
