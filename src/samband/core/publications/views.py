# SPDX-License-Identifier: EUPL-1.2
from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
)
from django.shortcuts import render
from django.utils.http import parse_etags
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samband.core.publications import pages, queries
from samband.core.publications.rules import BUNDLE, FILES, UnknownPublication, media_type


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    lines = pages.catalogue_lines(language=get_language() or "en")
    return render(
        request, "publications/catalogue.html", {"lines": lines, "licence": settings.SAMBAND_DATA_LICENCE}
    )


@require_safe
def download(request: HttpRequest, series: str, version: int, file: str) -> HttpResponseBase:
    """A file of a publication. It never changes, so that browsers and caches may keep it for good."""
    try:
        publication = queries.version(series, version)
    except UnknownPublication as unknown:
        raise Http404(str(unknown)) from None
    etag = f'"{publication.digests[file]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _lasting(HttpResponseNotModified(), etag)
    response = FileResponse(
        queries.file_of(publication, file).open("rb"),
        as_attachment=True,
        filename=f"{series}-{version}-{file}",
        content_type=FILES[file],
    )
    return _lasting(response, etag)


@require_safe
def bundle(request: HttpRequest, series: str, version: int) -> HttpResponse:
    """A publication with everything that explains it, in one archive."""
    try:
        publication = queries.version(series, version)
    except UnknownPublication as unknown:
        raise Http404(str(unknown)) from None
    content = queries.bundle(publication, address=request.build_absolute_uri("/"))
    response = HttpResponse(content, content_type=media_type(BUNDLE))
    response.headers["Content-Disposition"] = f'attachment; filename="{series}-{version}-{BUNDLE}"'
    return response


@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """The catalogue that portals harvest."""
    content = queries.portal(address=request.build_absolute_uri("/"), path=request.path)
    return HttpResponse(content, content_type="application/ld+json")


def _lasting(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
