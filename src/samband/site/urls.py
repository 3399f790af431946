# SPDX-License-Identifier: EUPL-1.2
"""Addresses: the core areas, then one prefix for each tool in settings.TOOLS."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path


def _area(prefix: str, package: str) -> list[URLPattern | URLResolver]:
    """Nothing when the area has no pages of its own."""
    return [path(prefix, include(f"{package}.urls"))] if find_spec(f"{package}.urls") else []


urlpatterns = [
    *_area("", "samband.core.web"),
    *_area("", "samband.core.access"),
    *_area("jobs/", "samband.core.jobs"),
    *_area("members/", "samband.core.members"),
    *_area("people/", "samband.core.people"),
    *_area("publications/", "samband.core.publications"),
    *_area("notices/", "samband.core.notices"),
    *_area("answers/", "samband.core.collect"),
    *_area("goals/", "samband.core.follow_up"),
    path("a/", include("samband.core.collect.urls.respondents")),
]
for tool in settings.TOOLS:
    urlpatterns += _area(f"{tool.replace('_', '-')}/", f"samband.tools.{tool}")

handler400 = "samband.core.web.views.bad_request"
handler403 = "samband.core.web.views.forbidden"
handler404 = "samband.core.web.views.not_found"
handler500 = "samband.core.web.views.server_error"
