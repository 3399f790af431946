# SPDX-License-Identifier: EUPL-1.2
"""What views of every area need to know about who is asking."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
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
