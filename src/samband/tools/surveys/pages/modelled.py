# SPDX-License-Identifier: EUPL-1.2
"""Modelled figures of one member, beside the direct ones and marked."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samband.engines import charts
from samband.engines.small_areas import Concern, Figure, Kind, SmallArea
from samband.engines.tables import Estimate, Status
from samband.tools.surveys.analysis.member_report.study import Study
from samband.tools.surveys.analysis.member_report.voice import Voice

SAYS_NO_MORE = frozenset({Concern.NO_GAIN})


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
    voice, found = Voice(study, language), []
    for code, figure in figures.items():
        area = next((row for row in figure.rows if row.direct.unit == study.unit), None)
        if area is not None and area.kind is not Kind.DIRECT and code in study.instrument.measures:
            found.append((_line(code, area, voice), figure))
    if not found:
        return None
    order = [one.code for one in study.instrument.indices] + [one.code for one in study.instrument.items]
    found.sort(key=lambda pair: order.index(pair[1].measure))
    helping = [figure for _line_of, figure in found if not SAYS_NO_MORE & set(figure.concerns)]
    return ModelledSection(tuple(line for line, _figure in found), helps=2 * len(helping) >= len(found))


def _line(code: str, area: SmallArea, voice: Voice) -> ModelledLine:
    measure = voice.study.instrument.measures[code]
    axis = voice.axis(measure)
    value, lower, upper = (
        min(max(figure, axis.low), axis.high) for figure in (area.value, area.lower, area.upper)
    )
    shown = Estimate(*area.direct.key, area.direct.n, value, area.se, lower, upper, Status.RELEASED)

    def text(row: Estimate) -> str:
        return str(charts.cell_text(cell=voice.cell(row, measure), language=voice.language))

    return ModelledLine(
        name=voice.measure(code),
        direct=text(area.direct),
        direct_interval=voice.interval(area.direct, measure),
        value=text(shown),
        interval=voice.interval(shown, measure),
        mark=_("modelled") if area.kind is Kind.MODELLED else _("from members alike only"),
    )
