# SPDX-License-Identifier: EUPL-1.2
"""One member's results: published for all, before that for the member itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from samband.core.access.rules import Actor
from samband.core.publications import queries as publications
from samband.engines.reports import Report, to_html, to_pdf, to_xlsx
from samband.engines.small_areas import Figure
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis.member_report import Study, compose
from samband.tools.surveys.analysis.national_report import compose as compose_national
from samband.tools.surveys.queries.reporting import (
    NotPublished,
    ReportSource,
    published_version,
    report_source,
    source_of,
)
from samband.tools.surveys.queries.results import NotPreviewable, preview_table
from samband.tools.surveys.queries.waves import visible_wave

MAKERS: Mapping[str, Callable[[Report], bytes]] = {
    "html": lambda report: to_html(report=report).encode(),
    "pdf": lambda report: to_pdf(report=report),
    "xlsx": lambda report: to_xlsx(report=report),
}
"""Format -> how a composed report becomes bytes."""


@dataclass(frozen=True, slots=True)
class MemberStudy:
    """is_preview: True while only the member and the association may see it.

    modelled: measure -> its modelled figure in all members; none before publication, or when not asked for.
    similar: members most like it, the most alike first; none before publication.
    """

    study: Study
    is_preview: bool
    modelled: Mapping[str, Figure]
    similar: tuple[str, ...] = ()


def member_study(*, actor: Actor, wave: str, authority: str, language: str) -> MemberStudy:
    """What the page of a member is made of: the latest published figures, else its own protected ones.

    Raises NoSuchWave, NotPreviewable when the member has no results that this actor may see.
    """
    visible_wave(actor=actor, slug=wave)
    try:
        source, is_preview = report_source(wave=wave), False
    except NotPublished:
        source, is_preview = _preview(actor, wave, authority), True
    if authority not in source.participants:
        raise NotPreviewable(wave, authority)
    study = source.study(authority=authority, language=language)
    return MemberStudy(study, is_preview, source.modelled, source.similar_to(authority))


def report_content(*, actor: Actor, wave: str, authority: str, language: str, format: str) -> bytes:  # noqa: A002
    """The report of a member as it was stored, else made now. format: html, pdf or xlsx.

    Raises NoSuchWave, NotPreviewable while nothing is published.
    """
    visible_wave(actor=actor, slug=wave)
    try:
        publication, source = published_version(wave=wave), report_source(wave=wave)
    except NotPublished:
        raise NotPreviewable(wave, authority) from None
    if authority not in source.participants:
        raise NotPreviewable(wave, authority)
    stored = publications.report(publication, unit=authority, language=language, format=format)
    if stored is not None:
        return publications.report_file(stored).read_bytes()
    study = source.study(authority=authority, language=language)
    return MAKERS[format](compose(study=study, language=language))


def national_report_content(*, actor: Actor, wave: str, language: str, format: str) -> bytes:  # noqa: A002
    """The report of all members together, as it was stored, else made now. format: html, pdf or xlsx.

    Raises NoSuchWave, NotPublished.
    """
    visible_wave(actor=actor, slug=wave)
    publication = published_version(wave=wave)
    stored = publications.report(publication, unit=ALL, language=language, format=format)
    if stored is not None:
        return publications.report_file(stored).read_bytes()
    source = report_source(wave=wave)
    kept = source.national_pages if format == "html" else {}
    if language not in kept:
        study = source.national_study(language=language)
        kept[language] = MAKERS[format](compose_national(study=study, language=language))
    return kept[language]


def _preview(actor: Actor, wave: str, authority: str) -> ReportSource:
    found = visible_wave(actor=actor, slug=wave)
    table = preview_table(actor=actor, wave=wave, authority=authority)
    return source_of(wave=wave, table=table, created=found.reviewed_at or found.created_at)
