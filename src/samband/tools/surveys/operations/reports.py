# SPDX-License-Identifier: EUPL-1.2
"""Reports of a published wave: one per member and language, made in the background."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from samband.core.access.rules import INSTALLATION, Actor
from samband.core.country.queries import chosen_description
from samband.core.jobs.operations import queue_job
from samband.core.jobs.queries import JobRecord
from samband.core.publications import queries as publications
from samband.core.publications.operations import store_report
from samband.core.publications.queries import PublicationRecord
from samband.engines.reports import Report
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.analysis import member_report, national_report
from samband.tools.surveys.card import REPORTS
from samband.tools.surveys.operations.steps import held, tell
from samband.tools.surveys.queries.members import MAKERS
from samband.tools.surveys.queries.reporting import (
    NotPublished,
    ReportSource,
    published_version,
    report_source,
)
from samband.tools.surveys.queries.waves import find_wave, participants_of

KEPT = ("pdf", "xlsx")
"""What is kept of a report. As a web page it is composed when it is asked for."""


@transaction.atomic
def queue_reports(
    *, wave: str, languages: Sequence[str] = (), back_to: str = "", by: Actor, at: datetime
) -> JobRecord:
    """Have the national report and those of all members made, in English and the country's languages.

    languages: others than these.

    Reports in other languages are made when somebody asks for one. Reports that are there already are kept,
    so that ordering twice costs little.
    Raises NotPublished, NoSuchWave, NotAllowed.
    """
    found = held(slug=wave, by=by)
    publication = publications.latest(found.series)
    if publication is None:
        raise NotPublished(wave)
    spoken = list(languages or _languages_of_the_country())
    arguments = {"wave": wave, "version": publication.version, "languages": spoken}
    total = len(spoken) * (found.participations.count() + 1)
    tell(
        event="surveys.reports_queued",
        wave=found,
        by=by,
        at=at,
        version=publication.version,
        languages=spoken,
    )
    return queue_job(kind=REPORTS, arguments=arguments, total=total, back_to=back_to, by=by, at=at)


def _languages_of_the_country() -> tuple[str, ...]:
    """English, and what the public administration of the country works in, as far as pages speak it."""
    working = {"en", *chosen_description(country=settings.SAMBAND_COUNTRY).languages}
    return tuple(code for code, _ in settings.LANGUAGES if code in working)


def make_reports(*, arguments: Mapping[str, object], done: frozenset[str]) -> Iterator[str]:
    """Make and store the reports of one version of a wave; yields ``<member>/<language>`` after each.

    The report of all members together, ``all/<language>``, comes first.
    arguments: as ``queue_reports`` gives them. One that was stored before is not made again.
    """
    wave, languages = str(arguments["wave"]), list(arguments["languages"])  # type: ignore[call-overload]
    version = int(str(arguments["version"]))
    publication = published_version(wave=wave, version=version)
    source = report_source(wave=wave, version=version)
    units = [ALL, *(member.authority for member in participants_of(wave=find_wave(slug=wave)))]
    for unit, language in product(units, languages):
        key = f"{unit}/{language}"
        if key not in done:
            _store(publication, source, unit, language)
            yield key


def _store(publication: PublicationRecord, source: ReportSource, unit: str, language: str) -> None:
    missing = [
        name
        for name in KEPT
        if not publications.report(publication, unit=unit, language=language, format=name)
    ]
    if not missing:
        return
    report = _composed(source, unit, language)
    for name in missing:
        store_report(
            publication=publication, unit=unit, language=language, format=name,
            content=MAKERS[name](report), by=INSTALLATION, at=timezone.now(),
        )  # fmt: skip


def _composed(source: ReportSource, unit: str, language: str) -> Report:
    if unit == ALL:
        return national_report.compose(study=source.national_study(language=language), language=language)
    return member_report.compose(study=source.study(authority=unit, language=language), language=language)
