# SPDX-License-Identifier: EUPL-1.2
"""Modelled figures of one member, beside the direct ones and marked."""

from collections.abc import Mapping
from dataclasses import dataclass

from samband.engines import charts
from samband.engines.small_areas import Figure
from samband.engines.tables import Estimate
from samband.tools.surveys.analysis.member_report.study import Study
from samband.tools.surveys.analysis.member_report.voice import Voice
from samband.tools.surveys.analysis.modelled import ModelledRow, modelled_rows


@dataclass(frozen=True, slots=True)
class ModelledLine:
    """One measure in both ways. direct is empty where it is withheld or nobody answered."""

    name: str
    direct: str
    direct_interval: str
    value: str
    interval: str
    mark: str


@dataclass(frozen=True, slots=True)
class ModelledSection:
    """helps: False when the model hardly adds to what the member's own answers say."""

    lines: tuple[ModelledLine, ...]
    helps: bool


def modelled_section(*, figures: Mapping[str, Figure], study: Study, language: str) -> ModelledSection | None:
    """The measures that are modelled for this member, within the ends of their scales; None where none is."""
    voice = Voice(study, language)
    found = modelled_rows(figures=figures, unit=study.unit, instrument=study.instrument)
    if not found.rows:
        return None
    return ModelledSection(tuple(_line(row, voice) for row in found.rows), helps=found.helps)


def _line(row: ModelledRow, voice: Voice) -> ModelledLine:
    measure = voice.study.instrument.measures[row.measure]

    def text(figure: Estimate) -> str:
        return str(charts.cell_text(cell=voice.cell(figure, measure), language=voice.language))

    return ModelledLine(
        name=voice.measure(row.measure),
        direct=text(row.direct),
        direct_interval=voice.interval(row.direct, measure),
        value=text(row.shown),
        interval=voice.interval(row.shown, measure),
        mark=voice.kind(row.kind),
    )
