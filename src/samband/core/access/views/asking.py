# SPDX-License-Identifier: EUPL-1.2
"""What views of every area need to know about who is asking."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from samband.core.access.rules import Actor

P = ParamSpec("P")


class ActorRequest(HttpRequest):
    """A request that has passed ActorMiddleware. Annotate views with it; never construct it."""

    actor: Actor


def signed_in(
    view: Callable[Concatenate[ActorRequest, P], HttpResponseBase],
) -> Callable[Concatenate[ActorRequest, P], HttpResponseBase]:
    """Send a stranger to sign-in first. Whether the person may is still for queries and operations to say."""

    @wraps(view)
    def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.actor.is_signed_in:
            return redirect_to_login(_after_sign_in(request))
        return view(request, *args, **kwargs)

    return guarded


def answering_404(
    *absent: type[Exception],
) -> Callable[
    [Callable[Concatenate[ActorRequest, P], HttpResponseBase]],
    Callable[Concatenate[ActorRequest, P], HttpResponseBase],
]:
    """A decorator of views: what does not exist, and what somebody may not know of, is answered alike.

    absent: what an area's queries raise when they find nothing. ``found = answering_404(NoSuchWave)``.
    """

    def found(
        view: Callable[Concatenate[ActorRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[ActorRequest, P], HttpResponseBase]:
        @wraps(view)
        def looked_up(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            try:
                return view(request, *args, **kwargs)
            except absent as reason:
                raise Http404(str(reason)) from None

        return looked_up

    return found


def _after_sign_in(request: HttpRequest) -> str:
    """The page that was asked for; of what was sent after the session had ended, the page it came from."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    sent_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        sent_from, {request.get_host()}, require_https=request.is_secure()
    )
    parts = urlsplit(sent_from)
    return urlunsplit(("", "", parts.path, parts.query, "")) if is_ours and parts.path else reverse("start")
