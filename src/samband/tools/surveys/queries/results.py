# SPDX-License-Identifier: EUPL-1.2
"""The figures of a wave: published for all, protected for its members, in full for analysts."""

from samband.core.access.rules import Actor, require
from samband.core.publications import queries as publications
from samband.engines.tables import EstimateTable, ReleasedTable, released_table
from samband.engines.tables.estimates import ALL
from samband.tools.surveys.queries.files import read_estimates, read_released
from samband.tools.surveys.queries.waves import find_wave, visible_wave
from samband.tools.surveys.rules import RUN_WAVES, WaveState, can_preview, has_reached


class NotEstimated(LookupError):  # noqa: N818  it names the fact
    """The wave has no estimates yet."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"“{slug}” is not estimated yet. Close it and estimate it first.")


class NotPreviewable(LookupError):  # noqa: N818  it names the fact
    """There is nothing to look at yet, or it is not this actor's."""

    def __init__(self, slug: str, authority: str) -> None:
        super().__init__(f"The results of {authority} in “{slug}” cannot be looked at yet.")


def published(*, actor: Actor, wave: str) -> publications.PublicationRecord | None:
    """The latest publication of a wave, None before the first. Raises NoSuchWave."""
    return publications.latest(visible_wave(actor=actor, slug=wave).series)


def published_table(*, actor: Actor, wave: str) -> ReleasedTable | None:
    """The table of the latest publication, None before the first. Raises NoSuchWave."""
    record = published(actor=actor, wave=wave)
    return publications.table(record) if record else None


def preview_table(*, actor: Actor, wave: str, authority: str) -> ReleasedTable:
    """Protected results of one member beside the totals, before they are public.

    For contacts and secretaries of the member and for analysts, from the review on. Other members are not
    in it. Raises NoSuchWave, NotPreviewable.
    """
    found = visible_wave(actor=actor, slug=wave)
    takes_part = found.participations.filter(authority=authority).exists()
    if not takes_part or not can_preview(actor=actor, state=WaveState(found.state), authority=authority):
        raise NotPreviewable(wave, authority)
    released = read_released(wave=found)
    rows = [row for row in released if row.unit in (ALL, authority) or row.unit.startswith("size:")]
    return released_table(rows=rows, rules=released.rules)


def estimates(*, actor: Actor, wave: str) -> EstimateTable:
    """All figures, unprotected, for analysts.

    Raises NoSuchWave, NotAllowed, NotEstimated, EstimatesChanged.
    """
    require(actor=actor, permission=RUN_WAVES)
    found = find_wave(slug=wave)
    if not has_reached(state=WaveState(found.state), wanted=WaveState.ESTIMATED):
        raise NotEstimated(wave)
    return read_estimates(wave=found)
