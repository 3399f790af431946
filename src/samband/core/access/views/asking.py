# SPDX-License-Identifier: EUPL-1.2
"""What views of every area need to know about who is asking."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

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
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded
