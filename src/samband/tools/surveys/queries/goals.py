# SPDX-License-Identifier: EUPL-1.2
"""Published figures from which members begin goals, and the same figures in later waves."""

from collections.abc import Iterator, Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from samband.core.follow_up.rules import Figure, Measured, Obstacle
from samband.core.members.queries import codes_on
from samband.core.members.rules import NotConvertible, UnknownAuthority
from samband.engines.charts import Number, number_text
from samband.engines.instrument import Continuity, Item, Measure, Polarity
from samband.engines.tables import Estimate, Status
from samband.tools.surveys.analysis.comparison import Wanted
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.models import Wave
from samband.tools.surveys.queries.reporting import (
    NotPublished,
    ReportSource,
    published_version,
    report_source,
)
from samband.tools.surveys.queries.waves import NoSuchWave

TOOL = "surveys"


def goal_reference(*, wave: str, authority: str, group: str, measure: str) -> str:
    """What a mean of one member is called in the address of a new goal."""
    return f"{TOOL}:{wave}:{authority}:{group}:{measure}"


def goal_figure(*, reference: str) -> Figure | None:
    """The published mean that is called so, pinned to its version; None when it is not there or withheld.

    Unguarded: it is published.
    """
    parts = reference.split(":")
    if len(parts) != 5 or parts[0] != TOOL:
        return None
    _tool, wave, authority, group, measure = parts
    try:
        source = report_source(wave=wave)
    except (NoSuchWave, NotPublished):
        return None
    return _figure(source, authority, Wanted(measure, group))


def measured_again(*, figure: Figure) -> tuple[Measured, ...]:
    """The same mean of the same member in every published wave since, oldest first.

    Held against the pinned figure only where wording and territory are the same all the way. Unguarded.
    """
    _tool, wave, authority, group, measure = figure.reference.split(":")
    return tuple(_since(wave, authority, Wanted(measure, group)))


def _since(wave: str, authority: str, wanted: Wanted) -> Iterator[Measured]:
    """From wave to wave; what once cannot be compared cannot be later either."""
    code, broken = authority, None
    for source in _later_sources(wave):
        became = _became(source, code)
        code = became if isinstance(became, str) else code
        broken = broken or _break(source, became, wanted)
        found = _figure(source, code, wanted)
        obstacle = broken or (None if found else _missing(source, code, wanted))
        yield Measured(_titles(source), found, obstacle)


def _later_sources(wave: str) -> Iterator[ReportSource]:
    """Published waves that name the one before them as their previous, in turn."""
    slug: str | None = wave
    while slug:
        after = Wave.objects.filter(previous__slug=slug, first_published_at__isnull=False)
        slug = after.order_by("year", "pk").values_list("slug", flat=True).first()
        if slug:
            yield report_source(wave=slug)


def _became(source: ReportSource, code: str) -> str | NotConvertible | None:
    """What the member of the wave before is called now; None when the register does not know it."""
    before = Wave.objects.get(slug=source.wave.previous)
    try:
        days = {"known_on": before.reference_date, "on": source.wave.reference_date}
        return codes_on(codes=[code], **days)[code]
    except UnknownAuthority:
        return None


def _break(source: ReportSource, became: object, wanted: Wanted) -> Obstacle | None:
    earlier = source.earlier
    if not isinstance(became, str) or (earlier is not None and became in earlier.changed):
        return Obstacle.TERRITORY
    goes_on = earlier.continuity.get(wanted.measure) if earlier else None
    if wanted.measure not in source.instrument.measures:
        return Obstacle.NOT_ASKED
    return None if goes_on is Continuity.IDENTICAL else Obstacle.REWORDED


def _missing(source: ReportSource, code: str, wanted: Wanted) -> Obstacle:
    row = wanted.of(source.table, code)
    return Obstacle.NOT_ASKED if row is None or row.status is Status.NOT_ASKED else Obstacle.WITHHELD


def _figure(source: ReportSource, authority: str, wanted: Wanted) -> Figure | None:
    row = wanted.of(source.table, authority)
    measure = source.instrument.measures.get(wanted.measure)
    if row is None or measure is None or not row.is_known or authority not in source.participants:
        return None
    return _pinned(source, row, measure)


def _pinned(source: ReportSource, row: Estimate, measure: Measure) -> Figure:
    wave = source.wave
    voices = {
        code: Voice(source.study(authority=row.unit, language=code), code)
        for code, _name in settings.LANGUAGES
    }
    axis = voices["en"].axis(measure)
    publication = published_version(wave=wave.slug)
    return Figure(
        tool=TOOL,
        reference=goal_reference(wave=wave.slug, authority=row.unit, group=row.group, measure=row.measure),
        publication=publication.series,
        version=publication.version,
        digest=publication.digest,
        key=row.key,
        names={code: f"{one.measure(row.measure)} – {one.group(row.group)}" for code, one in voices.items()},
        units=_units(voices, measure),
        sources=_titles(source),
        value=row.value,
        lower=row.lower,
        upper=row.upper,
        se=row.se,
        n=row.n,
        measured_on=wave.reference_date,
        periods={code: one.period() for code, one in voices.items()},
        decimals=axis.decimals,
        low=axis.low,
        high=axis.high,
        is_better_high=not (isinstance(measure, Item) and measure.polarity is Polarity.NEGATIVE),
        is_synthetic=wave.is_synthetic,
        address=reverse("surveys:member", args=[wave.slug, row.unit]),
    )


def _titles(source: ReportSource) -> dict[str, str]:
    return {code: source.wave.in_language(code) for code, _name in settings.LANGUAGES}


def _units(voices: Mapping[str, Voice], measure: Measure) -> dict[str, str]:
    """``Scale from 1 to 4`` in each language."""
    told = {}
    for code, voice in voices.items():
        axis = voice.axis(measure)
        low, high = (number_text(number=Number(end, 0), language=code) for end in (axis.low, axis.high))
        with translation.override(code):
            told[code] = gettext("Scale from %(low)s to %(high)s") % {"low": low, "high": high}
    return told
