# SPDX-License-Identifier: EUPL-1.2
"""What the first reader of published results would wait for."""

from samband.core.access.rules import NOBODY
from samband.tools.surveys.queries.reporting import report_source
from samband.tools.surveys.queries.waves import waves

MOST = 2
"""Waves, the latest ones: readers come for them, and memory keeps some tables only."""


def read_ahead() -> None:
    """Tables, questionnaires and modelled figures of the latest waves; the queries keep them in memory."""
    published = [wave for wave in waves(actor=NOBODY) if wave.was_published]
    for wave in published[:MOST]:
        _ = report_source(wave=wave.slug).modelled
