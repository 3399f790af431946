# SPDX-License-Identifier: EUPL-1.2
"""What does not exist, and what somebody may not know of, is answered alike: 404."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponseBase

from samband.core.access.views import ActorRequest
from samband.core.members.rules import UnknownAuthority
from samband.core.people.queries.turnover import NoSuchTurnover
from samband.core.people.rules import NoSuchBody, NoSuchOffice, NoSuchPerson

P = ParamSpec("P")
_ABSENT = (NoSuchBody, NoSuchOffice, NoSuchPerson, NoSuchTurnover, UnknownAuthority)


def found(
    view: Callable[Concatenate[ActorRequest, P], HttpResponseBase],
) -> Callable[Concatenate[ActorRequest, P], HttpResponseBase]:
    """Answer 404 when the view asks for something that is not there for this reader."""

    @wraps(view)
    def looked_up(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except _ABSENT as absent:
            raise Http404(str(absent)) from None

    return looked_up
