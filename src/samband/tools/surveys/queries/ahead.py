# SPDX-License-Identifier: EUPL-1.2
"""What the first reader of published results would wait for."""

from samband.core.access.rules import NOBODY
from samband.tools.surveys.queries.reporting import ReportSource, report_source
from samband.tools.surveys.queries.waves import waves

MOST = 2
"""Waves, the latest ones: readers come for them, and memory keeps some tables only."""


def read_ahead() -> None:
    """Tables, questionnaires, modelled figures and places of the latest waves; the queries keep them."""
    published = [wave for wave in waves(actor=NOBODY) if wave.was_published]
    for wave in published[:MOST]:
        _read(report_source(wave=wave.slug))


def _read(source: ReportSource) -> None:
    _ = source.modelled
    for code, measure in source.instrument.measures.items():
        for group in source.instrument.groups:
            if measure.is_asked_of(group):
                source.standings.of(code, group)
