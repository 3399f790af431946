# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001
    """What the frame around every page needs (a context processor)."""
    return {"association": settings.SAMBAND_ASSOCIATION, "is_demo": settings.SAMBAND_IS_DEMO}
