# SPDX-License-Identifier: EUPL-1.2
"""What several views share: records that are not there, words that need the reader's language."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from samband.core.access.views import ActorRequest
from samband.core.members.queries import latest_authority
from samband.core.members.rules import UnknownAuthority
from samband.tools.dialogue import queries
from samband.tools.dialogue.pages import area_names

P = ParamSpec("P")


def found(
    view: Callable[Concatenate[ActorRequest, P], HttpResponse],
) -> Callable[Concatenate[ActorRequest, P], HttpResponse]:
    """404 for a number that names nothing."""

    @wraps(view)
    def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (queries.NotThere, UnknownAuthority) as absent:
            raise Http404 from absent

    return guarded


def language() -> str:
    return get_language() or "en"


def names() -> Mapping[str, str]:
    """Service areas by code."""
    return area_names(areas=queries.service_areas(), language=language())


def member_names() -> Mapping[str, str]:
    """Members of today by code."""
    return {one.code: one.name for one in queries.members_on(on=timezone.localdate())}


def member_name(code: str) -> str:
    """Raises UnknownAuthority."""
    return latest_authority(code=code, on=timezone.localdate()).name
