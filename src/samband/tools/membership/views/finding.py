# SPDX-License-Identifier: EUPL-1.2
"""What does not exist is answered by 404; files leave with their names."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpResponse, HttpResponseBase

from samband.core.access.views import ActorRequest
from samband.core.members.rules import UnknownAuthority
from samband.tools.membership.queries import NoSuchInvoice, NoSuchModel, NoSuchNotice, NoSuchYear

P = ParamSpec("P")
_ABSENT = (NoSuchInvoice, NoSuchModel, NoSuchNotice, NoSuchYear, UnknownAuthority)


def found(
    view: Callable[Concatenate[ActorRequest, P], HttpResponseBase],
) -> Callable[Concatenate[ActorRequest, P], HttpResponseBase]:
    """Answer 404 when the view asks for something that is not there."""

    @wraps(view)
    def looked_up(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except _ABSENT as absent:
            raise Http404(str(absent)) from None

    return looked_up


def attachment(*, content: bytes, filename: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
